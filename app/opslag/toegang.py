"""Which rows a caller may see: the one place where tenants are kept apart (W06)."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import BindParameter, ColumnElement, Table, and_, exists, false, or_, select

from app.domain.partijen import Beller, Partij
from app.domain.toewijzing.toewijzing import Berichtstatus
from app.opslag import tabellen as t


@dataclass(frozen=True, slots=True)
class Tenant:
    """The organisation through whose eyes the database is seen."""

    partij: Partij
    code: str

    @classmethod
    def van(cls, beller: Beller) -> "Tenant":
        """The organisation of the caller."""
        return cls(beller.partij, beller.code)


Code = str | BindParameter[str]
"""The code of an organisation, or the parameter for it in a statement that is built once."""


def zichtbaar(tabel: Table, tenant: Tenant) -> ColumnElement[bool]:
    """The condition on a row: a municipality sees its own, a provider what is meant for it."""
    return zichtbaar_voor(tabel, tenant.partij, tenant.code)


def zichtbaar_voor(tabel: Table, partij: Partij, code: Code) -> ColumnElement[bool]:
    """The same condition, where the code may still have to come."""
    if tabel is t.berichtontvangst:
        van_een_van_beide = or_(tabel.c.eigenaar == code, tabel.c.afzender == code)
        return and_(van_een_van_beide, or_(tabel.c.weg_bij.is_(None), tabel.c.weg_bij != code))
    if tabel is t.verzoek:
        return tabel.c.eigenaar == code
    if tabel in _VAN_BEWAARDER:
        van_gemeente = and_(tabel.c.gemeente == code, tabel.c.aanbieder.is_(None))
        return van_gemeente if partij is Partij.GEMEENTE else tabel.c.aanbieder == code
    if partij is Partij.GEMEENTE:
        return tabel.c.gemeente == code
    regel = _VOOR_AANBIEDER.get(tabel.name)
    return false() if regel is None else regel(code)


# What a provider let go of, when it destroyed what it keeps of a person, it sees no more (W04).
def _plan(agb: Code) -> ColumnElement[bool]:
    plan = t.ondersteuningsplan.c
    return and_(plan.aanbieder == agb, plan.uitgevraagd, ~plan.losgelaten)


def _van_plan(tabel: Table) -> Callable[[Code], ColumnElement[bool]]:
    return lambda agb: exists().where(t.ondersteuningsplan.c.id == tabel.c.plan_id, _plan(agb))


_versie, _drager = t.berichtversie.alias("gezien").c, t.toewijzingsbericht.alias("drager").c


def _toewijzing(agb: Code) -> ColumnElement[bool]:
    klaargezet = exists().where(
        _versie.gemeente == t.toewijzing.c.gemeente,
        _versie.nummer == t.toewijzing.c.nummer,
        _drager.id == _versie.bericht_id,
        ~_drager.losgelaten,
    )
    return and_(t.toewijzing.c.aanbieder == agb, klaargezet)


def _bericht(agb: Code) -> ColumnElement[bool]:
    # A message counts from the moment that it goes out (M17).
    klaar = t.letterlijk(Berichtstatus.KLAAR)
    bericht = t.toewijzingsbericht.c
    return and_(bericht.aanbieder == agb, bericht.status != klaar, ~bericht.losgelaten)


def _product(agb: Code) -> ColumnElement[bool]:
    return t.product.c.gemeente.in_(select(t.contract.c.gemeente).where(t.contract.c.aanbieder == agb))


_VAN_BEWAARDER = (t.vernietiging, t.vernietigingsverzoek, t.bewaarreden)
"""What is of the party that keeps a file: of the municipality, unless it names a provider."""

_VOOR_AANBIEDER: dict[str, Callable[[Code], ColumnElement[bool]]] = {
    "ondersteuningsplan": _plan,
    "planversie": _van_plan(t.planversie),
    "beoordeling": _van_plan(t.beoordeling),
    "toewijzing": _toewijzing,
    "toewijzingsbericht": _bericht,
    "declaratie": lambda agb: t.declaratie.c.aanbieder == agb,
    "aanbieder": lambda agb: t.aanbieder.c.agb == agb,
    "contract": lambda agb: t.contract.c.aanbieder == agb,
    "product": _product,
}
