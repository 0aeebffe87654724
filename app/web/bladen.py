"""How a page is made and sent: templates that take everything for text, and a policy without exceptions."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from app.api.kader.fouten import Bezet, InterneFout, TeGroot, TeTraag, status_van
from app.api.kader.rest.probleem import koppen_van
from app.domain.fouten import NietGevonden, WmoFout
from app.istandaard.tonen import toonbaar
from app.istandaard.uitgave import NAAM
from app.web.bestanden import Bestanden, lees_bestanden, neemt_gzip

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_ADVIEZEN: tuple[tuple[type[WmoFout], str], ...] = (
    (TeGroot, "Stuur een kleiner bestand, of controleer het op uw eigen computer met wmo valideer."),
    (TeTraag, "Probeer het opnieuw, zo mogelijk met een snellere verbinding of een kleiner bestand."),
    (Bezet, "Wacht een paar seconden en stuur het bestand dan opnieuw. Er is niets bewaard."),
    (NietGevonden, "Controleer het adres, of ga naar een van de bladzijden hierboven."),
    (
        InterneFout,
        "Dit ligt niet aan u. Probeer het later opnieuw. Noem bij vragen het kenmerk hieronder.",
    ),
)
"""What a person does after each kind of error."""
_ANDERS = "Ga terug, verbeter wat hierboven staat en probeer het opnieuw."


class Bladroute(Route):
    """Where a page is; its name is the operation in the log, as that of a route of the API."""

    def __init__(self, pad: str, toon: Callable[[Request], Any], naam: str, methode: str = "GET") -> None:
        """A page at this path, or what is done with a form that is sent there."""
        super().__init__(pad, toon, methods=[methode], name=f"blad_{naam}", include_in_schema=False)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether this is the page that was asked for; if so it is noted in the request."""
        past, deel = super().matches(scope)
        return past, deel if past is Match.NONE else {**deel, "route": self}


@dataclass(frozen=True, slots=True)
class Bladen:
    """Makes the pages of this installation."""

    omgeving: Environment
    bestanden: Bestanden

    def toon(
        self, request: Request, sjabloon: str, blad: Any, status: int = 200, koppen: Mapping[str, str] = {}
    ) -> Response:
        """This page, packed for a browser that unpacks; `blad` is what the template shows."""
        html = self.maak(sjabloon, blad, request.url.path)
        kop = {"Content-Security-Policy": CSP, "Vary": "Accept-Encoding, HX-Request", **koppen}
        if not neemt_gzip(request):
            return HTMLResponse(html, status, kop)
        return HTMLResponse(gzip.compress(html.encode(), 5), status, kop | {"Content-Encoding": "gzip"})

    def maak(self, sjabloon: str, blad: Any, pad: str) -> str:
        """The page at this address, as HTML."""
        return self.omgeving.get_template(sjabloon).render(blad=blad, pad=pad)

    def toon_fout(self, scope: Scope, fout: WmoFout) -> Response:
        """The page for an error: what is the matter, and what to do now."""
        scope["state"]["fout"] = fout
        status = status_van(fout)
        blad = Foutblad(
            fout.titel,
            fout.melding if not isinstance(fout, InterneFout) else "Uw verzoek is niet uitgevoerd.",
            next((advies for soort, advies in _ADVIEZEN if isinstance(fout, soort)), _ANDERS),
            UUID(scope["state"]["trace"].trace_id).urn,
            status,
        )
        return self.toon(Request(scope), "fout.html", blad, status, koppen_van(fout))


@dataclass(frozen=True, slots=True)
class Foutblad:
    """An error, for a person."""

    titel: str
    melding: str
    advies: str
    kenmerk: str
    status: int


def lees_bladen(huisstijl: Path | None) -> Bladen:
    """The templates and files of the package, with this house style if there is one."""
    omgeving = Environment(
        loader=PackageLoader("app.web", "sjablonen"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    bestanden = lees_bestanden(huisstijl)
    omgeving.globals |= {"adres_van": bestanden.adres, "thema": bestanden.thema, "standaard": NAAM}
    omgeving.filters |= {"toonbaar": toonbaar}
    return Bladen(omgeving, bestanden)


def is_voor_een_mens(scope: Scope) -> bool:
    """Whether a browser asks for a page, and not a program for the API."""
    koppen = Headers(scope=scope)
    vraagt_html = "text/html" in koppen.get("accept", "") or "hx-request" in koppen
    return vraagt_html and not scope["path"].startswith("/v1/")
