from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_declaratie import een_325, prestatie, terug, totaal


def test_an_answer_that_adds_up_is_accepted():
    assert fouten(een_325()) == []
    assert fouten(een_325(terug(prestatie(volume=1)), terug(prestatie("C1", vorig="P0", volume=2)))) == []


def test_an_answer_that_does_not_is_refused():
    assert fouten(een_325(terug(prestatie()), toegekend=totaal(1))) == ["TR342"]
    assert fouten(een_325(toegekend=totaal(299_99))) == ["TR342"]


def test_of_a_rejected_declaration_nothing_comes_back_and_nothing_is_granted():
    assert fouten(een_325(code="9333", toegekend=totaal(0))) == []
    assert fouten(een_325(code="9333")) == ["TR342"]
    assert fouten(een_325(terug(prestatie()), code="9333", toegekend=totaal(0))) == ["TR342"]
