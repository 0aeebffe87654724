"""What a message may count, seen in its bytes before libxml2 makes anything of them.

A few bytes of XML can cost a hundred times as much to keep as to send. Counting is done on the bytes, which
costs next to nothing; what is found is the true number in XML that is well-formed, and what is not is refused
anyhow.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice

MEESTE_ELEMENTEN = 100_000
"""Elements that a message counts at most, and half as many attributes: libxml2 keeps twice as much of one."""
MEESTE_IN_DECLARATIE = 1_000_000
"""The same of a declaration and the answer to it, which hold the lines of all clients of a month."""
MEESTE_ATTRIBUTEN = 1000
"""Attributes in one element; the standard has none, so that only namespaces and schema locations remain."""
MEESTE_OPMERKINGEN = 100_000
"""Comments, instructions and pieces of CDATA in a message."""
LANGSTE_STUK = 65_536
"""Bytes from the begin of a tag to that of the next; the longest value of the standard has some hundreds."""

_DECLARATIES = ("wmo323", "wmo325")
# In what is well-formed these begin nowhere inside each other, nor in a tag.
_OPMERKING = re.compile(rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_ATTRIBUUT = rb"""\s++[^\s=<>]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+')"""
_EEN_ATTRIBUUT = re.compile(_ATTRIBUUT)
_ATTRIBUTEN = re.compile(rb"<[^\s<>/=!?]++((?:%b)++)" % _ATTRIBUUT)
_VEEL_ATTRIBUTEN = re.compile(rb"<[^\s<>/=!?]++(?:%b){%d}" % (_ATTRIBUUT, MEESTE_ATTRIBUTEN + 1))
_LANG_STUK = re.compile(rb"<[^<]{%d}" % LANGSTE_STUK)
_CODERING = re.compile(rb"""\s*+<\?xml\s[^>]*?\bencoding\s*+=\s*+["']([^"'>]*+)""")
_BEKEND = re.compile(rb"utf-?8|utf-?16|(?:us-)?ascii|iso-8859-[0-9]+|windows-125[0-9]", re.IGNORECASE)
_DECLARATIE = re.compile(r"\s*+<\?xml\s[^>]*\?>")
_ANDERE = (
    ("UTF-32", (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)),
    ("UTF-16", (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)),
    ("UTF-16LE", b"<\0"),
    ("UTF-16BE", b"\0<"),
)
_WIT_LE, _WIT_BE = re.compile(rb"(?:[ \t\r\n]\0)++<\0"), re.compile(rb"(?:\0[ \t\r\n])++\0<")
_MEER_BYTES = re.compile(rb"utf-?(?:16|32)|ucs", re.IGNORECASE)
_EBCDIC = "<?xml".encode("cp037")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")


class NietTeDoen(Exception):
    """Looking further would cost too much; the text is Dutch, for the user."""


class OnbekendeCodering(Exception):
    """An encoding in which the characters cannot be counted as bytes."""


def codering(begin: bytes) -> str | None:
    """The encoding that a file says it is in, where that is not UTF-8.

    It says so by its first bytes, or in its XML declaration; it may be untrue.
    """
    for naam, tekens in _ANDERE:
        if begin.startswith(tekens):
            return naam
    if (naam_16 := codering_zonder_merk(begin)) is not None:
        return naam_16
    genoemd = _CODERING.match(begin.removeprefix(codecs.BOM_UTF8))
    naam = "UTF-8" if genoemd is None else genoemd[1].decode("ascii", errors="replace")
    return None if naam.upper() in ("UTF-8", "UTF8") else naam


def codering_zonder_merk(begin: bytes) -> str | None:
    """UTF-16 without a mark of it, behind an empty line: too late for a reader of XML to notice."""
    return "UTF-16LE" if _WIT_LE.match(begin) else "UTF-16BE" if _WIT_BE.match(begin) else None


def codering_is_onwaar(begin: bytes) -> bool:
    """Whether a file says in letters of one byte that a letter takes more; .NET writes so from a string."""
    genoemd = _CODERING.match(begin.removeprefix(codecs.BOM_UTF8))
    return genoemd is not None and _MEER_BYTES.match(genoemd[1]) is not None


def als_utf_8(begin: bytes) -> bytes:
    """The text in UTF-8 as far as it can be made out, without what it says of its encoding."""
    return als_tekst(begin).encode(errors="replace")


