"""What is paid by the answers of a period: in sums, and as a table that an accountant adds up."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from io import StringIO

from app.domain.declaratie import Declaratie, Uitbetaling
from app.domain.keten.declaratie import GeslotenPeriode, kalendermaand
from app.domain.partijen import Rol
from app.domain.waarden import AgbCode
from app.istandaard.codelijsten import codelijst
from app.istandaard.tonen import toonbaar
from app.opslag.bladzijde import Bladzijde
from app.processen.handeling import Handeling, Raadpleging, Stap, voor
from app.processen.keten import declaraties
from app.processen.keten.declaraties import Regel, Regelstand

PER_KEER = 200
"""Declarations, or lines, that one transaction reads."""


@dataclass(frozen=True, slots=True)
class Periode:
    """The answers of one year, or of one month of it."""

    jaar: int
    maand: int | None = None

    @property
    def dagen(self) -> GeslotenPeriode:
        """Its first and its last day."""
        laatste = kalendermaand(date(self.jaar, self.maand or 12, 1))
        return GeslotenPeriode(date(self.jaar, self.maand or 1, 1), laatste.eind)


@dataclass(frozen=True, slots=True)
class Rij:
    """A row of the table; the names of the fields are its first row.

    What it has of a person is the number of the allocation and references to lines: enough to find a line in
    the administration, and nothing that says who it is (docs/privacy.md).
    """

    soort: str
    """`regel` or `credit`; of a closing row what its amount is."""
    gemeente: str = ""
    aanbieder: str = ""
    declaratienummer: str = ""
    wmo323: str = ""
    wmo325: str = ""
    dag_wmo325: str = ""
    toewijzingnummer: str = ""
    productcategorie: str = ""
    productcode: str = ""
    productperiode_begin: str = ""
    productperiode_eind: str = ""
    volume: str = ""
    eenheid: str = ""
    tarief_euro: str = ""
    bedrag_euro: str = ""
    referentie: str = ""
    vorige_referentie: str = ""


@voor(Rol.ADMINISTRATIE, Rol.AANBIEDER)
def totalen(
    handeling: Handeling, periode: Periode, aanbieder: AgbCode | None, limiet: int, cursor: str | None
) -> Bladzijde[Uitbetaling]:
    """What the answers of this period add up to, for each provider; for a provider, each municipality."""
    return handeling.opslag.declaraties.uitbetalingen(periode.dagen, aanbieder, limiet, cursor)


@voor(Rol.ADMINISTRATIE, Rol.AANBIEDER)
def tabel(_: Raadpleging, stap: Stap, periode: Periode, aanbieder: AgbCode | None) -> Iterator[str]:
    """The granted lines of this period, in lines of text; at the end what they have to add up to.

    By the day of the wmo325, then declaration by declaration, then as in the wmo323: the same each time.

    Each piece is read in a transaction of its own, so that however many lines there are none lasts long, and
    no more than a piece is in memory. A piece without a line gives an empty text: who is gone is found so.
    """
    return (_als_tekst(velden) if velden else "" for velden in _rijen(stap, periode, aanbieder))


def _rijen(stap: Stap, periode: Periode, aanbieder: AgbCode | None) -> Iterator[tuple[str, ...]]:
    yield tuple(veld.name for veld in fields(Rij))
    regels = toegekend = ingediend = geweigerd = 0
    for declaratie in _declaraties(stap, periode, aanbieder):
        antwoord = declaratie.antwoord
        assert antwoord is not None  # by its day it was found
        toegekend += antwoord.toegekend
        ingediend += declaratie.ingediend
        geweigerd += antwoord.geweigerd
        for stuk in _regels(stap, declaratie):
            yield ()
            for regel in stuk:
                if regel.stand is Regelstand.TOEGEKEND:
                    regels += regel.prestatie.bedrag
                    yield _velden(_rij(declaratie, regel))
    for soort, cents in (
        ("som van de regels", regels),
        ("toegekend volgens de wmo325", toegekend),
        ("som van de regels min toegekend", regels - toegekend),
        ("ingediend volgens de wmo323", ingediend),
        ("geweigerd volgens de wmo325", geweigerd),
        ("verschil: ingediend min geweigerd min toegekend", ingediend - geweigerd - toegekend),
    ):
        yield _velden(Rij(soort, bedrag_euro=_euro(cents)))


def _declaraties(stap: Stap, periode: Periode, aanbieder: AgbCode | None) -> Iterator[Declaratie]:
    cursor = None
    while True:
        with stap() as handeling:
            blad = handeling.opslag.declaraties.beantwoord_in(periode.dagen, aanbieder, PER_KEER, cursor)
        yield from blad.rijen
        if (cursor := blad.volgende) is None:
            return


def _regels(stap: Stap, declaratie: Declaratie) -> Iterator[tuple[Regel, ...]]:
    cursor = None
    while True:
        with stap() as handeling:
            blad = declaraties.bladzijde(handeling, declaratie, PER_KEER, cursor)
        yield blad.rijen
        if (cursor := blad.volgende) is None:
            return


def _rij(declaratie: Declaratie, regel: Regel) -> Rij:
    wat, antwoord = regel.prestatie, declaratie.antwoord
    return Rij(
        soort="credit" if wat.is_credit else "regel",
        gemeente=declaratie.gemeente,
        aanbieder=declaratie.aanbieder,
        declaratienummer=_tekst(declaratie.nummer),
        wmo323=_tekst(declaratie.identificatie),
        wmo325="" if antwoord is None else _tekst(antwoord.identificatie),
        dag_wmo325="" if antwoord is None else f"{antwoord.dag}",
        toewijzingnummer=f"{wat.toewijzing}",
        productcategorie=_tekst(wat.categorie),
        productcode=_tekst(wat.productcode),
        productperiode_begin=f"{wat.begin}",
        productperiode_eind=f"{wat.eind}",
        volume=f"{wat.volume}",
        eenheid=_tekst(codelijst("WJ756").toon(wat.eenheid)),
        tarief_euro="" if wat.tarief is None else _euro(wat.tarief),
        bedrag_euro=_euro(wat.bedrag),
        referentie=_tekst(wat.referentie),
        vorige_referentie=_tekst(wat.vorige_referentie or ""),
    )


def _velden(rij: Rij) -> tuple[str, ...]:
    return tuple(getattr(rij, veld.name) for veld in fields(rij))


FORMULE = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, in wide characters too."""


def _tekst(van_buiten: str) -> str:
    """What came in a message, so that a spreadsheet runs nothing of it, and without a Bsn (W06)."""
    tekst = toonbaar(van_buiten)
    return f"'{tekst}" if van_buiten.startswith(FORMULE) else tekst


def _euro(cents: int) -> str:
    """In euro, with two decimals behind a comma."""
    euro, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euro},{rest:02}"


def _als_tekst(velden: tuple[str, ...]) -> str:
    regel = StringIO()
    csv.writer(regel, delimiter=";", lineterminator="\r\n").writerow(velden)
    return regel.getvalue()
