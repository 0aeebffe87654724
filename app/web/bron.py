"""The lines of a file around what is wrong in it, as they can be shown to anybody: without a Bsn."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.fouten import OngeldigeInvoer
from app.istandaard import xml
from app.istandaard.bevindingen import Bevinding
from app.istandaard.omvang import als_utf_8
from app.istandaard.tonen import toonbaar

ROND = 2
"""Lines before and after the one that is wrong."""
LANGSTE_REGEL = 200
GROOTSTE = 2_000_000
"""Bytes of a file of which lines are shown; of a larger one only the line is named."""
GROOTSTE_OM_TE_VERDELEN = 250_000
"""Bytes of a file that is spread over lines, for which it is read once more."""
_LANGE_REGEL = 2000
"""Bytes; a file with a line that is longer was not meant to be read by line."""
_BSN = re.compile(rb"(<[^<>/!?\s]*(?:bsn|burgerservice)[^<>]*>)(.*?)(?=</|\Z)", re.DOTALL | re.IGNORECASE)
"""An element that says to hold one, also misspelt: that is what gets a message rejected."""
_OP_EEN_REGEL = re.compile(rb"[^\r\n]+")
_VERDEEL = re.compile(rb">[ \t]*<")


@dataclass(frozen=True, slots=True)
class Bronregel:
    """A line of the file."""

    nummer: int
    tekst: str
    hier: bool
    """Whether what is wrong stands here."""


@dataclass(frozen=True, slots=True)
class Bron:
    """A file by lines."""

    regels: tuple[bytes, ...]
    plekken: tuple[int | None, ...]
    """Of each finding its line, from 1."""
    herverdeeld: bool
    """Whether these are other lines than those of the file, which had everything on a few of them."""

    def rond(self, nummer: int) -> tuple[Bronregel, ...]:
        """The lines around the finding with this number, from 0; none where it has no place."""
        plek = self.plekken[nummer]
        if plek is None or plek > len(self.regels):
            return ()
        begin = max(1, plek - ROND)
        return tuple(
            Bronregel(regel, toonbaar(inhoud.decode(errors="replace").rstrip(), LANGSTE_REGEL), regel == plek)
            for regel, inhoud in enumerate(self.regels[begin - 1 : plek + ROND], start=begin)
        )


def lees_bron(inhoud: bytes, bevindingen: Iterable[Bevinding]) -> Bron:
    """The file by lines, with the line of each finding."""
    gevonden = tuple(bevindingen)
    plekken = tuple(bevinding.regelnummer for bevinding in gevonden)
    if not gevonden or len(inhoud) > GROOTSTE:
        return Bron((), plekken, herverdeeld=False)
    inhoud = inhoud.removeprefix(BOM_UTF8)
    leesbaar = inhoud.lstrip().startswith(b"<") and b"\0" not in inhoud
    tekst = _BSN.sub(_gemaskeerd, inhoud if leesbaar else als_utf_8(inhoud))
    regels = tuple(tekst.split(b"\n"))
    if len(inhoud) > GROOTSTE_OM_TE_VERDELEN or max(map(len, regels)) <= _LANGE_REGEL:
        return Bron(regels, plekken, herverdeeld=False)
    verdeeld = _VERDEEL.sub(b">\n<", tekst)
    try:
        gezocht = xml.regelnummers(verdeeld, (b.pad or "" for b in gevonden), len(verdeeld))
    except OngeldigeInvoer:  # what cannot be read keeps its own lines
        return Bron(regels, plekken, herverdeeld=False)
    plekken = tuple(regel if b.pad else None for b, regel in zip(gevonden, gezocht, strict=True))
    return Bron(tuple(verdeeld.split(b"\n")), plekken, herverdeeld=True)


def _gemaskeerd(bsn: re.Match[bytes]) -> bytes:
    return bsn[1] + _OP_EEN_REGEL.sub(b"*********", bsn[2])
