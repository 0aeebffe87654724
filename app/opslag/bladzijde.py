"""Bounded lists: a page at a time, each row once while others write."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import reduce
from hmac import compare_digest
from operator import add
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Row,
    Select,
    Tuple,
    case,
    false,
    func,
    literal,
    select,
    true,
    tuple_,
)
from sqlalchemy.sql.elements import KeyedColumnElement

from app.domain.fouten import OngeldigeInvoer, Veldfout
from app.opslag.sleutels import Kluis

R = TypeVar("R")

KENMERKLENGTE = 32
"""Hexadecimal digits of the keyed hash in a cursor."""

VENSTERS = (250, 500)
"""Rows that one page reads in search of what no index finds; where those do not fill it, so many at most.

Then it ends, and the cursor goes on.
"""

GROOTSTE_BLADZIJDE = 2**20
"""Bytes of contents with which a page ends, though fewer rows are in it than were asked for."""


def zonder_index(kolom: ColumnElement[str]) -> ColumnElement[str]:
    """The text of this column as no index holds it, so that the rows are found by the other conditions."""
    return kolom.concat("")


def per_rij(voorwaarde: ColumnElement[bool]) -> ColumnElement[bool]:
    """The same condition, tried on each row that the other conditions find: by no index, and not estimated.

    PostgreSQL takes one row in two hundred to meet a condition it knows nothing of. To fill a page with such
    rows it would rather read a whole table than the few rows of a window.
    """
    return case((voorwaarde, true()), else_=false())


@dataclass(frozen=True, slots=True)
class Bladzijde(Generic[R]):
    """Some rows, and the cursor with which the next ones are asked for; None on the last page."""

    rijen: tuple[R, ...]
    volgende: str | None


def lees_bladzijde(
    verbinding: Connection,
    kluis: Kluis,
    vraag: Select[Any],
    sleutel: Sequence[KeyedColumnElement[Any]],
    limiet: int,
    cursor: str | None,
    zeef: Sequence[ColumnElement[bool]] = (),
    tot: Sequence[Any] | None = None,
    *,
    geheel: bool = False,
) -> tuple[Sequence[Row[Any]], str | None]:
    """At most `limiet` rows after the cursor, in the order of this key, up to the key `tot`.

    A page holds fewer where their contents are large, and always one of those that there are. With `geheel`
    these are whole rows, with contents of any size, that are read by the names of their columns.

    Beside `tot` no condition of `vraag` bounds the key: SQLite goes by one bound, and might take the wider.

    An index has to find the rows of `vraag` in this order. Of these, `zeef` lets some through: it is asked of
    a bounded number of rows, so that a page may be short, or empty, while there is a next one. A cursor
    carries a keyed hash, so that only one that this program gave, for this list, comes through.
    """
    alle = _tot(vraag.with_only_columns(*sleutel), sleutel, tot)
    rijen: Sequence[Row[Any]] = ()
    volgende: Row[Any] | None = None
    for venster in VENSTERS:
        einde = None
        if zeef:
            na = begrens(kluis, alle, sleutel, 0, cursor).offset(venster - 1)
            einde = verbinding.execute(na).first()
        binnen = _tot(vraag.where(*map(per_rij, zeef)), sleutel, tot if einde is None else einde)
        bladzijde = begrens(kluis, binnen, sleutel, limiet, cursor)
        if geheel and verbinding.dialect.name == "postgresql":
            bladzijde = _tot_vol(bladzijde, sleutel)
        with verbinding.execute(bladzijde) as gevonden:
            rijen, is_vol = _passend(gevonden, limiet)
        volgende = rijen[-1] if is_vol else einde
        if is_vol or einde is None:
            break
    if volgende is None:
        return rijen, None
    return rijen, _cursor(kluis, [volgende._mapping[k.key] for k in sleutel], sleutel)


def _passend(gevonden: Iterable[Row[Any]], limiet: int) -> tuple[list[Row[Any]], bool]:
    """The first of these rows that fit on a page, and whether others are left, of which one is read."""
    rijen: list[Row[Any]] = []
    bytes_ = 0
    for rij in gevonden:
        bytes_ += sum(len(waarde) for waarde in rij if isinstance(waarde, bytes))
        if len(rijen) == limiet or (rijen and bytes_ > GROOTSTE_BLADZIJDE):
            return rijen, True
        rijen.append(rij)
    return rijen, False


def _tot_vol(bladzijde: Select[Any], sleutel: Sequence[KeyedColumnElement[Any]]) -> Select[Any]:
    """No more of this page than up to the row after the one with which its contents are too large.

    The driver of PostgreSQL reads all that it is sent before it gives the first row; that of SQLite reads a
    row at a time. The length of contents is known without reading them.
    """
    rij = bladzijde.subquery("rij")
    lengten = [func.coalesce(func.length(k), 0) for k in rij.c if isinstance(k.type, LargeBinary)]
    if not lengten:
        return bladzijde
    lengte = reduce(add, lengten)
    volgorde = [rij.c[k.key] for k in sleutel]
    op_een_na = func.sum(lengte).over(order_by=volgorde, rows=(None, -2))
    gewogen = select(*rij.c, func.coalesce(op_een_na, 0).label("ervoor")).subquery("gewogen")
    kolommen = [gewogen.c[k.key] for k in rij.c]
    passend = select(*kolommen).where(gewogen.c.ervoor <= GROOTSTE_BLADZIJDE)
    return passend.order_by(*(gewogen.c[k.key] for k in sleutel))


def begrens(
    kluis: Kluis,
    vraag: Select[Any],
    sleutel: Sequence[KeyedColumnElement[Any]],
    limiet: int,
    cursor: str | None,
) -> Select[Any]:
    """Ask for one page, and for one row more, which says whether there is a next one."""
    if cursor is not None:
        vraag = vraag.where(tuple_(*sleutel) > _waarden(_ontcijfer(kluis, cursor, sleutel), sleutel))
    return vraag.order_by(*sleutel).limit(limiet + 1)


def _tot(
    vraag: Select[Any], sleutel: Sequence[KeyedColumnElement[Any]], tot: Iterable[Any] | None
) -> Select[Any]:
    return vraag if tot is None else vraag.where(tuple_(*sleutel) <= _waarden(tot, sleutel))


def _waarden(waarden: Iterable[Any], sleutel: Sequence[KeyedColumnElement[Any]]) -> Tuple:
    return tuple_(*(literal(w, k.type) for w, k in zip(waarden, sleutel, strict=True)))


def _cursor(kluis: Kluis, waarden: list[Any], sleutel: Sequence[KeyedColumnElement[Any]]) -> str:
    delen = [w.isoformat() if isinstance(w, datetime) else str(w) for w in waarden]
    tekst = json.dumps([_kenmerk(kluis, delen, sleutel), *delen])
    return urlsafe_b64encode(tekst.encode()).decode().rstrip("=")


def _kenmerk(kluis: Kluis, delen: list[str], sleutel: Sequence[KeyedColumnElement[Any]]) -> str:
    return kluis.kenmerk("cursor", [str(kolom) for kolom in sleutel], delen)[:KENMERKLENGTE]


def _ontcijfer(kluis: Kluis, cursor: str, sleutel: Sequence[KeyedColumnElement[Any]]) -> list[Any]:
    try:
        kenmerk, *delen = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not compare_digest(kenmerk, _kenmerk(kluis, delen, sleutel)):
            raise ValueError("The cursor was not given by this program for this list.")
        return [_LEES[k.type.python_type](deel) for deel, k in zip(delen, sleutel, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError) as fout:
        veld = Veldfout("cursor", "Gebruik de cursor uit de kop Link, zonder die te veranderen.")
        raise OngeldigeInvoer("De cursor is geen cursor van deze lijst.", veld) from fout


def _moment(tekst: str) -> datetime:
    moment = datetime.fromisoformat(tekst)
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return moment.astimezone(UTC)


_LEES: dict[type, Callable[[str], Any]] = {
    datetime: _moment,
    date: date.fromisoformat,
    UUID: UUID,
    int: int,
    str: str,
}
