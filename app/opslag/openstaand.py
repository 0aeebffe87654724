"""Which cases are open, kept in a column of the melding, so that the worklist reads no more than it shows.

What decides it are the plans and the besluiten of a case. Each transaction that writes one of these sets the
column before it commits, as it leaves its access record; so no process can forget it.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection, bindparam, exists, not_, or_, select, update

from app.domain.besluit.besluit import Besluitsoort, Besluitstatus
from app.opslag import tabellen as t

BEPALEND = (t.ondersteuningsplan, t.besluit)
"""The tables of which a row can open or close its case; a new melding is open."""

_plan, _besluit = t.ondersteuningsplan.c, t.besluit.c
_eigen_plan = exists().where(_plan.melding_id == t.melding.c.id).correlate(t.melding)
_eigen_besluit = exists().where(_besluit.melding_id == t.melding.c.id).correlate(t.melding)
IS_OPEN = or_(
    ~_eigen_besluit.where(
        _besluit.status == Besluitstatus.BEKENDGEMAAKT.value, _besluit.soort != Besluitsoort.SPOED.value
    ),
    _eigen_plan.where(_plan.status.in_(t.OPEN_PLAN)),
    _eigen_besluit.where(
        or_(
            _besluit.status.in_((Besluitstatus.ONTWERP.value, Besluitstatus.GENOMEN.value)),
            _besluit.toe_te_wijzen,
        )
    ),
)
"""Somebody still has to act: no decision yet, a plan or besluit under way, or allocations to be made."""

_deze = t.melding.c.id.in_(bindparam("zaken", expanding=True))
_HOUD_VAST = select(t.melding.c.id).where(_deze).order_by(t.melding.c.id).with_for_update(key_share=True)
_WERK_BIJ = update(t.melding).where(_deze, t.melding.c.open != IS_OPEN).values(open=not_(t.melding.c.open))


def werk_bij(verbinding: Connection, zaken: Collection[UUID]) -> None:
    """Set whether these cases are open. Who works on the same case waits, and then sees what was done."""
    if not zaken:
        return
    if verbinding.dialect.name == "postgresql":
        verbinding.execute(_HOUD_VAST, {"zaken": list(zaken)})
    verbinding.execute(_WERK_BIJ, {"zaken": list(zaken)})
