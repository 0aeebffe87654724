"""The ondersteuningsplan on paper: the regional form, filled in, and the client's copy of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.documenten import tekst
from app.documenten.zetten import Gegeven, zet
from app.domain import woorden
from app.domain.partijen import Geboortedatum
from app.domain.plan.ondersteuningsplan import (
    Afschrift,
    Ondertekening,
    OndertekeningAlternatief,
    Planstatus,
    Vaststelling,
)
from app.domain.plan.plan_van_aanpak import Bespreking
from app.domain.prijs import prijs
from app.domain.profielen.regioprofiel import Formulieronderdeel
from app.domain.waarden import Bsn, Eenheid, Frequentie, Periode, Weekomvang

NIET_INGEVULD = "niet ingevuld"

STATUSSEN = {
    Planstatus.CONCEPT: "Concept. De gemeente bereidt het plan voor.",
    Planstatus.UITGEVRAAGD: "Gevraagd. De aanbieder vult het plan met u in.",
    Planstatus.GEWEIGERD: "Geweigerd. De aanbieder maakt dit plan niet.",
    Planstatus.INGEDIEND: "Ingediend. De gemeente beoordeelt het plan.",
    Planstatus.TERUGGELEGD: "Teruggelegd. De aanbieder past het plan aan.",
    Planstatus.NIET_AKKOORD: "Niet akkoord. De gemeente is het niet eens met het plan.",
    Planstatus.AKKOORD: "Akkoord. De gemeente is het eens met het plan.",
    Planstatus.VASTGESTELD: "Vastgesteld. U en de aanbieder hebben het plan vastgelegd.",
    Planstatus.INGETROKKEN: "Ingetrokken. Dit plan geldt niet meer.",
    Planstatus.VERVANGEN: "Vervangen. Er is een nieuwer plan.",
    Planstatus.BEEINDIGD: "Beëindigd. De ondersteuning is gestopt.",
}
"""What each state means to the client."""


@dataclass(frozen=True, slots=True)
class Resultaatregel:
    """A result to reach, with the name of its resultaatgebied."""

    resultaatgebied: str
    omschrijving: str
    vooraf_bepaald: bool
    """Set beforehand by municipality and client (M10, M13); else it comes from provider and client (H01)."""


@dataclass(frozen=True, slots=True)
class Inzetregel:
    """What the provider does in one resultaatgebied (M14, H21, H22); None shows as not filled in."""

    resultaatgebied: str
    resultaten: tuple[str, ...]
    """The descriptions of the results it serves."""
    aard: str | None = None
    frequentie: str | None = None
    omvang: Weekomvang | None = None
    intensiteit: str | None = None
    """The level that the provider advises."""
    verwachte_intensiteit: str | None = None
    """The level that the toegang suggested (H04)."""
    afwijking_intensiteit: str | None = None
    begin: date | None = None
    eind: date | None = None
    producten: tuple[str, ...] = ()
    """The names of the products."""
    motivering: str | None = None


@dataclass(frozen=True, slots=True)
class AanvullendeRegel:
    """An additional product, outside the resultaatgebieden: price times quantity (H10 to H12)."""

    product: str
    aantal: Decimal | None = None
    eenheid: Eenheid | None = None
    frequentie: Frequentie | None = None
    tarief: int | None = None
    """Cents per unit."""
    begin: date | None = None
    eind: date | None = None
    toelichting: str | None = None
    categorie: str | None = None
    """Code of WMO020, by which is known what is counted."""


@dataclass(frozen=True, slots=True)
class Plandocument:
    """All that the form shows."""

    formulier: str
    formulier_versie: str
    formulier_vanaf: date
    """The date from which this version of the form holds (M27)."""
    kenmerk: str
    versie: int
    """Number of the submitted version; 0 is a draft."""
    status: Planstatus
    datum: date
    gemeente: str
    aanbieder: str
    client: str
    geboortedatum: Geboortedatum
    resultaten: tuple[Resultaatregel, ...]
    inzet: tuple[Inzetregel, ...]
    aanvullend: tuple[AanvullendeRegel, ...] = ()
    termijn: Periode | None = None
    """The term to be indicated (M14)."""
    casus: str = ""
    """The case information with which the municipality sent the form (M10)."""
    overleg: Bespreking | None = None
    ondertekeningen: tuple[Ondertekening, ...] = ()
    alternatief: OndertekeningAlternatief | None = None
    vaststelling: Vaststelling | None = None
    gevraagd: frozenset[Formulieronderdeel] = frozenset(Formulieronderdeel)
    """The parts that the region asks for."""
    bestemd_voor: tuple[str, ...] = ()
    """Who gets a copy."""
    bsn: Bsn | None = None
    afschrift: Afschrift | None = None
    """Makes this the client's own copy (H25)."""


