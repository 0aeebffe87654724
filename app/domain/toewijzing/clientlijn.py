"""One client as carrying out looks at it: every decision, every fact, every number (M18)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from app.domain.besluit.besluit import Besluit, Besluitstatus
from app.domain.feit import Feit
from app.domain.toewijzing.tijdlijn import Gebeurtenis, in_volgorde, reeks_van
from app.domain.toewijzing.toewijzing import Toewijzing
from app.domain.toewijzing.vergelijken import Nummer, is_hervat

GENOMEN = (Besluitstatus.GENOMEN, Besluitstatus.BEKENDGEMAAKT)


@dataclass(frozen=True, slots=True)
class Clientlijn:
    """What was decided on a client, what happened, and what is allocated."""

    besluiten: tuple[Besluit, ...]
    feiten: tuple[Feit, ...]
    nummers: tuple[Nummer, ...]

    @property
    def toewijzingen(self) -> tuple[Toewijzing, ...]:
        """Every allocation."""
        return tuple(nummer.toewijzing for nummer in self.nummers)

    def uitgevoerd(self) -> tuple[Gebeurtenis, ...]:
        """What the allocations rest on: the decisions that were carried out, and the facts.

        Not those that wait, so that a decision for which an agreement lacks holds up no other.
        """
        return self._uitgevoerd_en(())

    def met(self, besluit: Besluit) -> tuple[Gebeurtenis, ...]:
        """What the allocations rest on once this decision is carried out, with what it changes."""
        return self._uitgevoerd_en((besluit, *reeks_van(besluit, self.besluiten)))

    def zonder(self, besluit: Besluit) -> tuple[Gebeurtenis, ...]:
        """What they rest on until then: with what it changes, of which nothing need be in natura."""
        return self._uitgevoerd_en(reeks_van(besluit, self.besluiten))

    def _uitgevoerd_en(self, ook: Iterable[Besluit]) -> tuple[Gebeurtenis, ...]:
        uitgevoerd = (b for b in self.besluiten if b.uitgevoerd_op is not None)
        return in_volgorde((*uitgevoerd, *ook), self.feiten)

    def genomen(self, *ook: Besluit, behalve: UUID | None = None) -> tuple[Gebeurtenis, ...]:
        """Every decision that was taken and every fact, as if nothing waits: what a trial looks at."""
        genomen = (b for b in self.besluiten if b.status in GENOMEN and b.id != behalve)
        return in_volgorde((*genomen, *ook), (replace(feit, wacht_bij=frozenset()) for feit in self.feiten))

    def met_feit(self, feit: Feit) -> "Clientlijn":
        """The same client, with this fact as it is now: where it lapsed or moved, a number may go on."""
        feiten = (*(f for f in self.feiten if f.id != feit.id), feit)
        nummers = tuple(replace(n, hervat=is_hervat(n.bekend, feiten)) for n in self.nummers)
        return replace(self, feiten=feiten, nummers=nummers)
