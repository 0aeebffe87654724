"""The outermost layer: what holds for every request and response, whatever route it takes.

A trace (W3C Trace Context) and a log line, limits on size and duration of the body, HEAD for every GET, the
headers of every response, and an answer without details when something of ours breaks.
"""

import asyncio
import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.fouten import DubbeleLengte, InterneFout, TeGroot, TeTraag, probleem
from app.api.logregels import TRACE, spoor

VERSIE = "1.0.0"
"""Version of the interface (semver), in `API-Version` and in the OpenAPI document."""

LOG = logging.getLogger(__name__)

KOPPEN = {
    "API-Version": VERSIE,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every response, unless the route gives its own."""

OPENBAAR = re.compile(r"/v1/(openapi\.json|(regels|codelijsten|problemen)(/.*)?)|/docs(/.*)?")
"""Paths that scripts of other origins may read (CORS); they hold no data of persons."""

KOPPEN_OPENBAAR = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, traceparent",
    "Access-Control-Expose-Headers": "API-Version, ETag, Link, traceparent",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

_TRACEPARENT = re.compile(
    r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?"
)


class Kader:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, *, grootste_inhoud: int, seconden: float) -> None:
        """Wrap the app; `grootste_inhoud` in bytes, `seconden` for the whole body to arrive."""
        self.app = app
        self.grootste_inhoud = grootste_inhoud
        self.seconden = seconden

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection; only HTTP concerns this layer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        methode = scope["method"]
        zonder_inhoud = methode == "HEAD"
        traceparent = headers.get("traceparent")
        trace = {"trace_id": trace_id(traceparent), "span_id": secrets.token_hex(8)}
        TRACE.set(trace)
        scope = {
            **scope,
            "method": "GET" if zonder_inhoud else methode,
            "state": {**scope.get("state", {}), **trace, "aanroeper_span_id": aanroeper_span_id(traceparent)},
        }
        app: ASGIApp = self.app
        if "content-length" in headers and "transfer-encoding" in headers:
            melding = "Stuur de header Content-Length of Transfer-Encoding, niet allebei."
            app = probleem(scope, DubbeleLengte(melding, {"Connection": "close"}))
        koppen = KOPPEN | KOPPEN_OPENBAAR if OPENBAAR.fullmatch(scope["path"]) else KOPPEN
        koppen = koppen | {"traceparent": f"00-{trace['trace_id']}-{trace['span_id']}-01"}
        begonnen = time.perf_counter()
        status: int | None = None

        async def stuur(bericht: Message) -> None:
            nonlocal status
            if bericht["type"] == "http.response.start":
                status = bericht["status"]
                uit = MutableHeaders(raw=bericht["headers"])
                for naam, waarde in koppen.items():
                    uit.setdefault(naam, waarde)
            elif zonder_inhoud and bericht["type"] == "http.response.body":
                bericht = {**bericht, "body": b""}
            await send(bericht)

        try:
            await app(scope, self._begrensd(headers, receive), stuur)
        except ClientDisconnect:
            LOG.info("the caller hung up")
        except Exception as fout:
            LOG.error("unexpected error\n%s", "\n".join(spoor(fout)))
            if status is not None:
                raise
            melding = "Uw verzoek is niet uitgevoerd. Noem bij vragen het kenmerk in 'instance'."
            await probleem(scope, InterneFout(melding))(scope, receive, stuur)
        finally:
            velden = {
                "operation": getattr(scope.get("route"), "name", None),
                "method": methode,
                "status": status,
                "duration_ms": round(1000 * (time.perf_counter() - begonnen), 1),
            }
            LOG.info("request", extra={"velden": velden})

    def _begrensd(self, headers: Headers, receive: Receive) -> Receive:
        """Receive that stops at the first byte too many, or when the body takes too long."""
        aangekondigd = headers.get("content-length", "")
        te_groot = aangekondigd.isdecimal() and int(aangekondigd[:20]) > self.grootste_inhoud
        ontvangen = 0
        deadline: float | None = None
        klaar = False

        async def ontvang() -> Message:
            nonlocal ontvangen, deadline, klaar
            if klaar:
                return await receive()
            if te_groot:
                raise self._te_groot()
            deadline = deadline or asyncio.get_running_loop().time() + self.seconden
            try:
                async with asyncio.timeout_at(deadline):
                    bericht = await receive()
            except TimeoutError:
                raise TeTraag(f"De inhoud was na {self.seconden:g} seconden nog niet compleet.") from None
            ontvangen += len(bericht.get("body", b""))
            if ontvangen > self.grootste_inhoud:
                raise self._te_groot()
            klaar = not bericht.get("more_body", False)
            return bericht

        return ontvang

    def _te_groot(self) -> TeGroot:
        return TeGroot(f"De inhoud mag hoogstens {self.grootste_inhoud} bytes groot zijn.")


def trace_id(traceparent: str | None) -> str:
    """Trace id of the caller's `traceparent`, or a new one: 32 hexadecimal digits."""
    gevonden = _TRACEPARENT.fullmatch(traceparent or "")
    return gevonden[1] if gevonden else secrets.token_hex(16)


def aanroeper_span_id(traceparent: str | None) -> str | None:
    """Span id of the caller, from its `traceparent`: 16 hexadecimal digits."""
    gevonden = _TRACEPARENT.fullmatch(traceparent or "")
    return gevonden[2] if gevonden else None
