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
from app.istandaard.tonen import toonbaar, zonder_bsn

ROND = 2
"""Lines before and after the one that is wrong."""
LANGSTE_REGEL = 200
GROOTSTE = 2_000_000
"""Bytes of a file of which lines are shown; of a larger one only the line is named."""
GROOTSTE_OM_TE_VERDELEN = 250_000
"""Bytes of a file that is spread over lines, for which it is read once more."""
_LANGE_REGEL = 2000
"""Characters; a file with a line that is longer was not meant to be read by line."""
_VERDEEL = re.compile(r">[ \t]*<")


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

    regels: tuple[str, ...]
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
            Bronregel(regel, toonbaar(inhoud.rstrip(), LANGSTE_REGEL), regel == plek)
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
    tekst = zonder_bsn((inhoud if leesbaar else als_utf_8(inhoud)).decode(errors="replace"))
    regels = tuple(tekst.split("\n"))
    if len(inhoud) > GROOTSTE_OM_TE_VERDELEN or max(map(len, regels)) <= _LANGE_REGEL:
        return Bron(regels, plekken, herverdeeld=False)
    verdeeld = _VERDEEL.sub(">\n<", tekst)
    als_bytes = verdeeld.encode()
    try:
        gezocht = xml.regelnummers(als_bytes, (b.pad or "" for b in gevonden), len(als_bytes))
    except OngeldigeInvoer:  # what cannot be read keeps its own lines
        return Bron(regels, plekken, herverdeeld=False)
    plekken = tuple(regel if b.pad else None for b, regel in zip(gevonden, gezocht, strict=True))
    return Bron(tuple(verdeeld.split("\n")), plekken, herverdeeld=True)
