from tests.istandaard.regels.bouw_declaratie import (
    dossier,
    een_325,
    fouten_met_historie,
    prestatie,
    terug,
    verzonden,
)


def test_a_line_of_the_declaration_is_accepted():
    assert fouten_met_historie(een_325(terug(prestatie()))) == []


def test_a_line_that_was_not_declared_is_refused():
    assert fouten_met_historie(een_325(terug(prestatie("P2")))) == ["TR366"]


def test_the_reference_to_the_line_before_it_counts_too():
    ingediend = dossier(declaraties=verzonden(prestatie("C1", vorig="P1")))
    assert fouten_met_historie(een_325(terug(prestatie("C1", vorig="P1"))), ingediend) == []
    assert fouten_met_historie(een_325(terug(prestatie("C1", vorig="P2"))), ingediend) == ["TR366"]
