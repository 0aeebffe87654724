from tests.istandaard.regels.bouw_declaratie import een_325, fouten_met_historie, versies


def test_the_versions_of_the_declaration_are_accepted():
    assert fouten_met_historie(een_325()) == []


def test_other_versions_are_refused():
    assert fouten_met_historie(een_325(versie=versies("1.0.1"))) == ["TR371"]
