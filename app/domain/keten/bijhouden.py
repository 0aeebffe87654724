"""What a provider keeps of its own deliveries, and what of it the municipality has yet to hear (OP033).

What it keeps is what holds. What was reported is history; the difference of the two is what has to be
reported, so that a correction, a withdrawal and a rejected message need nothing of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.fouten import OngeldigeInvoer, Veldfout
from app.domain.keten.levering import TIJDELIJK, Start, Stop
from app.domain.woorden import datum


@dataclass(frozen=True, slots=True)
class Einde:
    """On which last day, and why (RedenBeeindiging, WMO588)."""

    op: date
    reden: str

    @property
    def tijdelijk(self) -> bool:
        """Whether delivery is expected to go on."""
        return self.reden == TIJDELIJK


@dataclass(frozen=True, slots=True)
class Leverperiode:
    """Since when something is delivered, with its ends: for a while, for good, or the one after the other."""

    begin: date
    einden: tuple[Einde, ...] = ()


@dataclass(frozen=True, slots=True)
class Mededeling:
    """A start or stop that has to be reported, or to be deleted."""

    melding: Start | Stop
    verwijderd: bool = False

    @property
    def start(self) -> Start:
        """The start that it is, or that it ends."""
        return self.melding if isinstance(self.melding, Start) else self.melding.start

    @property
    def soort(self) -> str:
        """Which of both."""
        return "start" if isinstance(self.melding, Start) else "stop"

    @property
    def op(self) -> date:
        """The first day of a start, the last of a stop."""
        return self.melding.begindatum if isinstance(self.melding, Start) else self.melding.einddatum

    @property
    def reden(self) -> str | None:
        """Of a stop: why."""
        return None if isinstance(self.melding, Start) else self.melding.reden


def meldingen(
    gehouden: Sequence[Leverperiode], nummer: int, categorie: str | None, productcode: str | None
) -> tuple[Start | Stop, ...]:
    """What these say of one allocation, in the order in which it is reported."""
    gevonden: list[Start | Stop] = []
    for leverperiode in gehouden:
        start = Start(nummer, categorie, productcode, leverperiode.begin)
        gevonden += [start, *(Stop(start, einde.reden, einde.op) for einde in leverperiode.einden)]
    return tuple(gevonden)


def leverperiodes(gemeld: Sequence[Start | Stop]) -> tuple[Leverperiode, ...]:
    """What was reported of one allocation, as a provider keeps it; a stop counts with its start alone.

    That may have been rejected after the stop was accepted.
    """
    gevonden: list[Leverperiode] = []
    for melding in gemeld:
        if isinstance(melding, Start):
            gevonden.append(Leverperiode(melding.begindatum))
        elif gevonden and gevonden[-1].begin == melding.start.begindatum:  # the last one (TR382)
            laatste = gevonden.pop()
            einde = Einde(melding.einddatum, melding.reden)
            gevonden.append(Leverperiode(laatste.begin, (*laatste.einden, einde)))
    return tuple(gevonden)


def vereis_aaneen(gehouden: Sequence[Leverperiode], vandaag: date) -> None:
    """Refuse, with the field, what cannot be reported one after the other (OP289, OP377, OP378, TR134).

    It has begun; it ended after that, for a while at most once and then for good; and it began again after
    its end.
    """
    fouten: list[Veldfout] = []
    vorige: Leverperiode | None = None
    for i, leverperiode in enumerate(gehouden):
        veld = f"leverperiodes[{i}]"
        fouten += _fouten_in(leverperiode, veld, vandaag)
        if vorige is not None:
            if not vorige.einden:
                fouten.append(
                    Veldfout(f"{veld}.begindatum", "De levering hiervoor is niet geëindigd.", "OP289")
                )
            elif leverperiode.begin <= max(einde.op for einde in vorige.einden):
                fouten.append(
                    Veldfout(f"{veld}.begindatum", "De levering begint opnieuw na het einde ervoor.", "OP289")
                )
        vorige = leverperiode
    if fouten:
        raise OngeldigeInvoer("Zo kan de levering niet zijn gegaan.", *fouten)


def _fouten_in(leverperiode: Leverperiode, veld: str, vandaag: date) -> Iterator[Veldfout]:
    na = leverperiode.begin
    if na > vandaag:
        yield Veldfout(f"{veld}.begindatum", "Deze dag ligt in de toekomst.", "TR134")
    for j, einde in enumerate(leverperiode.einden):
        hier = f"{veld}.einden[{j}]"
        if einde.op > vandaag:
            yield Veldfout(f"{hier}.datum", "Deze dag ligt in de toekomst.", "TR134")
        if einde.op < na:
            yield Veldfout(f"{hier}.datum", f"Dit einde ligt voor {datum(na)}.", "TR414" if j else "TR018")
        if j and einde.tijdelijk:
            yield Veldfout(f"{hier}.reden", "Na een einde volgt geen tijdelijke stop meer.", "OP378")
        if j and not leverperiode.einden[j - 1].tijdelijk:
            yield Veldfout(f"{hier}.datum", "De levering is al definitief geëindigd.", "OP377")
        na = einde.op


def te_melden(gemeld: Sequence[Start | Stop], geldt: Sequence[Start | Stop]) -> tuple[Mededeling, ...]:
    """What has to be reported of one allocation, in order, so that what was reported becomes what holds.

    From the first difference on all that was reported is deleted, the last first: a start cannot go while it
    has a stop (TR071), and a stop is on the start that was reported last (TR382). Then follows what holds.
    """
    gelijk = 0
    while gelijk < min(len(gemeld), len(geldt)) and gemeld[gelijk] == geldt[gelijk]:
        gelijk += 1
    weg = (Mededeling(melding, verwijderd=True) for melding in reversed(gemeld[gelijk:]))
    return (*weg, *map(Mededeling, geldt[gelijk:]))


@dataclass(slots=True)
class _Over:
    """What of one allocation has yet to go in a message."""

    mededelingen: Sequence[Mededeling]
    gedaan: int = field(default=0)

    def neem(self, soort: str) -> Iterator[Mededeling]:
        """What the next message of this kind can hold: no key twice (TR101), and in order."""
        gezien: set[Start | Stop] = set()
        for mededeling in self.mededelingen[self.gedaan :]:
            if mededeling.soort != soort or mededeling.melding in gezien:
                return
            gezien.add(mededeling.melding)
            self.gedaan += 1
            yield mededeling

    @property
    def volgende(self) -> str | None:
        over = self.mededelingen[self.gedaan :]
        return over[0].soort if over else None


def per_bericht(per_toewijzing: Iterable[Sequence[Mededeling]]) -> Iterator[tuple[Mededeling, ...]]:
    """The same in as few messages as the order allows: each holds starts alone, or stops alone.

    Given is what has to be reported of each allocation of one client.
    """
    over = [_Over(mededelingen) for mededelingen in per_toewijzing]
    while soorten := [t.volgende for t in over if t.volgende is not None]:
        soort = max(soorten)  # a stop before a start: what began again had stopped
        yield tuple(m for toewijzing in over for m in toewijzing.neem(soort))
