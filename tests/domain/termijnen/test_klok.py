from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.termijnen import AanZet, Klok, Stand, Stap
from app.domain.waarden import Periode

GESTART = date(2026, 6, 1)
UITERLIJK = date(2026, 6, 15)


def klok(
    gestopt: date | None = None,
    verwacht: date | None = None,
    opgeschort: tuple[Periode, ...] = (),
    gestart: date | None = GESTART,
) -> Klok:
    return Klok(
        stap=Stap.BESLUIT,
        grondslag="Wmo 2015 art. 2.3.5 lid 2",
        wettelijk=True,
        aan_zet=AanZet.GEMEENTE,
        gestart=gestart,
        uiterlijk=UITERLIJK if gestart else None,
        gestopt=gestopt,
        verwacht=verwacht,
        opgeschort=opgeschort,
    )


@pytest.mark.parametrize(
    ("dag", "stand"),
    [
        (date(2026, 5, 31), Stand.NIET_GESTART),
        (date(2026, 6, 1), Stand.LOOPT),
        (date(2026, 6, 11), Stand.LOOPT),
        (date(2026, 6, 12), Stand.IN_GEVAAR),
        (date(2026, 6, 15), Stand.IN_GEVAAR),
        (date(2026, 6, 16), Stand.VERSTREKEN),
    ],
)
def test_a_clock_runs_comes_at_risk_and_passes(dag: date, stand: Stand) -> None:
    assert klok().stand(dag, gevaar_dagen=3) == stand


def test_a_clock_without_its_event_has_not_started() -> None:
    zonder_begin = klok(gestart=None)

    assert zonder_begin.stand(date(2026, 6, 10), gevaar_dagen=3) == Stand.NIET_GESTART
    assert zonder_begin.dagen_over(date(2026, 6, 10)) is None
    assert zonder_begin.aan_zet_op(date(2026, 6, 10)) is None


@pytest.mark.parametrize(
    ("gestopt", "stand"), [(UITERLIJK, Stand.GEHAALD), (date(2026, 6, 16), Stand.TE_LAAT_GEHAALD)]
)
def test_the_last_day_itself_is_in_time(gestopt: date, stand: Stand) -> None:
    assert klok(gestopt=gestopt).stand(date(2026, 7, 1), gevaar_dagen=3) == stand


def test_a_step_reached_later_was_still_running_before() -> None:
    assert klok(gestopt=date(2026, 6, 16)).stand(date(2026, 6, 10), gevaar_dagen=3) == Stand.LOOPT


def test_a_clock_that_stopped_has_nobodys_turn_and_no_days_left() -> None:
    gestopt = klok(gestopt=date(2026, 6, 8))

    assert gestopt.aan_zet_op(date(2026, 6, 8)) is None
    assert gestopt.dagen_over(date(2026, 6, 8)) is None


@pytest.mark.parametrize(("dag", "over"), [(date(2026, 6, 12), 3), (UITERLIJK, 0), (date(2026, 6, 17), -2)])
def test_days_left_are_negative_when_late(dag: date, over: int) -> None:
    assert klok().dagen_over(dag) == over


def test_a_suspended_clock_waits_for_the_client() -> None:
    stil = klok(opgeschort=(Periode(date(2026, 6, 4), date(2026, 6, 9)),))

    assert stil.stand(date(2026, 6, 9), gevaar_dagen=3) == Stand.OPGESCHORT
    assert stil.aan_zet_op(date(2026, 6, 9)) == AanZet.CLIENT
    assert stil.stand(date(2026, 6, 10), gevaar_dagen=3) == Stand.LOOPT
    assert stil.aan_zet_op(date(2026, 6, 10)) == AanZet.GEMEENTE


def test_a_reported_date_does_not_move_the_term() -> None:
    gemeld = klok(verwacht=date(2026, 6, 22))

    assert gemeld.uiterlijk == UITERLIJK
    assert gemeld.stand(date(2026, 6, 16), gevaar_dagen=3) == Stand.VERSTREKEN


@given(dag=st.dates(date(2026, 5, 1), date(2026, 8, 1)), gevaar=st.integers(0, 20))
def test_a_passed_term_is_exactly_one_with_negative_days_left(dag: date, gevaar: int) -> None:
    over = klok().dagen_over(dag)

    assert (klok().stand(dag, gevaar) == Stand.VERSTREKEN) == (over is not None and over < 0)


@given(dag=st.dates(date(2026, 6, 1), UITERLIJK), gevaar=st.integers(0, 20))
def test_at_risk_is_exactly_within_the_given_days(dag: date, gevaar: int) -> None:
    in_gevaar = klok().stand(dag, gevaar) == Stand.IN_GEVAAR

    assert in_gevaar == (dag + timedelta(days=gevaar) >= UITERLIJK)
