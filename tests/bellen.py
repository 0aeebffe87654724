"""Calls the running app, as a client of Starlette does, at a fifth of what that costs.

That one goes to the thread of the app eight times for each request, so that a test may read an answer while
it is being written, and takes the same address apart five times. No test of the API needs that.
"""

import asyncio
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import httpx2
from anyio.from_thread import BlockingPortal
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Message


class _Ineens(httpx2.BaseTransport):
    """Hands a request to the app, and gives its answer once it is whole."""

    def __init__(self, app: ASGIApp, portal: BlockingPortal, *, meld: bool) -> None:
        self._app, self._portal, self._meld = app, portal, meld

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        return self._portal.call(self._vraag, request, request.read())

    async def _vraag(self, request: httpx2.Request, inhoud: bytes) -> httpx2.Response:
        stukken: list[bytes] = []
        begin: list[Message] = []
        klaar = asyncio.Event()
        te_lezen = [inhoud]

        async def receive() -> Message:
            if te_lezen:
                return {"type": "http.request", "body": te_lezen.pop()}
            await klaar.wait()
            return {"type": "http.disconnect"}

        async def send(bericht: Message) -> None:
            if bericht["type"] == "http.response.start":
                begin.append(bericht)
            elif bericht["type"] == "http.response.body":
                stukken.append(bericht.get("body", b""))
                if not bericht.get("more_body", False):
                    klaar.set()

        try:
            await self._app(_scope(request), receive, send)
        except Exception:
            if self._meld or not begin:
                raise
        (start,) = begin
        lichaam = b"" if request.method == "HEAD" else b"".join(stukken)
        return httpx2.Response(start["status"], headers=start["headers"], content=lichaam, request=request)


def _scope(request: httpx2.Request) -> dict[str, Any]:
    url = request.url
    return {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "path": unquote(url.path),
        "raw_path": url.raw_path.split(b"?", 1)[0],
        "root_path": "",
        "scheme": url.scheme,
        "query_string": url.query,
        "headers": [(naam.lower(), waarde) for naam, waarde in request.headers.raw],
        "client": ("testclient", 50000),
        "server": (url.host, url.port or 80),
        "extensions": {},
        "state": {},
    }


class _Beller(TestClient):
    """A client whose requests go to the app at once; a redirect, and what is rare, goes the long way."""

    def request(  # type: ignore[override]
        self,
        method: str,
        url: str,
        *,
        content: Any = None,
        json: Any = None,
        params: Any = None,
        headers: Any = None,
        **anders: Any,
    ) -> httpx2.Response:
        gewoon = isinstance(url, str) and url.startswith("/") and not self.cookies
        if gewoon and all(waarde in (None, httpx2.USE_CLIENT_DEFAULT) for waarde in anders.values()):
            verzoek = httpx2.Request(
                method,
                _adres(url),
                params=params,
                headers=self._merge_headers(headers),
                content=content,
                json=json,
            )
            antwoord = self._transport.handle_request(verzoek)
            if not antwoord.has_redirect_location:
                return antwoord
        return super().request(
            method, url, content=content, json=json, params=params, headers=headers, **anders
        )


@lru_cache(maxsize=1000)
def _adres(url: str) -> httpx2.URL:
    return httpx2.URL(f"http://testserver{url}")


def bel_aan(
    lopend: TestClient,
    headers: dict[str, str] | None = None,
    *,
    app: ASGIApp | None = None,
    meld: bool = True,
) -> TestClient:
    """A client of the running app, or of this one around it, with these headers on each request.

    What the app raises comes to the test, unless it is not to `meld` that and an answer was sent.
    """
    assert lopend.portal is not None, "The app does not run."
    client = _Beller(app or lopend.app, headers=headers)
    client.portal = lopend.portal
    client._transport = _Ineens(client.app, lopend.portal, meld=meld)
    return client
