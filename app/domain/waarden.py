"""Values that every part of the domain shares: identities, periods, extent."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from operator import mul
from typing import NewType
from zoneinfo import ZoneInfo

from app.domain.fouten import OngeldigeInvoer

Gemeentecode = NewType("Gemeentecode", str)
"""CBS code of a municipality: four digits, leading zeros kept."""

AgbCode = NewType("AgbCode", str)
"""Code of a care provider in the AGB register: eight digits, leading zeros kept."""

NEDERLAND = ZoneInfo("Europe/Amsterdam")
DAG = timedelta(days=1)

_NEGEN_CIJFERS = re.compile(r"[0-9]{9}")
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)
MINUTEN_PER_UUR = 60
UREN_PER_DAG = 24
UREN_PER_DAGDEEL = 4

VOORZIENINGEN = frozenset({"11", "12", "13", "14"})
"""Categories of aids, vehicles and adaptations (WMO020): counted in pieces, never in hours."""


VERBLIJF = "04"
"""Category in which nights are counted (WMO020)."""

VERVOER = "08"
"""Category of transport (WMO020): counted in trips, or in what those cost."""


def kalenderdag(moment: datetime) -> date:
    """The day in the Netherlands on which a moment falls."""
    return moment.astimezone(NEDERLAND).date()


ONZICHTBARE_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by name that nobody sees: fillers of Hangul."""


def zegt_iets(tekst: str | None) -> bool:
    """Whether a text says anything: "-", ".", white space and invisible characters do not."""
    return any(teken.isalnum() and teken not in ONZICHTBARE_LETTERS for teken in tekst or "")


def voldoet_aan_elfproef(cijfers: str) -> bool:
    """Whether nine digits form a Bsn: 9a+8b+…+2h-i divisible by 11, not all zeros (CS002)."""
    if not _NEGEN_CIJFERS.fullmatch(cijfers) or cijfers == "000000000":
        return False
    som: int = sum(map(mul, _GEWICHTEN, map(int, cijfers)))
    return som % 11 == 0


@dataclass(frozen=True, slots=True)
class Bsn:
    """Burgerservicenummer; shows itself masked, so that no log line or error holds it by accident (W06)."""

    cijfers: str

    def __post_init__(self) -> None:
        if not voldoet_aan_elfproef(self.cijfers):
            raise OngeldigeInvoer("Het Bsn voldoet niet aan de elfproef.")

    def __repr__(self) -> str:
        return "Bsn(•••••••••)"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Periode:
    """From `begin` up to and including `eind`; without `eind` it is open."""

    begin: date
    eind: date | None = None

    def __post_init__(self) -> None:
        if self.eind is not None and self.eind < self.begin:
            raise OngeldigeInvoer("De einddatum ligt voor de begindatum.")

    def bevat(self, dag: date) -> bool:
        """Whether the day falls in this period, both ends included."""
        return self.begin <= dag and (self.eind is None or dag <= self.eind)

    def omvat(self, andere: "Periode") -> bool:
        """Whether the other period lies wholly inside this one."""
        if self.eind is None:
            return self.begin <= andere.begin
        return self.begin <= andere.begin and andere.eind is not None and andere.eind <= self.eind

    def overlapt(self, andere: "Periode") -> bool:
        """Whether the two share at least one day."""
        return (andere.eind is None or self.begin <= andere.eind) and (
            self.eind is None or andere.begin <= self.eind
        )


class Eenheid(StrEnum):
    """Unit of an extent, with the codes of the standard (WJ756)."""

    MINUUT = "01"
    UUR = "04"
    ETMAAL = "14"
    DAGDEEL = "16"
    STUKS_OUTPUT = "82"
    EURO = "83"
    STUKS_INSPANNING = "84"


MINUTEN_PER_EENHEID = {
    Eenheid.MINUUT: 1,
    Eenheid.UUR: MINUTEN_PER_UUR,
    Eenheid.DAGDEEL: UREN_PER_DAGDEEL * MINUTEN_PER_UUR,
}
"""The units that express concrete time (W05); the others are counted in their own unit."""

MEESTE_PER_DAG = {
    Eenheid.MINUUT: UREN_PER_DAG * MINUTEN_PER_UUR,
    Eenheid.UUR: UREN_PER_DAG,
    Eenheid.ETMAAL: 1,
    Eenheid.DAGDEEL: UREN_PER_DAG // UREN_PER_DAGDEEL,
}
"""How much of a unit of time a day has; of the other units it may hold any number."""

TELT_ZELF = frozenset({Eenheid.ETMAAL, Eenheid.STUKS_INSPANNING})
"""Units that tell a client by themselves what there is: nights, trips."""


class Frequentie(StrEnum):
    """Per what the extent is given, with the codes of the standard (WMO757)."""

    PER_DAG = "1"
    PER_WEEK = "2"
    PER_MAAND = "4"
    TOTAAL = "6"


MEESTE_DAGEN = {Frequentie.PER_DAG: 1, Frequentie.PER_WEEK: 7, Frequentie.PER_MAAND: 31}
"""Days in what the extent is given for; a total has as many as its period."""


@dataclass(frozen=True, slots=True)
class Omvang:
    """Extent as a wmo301 carries it: a whole `volume` of `eenheid` per `frequentie` (IV042)."""

    volume: int
    eenheid: Eenheid
    frequentie: Frequentie

    def minuten_per_week(self) -> Fraction | None:
        """Concrete time a week (W05), or None where the extent says nothing about time per week."""
        minuten = MINUTEN_PER_EENHEID.get(self.eenheid)
        if minuten is None:
            return None
        per_week = {
            Frequentie.PER_DAG: Fraction(7),
            Frequentie.PER_WEEK: Fraction(1),
            Frequentie.PER_MAAND: Fraction(12, 52),
        }.get(self.frequentie)
        return None if per_week is None else self.volume * minuten * per_week


class Weekeenheid(StrEnum):
    """Units in which a plan states the expected extent per week (H22, W05)."""

    MINUTEN = "minuten"
    UREN = "uren"
    DAGDELEN = "dagdelen"


@dataclass(frozen=True, slots=True)
class Weekomvang:
    """Average extent per week as a plan states it: minutes, hours or dagdelen of four hours (H22)."""

    aantal: Decimal
    eenheid: Weekeenheid
    per_twee_weken: bool = False
    """Said per two weeks, for which a message has no Frequentie: half of it is what counts per week."""

    @property
    def minuten(self) -> Fraction:
        """The same extent in minutes per week."""
        per_eenheid = {
            Weekeenheid.MINUTEN: 1,
            Weekeenheid.UREN: MINUTEN_PER_UUR,
            Weekeenheid.DAGDELEN: UREN_PER_DAGDEEL * MINUTEN_PER_UUR,
        }
        per_keer = Fraction(self.aantal) * per_eenheid[self.eenheid]
        return per_keer / 2 if self.per_twee_weken else per_keer
