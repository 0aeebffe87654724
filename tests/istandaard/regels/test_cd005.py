from tests.istandaard.regels.bouw import adres, contact, een_301, fouten, telefoon


def een_adres(**velden):
    brieven = contact(soort="02", telefoon=telefoon(), adres=adres(**velden))
    return een_301(contactgegevens=(contact(), brieven))


def test_both_or_neither_is_accepted():
    assert fouten(een_adres()) == []
    assert fouten(een_adres(postcode=None, land_code=None)) == []


def test_a_postal_code_without_a_country_is_refused():
    assert fouten(een_adres(land_code=None)) == ["CD005"]


def test_a_country_without_a_postal_code_is_refused():
    assert fouten(een_adres(postcode=None)) == ["CD005"]
