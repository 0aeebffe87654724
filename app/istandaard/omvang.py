"""What a message may count, seen in its bytes before libxml2 makes anything of them.

A few bytes of XML can cost a hundred times as much to keep as to send. Counting is done on the bytes, which
costs next to nothing; what is found is the true number in XML that is well-formed, and what is not is refused
anyhow.
"""

from __future__ import annotations

import codecs
import re

MEESTE_ELEMENTEN = 100_000
"""Elements that a message counts at most."""
MEESTE_IN_DECLARATIE = 1_000_000
"""The same of a declaration and the answer to it, which hold the lines of all clients of a month."""
MEESTE_ATTRIBUTEN = 1000
"""Attributes in one element; the standard has none, so that only namespaces and schema locations remain."""

_DECLARATIES = ("wmo323", "wmo325")
# In what is well-formed these begin nowhere inside each other, nor in a tag.
_GEEN_TAG = re.compile(rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_ATTRIBUUT = rb"""\s++[^\s=<>]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+')"""
_VEEL_ATTRIBUTEN = re.compile(rb"<[^\s<>/=!?]++(?:%b){%d}" % (_ATTRIBUUT, MEESTE_ATTRIBUTEN + 1))
_CODERING = re.compile(rb"""\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"'>]*)""")
_BEKEND = re.compile(rb"utf-?8|utf-?16|(?:us-)?ascii|iso-8859-[0-9]+|windows-125[0-9]", re.IGNORECASE)
_EBCDIC = "<?xml".encode("cp037")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")


def hoogstens(soort: str) -> int:
    """How many elements a message such as wmo301 may count."""
    return MEESTE_IN_DECLARATIE if soort in _DECLARATIES else MEESTE_ELEMENTEN


def als_ascii(inhoud: bytes) -> bytes | None:
    """The text in an encoding in which each ASCII character is its own byte; None for one not taken.

    UTF-8, its older brothers and UTF-16 are taken: what the chain uses, and what editors save in.
    """
    tekst = inhoud
    if tekst.startswith(_UTF_16):
        volgorde = "utf-16-le" if tekst[:2] in (codecs.BOM_UTF16_LE, b"<\0") else "utf-16-be"
        tekst = tekst.decode(volgorde, errors="replace").encode(errors="replace")
    tekst = tekst.removeprefix(codecs.BOM_UTF8)
    codering = _CODERING.match(tekst)
    if tekst.startswith(_EBCDIC) or (codering is not None and not _BEKEND.fullmatch(codering[1])):
        return None
    return tekst


def elementen(tekst: bytes) -> int:
    """How many elements the text counts."""
    if tekst.count(b"<!") or tekst.count(b"<?"):
        tekst = _GEEN_TAG.sub(b"", tekst)
    return tekst.count(b"<") - tekst.count(b"</")


def heeft_dtd(tekst: bytes) -> bool:
    """Whether a DTD begins somewhere in the text."""
    return b"<!DOCTYPE" in tekst and b"<!DOCTYPE" in _GEEN_TAG.sub(b"", tekst)


def veel_attributen(tekst: bytes) -> bool:
    """Whether an element has more attributes than may be."""
    return tekst.count(b"=") > MEESTE_ATTRIBUTEN and _VEEL_ATTRIBUTEN.search(tekst) is not None
