import pytest

from tests.istandaard.regels.bouw_declaratie import (
    dossier,
    een_323,
    fouten_met_historie,
    prestatie,
    verzonden,
)

JANUARI = ("2026-01-01", "2026-01-31")
EERDER = prestatie("P0", periode=JANUARI)
MET_BUDGET = {"omvang": None, "productcode": None, "budget": 500_00}


@pytest.mark.parametrize(("cents", "verwacht"), [(200_00, []), (200_01, ["TR369"])])
def test_the_amounts_together_stay_within_the_budget(cents, verwacht):
    regel = prestatie(volume=cents, tarief=None, eenheid="83")
    assert fouten_met_historie(een_323(regel), dossier(EERDER, **MET_BUDGET)) == verwacht


def test_a_credit_in_the_message_counts_first_wherever_it_is():
    regels = prestatie("P1"), prestatie("C1", vorig="P0", periode=JANUARI)
    assert fouten_met_historie(een_323(*regels), dossier(EERDER, **MET_BUDGET)) == []


def test_a_credit_that_another_rule_refuses_gives_no_room():
    credit = prestatie("C1", vorig="P0", periode=JANUARI)
    historie = dossier(EERDER, declaraties=verzonden(credit, nummer="D0"), **MET_BUDGET)
    assert fouten_met_historie(een_323(prestatie("P1"), credit), historie) == ["TR314", "TR369"]


def test_a_debit_that_another_rule_refuses_takes_no_room():
    dubbel = prestatie("P1", periode=JANUARI)
    historie = dossier(declaraties=verzonden(dubbel, nummer="D0"), **MET_BUDGET)
    assert fouten_met_historie(een_323(dubbel, prestatie("P2")), historie) == ["TR314"]
    assert fouten_met_historie(een_323(dubbel, prestatie("P2")), dossier(**MET_BUDGET)) == ["TR369"]


def test_hours_count_by_their_amount():
    assert fouten_met_historie(een_323(), dossier(EERDER, **MET_BUDGET)) == ["TR369"]


def test_an_allocation_without_budget_sets_no_limit():
    assert fouten_met_historie(een_323(), dossier(EERDER)) == []
