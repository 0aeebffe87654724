from datetime import date

import pytest

from app.domain.fouten import OngeldigeInvoer
from app.domain.termijnen import Kalender


@pytest.mark.parametrize(
    "dag",
    [
        pytest.param(date(2026, 1, 1), id="new year"),
        pytest.param(date(2026, 4, 3), id="good friday"),
        pytest.param(date(2026, 4, 6), id="easter monday"),
        pytest.param(date(2026, 4, 27), id="kings day"),
        pytest.param(date(2026, 5, 5), id="liberation day outside a lustrum year"),
        pytest.param(date(2026, 5, 14), id="ascension"),
        pytest.param(date(2026, 5, 25), id="whit monday"),
        pytest.param(date(2026, 12, 25), id="christmas"),
        pytest.param(date(2025, 12, 26), id="second day of christmas"),
        pytest.param(date(2026, 6, 6), id="saturday"),
        pytest.param(date(2026, 6, 7), id="sunday"),
    ],
)
def test_weekends_and_recognised_holidays_are_no_working_days(kalender: Kalender, dag: date) -> None:
    assert not kalender.is_werkdag(dag)


def test_an_ordinary_weekday_is_a_working_day(kalender: Kalender) -> None:
    assert kalender.is_werkdag(date(2026, 6, 5))


def test_the_first_working_day_from_a_working_day_is_that_day(kalender: Kalender) -> None:
    assert kalender.werkdag_vanaf(date(2026, 4, 2)) == date(2026, 4, 2)


def test_the_first_working_day_from_good_friday_is_the_tuesday_after_easter(kalender: Kalender) -> None:
    assert kalender.werkdag_vanaf(date(2026, 4, 3)) == date(2026, 4, 7)


def test_a_day_put_on_a_par_by_decree_is_no_working_day(kalender: Kalender) -> None:
    dag_na_hemelvaart = date(2026, 5, 15)
    met_besluit = Kalender(kalender.feestdagen | {dag_na_hemelvaart})

    assert kalender.is_werkdag(dag_na_hemelvaart)
    assert not met_besluit.is_werkdag(dag_na_hemelvaart)


def test_a_year_without_supplied_holidays_is_refused(kalender: Kalender) -> None:
    with pytest.raises(OngeldigeInvoer, match="jaar 2050 zijn geen feestdagen bekend"):
        kalender.is_werkdag(date(2050, 6, 3))


def test_a_day_is_known_with_the_years_beside_it() -> None:
    drie_jaren = Kalender(frozenset({date(2025, 1, 1), date(2026, 1, 1), date(2027, 1, 1)}))

    assert [drie_jaren.kent(date(jaar, 6, 3)) for jaar in (2025, 2026, 2027)] == [False, True, False]
