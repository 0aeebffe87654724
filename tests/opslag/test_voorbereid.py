"""PostgreSQL keeps the statements of a connection ready, whatever happens to the transactions on it."""

import logging
import os
import socket
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text

from app.domain.fouten import NietGevonden
from app.opslag import Databank, Sleutels
from tests import bouw

VAAK = 20
"""More often than psycopg waits for before it prepares a statement."""


@pytest.fixture
def databank(postgres_url: str, sleutels: Sleutels) -> Iterator[Databank]:
    """A database over one connection."""
    databank = Databank(postgres_url, sleutels, verbindingen=1)
    yield databank
    databank.sluit()


def gereed(databank: Databank) -> set[str]:
    """What its connection has ready."""
    with databank.motor.begin() as verbinding:
        return set(verbinding.execute(text("SELECT statement FROM pg_prepared_statements")).scalars())


def test_a_step_that_is_refused_leaves_ready_what_was(databank: Databank) -> None:
    for _ in range(VAAK):
        with pytest.raises(NietGevonden), databank.transactie(bouw.verwerker()) as opslag:
            opslag.clienten.haal(uuid4())
    assert any("FROM client" in opdracht for opdracht in gereed(databank))


def test_what_comes_back_after_many_other_statements_is_ready(databank: Databank) -> None:
    for keer in range(VAAK):
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.nummering.volgende("bericht")
            for nummer in range(150):
                opslag._sessie.verbinding.execute(text(f"SELECT {nummer + 1000 * (keer % 2)}"))
    assert any("nummering" in opdracht for opdracht in gereed(databank))


def test_what_a_refused_step_did_is_undone(databank: Databank) -> None:
    def weiger() -> None:
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.clienten.bewaar(bouw.een_client())
            opslag.clienten.haal(uuid4())

    with pytest.raises(NietGevonden):
        weiger()
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.clienten.met_bsn(bouw.een_client().bsn) is None


def verbreek(url: str) -> None:
    """End all connections to this database."""
    with psycopg.connect(url, autocommit=True) as ander:
        ander.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid != pg_backend_pid()"
        )


def test_a_connection_that_was_cut_while_it_rested_is_replaced(databank: Databank, postgres_url: str) -> None:
    gereed(databank)
    verbreek(postgres_url)
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.nummering.volgende("bericht") == 1


@pytest.mark.parametrize("midden_in", [False, True], ids=["between statements", "amid one"])
def test_a_connection_that_was_cut_under_a_refused_step_is_no_error_of_the_program(
    databank: Databank, postgres_url: str, caplog: pytest.LogCaptureFixture, midden_in: bool
) -> None:
    def weiger() -> None:
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.nummering.volgende("bericht")
            if midden_in:
                pgconn = opslag._sessie.verbinding.connection.dbapi_connection.pgconn
                pgconn.send_query(b"SELECT pg_sleep(1)")
                with socket.socket(fileno=os.dup(pgconn.socket)) as lijn:
                    lijn.shutdown(socket.SHUT_RDWR)
            else:
                verbreek(postgres_url)
            raise LookupError

    with pytest.raises(LookupError):
        weiger()
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.nummering.volgende("bericht") == 1
    assert [regel.message for regel in caplog.records if regel.levelno >= logging.ERROR] == []
