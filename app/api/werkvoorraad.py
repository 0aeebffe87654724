"""The worklist of a municipality and of a provider."""

from app.api.etag import Antwoord  # noqa: F401
