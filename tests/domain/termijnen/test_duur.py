from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.termijnen import Duur, Kalender, Tijdseenheid, einde

DAG = timedelta(days=1)
DAGEN, WEKEN, WERKDAGEN = Tijdseenheid.DAGEN, Tijdseenheid.WEKEN, Tijdseenheid.WERKDAGEN
MAANDEN, JAREN, UREN = Tijdseenheid.MAANDEN, Tijdseenheid.JAREN, Tijdseenheid.UREN

begindagen = st.dates(date(2021, 1, 1), date(2038, 12, 31))
verlengbaar = st.one_of(
    st.builds(Duur, st.integers(1, 90), st.just(DAGEN)),
    st.builds(Duur, st.integers(1, 12), st.just(WEKEN)),
    st.builds(Duur, st.integers(1, 3), st.just(MAANDEN)),
)


def werkdagen_in(begin: date, laatste: date, kalender: Kalender) -> int:
    return sum(kalender.is_werkdag(begin + n * DAG) for n in range(1, (laatste - begin).days + 1))


def test_the_day_of_the_event_does_not_count(kalender: Kalender) -> None:
    assert einde(date(2026, 6, 1), Duur(1, DAGEN), kalender, atw=True) == date(2026, 6, 2)


@pytest.mark.parametrize(
    ("begin", "laatste"),
    [
        pytest.param(date(2026, 6, 3), date(2026, 6, 17), id="an ordinary wednesday stays"),
        pytest.param(date(2026, 6, 6), date(2026, 6, 22), id="saturday to monday"),
        pytest.param(date(2026, 6, 7), date(2026, 6, 22), id="sunday to monday"),
        pytest.param(date(2025, 12, 11), date(2025, 12, 29), id="christmas on thursday to monday"),
        pytest.param(date(2025, 12, 18), date(2026, 1, 2), id="new year to 2 january"),
        pytest.param(date(2026, 3, 20), date(2026, 4, 7), id="good friday to tuesday after easter"),
        pytest.param(date(2026, 4, 13), date(2026, 4, 28), id="kings day on monday to tuesday"),
        pytest.param(date(2026, 4, 21), date(2026, 5, 6), id="liberation day outside a lustrum year"),
        pytest.param(date(2026, 4, 30), date(2026, 5, 15), id="ascension to friday"),
        pytest.param(date(2026, 5, 11), date(2026, 5, 26), id="whit monday to tuesday"),
    ],
)
def test_two_weeks_never_end_on_a_day_off_atw_1(kalender: Kalender, begin: date, laatste: date) -> None:
    assert einde(begin, Duur(2, WEKEN), kalender, atw=True) == laatste


def test_without_the_atw_a_term_may_end_on_a_holiday(kalender: Kalender) -> None:
    assert einde(date(2026, 4, 13), Duur(2, WEKEN), kalender, atw=False) == date(2026, 4, 27)


def test_a_term_of_three_days_holds_two_working_days_atw_2(kalender: Kalender) -> None:
    witte_donderdag = date(2026, 4, 2)

    assert einde(witte_donderdag, Duur(3, DAGEN), kalender, atw=True) == date(2026, 4, 8)


def test_a_term_of_two_days_may_hold_one_working_day(kalender: Kalender) -> None:
    witte_donderdag = date(2026, 4, 2)

    assert einde(witte_donderdag, Duur(2, DAGEN), kalender, atw=True) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("begin", "duur", "laatste"),
    [
        pytest.param(date(2026, 1, 27), Duur(90, DAGEN), date(2026, 4, 28), id="90 days"),
        pytest.param(date(2026, 1, 26), Duur(91, DAGEN), date(2026, 4, 27), id="91 days"),
        pytest.param(date(2026, 2, 2), Duur(12, WEKEN), date(2026, 4, 28), id="12 weeks"),
        pytest.param(date(2026, 1, 26), Duur(13, WEKEN), date(2026, 4, 27), id="13 weeks"),
        pytest.param(date(2026, 1, 27), Duur(3, MAANDEN), date(2026, 4, 28), id="3 months"),
        pytest.param(date(2025, 12, 27), Duur(4, MAANDEN), date(2026, 4, 27), id="4 months"),
        pytest.param(date(2025, 4, 27), Duur(1, JAREN), date(2026, 4, 27), id="a year"),
        pytest.param(date(2026, 4, 25), Duur(48, UREN), date(2026, 4, 27), id="hours"),
    ],
)
def test_only_short_terms_are_extended_past_kings_day_atw_4(
    kalender: Kalender, begin: date, duur: Duur, laatste: date
) -> None:
    assert einde(begin, duur, kalender, atw=True) == laatste


