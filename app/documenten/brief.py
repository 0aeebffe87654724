"""A letter to a client: who writes to whom, about what, and what it says under plain headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import typst

from app.documenten import tekst
from app.documenten.zetten import Gegeven, zet
from app.domain.besluit.besluit import Bekendmaking, Verzendweg
from app.domain.briefgegevens import Briefgegevens, Ondertekenaar, onbruikbaar_logo
from app.domain.eisen import vervult


@dataclass(frozen=True, slots=True)
class Brief:
    """What every letter shows, whatever it is about."""

    gemeente: str
    client: str
    """Whom it is for: the client, or who acts for the client."""
    adres: tuple[str, ...]
    """The lines below the name: street and number, postcode and place."""
    kenmerk: str
    datum: date
    afzender: Briefgegevens
    """What it says of the municipality."""


@dataclass(frozen=True, slots=True)
class Deel:
    """A part of a letter under a heading of its own."""

    kop: str
    alineas: tuple[str, ...]


def deel(kop: str, *alineas: str) -> Deel:
    """A part with these paragraphs."""
    return Deel(kop, alineas)


VERZONDEN = {
    Verzendweg.POST: "Wij hebben {wat} op {dag} per post naar u gestuurd.",
    Verzendweg.UITREIKING: "Wij hebben {wat} op {dag} aan u gegeven.",
    Verzendweg.ELEKTRONISCH: "Wij hebben {wat} op {dag} digitaal naar u gestuurd, zoals u wilde.",
}
IN_PORTAAL = "Vanaf {dag} staat {wat} digitaal voor u klaar, zoals u wilde."
BEKENDGEMAAKT = "Wij hebben {wat} op {dag} aan u bekendgemaakt."


@vervult("W07")
def verzonden(bekendmaking: Bekendmaking, wat: str) -> str:
    """How and when it reached the client; the day after that, the term to contest it begins (Awb 6:8)."""
    elektronisch, weg = bekendmaking.elektronisch, bekendmaking.weg
    if elektronisch is not None:
        zin = IN_PORTAAL if elektronisch.portaal else VERZONDEN[Verzendweg.ELEKTRONISCH]
    else:
        zin = BEKENDGEMAAKT if weg is None else VERZONDEN[weg]
    return zin.format(wat=wat, dag=tekst.datum(bekendmaking.op))


def kader_van(brief: Brief, kop: str, ondertekenaar: Ondertekenaar) -> Mapping[str, Gegeven]:
    """Head and foot of a letter: from whom, to whom, about what, who signs, and where questions go."""
    afzender, naamloos = brief.afzender, brief.client == tekst.NAAM_ONBEKEND
    return {
        "titel": f"{kop}, kenmerk {brief.kenmerk}",
        "kop": kop,
        "gemeente": brief.gemeente,
        "logo": None if afzender.beeld is None else list(afzender.beeld),
        "afzenderadres": afzender.adres,
        "telefoon": afzender.telefoon,
        "website": afzender.website,
        "contact": afzender.contact,
        "client": "De heer of mevrouw" if naamloos else brief.client,
        "groet": "Geachte heer of mevrouw," if naamloos else f"Beste {brief.client},",
        "adres": brief.adres,
        "kenmerk": brief.kenmerk,
        "datum": tekst.datum(brief.datum),
        "ondertekenaar": {"naam": ondertekenaar.naam, "functie": ondertekenaar.functie},
    }


def zet_brief(
    brief: Brief,
    kop: str,
    aanhef: str,
    delen: Sequence[Deel],
    ondertekenaar: Ondertekenaar | None = None,
) -> bytes:
    """The letter as PDF: PDF/A-2a and PDF/UA-1, the same bytes for the same contents.

    Who signs is who signs decisions, unless another is named.
    """
    gegevens: dict[str, Gegeven] = {
        **kader_van(brief, kop, ondertekenaar or brief.afzender.ondertekenaar),
        "aanhef": aanhef,
        "delen": [{"kop": deel.kop, "alineas": deel.alineas} for deel in delen],
    }
    return zet("brief", gegevens, brief.datum)


def maak_proefbrief(gegevens: Briefgegevens) -> bytes:
    """A letter with no more than these data; OngeldigeInvoer where their logo cannot be printed."""
    brief = Brief("", "", (), "", gegevens.vanaf, gegevens)
    try:
        return zet_brief(brief, "Proef", gegevens.contact, ())
    except typst.TypstError:
        if gegevens.logo is None:
            raise
        raise onbruikbaar_logo() from None