def als_tekst(begin: bytes) -> str:
    """That text itself."""
    tekst = begin.decode(_schrijfwijze(begin), errors="replace").removeprefix("\ufeff")
    declaratie = _DECLARATIE.match(tekst)
    return tekst[declaratie.end() if declaratie else 0 :]


def in_stukken(inhoud: bytes) -> Iterator[str]:
    """All of the text as far as it can be made out, a piece at a time: a letter may take four bytes."""
    lezer = codecs.getincrementaldecoder(_schrijfwijze(inhoud))(errors="replace")
    for begin in range(0, len(inhoud), LANGSTE_STUK):
        yield lezer.decode(inhoud[begin : begin + LANGSTE_STUK], begin + LANGSTE_STUK >= len(inhoud))


def _schrijfwijze(begin: bytes) -> str:
    """The encoding that the first bytes show."""
    merk = next((naam for naam, tekens in _ANDERE if begin.startswith(tekens)), None)
    return merk or codering_zonder_merk(begin) or "UTF-8"


def hoogstens(soort: str) -> int:
    """How many elements a message such as wmo301 may count; of attributes half of that."""
    return MEESTE_IN_DECLARATIE if soort in _DECLARATIES else MEESTE_ELEMENTEN


def tags(inhoud: bytes) -> bytes:
    """The tags and the text between them, with spaces for comments, CDATA and further instructions.

    Raises `NietTeDoen` and `OnbekendeCodering`.
    """
    tekst = _als_ascii(inhoud)
    opmerkingen = tekst.count(b"<!") + tekst.count(b"<?")
    if opmerkingen > MEESTE_OPMERKINGEN:  # some may stand inside another
        opmerkingen = sum(1 for _ in islice(_OPMERKING.finditer(tekst), MEESTE_OPMERKINGEN + 1))
    if opmerkingen > MEESTE_OPMERKINGEN:
        raise NietTeDoen(
            f"Het bestand telt meer dan {MEESTE_OPMERKINGEN} stukken commentaar, CDATA en instructies."
        )
    if opmerkingen > tekst.startswith(b"<?"):  # besides the declaration that it is XML
        tekst = _OPMERKING.sub(lambda opmerking: b" " * len(opmerking[0]), tekst)
    if tekst.count(b"=") > MEESTE_ATTRIBUTEN and _VEEL_ATTRIBUTEN.search(tekst):
        raise NietTeDoen(f"Een element heeft meer dan {MEESTE_ATTRIBUTEN} attributen.")
    if _kan_lang_zijn(tekst) and _LANG_STUK.search(tekst):
        raise NietTeDoen(
            f"Een tag, of een stuk tekst of commentaar, is te lang (meer dan {LANGSTE_STUK} bytes)."
        )
    return tekst


def _kan_lang_zijn(tekst: bytes) -> bool:
    # A piece that is too long has no tag in one of these blocks; to look for that takes a tenth of the time.
    blok = LANGSTE_STUK // 2
    return any(tekst.find(b"<", begin, begin + blok) < 0 for begin in range(0, len(tekst), blok))


def elementen(tags: bytes) -> int:
    """How many elements these tags are of."""
    return tags.count(b"<") - tags.count(b"</") - tags.startswith(b"<?")


def attributen(tags: bytes) -> int:
    """How many attributes stand in these tags; of few it is not said exactly."""
    ruim = tags.count(b"=")
    if ruim <= MEESTE_ELEMENTEN // 2:
        return ruim
    return sum(len(_EEN_ATTRIBUUT.findall(gevonden[1])) for gevonden in _ATTRIBUTEN.finditer(tags))


def heeft_dtd(tags: bytes) -> bool:
    """Whether a DTD stands among these tags."""
    return b"<!DOCTYPE" in tags


def _als_ascii(inhoud: bytes) -> bytes:
    """The text in an encoding in which each ASCII character is its own byte.

    UTF-8, its older brothers and UTF-16 are taken: what the chain uses, and what editors save in.
    """
    tekst = inhoud
    if tekst.startswith(_UTF_16):
        volgorde = "utf-16-le" if tekst[:2] in (codecs.BOM_UTF16_LE, b"<\0") else "utf-16-be"
        tekst = tekst.decode(volgorde, errors="replace").encode(errors="replace")
    tekst = tekst.removeprefix(codecs.BOM_UTF8)
    codering = _CODERING.match(tekst)
    if tekst.startswith(_EBCDIC) or (codering is not None and not _BEKEND.fullmatch(codering[1])):
        raise OnbekendeCodering
    return tekst
