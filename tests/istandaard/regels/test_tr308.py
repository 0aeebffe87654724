from datetime import date

from tests.istandaard.regels.bouw_declaratie import dossier, een_323, fouten_met_historie, prestatie


def test_a_line_until_the_last_allocated_day_is_accepted():
    tot = dossier(einddatum=date(2026, 2, 10))
    assert fouten_met_historie(een_323(prestatie(periode=("2026-02-01", "2026-02-10"))), tot) == []


def test_a_line_that_ends_after_it_is_refused():
    assert fouten_met_historie(een_323(), dossier(einddatum=date(2026, 1, 31))) == ["TR308"]


def test_an_allocation_without_an_end_has_no_last_day():
    assert fouten_met_historie(een_323(), dossier(einddatum=None)) == []


def test_a_credit_is_not_refused_when_the_allocation_became_shorter():
    korter = dossier(prestatie(), einddatum=date(2026, 1, 31))
    assert fouten_met_historie(een_323(prestatie("C1", vorig="P1")), korter) == []
