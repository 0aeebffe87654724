"""Change or new: what the standard makes of a change to an allocation (OP033x1, OP257, OP380, IV066).

The caller says what is wanted and why; which number carries it, whether the old one ends, and with which
RedenWijziging, follows from here.

| wanted | outcome |
|---|---|
| deletion | same number, end = begin, 13; not while approved lines stand (TR385, OP362) |
| an end by a recorded fact | same number, earlier end; one that had not begun is deleted |
| same product, extent and period | nothing |
| same product and extent, later end | same number; a new one when the old end has passed (OP380) |
| same product and extent, earlier end | same number |
| same product and extent, earlier begin | a new number for the days before |
| same product and begin, other total (Frequentie 6) or budget | same number |
| anything else | the old one ends the day before, or is deleted when it had not begun, and a new number |
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.toewijzing.gelijkheid import Toegewezen, toegewezen
from app.domain.toewijzing.toewijzing import VERWIJDERD, Afspraak, Oorzaak, Toewijzing
from app.domain.waarden import AgbCode, Frequentie, Omvang, Periode

DAG = timedelta(days=1)

REDENEN = {
    Oorzaak.OVERLIJDEN: "02",
    Oorzaak.CONTRACTWIJZIGING: "03",
    Oorzaak.ANDER_DOMEIN: "06",
    Oorzaak.VERHUIZING: "07",
    Oorzaak.PGB: "08",
    Oorzaak.ANDERE_AANBIEDER: "09",
    Oorzaak.VERZOEK_AANBIEDER: "12",
    Oorzaak.VERWIJDERING: VERWIJDERD,
    Oorzaak.CORRECTIE: "14",
}
"""RedenWijziging (WMO002) by cause; reassessment has two, for more and for less."""

HERBEOORDELING_MEER, HERBEOORDELING_MINDER = "04", "05"


@dataclass(frozen=True, slots=True)
class Verwijdering:
    """The allocation was sent by mistake; it counts as never sent."""


@dataclass(frozen=True, slots=True)
class Beeindiging:
    """The allocation ends, with `laatste_dag` as its last day."""

    oorzaak: Oorzaak
    laatste_dag: date


@dataclass(frozen=True, slots=True)
class Vervanging:
    """From its begin on, `wordt` takes the place of what the allocation grants now."""

    oorzaak: Oorzaak
    wordt: Toegewezen


Wens = Verwijdering | Beeindiging | Vervanging


@dataclass(frozen=True, slots=True)
class Aanpassing:
    """The same number, sent again with another end, total or budget."""

    eind: date | None
    omvang: Omvang | None
    budget: int | None
    oorzaak: Oorzaak
    reden_wijziging: str


@dataclass(frozen=True, slots=True)
class NieuweToewijzing:
    """A new number, without RedenWijziging (IV066)."""

    toegewezen: Toegewezen


Wijziging = Aanpassing | NieuweToewijzing


def laatste_dag(oorzaak: Oorzaak, op: date) -> date:
    """The last day of an allocation that a fact of this day ends: the day of death, else the day before.

    So an allocation ends the day before the client is registered elsewhere, before the personal budget begins
    (OP043), and before the other provider or domain takes over.
    """
    return op if oorzaak is Oorzaak.OVERLIJDEN else op - DAG


@vervult("W08")
def bepaal_wijziging(
    toewijzing: Toewijzing,
    wens: Wens,
    *,
    vandaag: date,
    afspraak: Afspraak | None = None,
    heeft_prestaties: bool = False,
) -> tuple[Wijziging, ...]:
    """What the standard makes of a wish: nothing, the same number changed, a new number, or both.

    Raises VerkeerdeStatus for a deleted allocation, and VoorwaardeNietVervuld for a deletion while approved
    lines stand (TR385), or without the agreement that ending in the past (OP186) or lowering a total (OP298)
    or a budget (OP299) asks for.
    """
    if toewijzing.verwijderd:
        raise VerkeerdeStatus("Deze toewijzing is verwijderd en kan niet meer wijzigen.")
    wijzigingen = tuple(_wijzigingen(toegewezen(toewijzing), wens, vandaag))
    for wijziging in wijzigingen:
        if isinstance(wijziging, Aanpassing):
            _vereis_geen_prestaties(wijziging, heeft_prestaties)
            _vereis_afspraak(toegewezen(toewijzing), wijziging, vandaag, afspraak)
    return wijzigingen


def _wijzigingen(oud: Toegewezen, wens: Wens, vandaag: date) -> Iterator[Wijziging]:
    match wens:
        case Verwijdering():
            yield _verwijder(oud)
        case Beeindiging(oorzaak, dag):
            yield from _beeindig(oud, oorzaak, dag)
        case Vervanging(oorzaak, wordt):
            yield from _vervang(oud, oorzaak, wordt, vandaag)


def _verwijder(oud: Toegewezen) -> Aanpassing:
    return Aanpassing(oud.periode.begin, oud.omvang, oud.budget, Oorzaak.VERWIJDERING, VERWIJDERD)


def _beeindig(oud: Toegewezen, oorzaak: Oorzaak, dag: date) -> Iterator[Aanpassing]:
    if dag < oud.periode.begin:
        yield _verwijder(oud)
    elif oud.periode.eind is None or dag < oud.periode.eind:
        yield _aanpassing(oud, oorzaak, dag, oud.omvang, oud.budget)


def _vervang(oud: Toegewezen, oorzaak: Oorzaak, wordt: Toegewezen, vandaag: date) -> Iterator[Wijziging]:
    begin, vorig_begin = wordt.periode.begin, oud.periode.begin
    zelfde_product = _product(oud) == _product(wordt)
    if zelfde_product and begin == vorig_begin and _geldt_voor_hele_periode(oud, wordt):
        yield from _pas_totaal_aan(oud, oorzaak, wordt, vandaag)
    elif zelfde_product and not _totaal(oud) and (oud.omvang, oud.budget) == (wordt.omvang, wordt.budget):
        if begin < vorig_begin:
            yield from _eerder(oud, wordt)
        yield from _verplaats_einde(oud, oorzaak, wordt, vandaag)
    else:
        yield from _beeindig(oud, oorzaak, begin - DAG)
        yield NieuweToewijzing(wordt)


def _product(inhoud: Toegewezen) -> tuple[AgbCode, str | None, str | None]:
    return inhoud.aanbieder, inhoud.categorie, inhoud.productcode


def _totaal(inhoud: Toegewezen) -> bool:
    # An extent with Frequentie 6, and a budget, are one total over the whole period.
    return inhoud.budget is not None or (
        inhoud.omvang is not None and inhoud.omvang.frequentie is Frequentie.TOTAAL
    )


def _geldt_voor_hele_periode(oud: Toegewezen, wordt: Toegewezen) -> bool:
    if oud.omvang is not None and wordt.omvang is not None:
        zelfde_eenheid = oud.omvang.eenheid is wordt.omvang.eenheid
        return zelfde_eenheid and _totaal(oud) and _totaal(wordt)
    return oud.budget is not None and wordt.budget is not None


def _pas_totaal_aan(
    oud: Toegewezen, oorzaak: Oorzaak, wordt: Toegewezen, vandaag: date
) -> Iterator[Aanpassing]:
    if oud == wordt:
        return
    if _verlengt(oud.periode, wordt.periode) and _verstreken(oud.periode, vandaag):
        raise VoorwaardeNietVervuld(
            "De einddatum is verstreken; een totaal over die periode is niet meer te verlengen.",
            Veldfout("periode.begindatum", "Laat de nieuwe periode na de oude einddatum beginnen.", "OP380"),
        )
    yield _aanpassing(oud, oorzaak, wordt.periode.eind, wordt.omvang, wordt.budget)


def _eerder(oud: Toegewezen, wordt: Toegewezen) -> Iterator[NieuweToewijzing]:
    dag_ervoor = oud.periode.begin - DAG
    eind = dag_ervoor if wordt.periode.eind is None else min(dag_ervoor, wordt.periode.eind)
    yield NieuweToewijzing(replace(wordt, periode=Periode(wordt.periode.begin, eind)))


def _verplaats_einde(
    oud: Toegewezen, oorzaak: Oorzaak, wordt: Toegewezen, vandaag: date
) -> Iterator[Wijziging]:
    eind, nieuw_eind = oud.periode.eind, wordt.periode.eind
    if eind is not None and wordt.periode.begin > eind + DAG:
        yield NieuweToewijzing(wordt)
    elif nieuw_eind is not None and nieuw_eind < oud.periode.begin:
        yield _verwijder(oud)
    elif eind is not None and _verlengt(oud.periode, wordt.periode) and _verstreken(oud.periode, vandaag):
        yield NieuweToewijzing(replace(wordt, periode=Periode(eind + DAG, nieuw_eind)))
    elif nieuw_eind != eind:
        yield _aanpassing(oud, oorzaak, nieuw_eind, oud.omvang, oud.budget)


def _verlengt(oud: Periode, wordt: Periode) -> bool:
    return oud.eind is not None and (wordt.eind is None or wordt.eind > oud.eind)


def _verstreken(periode: Periode, vandaag: date) -> bool:
    return periode.eind is not None and periode.eind < vandaag


def _aanpassing(
    oud: Toegewezen, oorzaak: Oorzaak, eind: date | None, omvang: Omvang | None, budget: int | None
) -> Aanpassing:
    minder = (
        (oud.periode.eind is None and eind is not None)
        or (oud.periode.eind is not None and eind is not None and eind < oud.periode.eind)
        or _verlaagt(oud, omvang, budget)
    )
    reden = REDENEN.get(oorzaak, HERBEOORDELING_MINDER if minder else HERBEOORDELING_MEER)
    return Aanpassing(eind, omvang, budget, oorzaak, reden)


def _verlaagt(oud: Toegewezen, omvang: Omvang | None, budget: int | None) -> bool:
    minder_volume = oud.omvang is not None and omvang is not None and omvang.volume < oud.omvang.volume
    return minder_volume or (oud.budget is not None and budget is not None and budget < oud.budget)


def _vereis_geen_prestaties(wijziging: Aanpassing, heeft_prestaties: bool) -> None:
    if wijziging.oorzaak is Oorzaak.VERWIJDERING and heeft_prestaties:
        raise VoorwaardeNietVervuld(
            "De toewijzing kan niet worden verwijderd: er zijn prestaties op goedgekeurd.",
            Veldfout("oorzaak", "Laat de aanbieder die prestaties eerst crediteren.", "TR385"),
        )


def _vereis_afspraak(
    oud: Toegewezen, wijziging: Aanpassing, vandaag: date, afspraak: Afspraak | None
) -> None:
    if afspraak is not None or wijziging.oorzaak is Oorzaak.VERWIJDERING:
        return
    redenen = []
    if wijziging.eind is not None and wijziging.eind < vandaag and wijziging.eind != oud.periode.eind:
        redenen.append(("Een einddatum in het verleden kan alleen in overleg met de aanbieder.", "OP186"))
    if wijziging.oorzaak is not Oorzaak.VERZOEK_AANBIEDER and _verlaagt(oud, wijziging.omvang, None):
        redenen.append(("Het totale volume verlagen kan alleen met instemming van de aanbieder.", "OP298"))
    if wijziging.oorzaak is not Oorzaak.VERZOEK_AANBIEDER and _verlaagt(oud, None, wijziging.budget):
        redenen.append(("Het budget verlagen kan alleen met instemming van de aanbieder.", "OP299"))
    if redenen:
        raise VoorwaardeNietVervuld(
            "Voor deze wijziging is een vastgelegde afspraak met de aanbieder nodig.",
            *(Veldfout("afspraak", reden, regel) for reden, regel in redenen),
        )
