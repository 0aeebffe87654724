import pytest

from tests.istandaard.regels.bouw import adres, contact, een_301, fouten, relatie, telefoon


def test_a_telephone_number_is_enough():
    persoon = relatie(contact=contact(soort="02", adres=None, telefoon=telefoon()))
    assert fouten(een_301(relaties=(persoon,))) == []


def test_an_address_with_house_number_and_postal_code_is_enough():
    assert fouten(een_301(contactgegevens=(contact(telefoon=None),))) == []


@pytest.mark.parametrize(
    "onvolledig", [None, adres(huis=None, land_code="BE"), adres(postcode=None, land_code=None)]
)
def test_without_either_the_contact_is_refused(onvolledig):
    persoon = relatie(contact=contact(soort="02", adres=onvolledig, emailadres="a@b.nl", organisatie="Huis"))
    assert fouten(een_301(relaties=(persoon,))) == ["TR006"]
