"""The outermost layer: what holds for every request and response, whatever route it takes.

A trace (W3C Trace Context) and a log line, limits on size, duration and number of bodies, HEAD for every
GET, the headers of every response, and an answer without details when something of ours breaks.
"""

import asyncio
import logging
import re
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from ipaddress import IPv6Address

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.kader.beurt import WACHT_SECONDEN
from app.api.kader.fouten import (
    Bezet,
    DubbeleLengte,
    InterneFout,
    TeGroot,
    TeTraag,
    VerkeerdeHttpVersie,
    status_van,
)
from app.api.kader.logregels import TRACE, spoor
from app.api.kader.trace import trace_van
from app.api.kader.verzending import (
    RUIMTE_BELLERS,
    RUIMTE_EEN_BELLER,
    RUIMTE_VREEMDEN,
    STUK,
    Ruimte,
    Verzending,
)
from app.domain.fouten import OngeldigeInvoer, Veldfout, WmoFout
from app.domain.partijen import Beller
from app.geheugen import GROOT, Werkruimte, geef_geheugen_terug
from app.opslag import wat_zegt

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

KLEIN = 2**16
"""Bytes of a body that anybody may send at any time; for more it needs a place."""
PLAATSEN = 3
"""How many times the largest body larger ones may count together; all of it is in memory."""
PLAATSEN_VREEMDEN = 1
"""The same of all who show no token."""
PLAATSEN_EEN_BELLER = 1
"""The same of one municipality or provider, so that no few that send slowly keep all others out."""

VLOT = KLEIN
"""Bytes a second; who sends as many keeps its place until its time is over."""
LETTIJD = 1.0
"""Seconds over which that is looked at."""

METHODEN = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})
"""Those of RFC 9110 and 5789. Any other word is the caller's own, and stands in no log."""

_AUTORITEIT = re.compile(
    r"(?:\[(?P<ipv6>[0-9A-Fa-f:.]+)\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(?::(?P<poort>[0-9]{0,5}))?"
)
"""A host, and perhaps a port (RFC 3986, 3.2); in HTTP nobody stands before it (RFC 9110, 4.2.4)."""

Foutantwoord = Callable[[Scope, WmoFout], Response]
"""How an error is told to who calls at this address: a problem detail for a program, a page for a person."""


