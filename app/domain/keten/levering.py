"""Starts and stops of delivery as a provider reports them, and which of them count (OP033, OP289, OP377).

A deleted report counts as never sent, so history is simply what was accepted and not deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

TIJDELIJK = "20"
"""RedenBeeindiging (WMO588) of a stop after which delivery is expected to go on."""


@dataclass(frozen=True, slots=True)
class Start:
    """A reported start, as its logical key within a client: equal means the same start."""

    toewijzing: int | None
    """ToewijzingNummer; None in task-oriented work, which has no allocation (IV096)."""
    categorie: str | None
    productcode: str | None
    begindatum: date

    @property
    def geleverd(self) -> object:
        """What is delivered: an allocation, or without one a product; at most one start of it is current."""
        return (self.categorie, self.productcode) if self.toewijzing is None else self.toewijzing


@dataclass(frozen=True, slots=True)
class Stop:
    """A reported stop, as its logical key within a client: the start that it ends, why and when."""

    start: Start
    reden: str
    einddatum: date

    @property
    def tijdelijk(self) -> bool:
        """Whether delivery is expected to go on; any other stop is final."""
        return self.reden == TIJDELIJK

    @property
    def levering(self) -> object:
        """The delivery that it ends: what is delivered, since when, whatever product the stop names."""
        return self.start.geleverd, self.start.begindatum


@dataclass(frozen=True, slots=True)
class Leverhistorie:
    """What one provider reported on one client and what counts of it, in the order of acceptance."""

    meldingen: tuple[Start | Stop, ...] = ()

    def met(self, nieuw: Iterable[Start | Stop]) -> Leverhistorie:
        """History after these were accepted."""
        return Leverhistorie((*self.meldingen, *nieuw))

    def zonder(self, verwijderd: Collection[Start | Stop]) -> Leverhistorie:
        """History after these were deleted."""
        return Leverhistorie(tuple(melding for melding in self.meldingen if melding not in verwijderd))

    def op(self, toewijzing: int) -> tuple[Start | Stop, ...]:
        """What was reported on one allocation."""
        return tuple(
            melding
            for melding in self.meldingen
            if (melding if isinstance(melding, Start) else melding.start).toewijzing == toewijzing
        )

    @property
    def starts(self) -> tuple[Start, ...]:
        """The starts, the one reported last at the end."""
        return tuple(melding for melding in self.meldingen if isinstance(melding, Start))

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The stops, the one reported last at the end."""
        return tuple(melding for melding in self.meldingen if isinstance(melding, Stop))

    @property
    def lopende_starts(self) -> tuple[Start, ...]:
        """The starts that no stop followed, for good or for a while (TR326)."""
        gestopt = {stop.start for stop in self.stops}
        return tuple(start for start in self.starts if start not in gestopt)
