"""What a browser gets besides the pages: one style sheet, two scripts and an icon, each under its own hash.

The components of NL Design System and htmx come from npm (see `hatch_build.py`). Without them the pages work
all the same, as plain as the browser makes them.
"""

from __future__ import annotations

import gzip
import logging
import re
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.domain.fouten import NietGevonden, WmoFout
from app.instelbestand import lees_begrensd, waarom_niet
from app.istandaard.tonen import toonbaar
from app.meegeleverd import meegeleverde_map

LOG = logging.getLogger(__name__)

NPM = meegeleverde_map("statisch") / "node_modules"
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"
ONDERDELEN = (
    *(
        f"@nl-design-system-candidate/{deel}-css/dist/{deel}.css"
        for deel in ("button", "code", "data-badge", "heading", "link", "paragraph", "skip-link")
    ),
    *(
        f"@utrecht/{deel}-css/dist/index.css"
        for deel in (
            "alert",
            "data-list",
            "document",
            "form-label",
            "table",
            "textarea",
            "textbox",
            "unordered-list",
        )
    ),
)
"""The components that the templates use."""
HTMX = "htmx.org/dist/htmx.min.js"
GROOTSTE_HUISSTIJL = 2**20
"""Bytes of a style sheet with tokens; that of a municipality has some 100,000."""

_VOORGOED = "public, max-age=31536000, immutable"
_THEMA = re.compile(r"\.([a-z0-9-]+-theme)\b")
_BRONKAART = re.compile(r"/\*# sourceMappingURL=.*?\*/")


@dataclass(frozen=True, slots=True)
class Bestand:
    """A file as it is sent; its address changes with what is in it, so that a browser may keep it."""

    naam: str
    mediatype: str
    inhoud: bytes
    ingepakt: bytes

    @property
    def adres(self) -> str:
        """Where it is found."""
        return f"/web/{sha256(self.inhoud).hexdigest()[:16]}/{self.naam}"


@dataclass(frozen=True, slots=True)
class Bestanden:
    """All files of the pages, and the class by which the tokens of the house style hold."""

    alle: tuple[Bestand, ...]
    thema: str

    def adres(self, naam: str) -> str:
        """The address of the file with this name."""
        return next(bestand.adres for bestand in self.alle if bestand.naam == naam)

    def routes(self) -> list[Route]:
        """Where a browser gets them."""
        op_adres = {bestand.adres: bestand for bestand in self.alle}

        def geef(request: Request) -> Response:
            bestand = op_adres.get(request.url.path)
            if bestand is None:
                raise NietGevonden("Dit bestand hoort bij een andere versie van deze bladzijden.")
            koppen = {"Cache-Control": _VOORGOED, "Vary": "Accept-Encoding"}
            if neemt_gzip(request):
                koppen["Content-Encoding"] = "gzip"
                return Response(bestand.ingepakt, headers=koppen, media_type=bestand.mediatype)
            return Response(bestand.inhoud, headers=koppen, media_type=bestand.mediatype)

        return [Route("/web/{merk}/{naam}", geef, name="blad_bestand", include_in_schema=False)]


def neemt_gzip(request: Request) -> bool:
    """Whether the browser unpacks what was packed."""
    return "gzip" in request.headers.get("accept-encoding", "")


def lees_bestanden(huisstijl: Path | None) -> Bestanden:
    """Everything, once; `huisstijl` is a style sheet with tokens instead of those of the package.

    Raises WmoFout where that cannot be read.
    """
    weg = [naam for naam in (TOKENS, *ONDERDELEN, HTMX) if not (NPM / naam).exists()]
    if weg:
        LOG.warning(
            "%d files from npm are not there, the first of them %s, so the pages look plain; "
            "run `make statisch`",
            len(weg),
            weg[0],
        )
    eigen_tokens = None if huisstijl is None else _lees_huisstijl(huisstijl)
    tokens = _van_npm(TOKENS) if eigen_tokens is None else eigen_tokens
    thema = _THEMA.search(tokens)
    stijl = [tokens, *map(_van_npm, ONDERDELEN), _eigen("stijl.css")]
    if eigen_tokens is None:
        stijl.append(_eigen("donker.css"))
    return Bestanden(
        (
            _bestand("stijl.css", "text/css", _BRONKAART.sub("", "\n".join(stijl))),
            _bestand("htmx.js", "text/javascript", _van_npm(HTMX)),
            _bestand("web.js", "text/javascript", _eigen("web.js")),
            _bestand("icoon.svg", "image/svg+xml", _eigen("icoon.svg")),
        ),
        thema[1] if thema else "",
    )


def _lees_huisstijl(pad: Path) -> str:
    try:
        return lees_begrensd(pad, GROOTSTE_HUISSTIJL).decode()
    except UnicodeError:
        waarom = "het is geen tekst in UTF-8"
    except OSError as fout:
        waarom = waarom_niet(fout)
    raise WmoFout(f"WMO_HUISSTIJL: {toonbaar(str(pad), 200)} is niet te lezen: {waarom}.")


def _bestand(naam: str, mediatype: str, tekst: str) -> Bestand:
    inhoud = tekst.encode()
    return Bestand(naam, mediatype, inhoud, gzip.compress(inhoud, mtime=0))


def _eigen(naam: str) -> str:
    return files("app.web").joinpath("eigen", naam).read_text("utf-8")


def _van_npm(naam: str) -> str:
    try:
        return (NPM / naam).read_text("utf-8")
    except FileNotFoundError:
        return ""
