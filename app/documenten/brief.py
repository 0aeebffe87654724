"""A letter to a client: who writes to whom, about what, and what it says under plain headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.documenten import tekst
from app.documenten.zetten import Gegeven, zet


@dataclass(frozen=True, slots=True)
class Brief:
    """What every letter shows, whatever it is about."""

    gemeente: str
    client: str
    """Whom it is for: the client, or who acts for the client."""
    adres: tuple[str, ...]
    kenmerk: str
    datum: date
    ondertekenaar: str


@dataclass(frozen=True, slots=True)
class Deel:
    """A part of a letter under a heading of its own."""

    kop: str
    alineas: tuple[str, ...]


def deel(kop: str, *alineas: str) -> Deel:
    """A part with these paragraphs."""
    return Deel(kop, alineas)


def zet_brief(brief: Brief, kop: str, aanhef: str, delen: Sequence[Deel]) -> bytes:
    """The letter as PDF: PDF/A-2a and PDF/UA-1, the same bytes for the same contents."""
    gegevens: dict[str, Gegeven] = {
        "titel": f"{kop}, kenmerk {brief.kenmerk}",
        "kop": kop,
        "gemeente": brief.gemeente,
        "client": brief.client,
        "adres": brief.adres,
        "kenmerk": brief.kenmerk,
        "datum": tekst.datum(brief.datum),
        "aanhef": aanhef,
        "delen": [{"kop": deel.kop, "alineas": deel.alineas} for deel in delen],
        "ondertekenaar": brief.ondertekenaar,
    }
    return zet("brief", gegevens, brief.datum)
