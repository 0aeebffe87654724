"""Who sends no more keeps nobody out: connections have a maximum, and the longest silent one makes room."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx2
import pytest

from tests.server import Server, draai

HOOGSTENS = 20
DEEL = (
    b"POST / HTTP/1.1\r\nHost: wmo\r\nContent-Type: multipart/form-data; boundary=XYZ\r\n"
    b"Content-Length: 20000000\r\n\r\n--XYZ\r\n"
)
BESTAND = DEEL + b'Content-Disposition: form-data; name="bestand"; filename="a.xml"\r\n\r\n'
BEGONNEN = {
    "nothing": b"",
    "half a head": DEEL[:60],
    "a head and the begin of a form": DEEL,
    "a file of which more was read than is read at once": BESTAND + b"x" * 70_000,
}


@pytest.fixture(scope="module")
def server(gedeelde_url: str, installatie: Callable[[str], dict[str, str]]) -> Iterator[Server]:
    omgeving = installatie(gedeelde_url) | {"WMO_VERBINDINGEN": str(HOOGSTENS), "WMO_BLADZIJDEN": "true"}
    with draai(omgeving) as server:
        yield server


@pytest.mark.parametrize("begin", BEGONNEN.values(), ids=BEGONNEN.keys())
def test_a_request_is_served_beside_any_number_that_did_not_send_theirs(server: Server, begin: bytes) -> None:
    gelogd = len(server.regels)
    with ExitStack() as stil:
        for _ in range(3 * HOOGSTENS):
            verbinding = stil.enter_context(socket.create_connection(("127.0.0.1", server.poort)))
            verbinding.sendall(begin)
        for _ in range(5):
            assert httpx2.get(f"{server.adres}/readyz", timeout=5).status_code == 200
    assert len(server.regels) - gelogd < 50 + 2 * 3 * HOOGSTENS  # of each upload that it was begun and cut


def test_who_goes_on_sending_is_not_the_one_that_makes_room(server: Server) -> None:
    with ExitStack() as stil:
        vlot = stil.enter_context(socket.create_connection(("127.0.0.1", server.poort)))
        vlot.sendall(BESTAND)
        for _ in range(8):
            for _ in range(HOOGSTENS // 3):
                stil.enter_context(socket.create_connection(("127.0.0.1", server.poort))).sendall(DEEL)
            vlot.sendall(b"x" * 50_000)
            assert httpx2.get(f"{server.adres}/livez").status_code == 200  # by now that was read
        vlot.setblocking(False)
        with pytest.raises(BlockingIOError):  # it was not closed, nor answered
            vlot.recv(1)
