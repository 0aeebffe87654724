"""A letter goes to an address that the post can find."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain.partijen import Contact
from app.domain.waarden import Periode
from app.processen.adressering import adresregels
from tests.bouw import een_client

DAG = date(2026, 3, 2)
THUIS = Contact(
    "01", straatnaam="Kade", huisnummer=12, postcode="6041AA", plaatsnaam="Roermond", landcode="NL"
)
POST = replace(THUIS, soort="02", straatnaam="Postweg")


@pytest.mark.parametrize(
    ("anders", "regels"),
    [
        ({}, ("Kade 12", "6041 AA Roermond")),
        ({"huisletter": "a", "huisnummer_toevoeging": "2"}, ("Kade 12a2", "6041 AA Roermond")),
        ({"aanduiding_woonadres": "TO"}, ("Kade tegenover 12", "6041 AA Roermond")),
        ({"aanduiding_woonadres": "AB", "huisnummer": None}, ("Kade aan boord", "6041 AA Roermond")),
        ({"organisatie": "Verpleeghuis De Linde"}, ("Verpleeghuis De Linde", "Kade 12", "6041 AA Roermond")),
        ({"landcode": "BE", "postcode": "4000", "plaatsnaam": "Luik"}, ("Kade 12", "4000 Luik", "België")),
        ({"landcode": "XX", "postcode": "1", "plaatsnaam": "Elders"}, ("Kade 12", "1 Elders", "XX")),
        ({"straatnaam": None, "huisnummer": None, "postcode": None}, ("Roermond",)),
    ],
)
def test_an_address_is_written_as_on_an_envelope(anders: dict[str, Any], regels: tuple[str, ...]) -> None:
    assert adresregels(een_client(contacten=(replace(THUIS, **anders),)), DAG) == regels


@pytest.mark.parametrize(
    ("contacten", "straat"),
    [
        ((THUIS, POST), "Postweg 12"),
        ((THUIS, replace(POST, straatnaam="Weg", periode=Periode(date(2026, 3, 3)))), "Kade 12"),
        (
            (replace(THUIS, periode=Periode(date(2020, 1, 1), date(2026, 3, 1))), replace(POST, soort="04")),
            "Postweg 12",
        ),
        ((replace(THUIS, periode=Periode(date(2020, 1, 1), date(2026, 3, 1))),), "Kade 12"),
        ((Contact("02", telefoonnummers=("0475123456",)), THUIS), "Kade 12"),
    ],
)
def test_a_letter_goes_where_the_client_is_reached_on_that_day(
    contacten: tuple[Contact, ...], straat: str
) -> None:
    assert straat in adresregels(een_client(contacten=contacten), DAG)
