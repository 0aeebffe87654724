"""What stands in a damaged database and does not fit the answer is told as such, and never repeated."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import Column

from app.opslag import Databank
from app.opslag import tabellen as t
from tests.api.verhaal import Gemeente


@pytest.mark.parametrize(
    ("kolom", "pad", "waar"),
    [
        (t.product.c.code, "/producten", "0.code"),
        (t.aanbieder.c.agb, "/aanbieders", "0.agb"),
        (t.contract.c.categorie, "/contracten", "0.categorie"),
    ],
)
def test_a_code_that_is_none_is_told_with_its_place(
    roermond: Gemeente, databank: Databank, kolom: Column[str], pad: str, waar: str
) -> None:
    assert databank.motor.url.database
    with closing(sqlite3.connect(databank.motor.url.database)) as bestand, bestand:
        bestand.execute(f"UPDATE {kolom.table.name} SET {kolom.name} = 'de kanarie'")

    antwoord = roermond.probeer("GET", pad)

    assert (antwoord.status_code, antwoord.json()["type"]) == (500, "/v1/problemen/onleesbaar")
    assert waar in antwoord.json()["detail"]
    assert "kanarie" not in antwoord.text
