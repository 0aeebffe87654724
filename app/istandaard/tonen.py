"""How anything of a message, or of the file that it stood in, is shown to a person or another program."""

from __future__ import annotations

import re
from itertools import islice
from unicodedata import digit

from app.domain.waarden import voldoet_aan_elfproef
from app.istandaard.omvang import als_utf_8

LANGST = 1000
"""Characters of what is shown at most."""

_WIT = re.compile(r"[\t\r\n]+")
# Marks and letters that nobody sees, besides those that Python itself does not call printable.
_ONZICHTBAAR = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_ONBEKEND = "\N{REPLACEMENT CHARACTER}"
_NEGEN_CIJFERS = re.compile(r"(?<!\d)0?\d{9}(?!\d)")
# As people write them: in groups of two to four digits, the same sign between all of them.
_IN_GROEPEN = re.compile(
    "|".join(
        rf"(?<!\d)(?<!\d{scheiding})\d{{2,4}}(?:{scheiding}\d{{2,4}}){{1,3}}(?!{scheiding}?\d)"
        for scheiding in (r"\.", "[ \N{NO-BREAK SPACE}]", "-")
    )
)
_GEMASKEERD = "*" * 9


MEESTE_BSNS = 10_000
"""That are looked for in bytes of which nothing is certain."""


def bsns_in_tekst(inhoud: bytes) -> frozenset[str]:
    """Whatever could be a Bsn in these bytes, for what cannot be read as a message."""
    gevonden = map(_bsn_in, _NEGEN_CIJFERS.finditer(als_utf_8(inhoud).decode(errors="replace")))
    return frozenset(islice(filter(None, gevonden), MEESTE_BSNS))


def toonbaar(tekst: str, langst: int = LANGST) -> str:
    """The text without what steers a terminal, hides or turns around, of bounded length, and without a Bsn.

    Nine digits that pass the eleven test are taken for a Bsn, wherever they stand and of whatever script,
    also with dots, dashes or spaces between groups of them (W06).
    """
    te_lang, tekst = len(tekst) > langst, tekst[: langst + 12]  # no Bsn is cut before it is masked
    if not tekst.isprintable():
        tekst = _WIT.sub(" ", tekst)
        tekst = "".join(teken if teken.isprintable() else _ONBEKEND for teken in tekst)
    tekst = _ONZICHTBAAR.sub(_ONBEKEND, tekst)
    tekst = _IN_GROEPEN.sub(_gemaskeerd, _NEGEN_CIJFERS.sub(_gemaskeerd, tekst))
    return tekst[: langst - 1] + "…" if te_lang else tekst


def _gemaskeerd(gevonden: re.Match[str]) -> str:
    return gevonden[0] if _bsn_in(gevonden) is None else _GEMASKEERD


def _bsn_in(gevonden: re.Match[str]) -> str | None:
    """The Bsn in these signs, whatever script its digits are of; in a row also with a zero before it."""
    cijfers = "".join(str(digit(teken)) for teken in gevonden[0] if teken.isdecimal())
    bsn = cijfers[1:] if len(cijfers) == len(gevonden[0]) == 10 else cijfers
    return bsn if voldoet_aan_elfproef(bsn) else None
