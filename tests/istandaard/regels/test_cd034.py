import pytest

from tests.istandaard.regels.bouw import adres, contact, een_301, fouten, telefoon

ZONDER_POSTCODE = adres(postcode=None, land_code=None)


@pytest.mark.parametrize("soort", ["01", "03"])
@pytest.mark.parametrize("onvolledig", [None, ZONDER_POSTCODE])
def test_where_somebody_lives_has_a_postal_code(soort, onvolledig):
    woont = contact(soort=soort, adres=onvolledig, telefoon=telefoon())
    assert fouten(een_301(contactgegevens=(woont,))) == ["CD034"]


def test_an_address_for_letters_needs_none():
    brieven = contact(soort="02", adres=ZONDER_POSTCODE, telefoon=telefoon())
    assert fouten(een_301(contactgegevens=(brieven,))) == []
