"""Typesetting: a template and data in, the bytes of a PDF out.

The PDF is tagged and meets PDF/A-2a (made to be kept, W04) and PDF/UA-1 (made to be read by everyone). Text
of users reaches the template as data, never as markup. The fonts are those beside this module and no others.
"""

import json
import re
import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

import typst

from app.documenten.tekst import zichtbaar
from app.domain.fouten import VoorwaardeNietVervuld
from app.geheugen import geef_geheugen_terug

Gegeven = None | bool | int | str | Sequence["Gegeven"] | Mapping[str, "Gegeven"]
"""What a template can show; a picture is the numbers of its bytes."""

VERVANGTEKEN = "□"
"""Stands for a character that the font lacks, because PDF/A-2a refuses a missing glyph."""

GROOT = 2**17
"""Bytes above which a document is large; a text of many lines makes fifty times as many as it has signs."""
ONTHOUDEN = 10
"""Documents of which typst keeps what it made, for the next; of a large one up to 250 bytes for each byte."""

LANGST = 500_000
"""Signs in the texts of one document, some seventy pages; for that moment typst takes 200 MB."""
REGEL = 30
"""Signs that the end of a line, or something that is more than a text, counts as."""

_SJABLONEN = Path(__file__).parent / "sjablonen"
_LETTERTYPEN = Path(__file__).parent / "lettertypen"

_LANGE_REEKS = re.compile(r"\S{40,}")
_BREEKBAAR_DEEL = re.compile(r"\S{8}(?=\S)")
_BREEKPUNT = "\u200b"


def zet(sjabloon: str, gegevens: Mapping[str, Gegeven], datum: date) -> bytes:
    """Make the PDF of one template. The same arguments give the same bytes, to be hashed and kept.

    Raises VoorwaardeNietVervuld for one of more than LANGST signs.

    Args:
        sjabloon: name of a file in `sjablonen/`, without its extension.
        gegevens: what the template shows.
        datum: date of the document, kept in it as its moment of creation.
    """
    if _lengte(gegevens) > LANGST:
        raise VoorwaardeNietVervuld(
            "Het document zou te lang worden: er passen zo'n zeventig bladzijden tekst in. Kort teksten in."
        )
    pdf = typst.compile(
        _SJABLONEN / f"{sjabloon}.typ",
        root=_SJABLONEN,
        font_paths=_lettertypen(),
        sys_inputs={"gegevens": json.dumps(_schoon(gegevens), ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.combine(datum, time(), UTC),
    )
    if len(pdf) > GROOT:
        _vergeet()
    return pdf


def _vergeet() -> None:
    """Let typst forget what it made of the last documents, by making as many of nothing."""
    for _ in range(ONTHOUDEN):
        typst.compile(b"", font_paths=_lettertypen())
    geef_geheugen_terug()


@cache
def _lettertypen() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_LETTERTYPEN)]
    )


def _lengte(gegeven: Gegeven) -> int:
    """How many signs this is worth."""
    match gegeven:
        case str():
            return len(gegeven) + REGEL * gegeven.count("\n")
        case Mapping():
            return REGEL + sum(map(_lengte, gegeven.values()))
        case Sequence():
            return sum(map(_lengte, gegeven))
        case _:
            return 0


def _schoon(gegeven: Gegeven) -> Gegeven:
    match gegeven:
        case str():
            return _schone_tekst(gegeven)
        case Mapping():
            return {naam: _schoon(waarde) for naam, waarde in gegeven.items()}
        case Sequence():
            return [_schoon(waarde) for waarde in gegeven]
        case _:
            return gegeven


def _schone_tekst(tekst: str) -> str:
    """Only what the font can show, with places to break in runs too long for a line."""
    toonbaar = "".join(t if t == "\n" or ord(t) in _tekens() else VERVANGTEKEN for t in zichtbaar(tekst))
    return _LANGE_REEKS.sub(lambda reeks: _BREEKBAAR_DEEL.sub(rf"\g<0>{_BREEKPUNT}", reeks[0]), toonbaar)


@cache
def _tekens() -> frozenset[int]:
    """The code points that the font has a glyph for, from its cmap table (OpenType, format 12)."""
    font = (_LETTERTYPEN / "SourceSans3_400Regular.ttf").read_bytes()
    (aantal_tabellen,) = struct.unpack_from(">H", font, 4)
    tabellen = struct.iter_unpack(">4sLLL", font[12 : 12 + 16 * aantal_tabellen])
    (cmap,) = (plek for naam, _, plek, _ in tabellen if naam == b"cmap")
    (aantal_subtabellen,) = struct.unpack_from(">H", font, cmap + 2)
    subtabellen = struct.iter_unpack(">HHL", font[cmap + 4 : cmap + 4 + 8 * aantal_subtabellen])
    (subtabel,) = (cmap + plek for platform, codering, plek in subtabellen if (platform, codering) == (3, 10))
    (aantal_groepen,) = struct.unpack_from(">L", font, subtabel + 12)
    groepen = struct.iter_unpack(">LLL", font[subtabel + 16 : subtabel + 16 + 12 * aantal_groepen])
    return frozenset(teken for eerste, laatste, _ in groepen for teken in range(eerste, laatste + 1))
