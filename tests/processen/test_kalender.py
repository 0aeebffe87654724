"""The public holidays that the clocks go by (Atw art. 3)."""

from datetime import date

import pytest

from app.domain.fouten import OngeldigeInvoer
from app.processen.kalender import kalender


@pytest.mark.parametrize("jaar", [2024, 2025, 2026, 2027, 2028, 2029])
def test_5_may_is_a_holiday_in_every_year(jaar: int) -> None:
    assert not kalender(2026).is_werkdag(date(jaar, 5, 5))


@pytest.mark.parametrize("dag", [date(2025, 4, 18), date(2026, 4, 3), date(2027, 3, 26)])
def test_good_friday_counts_as_a_holiday(dag: date) -> None:
    assert not kalender(2026).is_werkdag(dag)


@pytest.mark.parametrize(
    "dag",
    [
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
    ],
)
def test_the_other_holidays_of_the_law(dag: date) -> None:
    assert not kalender(2026).is_werkdag(dag)


@pytest.mark.parametrize("dag", [date(2026, 10, 5), date(2026, 11, 11), date(2026, 12, 31)])
def test_a_day_that_is_only_celebrated_is_a_working_day(dag: date) -> None:
    assert kalender(2026).is_werkdag(dag)


@pytest.mark.parametrize("jaar", [2011, 2035])
def test_the_years_that_a_kept_case_can_need_are_there(jaar: int) -> None:
    assert not kalender(2026).is_werkdag(date(jaar, 12, 25))


@pytest.mark.parametrize("jaar", [2010, 2036])
def test_a_year_out_of_reach_is_refused(jaar: int) -> None:
    with pytest.raises(OngeldigeInvoer, match=str(jaar)):
        kalender(2026).is_werkdag(date(jaar, 12, 25))
