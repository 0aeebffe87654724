from app.istandaard.waarden import Geheel
from tests.istandaard.regels.bouw import contact, een_301, fouten, product, relatie, toegewezen_product


def test_different_keys_are_accepted():
    producten = toegewezen_product(1), toegewezen_product(2, product=product("07", "07A01"))
    personen = relatie("1"), relatie("2")
    adressen = contact(soort="01"), contact(soort="02")
    assert fouten(een_301(*producten, relaties=personen, contactgegevens=adressen)) == []


def test_an_allocation_number_occurs_once():
    producten = toegewezen_product(1), toegewezen_product(1, product=product("07", "07A01"))
    assert fouten(een_301(*producten)) == ["TR101"]


def test_leading_zeros_make_no_other_number():
    tweede = toegewezen_product(product=product("07", "07A01"), toewijzing_nummer=Geheel("001"))
    assert fouten(een_301(toegewezen_product(1), tweede)) == ["TR101"]


def test_a_relation_number_occurs_once():
    assert fouten(een_301(relaties=(relatie("1"), relatie("1")))) == ["TR101"]


def test_a_kind_of_address_occurs_once():
    assert fouten(een_301(contactgegevens=(contact(soort="01"), contact(soort="01")))) == ["TR101"]
