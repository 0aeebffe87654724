"""Whether a case is open, whose turn it is and by when: what stands with it for its list, in SQL.

What decides it are the plans, aanvragen, besluiten, bezwaren and requests of a case, and how it stands by
itself (app.domain.werkstand). Each transaction that writes one of these sets the columns before it commits,
as it leaves its access record; so no process can forget it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.sql.elements import KeyedColumnElement

from app.domain.besluit.besluit import Besluitsoort, Besluitstatus
from app.domain.termijnen import AanZet
from app.domain.waarden import AgbCode
from app.domain.werkstand import GEVAAR_DAGEN, Termijnstand, Werkvraag, Zaaksoort
from app.opslag import tabellen as t

_stand, _aanvraag, _feit = t.werkstand.c, t.aanvraag.c, t.feit.c
_clientomzetting, _bericht, _verzoek = t.clientomzetting.c, t.toewijzingsbericht.c, t.verzoek.c
_melding = _stand.melding_id


def _van_zaak(kolom: ColumnElement[UUID]) -> Exists:
    return exists().where(kolom == _melding).correlate(t.werkstand)


_plan, _besluit = t.ondersteuningsplan.c, t.besluit.c
_eigen_plan, _eigen_besluit = _van_zaak(_plan.melding_id), _van_zaak(_besluit.melding_id)
_beslist = _eigen_besluit.where(
    _besluit.status == Besluitstatus.BEKENDGEMAAKT.value, _besluit.soort != Besluitsoort.SPOED.value
)
_onbeantwoord = _van_zaak(_aanvraag.melding_id).where(
    ~_aanvraag.ingetrokken,
    ~exists()
    .where(_besluit.aanvraag_id == _aanvraag.id, _besluit.status == Besluitstatus.BEKENDGEMAAKT.value)
    .correlate(t.aanvraag),
)
_toe_te_wijzen = _eigen_besluit.where(_besluit.toe_te_wijzen)
_onderweg = or_(
    _eigen_plan.where(_plan.status.in_(t.OPEN_PLAN)),
    _eigen_besluit.where(_besluit.status.in_((Besluitstatus.ONTWERP.value, Besluitstatus.GENOMEN.value))),
    _toe_te_wijzen,
    _van_zaak(t.bezwaar.c.melding_id).where(t.bezwaar.c.wacht),
    _van_zaak(_feit.wacht_in),
    _van_zaak(_clientomzetting.wacht_in),
    _van_zaak(_bericht.wacht_in),
    _van_zaak(_verzoek.wacht_in),
)
"""A plan, besluit, bezwaar, message or request under way, or allocations to make or end: however it ended."""

OPEN = or_(_onderweg, _stand.evaluatie, and_(_stand.loopt, or_(~_beslist, _onbeantwoord)))
"""Somebody still has to act: something is under way, support has to be reviewed, or no decision is there yet
while the case goes on."""

_bij_aanbieder = _eigen_plan.where(_plan.aanbieder_aan_zet)
AAN_ZET = case(
    (or_(_toe_te_wijzen, _van_zaak(_verzoek.wacht_in)), AanZet.GEMEENTE.value),
    (_stand.wacht_op_client, AanZet.CLIENT.value),
    (and_(_stand.loopt, _bij_aanbieder), AanZet.AANBIEDER.value),
    else_=AanZet.GEMEENTE.value,
)
"""Whose turn it is, as app.domain.werkstand.zaakstand has it."""

_dagen = union_all(
    select(_stand.eigen_uiterlijk.label("dag")).correlate(t.werkstand),
    select(_plan.uiterlijk).where(_plan.melding_id == _melding, _stand.loopt).correlate(t.werkstand),
    select(_besluit.toewijzen_voor).where(_besluit.melding_id == _melding).correlate(t.werkstand),
    select(_bericht.uiterlijk).where(_bericht.wacht_in == _melding).correlate(t.werkstand),
    select(_verzoek.uiterlijk).where(_verzoek.wacht_in == _melding).correlate(t.werkstand),
).subquery()
UITERLIJK = func.coalesce(select(func.min(_dagen.c.dag)).scalar_subquery(), literal(date.max))
"""The first last day of all that runs."""

_eigen, _eerder = t.melding.alias("eigen"), t.melding.alias("eerder")
_eigen_melding = exists().where(_eigen.c.id == _melding).correlate(t.werkstand)
SOORT = case(
    (_van_zaak(t.bezwaar.c.melding_id).where(t.bezwaar.c.wacht), Zaaksoort.BEZWAAR.value),
    (_stand.evaluatie, Zaaksoort.EVALUATIE.value),
    (_eigen_melding.where(_eigen.c.spoed), Zaaksoort.SPOED.value),
    (
        _eigen_melding.where(
            _eerder.c.client_id == _eigen.c.client_id, _eerder.c.aangemaakt < _eigen.c.aangemaakt
        ),
        Zaaksoort.VERVOLG.value,
    ),
    else_=Zaaksoort.EERSTE.value,
)
"""What kind of work it is."""

_deze = _melding.in_(bindparam("zaken", expanding=True))
_HOUD_VAST = (
    select(t.melding.c.id)
    .where(t.melding.c.id.in_(bindparam("zaken", expanding=True)))
    .order_by(t.melding.c.id)
    .with_for_update(key_share=True)
)
_GEWIJZIGD = func.coalesce(bindparam("nu", type_=t.Moment), _stand.gewijzigd)
_WERK_BIJ = (
    update(t.werkstand)
    .where(_deze)
    .values(open=OPEN, aan_zet=AAN_ZET, uiterlijk=UITERLIJK, soort=SOORT, gewijzigd=_GEWIJZIGD)
)


def geldt_op(dag: date) -> ColumnElement[bool]:
    """Whether a row says how its case stands on this day."""
    return and_(_stand.vanaf <= dag, dag < _stand.tot)


def loopt(client: ColumnElement[UUID], dag: date) -> ColumnElement[bool]:
    """Whether nothing has ended the cases of this client by this day."""
    return ~exists().where(_feit.client_id == client, _feit.eindigt_zaken_op <= dag)


def houd_vast(verbinding: Connection, zaken: Collection[UUID]) -> None:
    """Let who works on the same cases wait, and then see what was done; on SQLite they wait already."""
    if verbinding.dialect.name == "postgresql":
        verbinding.execute(_HOUD_VAST, {"zaken": list(zaken)})


def werk_bij(verbinding: Connection, zaken: Collection[UUID], nu: datetime | None) -> None:
    """Set whether these cases are open, whose turn it is, and by when; they changed now, if this says so."""
    verbinding.execute(_WERK_BIJ, {"zaken": list(zaken), "nu": nu})


@dataclass(frozen=True, slots=True)
class Leeswijze:
    """How the open cases that are asked for are read."""

    waar: Sequence[ColumnElement[bool]]
    """What an index finds in the order of `sleutel`."""
    zeef: Sequence[ColumnElement[bool]]
    """What is asked of each of these, a bounded number for a page (app.opslag.bladzijde)."""
    sleutel: Sequence[KeyedColumnElement[Any]]


MET_INDEX = ("behandelaar", "aan_zet", "soort")
"""What the worklist has an index for in its order, what most narrows it first (app.opslag.statistiek)."""


def leeswijze(vraag: Werkvraag, gemeente: str, dag: date) -> Leeswijze:
    """How the open cases of a municipality that are asked for on this day are read.

    What changed since a moment is read in the order of its changes, all else in that of its last days.
    """
    waarden = [(naam, getattr(vraag, naam)) for naam in MET_INDEX]
    gelijk = [_stand[naam] == str(waarde) for naam, waarde in waarden if waarde is not None]
    termijn, bij = list(_binnen(vraag.termijn, dag)), list(_bij(vraag.aanbieder, gemeente))
    waar: list[ColumnElement[bool]] = [_stand.gemeente == gemeente, _stand.open]
    if vraag.gewijzigd_sinds is None:
        waar += (*termijn, *gelijk[:1])
        zeef = [*gelijk[1:], *bij]
        sleutel = [_stand.uiterlijk, _stand.aangemaakt, _melding]
    else:
        waar.append(_stand.gewijzigd >= vraag.gewijzigd_sinds)
        zeef = [*termijn, *gelijk, *bij]
        sleutel = [_stand.gewijzigd, _stand.aangemaakt, _melding]
    # No index says it; but few rows of a case are of another day, so that alone it asks for no bound.
    (zeef or waar).append(geldt_op(dag))
    return Leeswijze(waar, zeef, sleutel)


def _binnen(termijn: Termijnstand | None, dag: date) -> Iterator[ColumnElement[bool]]:
    if termijn is Termijnstand.TE_LAAT:
        yield _stand.uiterlijk < dag
    elif termijn is Termijnstand.IN_GEVAAR:
        yield _stand.uiterlijk.between(dag, dag + timedelta(days=GEVAAR_DAGEN))


def _bij(aanbieder: AgbCode | None, gemeente: str) -> Iterator[ColumnElement[bool]]:
    if aanbieder is not None:
        onderweg = _plan.status.in_(map(t.letterlijk, t.OPEN_PLAN))
        yield _eigen_plan.where(_plan.gemeente == gemeente, _plan.aanbieder == aanbieder, onderweg)
