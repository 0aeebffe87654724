"""From which day on a fact can be so (W08)."""

from datetime import date, timedelta

import pytest

from app.domain.feit import vereis_geboren
from app.domain.fouten import VoorwaardeNietVervuld
from app.domain.partijen import Geboortedatum


@pytest.mark.parametrize(
    ("gebruik", "vroegst"),
    [(None, date(1941, 7, 9)), ("1", date(1941, 7, 1)), ("2", date(1941, 1, 1))],
    ids=["wholly known", "day unknown", "day and month unknown"],
)
def test_no_fact_is_from_before_the_birth_as_far_as_that_is_known(gebruik: str | None, vroegst: date) -> None:
    geboren = Geboortedatum(date(1941, 7, 9), gebruik)
    vereis_geboren(vroegst, geboren)
    with pytest.raises(VoorwaardeNietVervuld):
        vereis_geboren(vroegst - timedelta(days=1), geboren)


def test_of_a_birth_of_which_nothing_is_known_no_day_is_too_early() -> None:
    vereis_geboren(date(1900, 1, 1), Geboortedatum(date(1941, 7, 9), "3"))
