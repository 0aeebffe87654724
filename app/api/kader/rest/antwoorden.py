"""Answers that are no JSON."""

from fastapi import Response
from fastapi.responses import StreamingResponse


class Pdf(Response):
    """A document."""

    media_type = "application/pdf"


class Html(Response):
    """A page to read."""

    media_type = "text/html"


class Xml(Response):
    """The exact bytes of a message."""

    media_type = "application/xml"


class Csv(StreamingResponse):
    """A table (RFC 4180) that is sent while it is made."""

    media_type = "text/csv"
