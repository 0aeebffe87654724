"""Bounded lists: a page at a time, each row once while others write."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Column, Connection, Row, Select, literal, tuple_

from app.domain.fouten import OngeldigeInvoer, Veldfout

R = TypeVar("R")

GROOTSTE_GETAL = 2**63 - 1
"""What an integer column of either database can be compared with."""


@dataclass(frozen=True, slots=True)
class Bladzijde(Generic[R]):
    """Some rows, and the cursor with which the next ones are asked for; None on the last page."""

    rijen: tuple[R, ...]
    volgende: str | None


def lees_bladzijde(
    verbinding: Connection,
    vraag: Select[Any],
    sleutel: Sequence[Column[Any]],
    limiet: int,
    cursor: str | None,
) -> tuple[Sequence[Row[Any]], str | None]:
    """At most `limiet` rows after the cursor, in the order of a key that never changes."""
    if cursor is not None:
        grens = [literal(w, k.type) for w, k in zip(_ontcijfer(cursor, sleutel), sleutel, strict=True)]
        vraag = vraag.where(tuple_(*sleutel) > tuple_(*grens))
    rijen = verbinding.execute(vraag.order_by(*sleutel).limit(limiet + 1)).all()
    if len(rijen) <= limiet:
        return rijen, None
    laatste = rijen[limiet - 1]._mapping
    return rijen[:limiet], _cursor([laatste[kolom.name] for kolom in sleutel])


def _cursor(waarden: list[Any]) -> str:
    tekst = json.dumps([w.isoformat() if isinstance(w, datetime) else str(w) for w in waarden])
    return urlsafe_b64encode(tekst.encode()).decode().rstrip("=")


def _ontcijfer(cursor: str, sleutel: Sequence[Column[Any]]) -> list[Any]:
    try:
        delen = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [_LEES[k.type.python_type](str(deel)) for deel, k in zip(delen, sleutel, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError) as fout:
        veld = Veldfout("cursor", "Gebruik de cursor uit de kop Link, zonder die te veranderen.")
        raise OngeldigeInvoer("De cursor is geen cursor van deze lijst.", veld) from fout


def _moment(tekst: str) -> datetime:
    moment = datetime.fromisoformat(tekst)
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return moment.astimezone(UTC)


def _getal(tekst: str) -> int:
    getal = int(tekst)
    if abs(getal) > GROOTSTE_GETAL:
        raise ValueError("The number is too large.")
    return getal


_LEES: dict[type, Callable[[str], Any]] = {datetime: _moment, UUID: UUID, int: _getal, str: str}
