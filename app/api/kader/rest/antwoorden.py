"""Answers that are no JSON."""

from collections.abc import Generator
from itertools import chain

from anyio import CancelScope
from fastapi import Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send


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

    def __init__(self, tabel: Generator[str], status_code: int = 200) -> None:
        """Make the first piece at once: what keeps the table from being made is then an error by itself."""
        super().__init__(chain((next(tabel),), tabel), status_code)
        self._tabel = tabel

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; what the table holds is let go of as soon as it was sent, or its caller hung up."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            with CancelScope(shield=True):
                await run_in_threadpool(self._tabel.close)
