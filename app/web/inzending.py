"""What somebody sends with a form: files and fields, read in memory and never written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from app.domain.fouten import OngeldigeInvoer
from app.istandaard.tonen import toonbaar

MEESTE_BESTANDEN = 500
MEESTE_VELDEN = 20
GROOTSTE_VELD = 2**20
"""Bytes of a text; with one sign of four bytes in it each sign takes as many in memory."""
_LANGSTE_NAAM = 120
_NIET_HEEL = (
    "Het formulier kwam beschadigd of niet helemaal aan. Er is niets gecontroleerd. "
    "Kies het bestand opnieuw en verstuur het nog een keer."
)


class _InGeheugen(MultiPartParser):
    # How large the body may be has been seen to (`Buitenlaag`); more than that never arrives.
    spool_max_size = 2**40
    heel = False
    """Whether the form came to its end; what was cut off looks like one in which nothing was chosen."""

    def on_end(self) -> None:
        self.heel = True
        super().on_end()

    async def parse(self) -> FormData:
        formulier = await super().parse()
        if not self.heel:
            for bestand in self._files_to_close_on_error:
                bestand.close()
            raise MultiPartException("Cut off")
        return formulier


@dataclass(frozen=True, slots=True)
class Ingezonden:
    """A file as it came, with its name as it can be shown."""

    naam: str
    inhoud: bytes

    @property
    def is_zip(self) -> bool:
        """Whether it is to be unpacked; empty, large and split ones begin otherwise."""
        return self.inhoud.startswith((b"PK\3\4", b"PK\5\6", b"PK\6\6", b"PK\7\x08", b"PK00PK"))


@dataclass(frozen=True, slots=True)
class Inzending:
    """A form that was sent."""

    bestanden: tuple[Ingezonden, ...]
    """Those that hold anything; a browser sends an empty one where none was chosen."""
    velden: Mapping[str, str]


async def lees_inzending(request: Request) -> Inzending:
    """The form in this request; OngeldigeInvoer for what no browser sends, or too much text."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise OngeldigeInvoer("Stuur een bestand met het formulier op deze bladzijde.")
    # Any other would be read by the codec of that name, however slow that is.
    if _tekens(request) != b"utf-8":
        raise OngeldigeInvoer("Stuur het formulier in UTF-8, zonder `charset` in Content-Type.")
    lezer = _InGeheugen(
        request.headers,
        request.stream(),
        max_files=MEESTE_BESTANDEN,
        max_fields=MEESTE_VELDEN,
        max_part_size=GROOTSTE_VELD,
    )
    try:
        formulier = await lezer.parse()
    except MultiPartException as fout:
        if fout.message.startswith("Too many files"):
            raise OngeldigeInvoer(
                f"U stuurde meer dan {MEESTE_BESTANDEN} bestanden. Stuur er minder tegelijk."
            ) from None
        if "exceeded maximum size" in fout.message:
            raise OngeldigeInvoer(
                f"De geplakte tekst is te groot (meer dan {GROOTSTE_VELD} bytes). Kies het bestand zelf."
            ) from None
        raise OngeldigeInvoer(_NIET_HEEL) from None
    bestanden: list[Ingezonden] = []
    velden: dict[str, str] = {}
    for naam, waarde in formulier.multi_items():
        if isinstance(waarde, UploadFile):
            inhoud = await waarde.read()
            await waarde.close()
            if inhoud:
                bestanden.append(Ingezonden(toonbaar(waarde.filename or "bestand", _LANGSTE_NAAM), inhoud))
        else:
            velden[naam] = waarde
    return Inzending(tuple(bestanden), velden)


def _tekens(request: Request) -> bytes:
    _, parameters = parse_options_header(request.headers["content-type"])
    return parameters.get(b"charset", b"utf-8").lower()
