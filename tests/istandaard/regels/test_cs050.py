import pytest

from tests.istandaard.regels.bouw import een_301, fouten, naam, relatie


@pytest.mark.parametrize("gebruik", ["1", "2", "3", "4"])
def test_with_a_partner_every_order_of_names_is_accepted(gebruik):
    assert fouten(een_301(naam=naam(gebruik, partner="Pietersen"))) == []


@pytest.mark.parametrize("gebruik", ["5", "6"])
def test_with_a_partner_pseudonym_and_organisation_are_refused(gebruik):
    assert "CS050" in fouten(een_301(naam=naam(gebruik, partner="Pietersen")))


def test_an_organisation_may_be_a_relation():
    assert fouten(een_301(relaties=(relatie(naam=naam("6")),))) == []


@pytest.mark.parametrize("gebruik", ["2", "3", "4", "5"])
def test_without_a_partner_the_name_of_one_cannot_be_used(gebruik):
    assert fouten(een_301(naam=naam(gebruik))) == ["CS050"]
