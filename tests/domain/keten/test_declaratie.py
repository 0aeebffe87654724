from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.keten.declaratie import (
    GeslotenPeriode,
    hoogste_in_periode,
    hoogste_in_totaal,
    op_schaal,
    productperiode,
    staande,
)
from app.domain.waarden import Eenheid, Frequentie, Omvang
from tests.domain.keten.bouw_declaratie import MAART, credit_van, een_prestatie

UUR, STUKS = Eenheid.UUR, Eenheid.STUKS_OUTPUT
DAGEN = st.dates(date(2020, 1, 1), date(2030, 12, 31))
ALTIJD = (date(2020, 1, 1), None)


def per_week(eenheid: Eenheid = UUR) -> Omvang:
    return Omvang(1, eenheid, Frequentie.PER_WEEK)


def maand(jaar: int, nummer: int) -> GeslotenPeriode:
    volgende = date(jaar + nummer // 12, nummer % 12 + 1, 1)
    return GeslotenPeriode(date(jaar, nummer, 1), volgende - timedelta(days=1))


@st.composite
def perioden(trek: st.DrawFn) -> GeslotenPeriode:
    begin = trek(DAGEN)
    return GeslotenPeriode(begin, begin + timedelta(days=trek(st.integers(0, 400))))


# --- Which lines stand


def test_a_debit_stands_until_it_is_credited() -> None:
    debet = een_prestatie("D1")
    assert staande([debet]) == [debet]
    assert staande([debet, credit_van(debet, "C1")]) == []


def test_a_credit_that_says_something_else_takes_nothing_back() -> None:
    debet = een_prestatie("D1")
    assert staande([debet, replace(credit_van(debet, "C1"), volume=3)]) == [debet]


def test_the_order_of_debit_and_credit_makes_no_difference() -> None:
    debet = een_prestatie("D1")
    assert staande([credit_van(debet, "C1"), debet]) == []


# --- How much may be declared


def test_hours_may_be_counted_in_minutes() -> None:
    assert op_schaal(2, "04", UUR) == op_schaal(120, "01", UUR) == 120
    assert op_schaal(2, "01", Eenheid.MINUUT) == 2
    assert op_schaal(2, "16", UUR) is op_schaal(2, "04", Eenheid.MINUUT) is None


@pytest.mark.parametrize(("jaar", "nummer", "weken"), [(2026, 3, 6), (2021, 2, 4), (2025, 12, 5)])
def test_effort_counts_each_week_that_a_month_touches(jaar: int, nummer: int, weken: int) -> None:
    assert hoogste_in_periode(per_week(), "02", maand(jaar, nummer), *ALTIJD) == weken


def test_domestic_help_may_always_have_six_weeks_in_a_month_but_no_more_in_total() -> None:
    februari = maand(2021, 2)
    assert hoogste_in_periode(per_week(), "01", februari, *ALTIJD) == 6
    assert hoogste_in_totaal(per_week(), februari) == 4


def test_output_counts_each_sunday() -> None:
    assert hoogste_in_periode(per_week(STUKS), "02", maand(2026, 3), *ALTIJD) == 5
    assert hoogste_in_periode(per_week(STUKS), "02", maand(2026, 4), *ALTIJD) == 4


def test_the_last_broken_week_goes_with_the_last_sunday() -> None:
    dinsdag = date(2026, 3, 31)
    assert hoogste_in_periode(per_week(STUKS), "02", maand(2026, 3), ALTIJD[0], dinsdag) == 6
    woensdag = date(2026, 4, 1)
    assert hoogste_in_periode(per_week(STUKS), "02", maand(2026, 3), ALTIJD[0], woensdag) == 6
    laatste_dag = GeslotenPeriode(woensdag, woensdag)
    assert hoogste_in_periode(per_week(STUKS), "02", laatste_dag, ALTIJD[0], woensdag) == 0


def test_an_allocation_without_a_sunday_has_one_week() -> None:
    maandag, vrijdag = date(2026, 3, 2), date(2026, 3, 6)
    week = GeslotenPeriode(maandag, vrijdag)
    assert hoogste_in_periode(per_week(STUKS), "02", week, maandag, vrijdag) == 1
    assert hoogste_in_totaal(per_week(STUKS), week) == 1


@pytest.mark.parametrize(
    ("frequentie", "in_periode", "in_totaal"),
    [(Frequentie.PER_DAG, 31, 59), (Frequentie.PER_MAAND, 1, 2), (Frequentie.TOTAAL, 1, 1)],
)
def test_other_frequencies_count_days_months_or_once(
    frequentie: Frequentie, in_periode: int, in_totaal: int
) -> None:
    omvang = Omvang(1, UUR, frequentie)
    twee_maanden = GeslotenPeriode(date(2026, 2, 1), MAART.eind)
    assert hoogste_in_periode(omvang, "02", MAART, *ALTIJD) == in_periode
    assert hoogste_in_totaal(omvang, twee_maanden) == in_totaal


@given(periode=perioden())
def test_weeks_and_sundays_are_those_of_the_calendar(periode: GeslotenPeriode) -> None:
    dagen = [periode.begin + timedelta(days=n) for n in range((periode.eind - periode.begin).days + 1)]
    assert hoogste_in_totaal(per_week(), periode) == len({dag.isocalendar()[:2] for dag in dagen})
    zondagen = sum(dag.isoweekday() == 7 for dag in dagen)
    assert hoogste_in_periode(per_week(STUKS), "02", periode, *ALTIJD) == zondagen


@given(periode=perioden())
def test_the_months_of_an_output_allocation_hold_its_total_together(periode: GeslotenPeriode) -> None:
    maanden = []
    begin = periode.begin
    while begin <= periode.eind:
        eind = min(maand(begin.year, begin.month).eind, periode.eind)
        maanden.append(GeslotenPeriode(begin, eind))
        begin = eind + timedelta(days=1)
    som = sum(hoogste_in_periode(per_week(STUKS), "02", deel, *periode) for deel in maanden)
    zonder_zondag = som - hoogste_in_totaal(per_week(STUKS), periode)
    assert zonder_zondag in (0, 1)  # one over only where no Sunday says which month has the week
    assert zonder_zondag == 0 or (periode.eind - periode.begin).days < 7


@pytest.mark.parametrize(
    ("maand", "begin", "eind", "periode"),
    [
        (date(2026, 2, 1), date(2025, 1, 1), None, (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 2, 14), date(2026, 2, 10), date(2026, 2, 20), (date(2026, 2, 10), date(2026, 2, 20))),
        (date(2026, 2, 1), date(2026, 3, 1), None, None),
        (date(2026, 2, 1), date(2025, 1, 1), date(2026, 1, 31), None),
    ],
    ids=["whole", "a part", "before it", "after it"],
)
def test_a_product_period_is_the_part_of_a_month_in_which_the_allocation_runs(
    maand: date, begin: date, eind: date | None, periode: tuple[date, date] | None
) -> None:
    assert productperiode(maand, begin, eind) == periode
