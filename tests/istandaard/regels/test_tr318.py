from datetime import date

import pytest

from app.domain.keten.declaratie import GeslotenPeriode
from app.domain.waarden import Gemeentecode
from tests.istandaard.regels.bouw_declaratie import (
    dossier,
    een_323,
    fouten_met_historie,
    prestatie,
    verzonden,
)

DECEMBER = GeslotenPeriode(date(2025, 12, 1), date(2025, 12, 31))
FEBRUARI = GeslotenPeriode(date(2026, 2, 1), date(2026, 2, 28))
MAART = GeslotenPeriode(date(2026, 3, 1), date(2026, 3, 31))


def na(periode, **velden):
    return dossier(declaraties=verzonden(prestatie("P0"), nummer="D0", periode=periode, **velden))


@pytest.mark.parametrize("periode", [FEBRUARI, DECEMBER])
def test_the_same_month_again_and_a_later_one_are_accepted(periode):
    assert fouten_met_historie(een_323(), na(periode)) == []


def test_a_month_before_the_last_one_is_refused():
    assert fouten_met_historie(een_323(), na(MAART)) == ["TR318"]


def test_what_another_municipality_got_or_what_was_rejected_does_not_count():
    assert fouten_met_historie(een_323(), na(MAART, gemeente=Gemeentecode("0855"))) == []
    assert fouten_met_historie(een_323(), na(MAART, verwerkt=False)) == []
