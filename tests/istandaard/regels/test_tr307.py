from datetime import date

from tests.istandaard.regels.bouw_declaratie import dossier, een_323, fouten_met_historie, prestatie


def test_a_line_from_the_first_allocated_day_is_accepted():
    vanaf = dossier(ingangsdatum=date(2026, 2, 10))
    assert fouten_met_historie(een_323(prestatie(periode=("2026-02-10", "2026-02-28"))), vanaf) == []


def test_a_line_from_before_it_is_refused():
    vanaf = dossier(ingangsdatum=date(2026, 3, 1))
    assert fouten_met_historie(een_323(), vanaf) == ["TR307"]


def test_a_credit_is_not_refused_for_it():
    vanaf = dossier(prestatie(), ingangsdatum=date(2026, 3, 1))
    assert fouten_met_historie(een_323(prestatie("C1", vorig="P1")), vanaf) == []
