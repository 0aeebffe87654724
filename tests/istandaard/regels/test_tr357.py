from datetime import date

import pytest

from tests.istandaard.regels.bouw import fouten_in_samenhang
from tests.istandaard.regels.bouw_verzoek import (
    bekende_toewijzing,
    een_317,
    met_toewijzingen,
    te_wijzigen_product,
)

LOPEND = met_toewijzingen(bekende_toewijzing(ingangsdatum=date(2026, 1, 1)))


def vanaf(datum: str):
    return een_317(te_wijzigen_product(gewenste_ingangsdatum=datum), dagtekening="2026-03-02")


def test_a_change_from_a_day_after_the_message_is_accepted():
    assert fouten_in_samenhang(vanaf("2026-03-03"), LOPEND) == []


def test_a_change_over_the_whole_run_is_accepted():
    assert fouten_in_samenhang(vanaf("2026-01-01"), LOPEND) == []


@pytest.mark.parametrize("datum", ["2026-03-02", "2026-01-02", "2025-12-31"])
def test_a_change_that_does_not_lie_ahead_starts_with_the_allocation(datum):
    assert fouten_in_samenhang(vanaf(datum), LOPEND) == ["TR357"]


def test_a_start_outside_the_calendar_lies_ahead():
    assert "TR357" not in fouten_in_samenhang(vanaf("12025-01-01"), LOPEND)
