"""Declared lines: which of them stand, and how much an allocation lets a provider declare (IV077, OP366)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from app.domain.waarden import DAG, MINUTEN_PER_EENHEID, Eenheid, Frequentie, Omvang

HUISHOUDELIJKE_HULP = "01"
"""Category (WMO020) of which a month may always hold six times the volume of a week (IV077)."""
WEKEN_HUISHOUDELIJKE_HULP = 6

_PER_PERIODE = frozenset({Eenheid.STUKS_OUTPUT, Eenheid.EURO})
"""Output-oriented units: they count whole weeks, by their Sunday; the others count what was delivered."""


class GeslotenPeriode(NamedTuple):
    """From `begin` up to and including `eind`, both known."""

    begin: date
    eind: date


def kalendermaand(dag: date) -> GeslotenPeriode:
    """The month that this day is in."""
    eerste = dag.replace(day=1)
    return GeslotenPeriode(eerste, (eerste + timedelta(days=31)).replace(day=1) - DAG)


def productperiode(maand: date, begin: date, eind: date | None) -> GeslotenPeriode | None:
    """The month of this day, as far as it lies between these days (TR387, TR388); None outside them."""
    eerste, laatste = kalendermaand(maand)
    eerste, laatste = max(eerste, begin), min(laatste, eind or laatste)
    return None if laatste < eerste else GeslotenPeriode(eerste, laatste)


@dataclass(frozen=True, slots=True)
class Prestatie:
    """A line of a declaration: a product delivered on an allocation in (a part of) one month."""

    referentie: str
    vorige_referentie: str | None
    """Of a credit: the line that it takes back (IV091)."""
    toewijzing: int
    categorie: str
    productcode: str
    periode: GeslotenPeriode
    volume: int
    eenheid: str
    tarief: int | None
    """Cents for one unit."""
    bedrag: int
    """Cents; negative for a credit."""

    @property
    def begin(self) -> date:
        """The first day of its period."""
        return self.periode.begin

    @property
    def eind(self) -> date:
        """The last day of its period."""
        return self.periode.eind

    @property
    def is_credit(self) -> bool:
        """Whether it takes an earlier line back (CD060)."""
        return self.vorige_referentie is not None

    @property
    def teruggenomen(self) -> Prestatie | None:
        """Of a credit: the line that it takes back, in which all is equal but reference and sign (IV091)."""
        if self.vorige_referentie is None:
            return None
        return replace(self, referentie=self.vorige_referentie, vorige_referentie=None, bedrag=-self.bedrag)

    def is_opnieuw(self, eerdere: Prestatie) -> bool:
        """Whether both declare the same product on the same allocation in the same period (TR389)."""
        return self._waarvoor == eerdere._waarvoor

    @property
    def _waarvoor(self) -> tuple[object, ...]:
        return self.toewijzing, self.categorie, self.productcode, self.periode


def staande(prestaties: Iterable[Prestatie]) -> list[Prestatie]:
    """The debit lines among these that no credit among these takes back, in their order."""
    prestaties = list(prestaties)
    teruggenomen = {prestatie.teruggenomen for prestatie in prestaties}
    return [regel for regel in prestaties if not regel.is_credit and regel not in teruggenomen]


def op_schaal(volume: int, eenheid: str, toegewezen: Eenheid) -> int | None:
    """A volume on the scale of the allocation; None for a unit that does not fit (TR341).

    An allocation in hours counts in minutes, for it may be declared in both (OP267).
    """
    if toegewezen is Eenheid.UUR and eenheid in (Eenheid.UUR, Eenheid.MINUUT):
        return volume * MINUTEN_PER_EENHEID[Eenheid(eenheid)]
    return volume if eenheid == toegewezen else None


def telt_in(toegewezen: Eenheid) -> Eenheid:
    """The unit of the scale of an allocation (OP267)."""
    return Eenheid.MINUUT if toegewezen is Eenheid.UUR else toegewezen


def hoogste_in_periode(
    omvang: Omvang, categorie: str, periode: GeslotenPeriode, ingangsdatum: date, einddatum: date | None
) -> int:
    """The most that one product period may hold, in the unit of the allocation (TR321, IV077, IV078).

    Per week, effort counts each week (Monday to Sunday) that the period touches, output each Sunday in it;
    the broken week in which an allocation ends goes with its last Sunday. A broken month gives a whole one.
    The sources do not work out per day, here the number of days, nor output on an allocation without any
    Sunday, here one week.
    """
    if omvang.frequentie is not Frequentie.PER_WEEK:
        return omvang.volume * _keren(omvang.frequentie, periode, maanden=1)
    if categorie == HUISHOUDELIJKE_HULP:
        return omvang.volume * WEKEN_HUISHOUDELIJKE_HULP
    if omvang.eenheid not in _PER_PERIODE:
        return omvang.volume * _weken(periode)
    weken = _zondagen(periode)
    if einddatum is not None and not _op_zondag(einddatum):
        laatste_zondag = einddatum.toordinal() // 7 * 7
        in_periode = periode.begin.toordinal() <= laatste_zondag <= periode.eind.toordinal()
        weken += in_periode or laatste_zondag < ingangsdatum.toordinal()
    return omvang.volume * weken


def hoogste_in_totaal(omvang: Omvang, toegewezen: GeslotenPeriode) -> int:
    """The most that a whole allocation may hold, in its own unit (TR322, IV077)."""
    if omvang.frequentie is not Frequentie.PER_WEEK:
        return omvang.volume * _keren(omvang.frequentie, toegewezen, _maanden(toegewezen))
    if omvang.eenheid not in _PER_PERIODE:
        return omvang.volume * _weken(toegewezen)
    return omvang.volume * (_zondagen(toegewezen) + (not _op_zondag(toegewezen.eind)))


def _keren(frequentie: Frequentie, periode: GeslotenPeriode, maanden: int) -> int:
    dagen = (periode.eind - periode.begin).days + 1
    return {Frequentie.PER_DAG: dagen, Frequentie.PER_MAAND: maanden, Frequentie.TOTAAL: 1}[frequentie]


def _maanden(periode: GeslotenPeriode) -> int:
    begin, eind = periode
    return (eind.year - begin.year) * 12 + eind.month - begin.month + 1


# Python numbers the days from a Monday, with 1, so that the numbers of Sundays are those that 7 divides.


def _weken(periode: GeslotenPeriode) -> int:
    return (periode.eind.toordinal() - 1) // 7 - (periode.begin.toordinal() - 1) // 7 + 1


def _zondagen(periode: GeslotenPeriode) -> int:
    return periode.eind.toordinal() // 7 - (periode.begin.toordinal() - 1) // 7


def _op_zondag(dag: date) -> bool:
    return dag.toordinal() % 7 == 0
