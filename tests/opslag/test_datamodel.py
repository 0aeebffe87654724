from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.plan.stappen import OPEN
from app.opslag import Databank
from app.opslag.datamodel import beschrijf
from app.opslag.tabellen import ALLEEN_TOEVOEGEN, OPEN_PLAN, betrokkene, metadata

pytestmark = pytest.mark.beide


def test_the_page_on_the_data_model_is_current() -> None:
    pagina = Path(__file__).parents[2] / "docs" / "datamodel.md"
    assert pagina.read_text() == beschrijf(), "run: python -m app.opslag.datamodel > docs/datamodel.md"


def test_the_plans_under_way_are_those_in_the_making() -> None:
    assert set(OPEN_PLAN) == set(OPEN)


def test_every_table_about_a_person_has_a_tenant_and_encrypted_content() -> None:
    over_personen = [t for t in metadata.sorted_tables if "client_id" in t.c or t.name == "client"]
    assert len(over_personen) == 22
    over_personen.remove(betrokkene)  # which is a part of the rows of `verwerking`
    for tabel in over_personen:
        assert not tabel.c.gemeente.nullable, tabel.name
        assert tabel.name == "verwerking" or tabel.c.inhoud.info == {"versleuteld": True}, tabel.name


def test_the_tables_that_are_only_added_to_are_those_with_a_trigger(databank: Databank) -> None:
    vraag = {
        "sqlite": "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT DISTINCT event_object_table FROM information_schema.triggers",
    }
    with databank._motor.connect() as verbinding:
        bewaakt = set(verbinding.execute(text(vraag[verbinding.dialect.name])).scalars())
    assert bewaakt == {tabel.name for tabel in ALLEEN_TOEVOEGEN}