class Buitenlaag:
    """ASGI middleware around the whole app."""

    def __init__(
        self, app: ASGIApp, *, grootste_inhoud: int, seconden: float, foutantwoord: Foutantwoord
    ) -> None:
        """Wrap the app; `grootste_inhoud` in bytes, `seconden` for the whole body to arrive."""
        self.app = app
        self.foutantwoord = foutantwoord
        self.grootste_inhoud = grootste_inhoud
        self.seconden = seconden
        self._antwoord_vreemden = Ruimte(RUIMTE_VREEMDEN)
        self._antwoord_bellers = Ruimte(RUIMTE_BELLERS)
        self._antwoord_per_beller: dict[str, Ruimte] = defaultdict(lambda: Ruimte(RUIMTE_EEN_BELLER))
        self._allen = _Plaatsen(PLAATSEN * grootste_inhoud)
        self._vreemden = _Plaatsen(PLAATSEN_VREEMDEN * grootste_inhoud)
        self._per_beller: dict[str, _Plaatsen] = defaultdict(
            lambda: _Plaatsen(PLAATSEN_EEN_BELLER * grootste_inhoud)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection; only HTTP concerns this layer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        methode = scope["method"]
        zonder_inhoud = methode == "HEAD"
        trace = trace_van(headers.get("traceparent"))
        TRACE.set({"trace_id": trace.trace_id, "span_id": trace.span_id})
        onleesbaar = _onleesbaar(scope, headers)
        scope = {
            **scope,
            **_doel(scope),
            "method": "GET" if zonder_inhoud else methode,
            "state": {**scope.get("state", {}), "trace": trace},
        }
        app: ASGIApp = self.app
        if onleesbaar:
            app = self.foutantwoord(scope, onleesbaar)
        koppen = KOPPEN | KOPPEN_OPENBAAR if OPENBAAR.fullmatch(scope["path"]) else KOPPEN
        koppen = koppen | {"traceparent": trace.traceparent}
        begonnen = time.perf_counter()
        plaats = ExitStack()
        antwoord = _Antwoord(self, scope, receive, send, koppen, plaats, zonder_inhoud=zonder_inhoud)
        try:
            await app(scope, self._begrensd(scope, headers, receive, plaats), antwoord.stuur)
        except ClientDisconnect:
            LOG.info("the caller hung up")
        except Exception as fout:
            if antwoord.onderweg and await self._brak_af(scope, receive, fout.__cause__):
                return
            LOG.error("unexpected error\n%s", "\n".join(spoor(fout)))
            if antwoord.onderweg:
                raise
            melding = "Uw verzoek is niet uitgevoerd. Noem bij vragen het kenmerk in 'instance'."
            await self.foutantwoord(scope, InterneFout(melding))(scope, receive, antwoord.stuur)
        finally:
            plaats.close()
            velden = {
                "operation": getattr(scope.get("route"), "name", None),
                "method": methode if methode in METHODEN else "(other)",
                "status": antwoord.status,
                "duration_ms": round(1000 * (time.perf_counter() - begonnen), 1),
                **_waarom(scope["state"].pop("fout", None)),  # which holds all that there was when it arose
            }
            ernst = logging.ERROR if antwoord.status == 500 else logging.INFO
            LOG.log(ernst, "request", extra={"velden": velden})

    async def _brak_af(self, scope: Scope, receive: Receive, reden: BaseException | None) -> bool:
        """End the connection, so that nobody takes what was sent for the whole; whether that can be."""
        verbreek = scope["state"].get("verbreek")
        if verbreek is None or not isinstance(reden, WmoFout):
            return False
        scope["state"]["fout"] = reden
        verbreek()
        while (await receive())["type"] != "http.disconnect":
            pass
        return True

    def _begrensd(self, scope: Scope, headers: Headers, receive: Receive, plaats: ExitStack) -> Receive:
        """Receive that stops at the first byte too many, when the body takes too long, or without a place.

        Its place is one of the callers once a token was found to hold, which is before the body is read.
        """
        lengte = headers.get("content-length", "")
        aangekondigd = int(lengte[:20]) if lengte.isdecimal() else self.grootste_inhoud
        te_groot = aangekondigd > self.grootste_inhoud
        zending: _Zending | None = None
        klaar = heeft_plaats = False

        async def ontvang() -> Message:
            nonlocal zending, klaar, heeft_plaats
            if klaar:
                return await receive()
            if te_groot:
                raise self._te_groot()
            zending = zending or _Zending(self.seconden)
            try:
                async with asyncio.timeout_at(zending.deadline) as zending.wacht:
                    zending.luistert = True
                    bericht = await receive()
            except TimeoutError:
                if zending.weg:
                    raise Bezet(
                        "Uw bestand kwam langzaam, en anderen wachtten; probeer het opnieuw."
                    ) from None
                raise TeTraag(f"De inhoud was na {self.seconden:g} seconden nog niet compleet.") from None
            finally:
                zending.luistert = False
            zending.ontvangen += len(bericht.get("body", b""))
            if zending.ontvangen > self.grootste_inhoud:
                raise self._te_groot()
            if zending.ontvangen > KLEIN and not heeft_plaats:
                for plaatsen in self._plaatsen(scope["state"].get("beller")):
                    plaats.callback(await plaatsen.neem(zending, aangekondigd))
                plaats.callback(_geef_geheugen_terug)
                heeft_plaats = True
            zending.klaar = klaar = not bericht.get("more_body", False)
            return bericht

        return ontvang

    def _plaatsen(self, beller: Beller | None) -> tuple["_Plaatsen", ...]:
        return (self._vreemden if beller is None else self._per_beller[beller.code], self._allen)

    def ruimten(self, beller: Beller | None) -> tuple[Ruimte, ...]:
        """Where a larger answer to this caller takes part of: its own room, and that of all with a token."""
        if beller is None:
            return (self._antwoord_vreemden,)
        return (self._antwoord_per_beller[beller.code], self._antwoord_bellers)

    def _te_groot(self) -> TeGroot:
        return TeGroot(f"De inhoud mag hoogstens {self.grootste_inhoud} bytes groot zijn.")


def _geef_geheugen_terug() -> None:
    asyncio.get_running_loop().run_in_executor(None, geef_geheugen_terug)


class _Antwoord:
    """The answer to a request. Its head leaves with the first of its body, once there is room for that."""

    def __init__(
        self,
        laag: Buitenlaag,
        scope: Scope,
        receive: Receive,
        send: Send,
        koppen: Mapping[str, str],
        plaats: ExitStack,
        *,
        zonder_inhoud: bool,
    ) -> None:
        """Nothing yet. It gets these headers; `plaats` is what the request has, and then the answer."""
        self._laag, self._scope, self._receive, self._send = laag, scope, receive, send
        self._koppen, self._plaats, self._zonder_inhoud = koppen, plaats, zonder_inhoud
        self._begin: Message | None = None
        """Its head, until that leaves."""
        self.status: int | None = None

    @property
    def onderweg(self) -> bool:
        """Whether some of it left, so that it cannot be another."""
        return self.status is not None and self._begin is None

    async def stuur(self, bericht: Message) -> None:
        """Take what the app says, as `send` does."""
        if bericht["type"] == "http.response.start":
            self._begin_met(bericht)
            return
        inhoud: bytes = b"" if self._zonder_inhoud else bericht.get("body", b"")
        beller: Beller | None = self._scope["state"].get("beller")
        verbreek = self._scope["state"].get("verbreek", lambda: None)
        verzending = Verzending(len(inhoud), beller.code if beller else None, verbreek)
        try:
            if len(inhoud) > STUK:
                self._neem_ruimte(verzending, beller)
        except Bezet as fout:
            is_gedaan = beller is not None and self._scope["method"] != "GET"
            if self._begin and not is_gedaan:  # what was done is told
                await self._laag.foutantwoord(self._scope, fout)(self._scope, self._receive, self.stuur)
                return
        await self._verzend(bericht, inhoud, verzending)

    def _begin_met(self, bericht: Message) -> None:
        self.status = bericht["status"]
        self._plaats.close()  # the body was used; who reads the answer slowly keeps nobody out
        uit = MutableHeaders(raw=bericht["headers"])
        if int(uit.get("content-length", 0)) > GROOT:
            self._plaats.callback(_geef_geheugen_terug)
        for naam, waarde in self._koppen.items():
            uit.setdefault(naam, waarde)
        self._begin = bericht

    def _neem_ruimte(self, verzending: Verzending, beller: Beller | None) -> None:
        """Have room for this until it left."""
        for ruimte in self._laag.ruimten(beller):
            self._plaats.enter_context(ruimte.neem(verzending))

    async def _verzend(self, bericht: Message, inhoud: bytes, verzending: Verzending) -> None:
        if self._begin:
            await self._send(self._begin)
            self._begin = None
        for waar in range(0, len(inhoud) or 1, STUK):
            meer = bericht.get("more_body", False) or waar + STUK < len(inhoud)
            await self._send({**bericht, "body": inhoud[waar : waar + STUK], "more_body": meer})
            verzending.verstuurd = waar + STUK


class _Zending:
    """A body that arrives."""

    def __init__(self, seconden: float) -> None:
        """Begin; all of it is to be there in so many seconds."""
        self.deadline = asyncio.get_running_loop().time() + seconden
        self.ontvangen = 0
        self.klaar = self.weg = False
        self.luistert = False
        """Whether it is the caller's turn to send."""
        self.wacht: asyncio.Timeout | None = None
        """The wait for more of it, once there was one."""

    def breek_af(self) -> None:
        """Wait for no more of it."""
        self.weg = True
        self.deadline = asyncio.get_running_loop().time()
        with suppress(RuntimeError):  # it does not wait at this moment
            if self.wacht is not None:
                self.wacht.reschedule(self.deadline)


class _Plaatsen:
    """Room for larger bodies; who has a part of it and sends slowly gives it up where others wait."""

    def __init__(self, bytes_: int) -> None:
        """So much."""
        self._ruimte = Werkruimte(bytes_)

    async def neem(self, zending: _Zending, bytes_: int) -> Callable[[], None]:
        """What gives back the room that was taken; Bezet when none comes free in time."""
        lus = asyncio.get_running_loop()
        er = lus.create_future()
        plek = self._ruimte.vraag(bytes_, lambda: None if er.done() else er.set_result(None))
        try:
            async with asyncio.timeout(WACHT_SECONDEN):
                await er
        except BaseException as waarom:
            plek.geef_terug()
            if not isinstance(waarom, TimeoutError):
                raise
            raise Bezet(
                "Er wordt al veel groots tegelijk verstuurd; probeer het over enkele seconden opnieuw."
            ) from None
        self._let_op(zending)
        return plek.geef_terug

    def _let_op(self, zending: _Zending) -> None:
        """Look after a while what it sent since now, of which what it sent before its place is no part."""
        asyncio.get_running_loop().call_later(LETTIJD, self._keur, zending, zending.ontvangen)

    def _keur(self, zending: _Zending, eerst: int) -> None:
        if zending.klaar or zending.weg:
            return
        te_traag = zending.luistert and zending.ontvangen - eerst < VLOT * LETTIJD
        if te_traag and self._ruimte.wacht_er_een:
            zending.breek_af()
        else:
            self._let_op(zending)


def _onleesbaar(scope: Scope, headers: Headers) -> WmoFout | None:
    """Why this cannot be read as a request of HTTP/1.1."""
    sluit = {"Connection": "close"}  # where the next request begins is not sure
    if scope.get("http_version", "1.1").partition(".")[0] != "1":
        return VerkeerdeHttpVersie("Deze verbinding spreekt HTTP/1.1.", sluit)
    if "content-length" in headers and "transfer-encoding" in headers:
        return DubbeleLengte("Stuur de header Content-Length of Transfer-Encoding, niet allebei.", sluit)
    verwacht = "Verwacht is een naam of adres, en hoogstens een poort van 0 tot en met 65535."
    if (host := headers.get("host")) and not _is_autoriteit(host):
        return OngeldigeInvoer("De header Host klopt niet.", Veldfout("Host", verwacht))
    if (doel := _absoluut(scope)) and not _is_autoriteit(doel.split(b"/", 3)[2].decode("latin-1")):
        return OngeldigeInvoer(f"De server in het adres van het verzoek klopt niet. {verwacht}")
    return None


def _is_autoriteit(tekst: str) -> bool:
    """Whether this names a host, and perhaps a port, as an address of HTTP does."""
    delen = _AUTORITEIT.fullmatch(tekst)
    if delen is None or int(delen["poort"] or 0) > 65535:
        return False
    try:
        return delen["ipv6"] is None or IPv6Address(delen["ipv6"]) is not None
    except ValueError:
        return False


def _absoluut(scope: Scope) -> bytes:
    """The target as a request to a proxy names it, with scheme and host (RFC 9112, 3.2.2); else nothing."""
    raw_path: bytes = scope.get("raw_path") or b""  # a server may leave it out
    return raw_path if raw_path.lower().startswith((b"http://", b"https://")) else b""


def _doel(scope: Scope) -> dict[str, object]:
    """Path and raw path without the scheme and host of an absolute target."""
    if not (doel := _absoluut(scope)):
        return {}
    pad, ruw = scope["path"].split("/", 3)[3:], doel.split(b"/", 3)[3:]
    return {"path": f"/{pad[0] if pad else ''}", "raw_path": b"/" + (ruw[0] if ruw else b"")}


def _waarom(fout: WmoFout | None) -> dict[str, str]:
    """Why a request was not done, where that is no matter between caller and process: who calls, what broke.

    No text of an error of ours holds personal data; of others, see `wat_zegt`.
    """
    if fout is None or not (400 < status_van(fout) < 404 or status_van(fout) >= 500):
        return {}
    oorzaak = {"cause": wat_zegt(fout.__cause__)} if fout.__cause__ else {}
    return {"problem": fout.soort, "reason": fout.melding} | oorzaak
