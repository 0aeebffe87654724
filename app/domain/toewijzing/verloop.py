"""What came of an allocation: what was delivered and declared on it, beside what it allows (OP271, IV077).

All of it is what the provider reported and what was granted of its declarations. What differs from the
allocation is for a person to look at, and is no ground to refuse anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.keten.declaratie import (
    Prestatie,
    hoogste_in_periode,
    kalendermaand,
    op_schaal,
    productperiode,
    staande,
    telt_in,
)
from app.domain.keten.levering import Leverhistorie
from app.domain.termijnen import Kalender
from app.domain.toewijzing.afwijking import (
    Levering,
    Signaal,
    Toegewezen,
    bij_declaraties,
    bij_grens,
    bij_levering,
    hoogste_van,
    leveringen,
    volume_van,
)
from app.domain.toewijzing.toewijzing import Toewijzing
from app.domain.waarden import DAG, Eenheid, Frequentie, Omvang, Periode

TERUGKIJK = timedelta(days=5 * 365)
"""What was delivered longer ago is hardly declared any more (TR335), so such months are left out."""


@dataclass(frozen=True, slots=True)
class Maand:
    """What was granted for one month, beside what that month may hold."""

    begin: date
    """Its first day."""
    volume: int | None
    """In the unit of the course; None where nothing is counted."""
    hoogste: int | None
    """The most that the month may hold (IV077); None without a limit of its own."""
    bedrag: int
    """Cents."""


@dataclass(frozen=True, slots=True)
class Verloop:
    """Deliveries and months of one allocation, and its totals."""

    leveringen: tuple[Levering, ...]
    eenheid: Eenheid | None
    """In which volume counts: minutes where hours were allocated (OP267); None without an extent."""
    maanden: tuple[Maand, ...]
    volume: int | None
    hoogste: int | None
    """The most that all of it may hold; None without an end or without an extent."""
    bedrag: int
    budget: int | None
    """Cents, of an allocation by budget."""
    procent: int | None
    """Per cent, rounded down, of all that was allocated that was granted; None where that has no limit."""
    signalen: tuple[Signaal, ...]


def verloop(
    toewijzing: Toewijzing,
    historie: Leverhistorie,
    prestaties: Iterable[Prestatie],
    kalender: Kalender,
    vandaag: date,
) -> Verloop:
    """What came of this allocation until today, by its version that holds.

    `prestaties` are the granted lines on it; one that a credit took back does not count.
    """
    regels = staande(prestaties)
    geleverd = leveringen(historie, toewijzing.nummer)
    versie = toewijzing.actueel
    hoogste = None if versie.omvang is None else hoogste_van(versie.omvang, versie.periode)
    volume = None if versie.omvang is None else volume_van(regels, versie.omvang)
    bedrag = sum(regel.bedrag for regel in regels)
    procent = _procent(volume or 0, hoogste) if hoogste else _procent(bedrag, versie.budget)
    return Verloop(
        leveringen=geleverd,
        eenheid=None if versie.omvang is None else telt_in(versie.omvang.eenheid),
        maanden=tuple(maanden(toewijzing.categorie, versie.periode, versie.omvang, regels, vandaag)),
        volume=volume,
        hoogste=hoogste,
        bedrag=bedrag,
        budget=versie.budget,
        procent=procent,
        signalen=tuple(_signalen(toewijzing, geleverd, regels, kalender, vandaag)),
    )


def _signalen(
    toewijzing: Toewijzing,
    geleverd: Sequence[Levering],
    regels: Sequence[Prestatie],
    kalender: Kalender,
    vandaag: date,
) -> Iterator[Signaal]:
    toegewezen = Toegewezen.van(toewijzing)
    if toegewezen is None:
        return
    versie = toewijzing.actueel
    for afwijking in (
        *bij_levering(toegewezen, geleverd),
        *bij_declaraties(geleverd, regels),
        *bij_grens(versie.omvang, versie.budget, versie.periode, regels),
    ):
        if afwijking.bestaat(kalender, vandaag):
            yield afwijking.soort


def _procent(toegekend: int, van: int | None) -> int | None:
    return 100 * toegekend // van if van else None


def maanden(
    categorie: str | None, periode: Periode, omvang: Omvang | None, regels: Iterable[Prestatie], vandaag: date
) -> Iterator[Maand]:
    """The months of an allocation until today in which something can still be declared, or was."""
    per_maand: dict[date, list[Prestatie]] = defaultdict(list)
    for regel in regels:
        per_maand[regel.periode.begin.replace(day=1)].append(regel)
    eerste = max(periode.begin, vandaag - TERUGKIJK)
    laatste = vandaag if periode.eind is None else min(periode.eind, vandaag)
    for maand in sorted({*per_maand, *_eerste_dagen(eerste, laatste)}):
        eigen = per_maand[maand]
        yield Maand(
            begin=maand,
            volume=None if omvang is None else volume_van(eigen, omvang),
            hoogste=None if omvang is None else _hoogste_in(maand, categorie, periode, omvang),
            bedrag=sum(regel.bedrag for regel in eigen),
        )


def _eerste_dagen(eerste: date, laatste: date) -> Iterator[date]:
    dag = eerste.replace(day=1)
    while dag <= laatste:
        yield dag
        dag = kalendermaand(dag).eind + DAG


def _hoogste_in(maand: date, categorie: str | None, periode: Periode, omvang: Omvang) -> int | None:
    """The most of one month; None outside the allocation, and where only its total has a limit."""
    eigen = productperiode(maand, periode.begin, periode.eind)
    if omvang.frequentie is Frequentie.TOTAAL or eigen is None:
        return None
    hoogste = hoogste_in_periode(omvang, categorie or "", eigen, periode.begin, periode.eind)
    return op_schaal(hoogste, omvang.eenheid, omvang.eenheid)
