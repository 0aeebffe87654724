"""The migrations make exactly the tables that the program uses, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from errno import EMFILE
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import inspect

from app.opslag import Databank, Onbereikbaar, Sleutels, migratiestand, motoren
from app.opslag.fouten import AndereMigratie
from app.opslag.migratiestand import MIGRATIES
from app.opslag.tabellen import metadata
from tests import bouw
from tests.volgende import NAAM, hoofd, volgende_versie

pytestmark = pytest.mark.beide

EERSTE = "0012"
"""The first migration that says with which programs it goes."""


def test_the_tables_equal_the_migrations(databank: Databank) -> None:
    with databank._motor.connect() as verbinding:
        vergelijking = MigrationContext.configure(verbinding, opts={"compare_type": True})
        assert compare_metadata(vergelijking, metadata) == []


def migreer(databank: Databank, opdracht: Any, naar: str) -> None:
    configuratie = Config()
    configuratie.set_main_option("script_location", str(migratiestand.MIGRATIES))
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


NOOIT = ("DROP TABLE alembic_version",)
EERDER = ("UPDATE alembic_version SET version_num = '0001'",)
LATER = (
    "UPDATE alembic_version SET version_num = 'van een volgende versie'",
    "UPDATE verenigbaar SET vanaf = 'van een volgende versie'",
)


@pytest.mark.parametrize("ingrepen", [NOOIT, EERDER, LATER])
def test_a_database_on_another_migration_or_none_is_not_that_of_this_program(
    databank: Databank, ingrepen: tuple[str, ...]
) -> None:
    assert databank.is_bij()
    with databank._motor.begin() as verbinding:
        for ingreep in ingrepen:
            verbinding.exec_driver_sql(ingreep)
    assert not databank.is_bij()
    assert databank.beletsel() is not None


def test_a_program_stays_ready_and_works_on_newer_tables_that_say_so(
    databank: Databank, tmp_path: Path
) -> None:
    with volgende_versie(tmp_path, vanaf=hoofd()):
        databank.migreer()
        assert databank.is_bij()
    assert databank.beletsel() is None
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.clienten.bewaar(bouw.een_client())
    databank.migreer()
    with databank._motor.connect() as verbinding:
        assert verbinding.exec_driver_sql("SELECT nieuw FROM client").scalar() == "x"


def test_a_program_is_not_ready_on_newer_tables_that_do_not_say_so(
    databank: Databank, tmp_path: Path
) -> None:
    with volgende_versie(tmp_path, vanaf=NAAM):
        databank.migreer()
        assert databank.beletsel() is None
    assert "nieuwere versie" in str(databank.beletsel())
    with pytest.raises(AndereMigratie, match="nieuwere versie"):
        databank.migreer()


def test_what_the_tables_say_goes_back_with_them(databank: Databank, tmp_path: Path) -> None:
    with volgende_versie(tmp_path, vanaf=NAAM):
        databank.migreer()
        migreer(databank, command.downgrade, hoofd())
    assert databank.beletsel() is None


def test_a_migration_waits_shorter_for_a_table_than_those_who_come_after_it(
    postgresdatabank: Databank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    databank = postgresdatabank
    monkeypatch.setattr(motoren, "WACHTTIJD", 4)
    with ThreadPoolExecutor() as draden, volgende_versie(tmp_path, vanaf=hoofd()):
        with databank._motor.begin() as lezer:
            lezer.exec_driver_sql("SELECT * FROM client")
            migratie = draden.submit(databank.migreer)
            assert any(iemand_wacht(databank) for _ in range(10_000))
            with databank.transactie(bouw.verwerker()) as opslag:
                opslag.clienten.bewaar(bouw.een_client())
            with pytest.raises(Onbereikbaar):
                migratie.result()
        databank.migreer()
        assert databank.is_bij()


def iemand_wacht(databank: Databank) -> bool:
    """Whether somebody waits for a table."""
    with databank._motor.connect() as verbinding:
        vraag = "SELECT count(*) FROM pg_locks WHERE locktype = 'relation' AND NOT granted"
        return bool(verbinding.exec_driver_sql(vraag).scalar())


def test_every_migration_says_with_which_programs_it_goes() -> None:
    """What it says is itself or one before it, and never one before what the migration before it said."""
    migraties = {m.revision: m for m in ScriptDirectory(str(MIGRATIES)).walk_revisions(EERSTE, "heads")}
    volgorde = list(reversed(migraties))
    grens = 0
    for nummer, naam in enumerate(volgorde):
        vanaf = getattr(migraties[naam].module, "verenigbaar_vanaf", None)
        assert vanaf in volgorde[: nummer + 1], f"{naam}: verenigbaar_vanaf, see docs/besluiten/migraties.md"
        assert volgorde.index(vanaf) >= grens, f"{naam} goes with a program that one before it shut out"
        grens = volgorde.index(vanaf)


@pytest.mark.parametrize("naam", ["alembic.ini", "migrations/env.py"])
def test_the_alembic_command_finds_its_way(naam: str) -> None:
    assert (Path(__file__).parents[2] / naam).is_file()


@pytest.mark.parametrize("hoe", ["an empty folder", "no file"])
def test_migrations_that_cannot_be_read_for_a_moment_are_read_later(
    databank: Databank, monkeypatch: pytest.MonkeyPatch, hoe: str
) -> None:
    def weiger(*_: object, **__: object) -> Any:
        raise OSError(EMFILE, "Too many open files")

    migratiestand._migraties.cache_clear()
    with monkeypatch.context() as patch:
        if hoe == "no file":
            patch.setattr(Script, "_from_path", weiger)
        else:
            patch.setattr("os.walk", lambda *_, **__: iter(()))
        with pytest.raises(Onbereikbaar, match="nu niet te lezen"):
            databank.beletsel()

    assert databank.beletsel() is None
