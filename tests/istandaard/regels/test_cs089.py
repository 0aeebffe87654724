import pytest

from tests.istandaard.regels.bouw import adres, bevindingen, contact, een_301, fouten


def in_land(postcode: str, land: str):
    return een_301(contactgegevens=(contact(adres=adres(postcode=postcode, land_code=land)),))


@pytest.mark.parametrize("postcode", ["6041AB", "9999XX", "1000aa"])
def test_a_dutch_postal_code_is_accepted(postcode):
    assert fouten(in_land(postcode, "NL")) == []


@pytest.mark.parametrize("postcode", ["0041AB", "6041 AB", "6041A", "60411A", "6041AB1", "AB6041", "6041ÄB"])
def test_another_form_is_refused_and_not_repeated(postcode):
    (bevinding,) = bevindingen(in_land(postcode, "NL"))
    assert bevinding.regel == "CS089"
    assert postcode not in bevinding.melding


def test_a_postal_code_abroad_has_its_own_form():
    assert fouten(in_land("3600", "BE")) == []
