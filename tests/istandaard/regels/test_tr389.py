import pytest

from tests.istandaard.regels.bouw_declaratie import (
    dossier,
    een_323,
    fouten_met_historie,
    prestatie,
    verzonden,
)

EERDER, CREDIT = prestatie("P0"), prestatie("C1", vorig="P0")
OPNIEUW = prestatie("P1", volume=3)


def test_a_line_that_was_granted_before_is_refused():
    assert fouten_met_historie(een_323(OPNIEUW), dossier(EERDER)) == ["TR389"]


@pytest.mark.parametrize("regels", [(CREDIT, OPNIEUW), (OPNIEUW, CREDIT)])
def test_with_its_credit_in_the_same_message_it_is_accepted_in_any_order(regels):
    assert fouten_met_historie(een_323(*regels), dossier(EERDER)) == []


def test_after_its_credit_was_granted_it_is_accepted():
    assert fouten_met_historie(een_323(OPNIEUW), dossier(EERDER, CREDIT)) == []


def test_a_credit_that_is_refused_takes_nothing_back():
    anders = prestatie("C1", vorig="P0", volume=1)
    assert fouten_met_historie(een_323(anders, OPNIEUW), dossier(EERDER)) == ["TR323", "TR389"]


def test_a_credit_that_another_rule_refuses_takes_nothing_back():
    historie = dossier(EERDER, declaraties=verzonden(CREDIT, nummer="D0"))
    assert fouten_met_historie(een_323(CREDIT, OPNIEUW), historie) == ["TR314", "TR389"]


def test_a_second_credit_that_is_refused_undoes_nothing_of_the_first():
    anders = prestatie("C2", vorig="P0", volume=1)
    assert fouten_met_historie(een_323(anders, OPNIEUW), dossier(EERDER, CREDIT)) == ["TR323", "TR390"]


def test_another_period_is_another_line():
    maart = prestatie("P0", periode=("2026-03-01", "2026-03-31"))
    assert fouten_met_historie(een_323(OPNIEUW), dossier(maart)) == []
