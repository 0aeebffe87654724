"""Values with something of its own in every field, and the places in them where something else can stand."""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from itertools import count
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from app.domain.waarden import AgbCode, Bsn, Gemeentecode, voldoet_aan_elfproef

Zet = Callable[[Any], Any]
"""Gives the whole value with something else at one place."""


class Vuller:
    """Makes values from their types alone, so that a new field is filled too."""

    def __init__(self) -> None:
        self._nummers = count(100)

    def maak(self, soort: Any, standaard: object = MISSING) -> Any:
        """A value of this type that differs from every other one, and from its default; nothing is None."""
        if isinstance(soort, NewType):
            return self._code(soort)
        oorsprong, delen = get_origin(soort), get_args(soort)
        if oorsprong in (Union, UnionType):
            return self.maak(next(deel for deel in delen if deel is not NoneType), standaard)
        if oorsprong is tuple:
            return tuple(self.maak(deel) for deel in delen if deel is not Ellipsis)
        if oorsprong is frozenset:
            return frozenset(self.maak(deel) for deel in delen)
        if soort is Bsn:
            return self._bsn()
        if is_dataclass(soort):
            soorten = get_type_hints(soort)
            return soort(**{v.name: self.maak(soorten[v.name], v.default) for v in fields(soort)})
        return self._blad(soort, standaard)

    def _blad(self, soort: Any, standaard: object) -> Any:
        nummer = next(self._nummers)
        if soort is bool:
            return standaard is not True
        if issubclass(soort, Enum):
            return next(keuze for keuze in reversed(soort) if keuze is not standaard)
        return {
            str: f"merk{nummer}",
            int: nummer,
            Decimal: Decimal(nummer) + Decimal("0.25"),
            date: date(2026, 1, 1) + timedelta(days=nummer),
            datetime: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=nummer),
            UUID: UUID(int=2**64 + nummer),
            bytes: f"merk{nummer}".encode(),
        }[soort]

    def _code(self, soort: NewType) -> str:
        nummer = next(self._nummers)
        return {AgbCode: f"{90_000_000 + nummer}", Gemeentecode: f"{nummer:04}"}[soort]

    def _bsn(self) -> Bsn:
        while not voldoet_aan_elfproef(cijfers := f"98{next(self._nummers):07}"):
            pass
        return Bsn(cijfers)


def bladen(waarde: Any, pad: str = "") -> Iterator[tuple[str, Any, Zet]]:
    """Every place in a value: its path, what stands there, and how to put something else there."""
    if is_dataclass(waarde) and not isinstance(waarde, Bsn):
        for veld in fields(waarde):
            binnen = bladen(getattr(waarde, veld.name), f"{pad}.{veld.name}".lstrip("."))
            for plek, blad, zet in binnen:
                yield plek, blad, lambda nieuw, n=veld.name, z=zet: replace(waarde, **{n: z(nieuw)})
    elif isinstance(waarde, tuple):
        for i, deel in enumerate(waarde):
            for plek, blad, zet in bladen(deel, pad):
                yield plek, blad, lambda nieuw, i=i, z=zet: (*waarde[:i], z(nieuw), *waarde[i + 1 :])
    else:
        yield pad, waarde, lambda nieuw: nieuw


def anders(blad: Any) -> list[Any]:
    """What can stand there instead."""
    if isinstance(blad, bool):
        return [not blad]
    if isinstance(blad, Enum):
        return [keuze for keuze in type(blad) if keuze is not blad]
    if isinstance(blad, str):
        return ["merkanders"]
    if isinstance(blad, UUID):
        return [UUID(int=blad.int + 1)]
    if isinstance(blad, date):  # a day on, or a week, where a term that ends in a weekend runs on to Monday
        return [blad + timedelta(days=1), blad + timedelta(days=7)]
    return [blad + 1]
