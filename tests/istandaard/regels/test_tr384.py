from datetime import date

from tests.istandaard.regels.bouw_declaratie import dossier, een_323, fouten_met_historie, prestatie

VERWIJDERD = {"verwijderd": True, "einddatum": date(2026, 1, 1)}


def test_a_line_on_a_deleted_allocation_is_refused_for_that_alone():
    assert fouten_met_historie(een_323(), dossier(**VERWIJDERD)) == ["TR384"]


def test_a_credit_may_still_come():
    assert fouten_met_historie(een_323(prestatie("C1", vorig="P1")), dossier(prestatie(), **VERWIJDERD)) == []