def maak_plandocument(plan: Plandocument) -> bytes:
    """The form as PDF/A-2a and PDF/UA-1, the same bytes for the same plan (M08, M09, M27, H21 to H25)."""
    return zet("plan", plan_gegevens(plan), plan.datum)


def plan_gegevens(plan: Plandocument) -> dict[str, Gegeven]:
    """What the template shows of a plan, in words; a decision takes it as its appendix (H27, H28)."""
    return {
        "titel": f"Ondersteuningsplan {plan.client}",
        "versie": str(plan.versie) if plan.versie else "concept",
        "kenmerk": plan.kenmerk,
        "aanbieder": plan.aanbieder,
        "formulier": f"Formulier: {plan.formulier}, versie {plan.formulier_versie}, "
        f"geldig vanaf {tekst.datum(plan.formulier_vanaf)}",
        "afschrift": _afschrift(plan.afschrift),
        "kop": _kop(plan),
        "casus": plan.casus,
        "resultaten": [
            {
                "resultaatgebied": resultaat.resultaatgebied,
                "omschrijving": resultaat.omschrijving,
                "bepaald_door": "gemeente en u, vooraf" if resultaat.vooraf_bepaald else "aanbieder en u",
            }
            for resultaat in plan.resultaten
        ],
        "inzet": [_inzet(inzet, plan.gevraagd) for inzet in plan.inzet],
        "aanvullend": [_aanvullend(regel) for regel in plan.aanvullend],
        "overleg": f"Dit plan is met u besproken op {tekst.datum(plan.overleg.op)}. Hoe: {plan.overleg.wijze}"
        if plan.overleg
        else "Er staat nog niet in dit plan wanneer en hoe het met u is besproken.",
        "ondertekeningen": [
            {"wie": _wie(plan, o), "op": tekst.datum(o.op), "wijze": o.wijze, "versie": str(o.versie)}
            for o in plan.ondertekeningen
        ],
        "alternatief": _alternatief(plan.alternatief),
        "vaststelling": _vaststelling(plan.vaststelling),
        "bestemd_voor": plan.bestemd_voor,
    }


def _kop(plan: Plandocument) -> list[Gegeven]:
    regels = [
        ("Naam", "niet bekend" if plan.client == tekst.NAAM_ONBEKEND else plan.client),
        ("Geboortedatum", tekst.geboortedatum(plan.geboortedatum)),
        ("Burgerservicenummer", plan.bsn.cijfers if plan.bsn else None),
        ("Gemeente", plan.gemeente),
        ("Aanbieder", plan.aanbieder),
        ("Periode", tekst.periode(plan.termijn.begin, plan.termijn.eind) if plan.termijn else None),
        ("Versie", f"{plan.versie or 'concept'}, {tekst.datum(plan.datum)}"),
        ("Status", STATUSSEN[plan.status]),
        ("Kenmerk", plan.kenmerk),
    ]
    return [_regel(naam, waarde) for naam, waarde in regels if waarde is not None]


