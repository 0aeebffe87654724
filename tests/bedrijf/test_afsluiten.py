"""A server that is asked to stop finishes what it began and takes nothing new."""

import json
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import BinaryIO

import httpx2
import psycopg
import pytest

from tests.bedrijf.conftest import CLIENT, aantallen
from tests.server import draai

pytestmark = pytest.mark.beide

INHOUD = json.dumps(CLIENT).encode()


@contextmanager
def op_slot(url: str) -> Iterator[None]:
    """Another program has the database to itself."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as ander:
            ander.execute("BEGIN IMMEDIATE")
            yield
    else:
        with psycopg.connect(url) as ander:
            ander.execute("LOCK TABLE client IN ACCESS EXCLUSIVE MODE")
            yield
            vraag = "SELECT count(*) FROM pg_locks WHERE relation = 'client'::regclass AND NOT granted"
            if not any(ander.execute(vraag).fetchone() == (1,) for _ in range(100_000)):
                pytest.fail("nobody came to wait for the lock")


def begin_te_sturen(lijn: socket.socket, bevoegdheid: str) -> tuple[BinaryIO, bytes]:
    """Let the server begin with a request: where its answer will be, and the body that it waits for."""
    lijn.sendall(
        b"POST /v1/clienten HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Expect: 100-continue\r\n"
        + f"Authorization: {bevoegdheid}\r\nContent-Length: {len(INHOUD)}\r\n\r\n".encode()
    )
    antwoord = lijn.makefile("rb")
    assert antwoord.readline() == b"HTTP/1.1 100 Continue\r\n"  # by now it is being handled
    antwoord.readline()
    return antwoord, INHOUD


def test_a_request_that_had_begun_is_answered_and_its_change_kept(
    databank_url: str,
    installatie: Callable[[str], dict[str, str]],
    bel: Callable[[str], httpx2.Client],
) -> None:
    with draai(installatie(databank_url)) as server, bel(server.adres) as http:
        with socket.create_connection(("127.0.0.1", server.poort)) as lijn:
            antwoord, inhoud = begin_te_sturen(lijn, http.headers["Authorization"])
            server.vraag_te_stoppen()
            server.wacht_op("Waiting for connections to close")
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", server.poort))
            with op_slot(databank_url):
                lijn.sendall(inhoud)

            assert antwoord.readline() == b"HTTP/1.1 201 Created\r\n"
        assert server.einde() == 0
    assert aantallen(databank_url)["client"] == 1
