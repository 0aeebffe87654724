import pytest

from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie

DEBET, CREDIT = prestatie("P1"), prestatie("C1", vorig="P1")


@pytest.mark.parametrize("regels", [(DEBET, CREDIT), (CREDIT, DEBET)])
def test_a_line_and_its_credit_in_one_message_are_refused_in_any_order(regels):
    assert fouten(een_323(*regels)) == ["TR316"]


def test_a_credit_beside_the_corrected_line_is_accepted():
    assert fouten(een_323(CREDIT, prestatie("P2"))) == []


def test_a_credit_of_itself_is_refused():
    assert fouten(een_323(prestatie("C1", vorig="C1"))) == ["TR316"]
