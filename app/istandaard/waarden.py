"""The values at the leaves of an iWmo message: real types that keep the text they were read from.

The schema admits values that Python's own types do not (24:00:00, the year 12025, `+0007`). Such a value is
read, compared and written like any other; only calculating with it can raise `NietTeBerekenen`.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, NamedTuple

_DATUM = re.compile(r"(-?[0-9]{4,})-([0-9]{2})-([0-9]{2})")
_TIJD = re.compile(r"([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]+)?)")
_WITRUIMTE = " \t\r\n"


class NietTeBerekenen(ValueError):
    """A value that the schema admits but that Python cannot calculate with; the text never says which."""

    def __init__(self, melding: str, waarde: object) -> None:
        """Keep the Dutch sentence, and the value, by which the class that holds it is found."""
        super().__init__(melding)
        self.waarde = waarde


@dataclass(frozen=True, slots=True, eq=False)
class _MetTekst:
    """A value that is its text, but compares as what the text means."""

    tekst: str
    _waarde: tuple[int | Decimal, ...] | str = field(init=False, repr=False)
    """The numbers in the text; where it cannot be calculated with, the text."""
    _vorm: ClassVar[re.Pattern[str]]
    _soort: ClassVar[str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_waarde", _waarde(self._vorm, self.tekst))

    def _sleutel(self) -> tuple[int | Decimal, ...]:
        if isinstance(self._waarde, str):
            raise self._niet_te_berekenen()
        return self._waarde

    def _niet_te_berekenen(self) -> NietTeBerekenen:
        return NietTeBerekenen(f"Met deze {self._soort} kan niet worden gerekend.", self)

    def __eq__(self, ander: object) -> bool:
        return self._waarde == ander._waarde if type(ander) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._waarde)

    def __lt__(self, ander: _MetTekst) -> bool:
        if type(ander) is not type(self):
            return NotImplemented
        eigen, andere = self._waarde, ander._waarde
        if isinstance(eigen, str):
            raise self._niet_te_berekenen()
        if isinstance(andere, str):
            raise ander._niet_te_berekenen()
        return eigen < andere

    def __le__(self, ander: _MetTekst) -> bool:
        return not ander < self if type(ander) is type(self) else NotImplemented

    def __str__(self) -> str:
        return self.tekst


@lru_cache(maxsize=4096)
def _waarde(vorm: re.Pattern[str], tekst: str) -> tuple[int | Decimal, ...] | str:
    # The same few days return all through a message, and in the next one.
    delen = vorm.fullmatch(tekst.strip(_WITRUIMTE))
    if delen is None:
        return tekst
    eerste, tweede, derde = delen.groups()
    return int(eerste), int(tweede), int(derde) if derde.isdecimal() else Decimal(derde)


class Datum(_MetTekst):
    """A date (LDT_Datum), for any year the schema admits; equal and ordered by the day it means."""

    __slots__ = ()
    _vorm = _DATUM
    _soort = "datum"

    @classmethod
    def van(cls, dag: datetime.date) -> Datum:
        """The date of a Python day."""
        return _datum(dag.isoformat())

    @property
    def dag(self) -> datetime.date:
        """The Python day; raises `NietTeBerekenen` outside the years 1 to 9999."""
        delen = self._sleutel()
        try:
            return _dag(delen)
        except (ValueError, OverflowError):
            buiten = "Deze datum valt buiten de kalender (jaar 1 tot en met 9999)."
            raise NietTeBerekenen(buiten, self) from None

    @property
    def maand(self) -> tuple[int | Decimal, ...]:
        """The year and the month in it, also outside the years 1 to 9999."""
        return self._sleutel()[:2]

    @property
    def dag_of_grens(self) -> datetime.date:
        """The Python day, or the first or last one there is for a date outside the years 1 to 9999."""
        try:
            return self.dag
        except NietTeBerekenen:
            return datetime.date.max if self > Datum.van(datetime.date.max) else datetime.date.min


# Values do not change, so equal texts share one.
_datum = lru_cache(maxsize=4096)(Datum)


@lru_cache(maxsize=4096)
def _dag(delen: tuple[int | Decimal, ...]) -> datetime.date:
    jaar, maand, dag = delen
    return datetime.date(int(jaar), int(maand), int(dag))


class Tijd(_MetTekst):
    """A time of day (LDT_Tijd); 24:00:00 is the end of the day and comes after 23:59:59."""

    __slots__ = ()
    _vorm = _TIJD
    _soort = "tijd"

    @classmethod
    def van(cls, tijd: datetime.time) -> Tijd:
        """The time of a Python time, in whole seconds and without a time zone."""
        return _tijd(tijd.isoformat("seconds"))

    @property
    def sinds_middernacht(self) -> datetime.timedelta:
        """How far into the day it is, to the microsecond; 24:00:00 is a whole day."""
        uur, minuut, seconde = self._sleutel()
        return datetime.timedelta(hours=int(uur), minutes=int(minuut), microseconds=int(seconde * 1_000_000))


_tijd = lru_cache(maxsize=4096)(Tijd)


class Geheel(int):
    """A whole number (numbers, volumes, amounts in cents) that keeps its text, such as `+0007`."""

    _tekst: str
    """Kept only where Python writes the number otherwise: a declaration has tens of thousands of these."""

    def __new__(cls, waarde: int | str) -> Geheel:
        """From a Python number, or from the text in a message."""
        if not isinstance(waarde, str):
            return super().__new__(cls, waarde)
        geheel = super().__new__(cls, _zonder_voorloopnullen(waarde) if len(waarde) > 20 else waarde)
        if waarde != int.__repr__(geheel):
            geheel._tekst = waarde
        return geheel

    @property
    def tekst(self) -> str:
        """As it stands in the message."""
        return getattr(self, "_tekst", None) or int.__repr__(self)


def _zonder_voorloopnullen(tekst: str) -> str:
    # The schema admits any number of leading zeros; Python refuses to read thousands of digits.
    kaal = tekst.strip(_WITRUIMTE)
    teken = kaal[:1] if kaal[:1] in ("+", "-") else ""
    return teken + (kaal[len(teken) :].lstrip("0") or "0")


class Plaats(NamedTuple):
    """Where a class of a message stood: in an XML file, or in the request that a message is built from.

    `naam` is a step below `ouder`, or, without `ouder`, the whole path. `nummer` counts repeated elements
    from 1, `regelnummer` is the line in the file, from 1.
    """

    naam: str
    regelnummer: int | None = None
    ouder: Plaats | None = None
    nummer: int | None = None

    @property
    def pad(self) -> str:
        """The path, such as `/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]`."""
        stap = self.naam if self.nummer is None else f"{self.naam}[{self.nummer}]"
        return stap if self.ouder is None else f"{self.ouder.pad}/{stap}"
