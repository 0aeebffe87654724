"""Who says nothing keeps nobody out: connections have a maximum, and the longest silent one makes room."""

import socket
from collections.abc import Callable
from contextlib import ExitStack

import httpx2

from tests.server import draai

HOOGSTENS = 20


def test_a_request_is_served_beside_any_number_of_silent_connections(
    sqlite_url: str, installatie: Callable[[str], dict[str, str]]
) -> None:
    omgeving = installatie(sqlite_url) | {"WMO_VERBINDINGEN": str(HOOGSTENS)}
    with draai(omgeving) as server, ExitStack() as stil:
        for _ in range(3 * HOOGSTENS):
            stil.enter_context(socket.create_connection(("127.0.0.1", server.poort)))
        for _ in range(5):
            assert httpx2.get(f"{server.adres}/readyz").status_code == 200
        assert len(server.regels) < 50
