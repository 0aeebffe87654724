"""What came of an allocation: what was delivered and declared on it, beside what it allows (OP271, IV077).

All of it is what the provider reported and what was granted of its declarations. What differs from the
allocation is for a person to look at, and is no ground to refuse anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.keten.declaratie import (
    GeslotenPeriode,
    Prestatie,
    hoogste_in_periode,
    hoogste_in_totaal,
    kalendermaand,
    op_schaal,
    productperiode,
    staande,
    telt_in,
)
from app.domain.keten.levering import Leverhistorie
from app.domain.termijnen import Berichttermijn, Kalender, uiterste_antwoorddag
from app.domain.toewijzing.toewijzing import Toewijzing
from app.domain.waarden import DAG, Eenheid, Frequentie, Omvang, Periode, kalenderdag

BIJNA_OP, OP = 70, 100
"""From this per cent of what was allocated a municipality wants to know that it runs out, or has run out."""
TERUGKIJK = timedelta(days=5 * 365)
"""What was delivered longer ago is hardly declared any more (TR335), so such months are left out."""


class Signaal(StrEnum):
    """What in a course differs from what was allocated."""

    GEEN_START = "geen_start"
    """It runs, and the term in which its start is reported has passed (OP271)."""
    LATER_BEGONNEN = "later_begonnen"
    EERDER_GESTOPT = "eerder_gestopt"
    """Stopped for good before its last day."""
    GEEN_STOP = "geen_stop"
    """It ended, and the term in which its stop is reported has passed (OP272)."""
    DECLARATIE_ZONDER_LEVERING = "declaratie_zonder_levering"
    """Something was granted for days on which no delivery was reported."""
    BIJNA_OP = "bijna_op"
    OP = "op"


@dataclass(frozen=True, slots=True)
class Levering:
    """A delivery as the provider reported it; without `eind` it goes on."""

    begin: date
    eind: date | None = None
    reden: str | None = None
    """RedenBeeindiging (WMO588) of the stop that was reported last."""
    tijdelijk: bool = False
    """Whether it is expected to go on after this stop."""

    def raakt(self, periode: GeslotenPeriode) -> bool:
        """Whether something was delivered on a day of this period."""
        return self.begin <= periode.eind and (self.eind is None or periode.begin <= self.eind)


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


def leveringen(historie: Leverhistorie, nummer: int) -> tuple[Levering, ...]:
    """The deliveries on one allocation, each with the stop of it that was reported last."""
    stops = {stop.levering: stop for stop in historie.stops}
    gevonden = []
    for start in historie.starts:
        if start.toewijzing != nummer:
            continue
        stop = stops.get((start.geleverd, start.begindatum))
        gevonden.append(
            Levering(start.begindatum)
            if stop is None
            else Levering(start.begindatum, stop.einddatum, stop.reden, stop.tijdelijk)
        )
    return tuple(sorted(gevonden, key=lambda levering: levering.begin))


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
    hoogste = None if versie.omvang is None else _hoogste(versie.omvang, versie.periode)
    volume = None if versie.omvang is None else _volume(regels, versie.omvang)
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
        signalen=()
        if toewijzing.verwijderd
        else (
            *_bij_levering(toewijzing, geleverd, kalender, vandaag),
            *_bij_declaraties(geleverd, regels, procent),
        ),
    )


def _procent(toegekend: int, van: int | None) -> int | None:
    return 100 * toegekend // van if van else None


def _bij_levering(
    toewijzing: Toewijzing, geleverd: Sequence[Levering], kalender: Kalender, vandaag: date
) -> Iterator[Signaal]:
    periode = toewijzing.actueel.periode
    if not geleverd:
        # Support that was allocated afterwards is reported from the allocation on (OP271).
        vanaf = max(periode.begin, min(kalenderdag(v.toegewezen_op) for v in toewijzing.versies))
        if _is_voorbij(Berichttermijn.START, vanaf, kalender, vandaag):
            yield Signaal.GEEN_START
        return
    if geleverd[0].begin > periode.begin:
        yield Signaal.LATER_BEGONNEN
    laatste = geleverd[-1]
    if laatste.eind is not None:
        if not laatste.tijdelijk and (periode.eind is None or laatste.eind < periode.eind):
            yield Signaal.EERDER_GESTOPT
    elif periode.eind is not None and _is_voorbij(Berichttermijn.STOP, periode.eind, kalender, vandaag):
        yield Signaal.GEEN_STOP


def _bij_declaraties(
    geleverd: Sequence[Levering], regels: Iterable[Prestatie], procent: int | None
) -> Iterator[Signaal]:
    if not all(any(levering.raakt(regel.periode) for levering in geleverd) for regel in regels):
        yield Signaal.DECLARATIE_ZONDER_LEVERING
    if procent is not None and procent >= BIJNA_OP:
        yield Signaal.OP if procent >= OP else Signaal.BIJNA_OP


def _is_voorbij(termijn: Berichttermijn, vanaf: date, kalender: Kalender, vandaag: date) -> bool:
    """Whether a term has passed; not known of one from before the years of which the holidays are known."""
    return kalender.kent(vanaf) and uiterste_antwoorddag(termijn, vanaf, kalender) < vandaag


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
            volume=None if omvang is None else _volume(eigen, omvang),
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


def _hoogste(omvang: Omvang, periode: Periode) -> int | None:
    """The most of all of it; None without an end."""
    if periode.eind is None:
        return None
    hoogste = hoogste_in_totaal(omvang, GeslotenPeriode(periode.begin, periode.eind))
    return op_schaal(hoogste, omvang.eenheid, omvang.eenheid)


def _volume(regels: Iterable[Prestatie], omvang: Omvang) -> int:
    """What was granted in the unit that counts; a line in a unit that does not fit counts for nothing."""
    return sum(op_schaal(regel.volume, regel.eenheid, omvang.eenheid) or 0 for regel in regels)
