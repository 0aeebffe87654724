"""How anything of a message, or of the file that it stood in, is shown to a person or another program."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from operator import itemgetter
from unicodedata import digit, normalize

from app.domain import woorden
from app.domain.waarden import voldoet_aan_elfproef
from app.istandaard.omvang import in_stukken

LANGST = 1000
"""Characters of what is shown at most."""

_WIT = re.compile(r"[\t\r\n]+")
# Marks and letters that nobody sees, besides those that Python itself does not call printable.
_ONZICHTBAAR = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_ONBEKEND = "\N{REPLACEMENT CHARACTER}"
_NEGEN_CIJFERS = re.compile(r"(?<!\d)0{0,12}\d{9}(?!\d)")
_CIJFERS = re.compile(r"\d{9,}")  # what is no such row stops this at once, without looking back
_TE_LANG = 22
_SLOT = re.compile(r"\d*\Z")  # of a row that is longer than any Bsn so much that it stays that
# As people write them: in groups of at most four digits, the same sign between all of them.
_IN_GROEPEN = re.compile(
    "|".join(
        rf"(?<!\d)(?<!\d{scheiding})\d{{1,4}}(?:{scheiding}\d{{1,4}}){{1,8}}(?!{scheiding}?\d)"
        for scheiding in (r"\.", ",", "[ \N{NO-BREAK SPACE}]", "-", "/", "_")
    )
)
# With what nobody sees between them, or with marks on top.
_DOORSPEKT = re.compile(r"(?<!\d)\d(?:[\ufffd\u0300-\u036f]*\d){8}(?!\d)")
_VORMEN = (_NEGEN_CIJFERS, _IN_GROEPEN, _DOORSPEKT)
_GEMASKEERD = "*" * 9
_UUID = re.compile(r"(?<![^\W_])[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}(?![^\W_])", re.IGNORECASE)
_SCHEIDING = re.compile(r"[\W_]")
_NULLEN = re.compile(r"(?<!\d)0+(?=\d{9}(?!\d))")


def euro(cents: int) -> str:
    """An amount of a message, which is in cents, as a person reads it, also on a terminal: € 1.234,50."""
    return woorden.euro(int(cents)).replace("\N{NO-BREAK SPACE}", " ")


_DAG = re.compile(r"(?<![\w+-])(\d{4})-(\d{2})-(\d{2})(?![\w-])")


def in_gewone_taal(tekst: str) -> str:
    """The text with each day that a message writes as 2026-03-01 as a person reads it: 1 maart 2026.

    A date outside the calendar, or with a time zone, stays as it stands.
    """
    return _DAG.sub(_dag, tekst)


def _dag(gevonden: re.Match[str]) -> str:
    try:
        return woorden.datum(date(*map(int, gevonden.groups())))
    except ValueError:
        return gevonden[0]


MEESTE_BSNS = 10_000
"""That are looked for in bytes of which nothing is certain."""


def bsns_in_tekst(inhoud: bytes) -> frozenset[str]:
    """Whatever could be a Bsn in these bytes, for what cannot be read as a message."""
    gevonden = filter(None, map(_NEGEN_CIJFERS.fullmatch, _rijen_cijfers(in_stukken(inhoud))))
    return frozenset(islice(filter(None, map(_bsn_in, gevonden)), MEESTE_BSNS))


def _rijen_cijfers(stukken: Iterable[str]) -> Iterator[str]:
    """Each row of nine digits or more in these pieces of a text, also where one goes on in the next piece."""
    rij = ""
    for stuk in stukken:
        tekst = rij + stuk
        yield from (rij[0] for rij in _CIJFERS.finditer(tekst) if rij.end() < len(tekst))
        rij = _SLOT.findall(tekst, max(0, len(tekst) - _TE_LANG))[0]
    yield rij


def toonbaar(tekst: str, langst: int = LANGST) -> str:
    """The text without what steers a terminal, hides or turns around, of bounded length, and without a Bsn.

    Nine digits that pass the eleven test are taken for a Bsn, wherever they stand and of whatever script,
    also with dots, commas, dashes, slashes or spaces between groups of them, or signs that nobody sees (W06).
    """
    te_lang, tekst = len(tekst) > langst, tekst[: langst + 12]  # no Bsn is cut before it is masked
    tekst = _zichtbaar(tekst)
    for vorm in _VORMEN:
        tekst = vorm.sub(_gemaskeerd, tekst)
    return tekst[: langst - 1] + "…" if te_lang else tekst


def _zichtbaar(tekst: str) -> str:
    if not tekst.isprintable():
        tekst = _WIT.sub(" ", tekst)
        tekst = "".join(teken if teken.isprintable() else _ONBEKEND for teken in tekst)
    return _ONZICHTBAAR.sub(_ONBEKEND, tekst)


def noemt_bsn(tekst: str) -> bool:
    """Whether a name or mark holds what `toonbaar` masks, or is a Bsn however it is written (W06).

    Also with more zeros before it, in digits that only look like ours, or as a whole with any signs between.
    The digits of a UUID are no number.
    """
    tekst = _zichtbaar(normalize("NFKC", _UUID.sub("x", tekst)))
    los = _SCHEIDING.sub("", tekst)
    gelezen = (_NULLEN.sub("", deel) for deel in (tekst, los if los.isdecimal() else ""))
    return any(_bsn_in(bsn) for deel in gelezen for vorm in _VORMEN for bsn in vorm.finditer(deel))


def zonder_bsn(bron: str) -> str:
    """The text of an XML file without a Bsn, on as many lines: to be shown by line, each with `toonbaar`.

    Markup that a reader of the message does not see hides none: comments, instructions, the marks of CDATA,
    and digits that are written as a character reference. Whatever stands in an element that says to hold a
    Bsn is masked, also when it is not one: that is what gets a message rejected.
    """
    gezien = _Gezien(bron)
    if gezien.heeft_verborgen:
        bron = gezien.gemaskeerd()
    return _BSN_ELEMENT.sub(lambda bsn: bsn[1] + _OP_EEN_REGEL.sub(_GEMASKEERD, bsn[2]), bron)


class _Gezien:
    """The text of an XML file as a reader of the message gets it, and where each character of it stands."""

    def __init__(self, bron: str) -> None:
        self._bron = bron
        self._stukken: list[tuple[int, int, int]] = []
        """Where each piece begins in the text and in the file, and how long each character of it is there."""
        self._delen: list[str] = []
        self._lengte = 0
        self.heeft_verborgen = False
        """Whether the two differ, but for the declaration at the begin of the file."""
        zonder_slot: set[str] = set()
        plek = 0
        while (verborgen := _VERBORGEN.search(bron, plek)) is not None:
            begin, eind = verborgen.span()
            teken = _teken(verborgen[0]) if verborgen[0].startswith("&#") else ""
            slot = _SLOTEN.get(verborgen[0])
            if slot is not None:
                gevonden = -1 if slot in zonder_slot else bron.find(slot, eind)
                if gevonden < 0:  # without an end it is no markup, and looking for that once is enough
                    zonder_slot.add(slot)
                    begin = eind
                else:
                    eind = gevonden + len(slot)
            self._voeg(bron[plek:begin], plek, 1)
            self._voeg(teken, begin, eind - begin)
            self.heeft_verborgen = self.heeft_verborgen or begin > 0
            plek = eind
        self._voeg(bron[plek:], plek, 1)

    def _voeg(self, deel: str, begin: int, breed: int) -> None:
        if deel:
            self._stukken.append((self._lengte, begin, breed))
            self._delen.append(deel)
            self._lengte += len(deel)

    def gemaskeerd(self) -> str:
        """The file with what is a Bsn in this text masked; markup around it stays as it is."""
        tekst = "".join(self._delen)
        weg = [
            (self._na(bsn.end(1)), self._voor(bsn.end(2)), _GEMASKEERD)
            for bsn in _BSN_ELEMENT.finditer(tekst)
        ]
        for bsn in chain(_NEGEN_CIJFERS.finditer(tekst), _IN_GROEPEN.finditer(tekst)):
            if _bsn_in(bsn) is not None:
                weg += [(self._voor(nummer), self._na(nummer + 1), "*") for nummer in range(*bsn.span())]
        uit: list[str] = []
        plek = 0
        for begin, eind, ervoor in sorted(weg):
            if eind > plek:
                uit += (
                    self._bron[plek:begin],
                    _OP_EEN_REGEL.sub(ervoor, self._bron[max(begin, plek) : eind]),
                )
                plek = eind
        return "".join(uit) + self._bron[plek:]

    def _voor(self, nummer: int) -> int:
        """Where the character with this number in the text begins in the file."""
        if nummer >= self._lengte:
            return len(self._bron)
        in_tekst, in_bron, breed = self._stuk(nummer)
        return in_bron + (nummer - in_tekst) * breed

    def _na(self, nummer: int) -> int:
        """Where the character before that one ends in the file."""
        in_tekst, in_bron, breed = self._stuk(nummer - 1)
        return in_bron + (nummer - in_tekst) * breed

    def _stuk(self, nummer: int) -> tuple[int, int, int]:
        return self._stukken[bisect_right(self._stukken, nummer, key=itemgetter(0)) - 1]


_BSN_ELEMENT = re.compile(
    r"(<(?=[^<>/!?\s]*?(?:bsn|burgerservice))[^<>]*+>)(.*?)(?=</|\Z)", re.DOTALL | re.IGNORECASE
)
"""An element that says to hold a Bsn, also misspelt; looked ahead for, so that a tag is gone through once."""
_OP_EEN_REGEL = re.compile(r"[^\r\n]+")
_SLOTEN = {"<!--": "-->", "<?": "?>"}
_VERBORGEN = re.compile(r"<!--|<\?|<!\[CDATA\[|\]\]>|&#(?:[xX]0*[0-9a-fA-F]{1,6}|0*[0-9]{1,7});")
"""What a reader of the message does not see, or sees as another character."""


def _teken(verwijzing: str) -> str:
    cijfers = verwijzing[2:-1].lower()
    nummer = int(cijfers[1:], 16) if cijfers[0] == "x" else int(cijfers.lstrip("0") or "0")
    return chr(nummer) if nummer <= sys.maxunicode else _ONBEKEND


def _gemaskeerd(gevonden: re.Match[str]) -> str:
    return gevonden[0] if _bsn_in(gevonden) is None else _GEMASKEERD


def _bsn_in(gevonden: re.Match[str]) -> str | None:
    """The Bsn in these signs, whatever script its digits are of; in a row also with zeros before it."""
    cijfers = "".join(str(digit(teken)) for teken in gevonden[0] if teken.isdecimal())
    bsn = cijfers[-9:] if len(cijfers) == len(gevonden[0]) else cijfers
    return bsn if voldoet_aan_elfproef(bsn) else None
