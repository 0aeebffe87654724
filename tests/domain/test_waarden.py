"""What a text has to hold before it says anything, a Bsn shows of itself, and a period holds."""

from datetime import date, timedelta

import pytest

from app.domain.fouten import OngeldigeInvoer
from app.domain.waarden import Bsn, Periode, zegt_iets

MEI = date(2026, 5, 1)


@pytest.mark.parametrize("tekst", ["a", "7", " ja ", "é", "Ж", "2e", "...maar wel", "名"])
def test_a_letter_or_a_digit_says_something(tekst: str) -> None:
    assert zegt_iets(tekst)


@pytest.mark.parametrize(
    "tekst", [None, "", " ", "-", ".", "…", "?", "\u200b", "\u3164", "\u00a0\u2060", "--\n--", "\ufe0f"]
)
def test_a_mark_or_what_nobody_sees_says_nothing(tekst: str | None) -> None:
    assert not zegt_iets(tekst)


@pytest.mark.parametrize("cijfers", ["900212641", "000000000", "90021264", "90021264x", ""])
def test_a_bsn_that_is_none_is_refused(cijfers: str) -> None:
    with pytest.raises(OngeldigeInvoer, match="elfproef"):
        Bsn(cijfers)


def test_a_bsn_shows_itself_masked() -> None:
    bsn = Bsn("900212640")
    assert not [vorm for vorm in (str(bsn), repr(bsn), f"{bsn}", repr((bsn,))) if "900212640" in vorm]


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(OngeldigeInvoer, match="einddatum"):
        Periode(MEI, MEI - timedelta(days=1))


def test_an_open_period_holds_what_begins_in_it_and_nothing_before() -> None:
    open_periode = Periode(MEI)
    assert open_periode.omvat(Periode(MEI, MEI))
    assert open_periode.omvat(Periode(MEI + timedelta(days=1)))
    assert not open_periode.omvat(Periode(MEI - timedelta(days=1), MEI))
