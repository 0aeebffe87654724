from datetime import date

from tests.istandaard.regels.bouw_declaratie import dossier, een_323, fouten_met_historie, prestatie

MIDDEN = dossier(einddatum=date(2026, 2, 10))


def test_a_line_ends_on_the_last_or_with_the_allocation():
    assert fouten_met_historie(een_323()) == []
    assert fouten_met_historie(een_323(), dossier(einddatum=None)) == []
    assert fouten_met_historie(een_323(prestatie(periode=("2026-02-01", "2026-02-10"))), MIDDEN) == []


def test_a_line_that_ends_when_the_delivery_did_is_refused():
    assert fouten_met_historie(een_323(prestatie(periode=("2026-02-01", "2026-02-08")))) == ["TR388"]
    assert fouten_met_historie(een_323(prestatie(periode=("2026-02-01", "2026-02-08"))), MIDDEN) == ["TR388"]
