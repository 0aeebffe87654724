"""Which cases are open, kept in a column of the melding, so that the worklist reads no more than it shows.

What decides it are the plans, aanvragen, besluiten and bezwaren of a case, whether the melding was withdrawn,
and what happened to the client. Each transaction that writes one of these sets the columns before it commits,
as it leaves its access record; so no process can forget it. What will happen to the client on a later day
closes the case on that day (`sluit_op`), which is compared with today when the case is read.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    and_,
    bindparam,
    case,
    exists,
    func,
    null,
    or_,
    select,
    update,
)

from app.domain.besluit.besluit import Besluitsoort, Besluitstatus
from app.opslag import tabellen as t

BEPALEND = (t.ondersteuningsplan, t.aanvraag, t.besluit, t.bezwaar)
"""The tables of which a row can open or close its case; beside these the melding and a fact of its client."""

_aanvraag, _feit = t.aanvraag.c, t.feit.c
_VANDAAG = bindparam("vandaag", type_=Date)
_eigen_aanvraag = exists().where(_aanvraag.melding_id == t.melding.c.id).correlate(t.melding)
_ingetrokken = or_(
    t.melding.c.ingetrokken,
    and_(_eigen_aanvraag, ~_eigen_aanvraag.where(~_aanvraag.ingetrokken)),
)
_feit_op = (
    select(func.min(_feit.eindigt_zaken_op))
    .where(_feit.client_id == t.melding.c.client_id)
    .correlate(t.melding)
    .scalar_subquery()
)
"""Ended without a decision (W10), as app.domain.zaak has it: by a withdrawal, or from this day on."""

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
_te_beslissen = and_(~_ingetrokken, or_(~_beslist, _onbeantwoord))
_onderweg = or_(
    _eigen_plan.where(_plan.status.in_(t.OPEN_PLAN)),
    _eigen_besluit.where(
        or_(
            _besluit.status.in_((Besluitstatus.ONTWERP.value, Besluitstatus.GENOMEN.value)),
            _besluit.toe_te_wijzen,
        )
    ),
    exists().where(t.bezwaar.c.melding_id == t.melding.c.id, t.bezwaar.c.wacht).correlate(t.melding),
    exists().where(_feit.wacht_in == t.melding.c.id).correlate(t.melding),
)
"""A plan, besluit or bezwaar under way, or allocations to be made or ended: however the case ended."""

OPEN = or_(_onderweg, and_(_te_beslissen, or_(_feit_op.is_(None), _feit_op > _VANDAAG)))
"""Somebody still has to act: something is under way, or no decision is there yet while the case goes on."""
SLUIT_OP = case((_onderweg, null()), else_=_feit_op)
"""The day from which on nobody has to act any more, by what is known now."""

_deze = t.melding.c.id.in_(bindparam("zaken", expanding=True))
_HOUD_VAST = select(t.melding.c.id).where(_deze).order_by(t.melding.c.id).with_for_update(key_share=True)
_WERK_BIJ = (
    update(t.melding)
    .where(_deze, or_(t.melding.c.open != OPEN, t.melding.c.sluit_op.is_distinct_from(SLUIT_OP)))
    .values(open=OPEN, sluit_op=SLUIT_OP)
)


def is_open(dag: date) -> ColumnElement[bool]:
    """Whether a case is open on this day."""
    sluit_op = t.melding.c.sluit_op
    return and_(t.melding.c.open, or_(sluit_op.is_(None), sluit_op > dag))


def loopt(client: ColumnElement[UUID], dag: date) -> ColumnElement[bool]:
    """Whether nothing has ended the cases of this client by this day."""
    return ~exists().where(_feit.client_id == client, _feit.eindigt_zaken_op <= dag)


def werk_bij(verbinding: Connection, zaken: Collection[UUID], vandaag: date) -> None:
    """Set whether these cases are open. Who works on the same case waits, and then sees what was done."""
    if not zaken:
        return
    if verbinding.dialect.name == "postgresql":
        verbinding.execute(_HOUD_VAST, {"zaken": list(zaken)})
    verbinding.execute(_WERK_BIJ, {"zaken": list(zaken), "vandaag": vandaag})
