"""The migrations make exactly the tables that the program uses, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from app.opslag import Databank, Sleutels
from app.opslag.databank import MIGRATIES
from app.opslag.tabellen import metadata
from tests import bouw

pytestmark = pytest.mark.beide


def test_the_tables_equal_the_migrations(databank: Databank) -> None:
    with databank._motor.connect() as verbinding:
        vergelijking = MigrationContext.configure(verbinding, opts={"compare_type": True})
        assert compare_metadata(vergelijking, metadata) == []


def migreer(databank: Databank, opdracht: Any, naar: str) -> None:
    configuratie = Config()
    configuratie.set_main_option("script_location", str(MIGRATIES))
    with databank._motor.begin() as verbinding:
        configuratie.attributes["verbinding"] = verbinding
        opdracht(configuratie, naar)


def test_down_leaves_nothing_and_up_works_again(databank: Databank) -> None:
    migreer(databank, command.downgrade, "base")
    with databank._motor.connect() as verbinding:
        assert inspect(verbinding).get_table_names() == ["alembic_version"]
    migreer(databank, command.upgrade, "head")
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.clienten.bewaar(bouw.een_client())


def test_several_programs_that_start_at_once_migrate_once(databank_url: str, sleutels: Sleutels) -> None:
    eerste = Databank(databank_url, sleutels)
    migreer(eerste, command.downgrade, "base")
    programmas = [Databank(databank_url, sleutels) for _ in range(4)]
    with ThreadPoolExecutor(4) as draden:
        list(draden.map(Databank.migreer, programmas))
    for programma in (eerste, *programmas):
        assert programma.is_bij()
        programma.sluit()


NOOIT = "DROP TABLE alembic_version"
EERDER = "UPDATE alembic_version SET version_num = '0001'"
LATER = "UPDATE alembic_version SET version_num = 'van een volgende versie'"


@pytest.mark.parametrize("ingreep", [NOOIT, EERDER, LATER])
def test_a_database_on_another_migration_or_none_is_not_that_of_this_program(
    databank: Databank, ingreep: str
) -> None:
    assert databank.is_bij()
    with databank._motor.begin() as verbinding:
        verbinding.exec_driver_sql(ingreep)
    assert not databank.is_bij()


@pytest.mark.parametrize("naam", ["alembic.ini", "migrations/env.py"])
def test_the_alembic_command_finds_its_way(naam: str) -> None:
    assert (Path(__file__).parents[2] / naam).is_file()
