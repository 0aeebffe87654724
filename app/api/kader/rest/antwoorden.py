"""Answers that are no JSON."""

from fastapi import Response


class Pdf(Response):
    """A document."""

    media_type = "application/pdf"


class Html(Response):
    """A page to read."""

    media_type = "text/html"


class Xml(Response):
    """The exact bytes of a message."""

    media_type = "application/xml"
