from dataclasses import replace

from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_declaratie import bedrag, een_323, een_325, prestatie, terug


def test_a_credit_names_the_line_before_it():
    assert fouten(een_323(prestatie("C1", vorig="D1"))) == []
    zonder = replace(prestatie(), ingediend_bedrag=bedrag(-1))
    assert fouten(een_323(zonder)) == ["CD060"]


def test_a_debit_names_no_line_before_it():
    met = replace(prestatie("P2", vorig="P1"), ingediend_bedrag=bedrag(1))
    assert fouten(een_323(met)) == ["CD060"]


def test_it_holds_in_the_answer_too():
    assert fouten(een_325(terug(replace(prestatie(), ingediend_bedrag=bedrag(-1))))) == ["CD060"]
