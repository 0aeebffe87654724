from tests.istandaard.regels.bouw_declaratie import (
    dossier,
    een_323,
    fouten_met_historie,
    prestatie,
    verzonden,
)

ANDERE_REGEL = prestatie("P0")


def test_a_number_that_was_used_before_is_refused():
    assert fouten_met_historie(een_323(), dossier(declaraties=verzonden(ANDERE_REGEL))) == ["TR333"]


def test_a_new_number_and_that_of_a_rejected_declaration_are_accepted():
    assert fouten_met_historie(een_323(), dossier(declaraties=verzonden(ANDERE_REGEL, nummer="D0"))) == []
    assert fouten_met_historie(een_323(), dossier(declaraties=verzonden(ANDERE_REGEL, verwerkt=False))) == []
