from tests.istandaard.regels.bouw import een_301, fouten, naam, relatie


def test_a_client_is_no_organisation():
    assert fouten(een_301(naam=naam("6"))) == ["CS050", "CS318"]


def test_a_client_with_an_own_name_is_accepted():
    assert fouten(een_301(naam=naam("1"))) == []


def test_of_a_relation_only_its_naamgebruik_is_refused():
    assert fouten(een_301(relaties=(relatie(naam=naam("6")),))) == ["CS050"]
