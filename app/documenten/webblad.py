"""A page to read in a browser: one file with headings, tables and no script, for everyone (EN 301 549).

Text of users is data, never markup. The same contents give the same bytes.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain, count

from app.documenten.tekst import zichtbaar

STIJL = """
body { font: 1.1rem/1.5 sans-serif; color: #1f2933; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1, h2, h3, h4, h5, h6 { color: #154273; line-height: 1.25 }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem }
th, td { border-bottom: 1px solid #b8c4d0; padding: .3rem .5rem; text-align: left; vertical-align: top }
td { overflow-wrap: anywhere; white-space: pre-line }
"""

_MERK = base64.b64encode(hashlib.sha256(STIJL.encode()).digest()).decode()
CSP = f"default-src 'none'; style-src 'sha256-{_MERK}'; frame-ancestors 'none'; base-uri 'none'"
"""What a browser may do with it: show it, with its own style."""

DIEPST = 6
"""The lowest level of a heading in HTML."""


@dataclass(frozen=True, slots=True)
class Tabel:
    """Rows under the same headings; the first cell of a row says what the row is about."""

    koppen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Deel:
    """A part under a heading of its own: some sentences, a table, and parts below it."""

    kop: str
    zinnen: tuple[str, ...] = ()
    tabel: Tabel | None = None
    delen: tuple["Deel", ...] = ()


def maak_webblad(titel: str, inleiding: Sequence[str], delen: Sequence[Deel]) -> bytes:
    """The page, with a list of its parts on top; each line becomes bytes at once, for a file may be large."""
    inhoud = "".join(f'<li><a href="#d{i}">{_tekst(deel.kop)}</a></li>' for i, deel in enumerate(delen))
    begin = (
        '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_tekst(titel)}</title>\n<style>{STIJL}</style>\n</head>\n<body>\n<main>",
        f"<h1>{_tekst(titel)}</h1>",
        *_alineas(inleiding),
        f'<nav aria-label="Inhoud">\n<ul>{inhoud}</ul>\n</nav>',
    )
    regels = chain(begin, *map(_sectie, count(), delen), ("</main>\n</body>\n</html>\n",))
    return b"\n".join(regel.encode() for regel in regels)


def _sectie(nummer: int, deel: Deel) -> Iterable[str]:
    yield f'<section id="d{nummer}">'
    yield from _deel(deel, 2)
    yield "</section>"


def _deel(deel: Deel, niveau: int) -> Iterable[str]:
    yield f"<h{niveau}>{_tekst(deel.kop)}</h{niveau}>"
    yield from _alineas(deel.zinnen)
    if deel.tabel is not None:
        yield from _tabel(deel.tabel)
    for lager in deel.delen:
        yield from _deel(lager, min(niveau + 1, DIEPST))


def _tabel(tabel: Tabel) -> Iterable[str]:
    koppen = "".join(f'<th scope="col">{_tekst(kop)}</th>' for kop in tabel.koppen)
    yield f"<table>\n<thead><tr>{koppen}</tr></thead>\n<tbody>"
    for eerste, *overige in tabel.rijen:
        cellen = "".join(f"<td>{_tekst(cel)}</td>" for cel in overige)
        yield f'<tr><th scope="row">{_tekst(eerste)}</th>{cellen}</tr>'
    yield "</tbody>\n</table>"


def _alineas(zinnen: Iterable[str]) -> Iterable[str]:
    return (f"<p>{_tekst(zin)}</p>" for zin in zinnen)


def _tekst(tekst: str) -> str:
    return escape(zichtbaar(tekst))
