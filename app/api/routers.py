"""The resources of the API, in the order of the documentation."""

from app.api import problemen, werkvoorraad

ROUTERS = (
    problemen.router,
    werkvoorraad.router,
)

SCOPES = frozenset[str]().union(*(router.scopes for router in ROUTERS))
"""Every scope that an operation asks for."""