def test_hours_end_on_the_last_day_on_which_they_can_be_running(kalender: Kalender) -> None:
    assert einde(date(2026, 6, 1), Duur(25, UREN), kalender, atw=True) == date(2026, 6, 3)


@pytest.mark.parametrize(
    ("begin", "duur", "laatste"),
    [
        (date(2026, 1, 31), Duur(1, MAANDEN), date(2026, 2, 28)),
        (date(2028, 1, 31), Duur(1, MAANDEN), date(2028, 2, 29)),
        (date(2026, 2, 28), Duur(1, MAANDEN), date(2026, 3, 28)),
        (date(2026, 11, 30), Duur(3, MAANDEN), date(2027, 2, 28)),
        (date(2028, 2, 29), Duur(1, JAREN), date(2029, 2, 28)),
    ],
)
def test_a_month_or_year_ends_on_the_same_number_or_the_last_day_of_the_month(
    kalender: Kalender, begin: date, duur: Duur, laatste: date
) -> None:
    assert einde(begin, duur, kalender, atw=False) == laatste


@pytest.mark.parametrize("atw", [True, False])
def test_one_working_day_from_friday_is_monday_with_or_without_the_atw(kalender: Kalender, atw: bool) -> None:
    assert einde(date(2026, 6, 5), Duur(1, WERKDAGEN), kalender, atw=atw) == date(2026, 6, 8)


@pytest.mark.parametrize("aantal", [0, -1])
def test_a_term_lasts_at_least_one_unit(aantal: int) -> None:
    with pytest.raises(ValueError, match=f"minstens 1; gevonden: {aantal} weken"):
        Duur(aantal, WEKEN)


@given(begin=begindagen, duur=verlengbaar)
def test_the_atw_extends_no_further_than_it_must(kalender: Kalender, begin: date, duur: Duur) -> None:
    kaal = einde(begin, duur, kalender, atw=False)
    laatste = einde(begin, duur, kalender, atw=True)
    nodig = 2 if kaal - begin >= 3 * DAG else 1

    assert kaal <= laatste
    assert kalender.is_werkdag(laatste)
    assert werkdagen_in(begin, laatste, kalender) >= nodig
    if laatste > kaal:
        vorige = laatste - DAG
        assert not kalender.is_werkdag(vorige) or werkdagen_in(begin, vorige, kalender) < nodig


@given(begin=begindagen, duur=verlengbaar, atw=st.booleans())
def test_a_later_event_never_gives_an_earlier_end(
    kalender: Kalender, begin: date, duur: Duur, atw: bool
) -> None:
    assert einde(begin, duur, kalender, atw=atw) <= einde(begin + DAG, duur, kalender, atw=atw)


@given(begin=begindagen, aantal=st.integers(1, 20))
def test_a_term_in_working_days_holds_exactly_that_many(kalender: Kalender, begin: date, aantal: int) -> None:
    laatste = einde(begin, Duur(aantal, WERKDAGEN), kalender, atw=False)

    assert kalender.is_werkdag(laatste)
    assert werkdagen_in(begin, laatste, kalender) == aantal


@given(begin=begindagen, aantal=st.integers(1, 24))
def test_a_term_in_months_lands_in_the_right_month(kalender: Kalender, begin: date, aantal: int) -> None:
    laatste = einde(begin, Duur(aantal, MAANDEN), kalender, atw=False)

    assert (laatste.year - begin.year) * 12 + laatste.month - begin.month == aantal
    assert laatste.day == min(begin.day, monthrange(laatste.year, laatste.month)[1])
