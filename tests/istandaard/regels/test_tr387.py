from datetime import date

from tests.istandaard.regels.bouw_declaratie import dossier, een_323, fouten_met_historie, prestatie

MIDDEN = dossier(ingangsdatum=date(2026, 2, 10))


def test_a_line_begins_on_the_first_or_with_the_allocation():
    assert fouten_met_historie(een_323()) == []
    assert fouten_met_historie(een_323(prestatie(periode=("2026-02-10", "2026-02-28"))), MIDDEN) == []


def test_a_line_that_begins_when_the_delivery_did_is_refused():
    assert fouten_met_historie(een_323(prestatie(periode=("2026-02-12", "2026-02-28")))) == ["TR387"]
    assert fouten_met_historie(een_323(prestatie(periode=("2026-02-12", "2026-02-28"))), MIDDEN) == ["TR387"]


def test_the_first_is_too_early_when_the_allocation_begins_later_that_month():
    assert fouten_met_historie(een_323(), MIDDEN) == ["TR307", "TR387"]
