from tests.istandaard.regels.bouw import adres, contact, een_301, fouten, telefoon


def een_adres(**velden):
    return een_301(contactgegevens=(contact(telefoon=telefoon(), adres=adres(**velden)),))


def test_a_dutch_address_with_a_house_number_is_accepted():
    assert fouten(een_adres(land_code="NL")) == []


def test_a_dutch_address_without_a_house_number_is_refused():
    assert fouten(een_adres(land_code="NL", huis=None)) == ["CD025"]


def test_an_address_abroad_needs_none():
    assert fouten(een_adres(land_code="BE", postcode="3600", huis=None)) == []