def _inzet(inzet: Inzetregel, gevraagd: frozenset[Formulieronderdeel]) -> Gegeven:
    """What is known of it; that something is missing is said where the form asks for it."""

    def leeg(onderdeel: Formulieronderdeel) -> str | None:
        return NIET_INGEVULD if onderdeel in gevraagd else None

    periode = tekst.periode(inzet.begin, inzet.eind) if inzet.begin or inzet.eind else None
    regels = [
        ("Wat de aanbieder doet", inzet.aard or leeg(Formulieronderdeel.AARD)),
        ("Hoe vaak", inzet.frequentie or leeg(Formulieronderdeel.FREQUENTIE)),
        (
            "Hoeveel tijd (gemiddeld)",
            tekst.weekomvang(inzet.omvang) if inzet.omvang else leeg(Formulieronderdeel.OMVANG),
        ),
        ("Van wanneer tot wanneer", periode or leeg(Formulieronderdeel.PERIODE)),
        ("Intensiteit: advies aanbieder", inzet.intensiteit or leeg(Formulieronderdeel.INTENSITEIT)),
        ("Intensiteit: verwacht vooraf", inzet.verwachte_intensiteit),
        ("Waarom een andere intensiteit", inzet.afwijking_intensiteit),
        ("Producten", ", ".join(inzet.producten) or None),
        ("Waarom dit nodig is", inzet.motivering),
    ]
    return {
        "resultaatgebied": inzet.resultaatgebied,
        "resultaten": inzet.resultaten,
        "regels": [_regel(naam, waarde) for naam, waarde in regels if waarde is not None],
    }


def _aanvullend(regel: AanvullendeRegel) -> Gegeven:
    per = woorden.FREQUENTIES[regel.frequentie] if regel.frequentie else ""
    hoeveel = bedrag = per_stuk = NIET_INGEVULD
    if regel.aantal is not None and regel.eenheid is not None:
        hoeveel = f"{woorden.hoeveelheid(regel.aantal, regel.eenheid, regel.categorie)} {per}".rstrip()
    if regel.tarief is not None and regel.eenheid is not None:
        per_stuk = f"{woorden.euro(regel.tarief)} per {woorden.geteld(regel.eenheid, regel.categorie)[0]}"
    if regel.tarief is not None and regel.aantal is not None:
        bedrag = f"{woorden.euro(prijs(regel.tarief, regel.aantal))} {per}".rstrip()
    return {
        "product": regel.product,
        "hoeveel": hoeveel,
        "prijs": per_stuk,
        "bedrag": bedrag,
        "periode": tekst.periode(regel.begin, regel.eind),
        "toelichting": regel.toelichting,
    }


def _wie(plan: Plandocument, ondertekening: Ondertekening) -> str:
    client = "cliënt" if plan.client == tekst.NAAM_ONBEKEND else plan.client
    wie = {"client": client, "aanbieder": plan.aanbieder}[ondertekening.door]
    namens = ondertekening.vertegenwoordiger
    return wie if namens is None else f"{wie}, {tekst.vertegenwoordigd(namens)}"


def _alternatief(alternatief: OndertekeningAlternatief | None) -> Gegeven:
    if alternatief is None:
        return None
    return [
        _regel("Waarom u niet tekent", alternatief.reden),
        _regel("Hoe het plan toch met u is afgestemd", alternatief.andere_wijze),
        _regel("Vastgelegd op", f"{tekst.datum(alternatief.op)}, bij versie {alternatief.versie}"),
    ]


def _vaststelling(vaststelling: Vaststelling | None) -> Gegeven:
    if vaststelling is None:
        return None
    return (
        f"U en de aanbieder hebben versie {vaststelling.versie} van dit plan vastgelegd "
        f"op {tekst.datum(vaststelling.op)}. Hoe: {vaststelling.wijze}"
    )


def _afschrift(afschrift: Afschrift | None) -> Gegeven:
    if afschrift is None:
        return None
    return (
        f"Dit is uw eigen exemplaar van versie {afschrift.versie}. "
        f"U kreeg het van de aanbieder op {tekst.datum(afschrift.op)}. Hoe: {afschrift.kanaal}"
    )


def _regel(naam: str, waarde: str) -> Gegeven:
    return {"naam": naam, "waarde": waarde}
