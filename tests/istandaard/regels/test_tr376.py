from tests.istandaard.regels.bouw_declaratie import een_325, fouten_met_historie


def test_the_number_of_the_declaration_is_accepted():
    assert fouten_met_historie(een_325()) == []


def test_another_number_is_refused():
    assert fouten_met_historie(een_325(nummer="D2")) == ["TR376"]
