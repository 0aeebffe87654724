import pytest

from tests.istandaard.regels.bouw import bevindingen, een_301, fouten, naam, relatie


@pytest.mark.parametrize("gebruik", ["1", "2", "3", "4"])
def test_with_a_partner_every_order_of_names_is_accepted(gebruik):
    assert fouten(een_301(naam=naam(gebruik, partner="Pietersen"))) == []


@pytest.mark.parametrize("gebruik", ["5", "6"])
def test_with_a_partner_pseudonym_and_organisation_are_refused(gebruik):
    assert "CS050" in fouten(een_301(naam=naam(gebruik, partner="Pietersen")))


def test_an_organisation_as_relation_is_refused_as_the_gate_does():
    (bevinding,) = bevindingen(een_301(relaties=(relatie(naam=naam("6")),)))
    assert (bevinding.regel, bevinding.klasse, bevinding.retourcode) == ("CS050", "Relatie", "0001")
    assert "knooppunt weigert" in bevinding.melding
    assert fouten(een_301(relaties=(relatie(naam=naam("1")),))) == []


@pytest.mark.parametrize("gebruik", ["2", "3", "4", "5"])
def test_without_a_partner_the_name_of_one_cannot_be_used(gebruik):
    assert fouten(een_301(naam=naam(gebruik))) == ["CS050"]
