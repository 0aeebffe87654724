"""Applications, decisions, and objections to them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.domain.besluit.aanvraag import Aanvraag
from app.domain.besluit.besluit import Besluit, Besluitstatus
from app.domain.bezwaar.bezwaar import Bezwaar
from app.domain.werkstand import toewijzen_voor
from app.opslag import tabellen as t
from app.opslag.toegang import zichtbaar
from app.opslag.verzameling import MetId, VanMelding

_LATER = t.besluit.alias("later")
"""Made once: to make it costs more than to ask it, which each change of a case does."""


class Aanvragen(MetId[Aanvraag], VanMelding[Aanvraag]):
    """Applications."""

    tabel = t.aanvraag
    soort = Aanvraag

    def afgeleid(self, waarde: Aanvraag) -> dict[str, Any]:
        """Whether the client withdrew it."""
        return {"ingetrokken": waarde.intrekking is not None}

    def bewaar(self, waarde: Aanvraag) -> Aanvraag:
        """Keep the aanvraag, which has clocks in its case."""
        self._sessie.raak(waarde.melding_id, geheel=True)
        return super().bewaar(waarde)


class Besluiten(MetId[Besluit], VanMelding[Besluit]):
    """Decisions."""

    tabel = t.besluit
    soort = Besluit
    bestaat_al = "Er is al een besluit met dit kenmerk."

    def afgeleid(self, waarde: Besluit) -> dict[str, Any]:
        """The day of the announcement, and whether allocations have yet to follow, and by when."""
        return {
            "bekendgemaakt_op": waarde.bekendmaking.op if waarde.bekendmaking else None,
            "toe_te_wijzen": waarde.toe_te_wijzen,
            "toewijzen_voor": toewijzen_voor(waarde),
        }

    def bewaar(self, waarde: Besluit) -> Besluit:
        """Keep the besluit; to announce, withdraw or review it moves a clock, to carry it out does not.

        What it changes has no review of its own any more, in whichever case that was decided.
        """
        if waarde.bekendmaking is not None and (waarde.uitgevoerd_op is None or waarde.evaluaties):
            eerder = select(self.tabel.c.melding_id).where(self.tabel.c.id == waarde.wijzigt)
            zaken = self._sessie.verbinding.execute(eerder).scalars() if waarde.wijzigt else ()
            self._sessie.raak(waarde.melding_id, *zaken, geheel=True)
        return super().bewaar(waarde)

    def vervangen(self, melding_ids: Collection[UUID]) -> frozenset[UUID]:
        """The decisions of these meldingen that an announced one changes, of whichever case that is."""
        vraag = (
            select(self.tabel.c.id)
            .join(_LATER, _LATER.c.wijzigt == self.tabel.c.id)
            .where(self.tabel.c.melding_id.in_(melding_ids), zichtbaar(self.tabel, self._sessie.tenant))
            .where(_LATER.c.status == Besluitstatus.BEKENDGEMAAKT.value)
        )
        return frozenset(self._sessie.verbinding.execute(vraag).scalars())


class Bezwaren(MetId[Bezwaar], VanMelding[Bezwaar]):
    """Objections to decisions."""

    tabel = t.bezwaar
    soort = Bezwaar
    bestaat_al = "Er is al een bezwaar met dit kenmerk."

    def afgeleid(self, waarde: Bezwaar) -> dict[str, Any]:
        """Where it stands, and whether somebody still has to act on it."""
        return {"status": waarde.status.value, "wacht": waarde.wacht}

    def bewaar(self, waarde: Bezwaar) -> Bezwaar:
        """Keep the bezwaar, which has clocks in its case."""
        self._sessie.raak(waarde.melding_id, geheel=True)
        return super().bewaar(waarde)

    def tegen(self, besluit_id: UUID) -> tuple[Bezwaar, ...]:
        """All objections to one decision, oldest first."""
        return self._zoek(besluit_id=besluit_id)
