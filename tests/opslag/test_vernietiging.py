"""Nothing but the destruction run deletes what is about a person (W04)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

import app
from app.opslag import Databank
from app.opslag import tabellen as t
from app.opslag.vernietiging import ZAAK, ZONDER_ZAAK
from tests import bouw
from tests.bouw import Zaak

pytestmark = pytest.mark.beide

PROGRAMMA = Path(app.__file__).parent


def verwijderingen(pad: Path) -> Iterator[str]:
    """What a module deletes with SQLAlchemy, and every piece of its text that deletes in SQL."""
    for deel in ast.walk(ast.parse(pad.read_text())):
        if isinstance(deel, ast.Call) and "delete" in (getattr(deel.func, n, "") for n in ("id", "attr")):
            yield ", ".join(ast.unparse(a) for a in deel.args)
        if isinstance(deel, ast.Constant) and isinstance(deel.value, str):
            yield from (w for w in ("DELETE FROM", "TRUNCATE ", "DROP TABLE") if w in deel.value.upper())


def test_rows_about_persons_are_deleted_in_one_place_beside_answers_kept_for_a_day() -> None:
    gevonden = {(pad.name, wat) for pad in PROGRAMMA.rglob("*.py") for wat in verwijderingen(pad)}
    assert gevonden == {
        ("vernietiging.py", "tabel"),
        ("vernietiging.py", "bericht"),
        ("vernietiging.py", "verzoek"),
        ("vernietiging.py", "taak"),
        ("antwoorden.py", "antwoord"),
        ("berichttaken.py", "t.berichttaak"),  # which follows from messages, and is written anew
        ("ketenhistorie.py", "gegeven"),  # what its receiver rejected counts as never sent (OP286)
        ("ketenhistorie.py", "t.ketengegeven"),  # the same, a part at a time
        ("verzoeken.py", "t.verzoek"),  # likewise
        ("sleutelmerk.py", "sleutelmerk"),
        ("omzettingen.py", "self.tabel"),  # an omzetting that waits no more for a client
        ("werkstanden.py", "t.werkstand"),  # which follows from the rest, and is written anew
        ("statistiek.py", "DELETE FROM"),  # what the planner of SQLite knows
    }


def test_the_run_knows_every_table_about_a_person() -> None:
    over_personen = {tabel for tabel in t.metadata.sorted_tables if "client_id" in tabel.c}
    logboek = {t.verwerking, t.betrokkene}
    assert {*ZAAK, *ZONDER_ZAAK} == (over_personen | {t.client, t.berichtversie, t.draagregel}) - logboek


@pytest.mark.parametrize("tabel", ["planversie", "beoordeling", "document"])
def test_what_is_only_added_goes_with_a_destroyed_case_only(
    databank: Databank, zaak: Zaak, tabel: str
) -> None:
    with databank._motor.connect() as verbinding:
        ander = {"melding_id": zaak.client.id, "vernietiging_id": zaak.client.id}
        verbinding.execute(insert(t.vernietigde_zaak).values(ander))
        with pytest.raises(DBAPIError, match="only added"):
            verbinding.exec_driver_sql(f"DELETE FROM {tabel}")


@pytest.mark.parametrize("tabel", ["vernietiging", "vernietigde_zaak"])
@pytest.mark.parametrize("opdracht", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_record_of_a_destruction_cannot_be_changed_or_deleted(
    databank: Databank, zaak: Zaak, tabel: str, opdracht: str
) -> None:
    with databank._motor.begin() as verbinding:
        id = zaak.melding.id
        moment = {"op": bouw.NU, "aangemaakt": bouw.NU}
        verbinding.execute(
            insert(t.vernietiging).values(gemeente="0957", grond="termijn", id=id, inhoud={}, **moment)
        )
        verbinding.execute(insert(t.vernietigde_zaak).values(melding_id=id, vernietiging_id=id))
    kolom = t.metadata.tables[tabel].primary_key.columns[0].name
    with pytest.raises(DBAPIError, match="only added"), databank._motor.begin() as verbinding:
        verbinding.exec_driver_sql(opdracht.format(tabel, kolom, kolom))
