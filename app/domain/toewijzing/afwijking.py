"""Where what was delivered and declared on an allocation differs from it, or has come to a step of it.

It says since when (OP271, OP272, IV077).

The one place that says so: the course of an allocation shows it, and the worklist asks somebody to act on it.
It is for a person to look at, and no ground to refuse anything.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.keten.declaratie import GeslotenPeriode, Prestatie, hoogste_in_totaal, op_schaal
from app.domain.keten.levering import Leverhistorie
from app.domain.termijnen import Berichttermijn, Kalender, uiterste_antwoorddag
from app.domain.toewijzing.toewijzing import Toewijzing
from app.domain.waarden import Omvang, Periode, kalenderdag


class Signaal(StrEnum):
    """What in a course differs from what was allocated, or how much of that was granted."""

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
    """Of what was allocated 70 per cent was granted."""
    OP = "op"
    """All of it was."""


STAPPEN = {Signaal.OP: 100, Signaal.BIJNA_OP: 70}
"""From which per cent a municipality wants to know; of the highest that was reached alone."""


TERMIJN = {Signaal.GEEN_START: Berichttermijn.START, Signaal.GEEN_STOP: Berichttermijn.STOP}
"""The term that has to pass before something differs; the rest differs from its day on."""


@dataclass(frozen=True, slots=True)
class Afwijking:
    """That something differs; it is another one where its facts are others."""

    soort: Signaal
    dag: date
    """Since when; where there is a term, from which day that runs."""
    feiten: tuple[object, ...]
    """What it rests on, besides the allocation."""

    def bestaat(self, kalender: Kalender, vandaag: date) -> bool:
        """Whether it is so today; where a term is from before the years of known holidays it is not."""
        termijn = TERMIJN.get(self.soort)
        if termijn is None:
            return self.dag <= vandaag
        return kalender.kent(self.dag) and uiterste_antwoorddag(termijn, self.dag, kalender) < vandaag


@dataclass(frozen=True, slots=True)
class Toegewezen:
    """Of an allocation that was not deleted, what its course is compared with."""

    begin: date
    eind: date | None
    sinds: date
    """When it was first allocated: what was allocated afterwards is reported from then on (OP271)."""

    @classmethod
    def van(cls, toewijzing: Toewijzing) -> "Toegewezen | None":
        """By the version that holds; None of one that was deleted."""
        if toewijzing.verwijderd:
            return None
        periode = toewijzing.actueel.periode
        sinds = min(kalenderdag(versie.toegewezen_op) for versie in toewijzing.versies)
        return cls(periode.begin, periode.eind, sinds)


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


def bij_levering(toegewezen: Toegewezen, geleverd: Sequence[Levering]) -> Iterator[Afwijking]:
    """Where the deliveries on an allocation differ from it."""
    if not geleverd:
        vanaf = max(toegewezen.begin, toegewezen.sinds)
        yield Afwijking(Signaal.GEEN_START, vanaf, (vanaf,))
        return
    eerste, laatste = geleverd[0], geleverd[-1]
    if eerste.begin > toegewezen.begin:
        yield Afwijking(Signaal.LATER_BEGONNEN, eerste.begin, (toegewezen.begin, eerste.begin))
    if laatste.eind is not None:
        if not laatste.tijdelijk and (toegewezen.eind is None or laatste.eind < toegewezen.eind):
            feiten = (laatste.begin, laatste.eind, laatste.reden, toegewezen.eind)
            yield Afwijking(Signaal.EERDER_GESTOPT, laatste.eind, feiten)
    elif toegewezen.eind is not None:
        yield Afwijking(Signaal.GEEN_STOP, toegewezen.eind, (laatste.begin, toegewezen.eind))


def bij_declaraties(geleverd: Sequence[Levering], regels: Iterable[Prestatie]) -> Iterator[Afwijking]:
    """Where granted lines that stand differ from the deliveries: one for all of these together."""
    zonder = sorted(
        {r.periode for r in regels if not any(levering.raakt(r.periode) for levering in geleverd)}
    )
    if zonder:
        yield Afwijking(Signaal.DECLARATIE_ZONDER_LEVERING, zonder[-1].begin, tuple(zonder))


def hoogste_van(omvang: Omvang, periode: Periode) -> int | None:
    """The most of all of an allocation; None without an end (IV077).

    In the unit in which it counts (`telt_in`): of hours it is minutes that come out.
    """
    if periode.eind is None:
        return None
    hoogste = hoogste_in_totaal(omvang, GeslotenPeriode(periode.begin, periode.eind))
    return op_schaal(hoogste, omvang.eenheid, omvang.eenheid)


def volume_van(regels: Iterable[Prestatie], omvang: Omvang) -> int:
    """What was granted in the unit that counts; a line in a unit that does not fit counts for nothing."""
    return sum(op_schaal(regel.volume, regel.eenheid, omvang.eenheid) or 0 for regel in regels)


def bij_grens(
    omvang: Omvang | None, budget: int | None, periode: Periode, regels: Iterable[Prestatie]
) -> Iterator[Afwijking]:
    """How much of what was allocated was granted, since the line with which a step was reached.

    `regels` are the granted lines that stand, in the order in which they came. Lines after it do not change
    the day of a step that was reached; a credit, that takes one before it away, does.
    """
    hoogste = None if omvang is None else hoogste_van(omvang, periode)
    grens = hoogste or budget
    if not grens:
        return
    totaal, bereikt = 0, None
    for regel in regels:
        totaal += volume_van([regel], omvang) if omvang is not None and hoogste else regel.bedrag
        signaal = next((s for s, procent in STAPPEN.items() if 100 * totaal >= procent * grens), None)
        if signaal is not None and (bereikt is None or bereikt.soort is not signaal):
            bereikt = Afwijking(signaal, regel.periode.begin, (STAPPEN[signaal], grens))
    if bereikt is not None:
        yield bereikt
