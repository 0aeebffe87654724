from tests.istandaard.regels.bouw_declaratie import dossier, een_323, fouten_met_historie, prestatie

EERDER, CREDIT = prestatie("P0"), prestatie("C0", vorig="P0")


def test_a_line_that_was_credited_before_is_refused():
    assert fouten_met_historie(een_323(prestatie("C1", vorig="P0")), dossier(EERDER, CREDIT)) == ["TR390"]


def test_a_first_credit_is_accepted():
    assert fouten_met_historie(een_323(prestatie("C1", vorig="P0")), dossier(EERDER)) == []
