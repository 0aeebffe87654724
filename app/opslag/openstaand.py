"""Which cases are open, kept in a column of the melding, so that the worklist reads no more than it shows.

What decides it are the plans, aanvragen, besluiten and bezwaren of a case, whether the melding was withdrawn,
and what happened to the client. Each transaction that writes one of these sets the column before it commits,
as it leaves its access record; so no process can forget it. A fact that lies in the future closes a case with
the first of these writes after its day; until then the worklist shows it without terms or tasks.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, exists, not_, or_, select, update

from app.domain.besluit.besluit import Besluitsoort, Besluitstatus
from app.opslag import tabellen as t

BEPALEND = (t.ondersteuningsplan, t.aanvraag, t.besluit, t.bezwaar)
"""The tables of which a row can open or close its case; beside these the melding and a fact of its client."""

_aanvraag, _feit = t.aanvraag.c, t.feit.c
_eigen_aanvraag = exists().where(_aanvraag.melding_id == t.melding.c.id).correlate(t.melding)
_geeindigd = or_(
    t.melding.c.ingetrokken,
    and_(_eigen_aanvraag, ~_eigen_aanvraag.where(~_aanvraag.ingetrokken)),
    exists().where(_feit.client_id == t.melding.c.client_id, _feit.eindigt_zaken).correlate(t.melding),
)
"""Ended without a decision (W10), as app.domain.zaak has it."""

_plan, _besluit = t.ondersteuningsplan.c, t.besluit.c
_eigen_plan = exists().where(_plan.melding_id == t.melding.c.id).correlate(t.melding)
_eigen_besluit = exists().where(_besluit.melding_id == t.melding.c.id).correlate(t.melding)
_beslist = _eigen_besluit.where(
    _besluit.status == Besluitstatus.BEKENDGEMAAKT.value, _besluit.soort != Besluitsoort.SPOED.value
)
_onbeantwoord = _eigen_aanvraag.where(
    ~_aanvraag.ingetrokken,
    ~exists()
    .where(_besluit.aanvraag_id == _aanvraag.id, _besluit.status == Besluitstatus.BEKENDGEMAAKT.value)
    .correlate(t.aanvraag),
)
IS_OPEN = or_(
    and_(~_geeindigd, or_(~_beslist, _onbeantwoord)),
    _eigen_plan.where(_plan.status.in_(t.OPEN_PLAN)),
    _eigen_besluit.where(
        or_(
            _besluit.status.in_((Besluitstatus.ONTWERP.value, Besluitstatus.GENOMEN.value)),
            _besluit.toe_te_wijzen,
        )
    ),
    exists().where(t.bezwaar.c.melding_id == t.melding.c.id, t.bezwaar.c.wacht).correlate(t.melding),
)
"""Somebody still has to act: no decision yet while the case goes on, a plan, besluit or bezwaar under way,
or allocations to be made."""

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
