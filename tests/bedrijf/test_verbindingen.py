"""Who sends no more keeps nobody out: connections have a maximum, and the longest silent one makes room."""

import os
import re
import resource
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Thread

import httpx2
import pytest

from app.api.kader.verbinding import UITLOOP_BYTES, ruimte
from app.domain.fouten import WmoFout
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

VEEL = 25_000_000
GEWEIGERD = {
    "without a token": (
        b"POST /v1/validaties HTTP/1.1\r\nHost: wmo\r\nContent-Length: %d\r\n" % VEEL,
        b"401",
    ),
    "too large": (DEEL.partition(b"\r\n\r\n")[0].replace(b"20000000", b"90000000") + b"\r\n", b"413"),
    "at no address": (b"POST /niets HTTP/1.1\r\nHost: wmo\r\nContent-Length: %d\r\n" % VEEL, b"404"),
    "in chunks that are none": (b"POST / HTTP/1.1\r\nHost: wmo\r\nTransfer-Encoding: chunked\r\n", b"400"),
    "in a head": (b"GET / HTTP/1.1\r\nHost: wmo\r\nX-A: ", b"400"),
}
"""A head to which much is added, and what is answered to it."""


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


def test_who_comes_waits_for_few_of_all_that_others_asked_in_one_go(server: Server) -> None:
    """All of them come while the server stands still, so that nothing hangs on how fast anybody is."""
    anderen = HOOGSTENS - 2
    gelogd = len(server.regels)
    with ExitStack() as verbindingen:
        os.kill(server.pid, signal.SIGSTOP)
        try:
            for _ in range(anderen):
                ander = verbindingen.enter_context(socket.create_connection(("127.0.0.1", server.poort)))
                ander.sendall(b"GET /livez HTTP/1.1\r\nHost: wmo\r\n\r\n" * anderen)
            laatste = verbindingen.enter_context(socket.create_connection(("127.0.0.1", server.poort)))
            laatste.sendall(b"GET /v1/niets HTTP/1.1\r\nHost: wmo\r\n\r\n")
        finally:
            os.kill(server.pid, signal.SIGCONT)
        assert laatste.recv(12) == b"HTTP/1.1 404"
    gevraagd: list[int] = []
    while 404 not in gevraagd:
        server.wacht_op("request")
        gevraagd = [regel["status"] for regel in server.regels[gelogd:] if regel["message"] == "request"]
    assert gevraagd.index(404) < 5 * anderen


def test_of_who_sends_in_one_go_little_more_is_taken_than_was_answered(server: Server) -> None:
    niets_gekozen = b'--XYZ\r\nContent-Disposition: form-data; name="niets"\r\n\r\n'.ljust(60_000, b"x")
    formulier = niets_gekozen + b"\r\n--XYZ--\r\n"
    verzoek = DEEL.partition(b"--XYZ")[0].replace(b"20000000", b"%d" % len(formulier)) + formulier
    eerst = geheugen(server)
    with socket.create_connection(("127.0.0.1", server.poort), timeout=60) as beller:
        stuurt = Thread(target=stuur_alles, args=(beller, verzoek * 500))
        stuurt.start()
        beantwoord, gelezen = 0, b""
        while beantwoord < 250:
            gelezen = gelezen[-9:] + beller.recv(65536)
            beantwoord += gelezen.count(b"HTTP/1.1 4")
        meer = geheugen(server) - eerst
        beller.shutdown(socket.SHUT_RDWR)
        stuurt.join()
    assert meer < 12


def stuur_alles(verbinding: socket.socket, inhoud: bytes) -> None:
    with suppress(OSError):  # it may be closed meanwhile
        verbinding.sendall(inhoud)


def geheugen(server: Server) -> float:
    """Megabytes of this process."""
    gevonden = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())
    assert gevonden is not None
    return int(gevonden[1]) / 1024


@pytest.mark.parametrize(("kop", "status"), GEWEIGERD.values(), ids=GEWEIGERD.keys())
@pytest.mark.parametrize("na", [b"Connection: close\r\n", b""], ids=["that is closed", "that stays"])
def test_who_is_refused_while_it_sends_can_read_why(
    server: Server, kop: bytes, status: bytes, na: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", server.poort), timeout=20) as beller:
        beller.sendall(kop.replace(b"Host", na + b"Host") + (b"" if kop.endswith(b": ") else b"\r\n"))
        for _ in range(VEEL // 100_000):
            beller.sendall(b"x" * 100_000)
        assert beller.recv(12) == b"HTTP/1.1 " + status


def stuur_door(verbinding: socket.socket, hoogstens: int) -> int:
    """How many bytes could be sent before the other side wanted no more."""
    gestuurd = 0
    with suppress(ConnectionResetError, BrokenPipeError):
        while gestuurd < hoogstens:
            verbinding.sendall(b"x" * 100_000)
            gestuurd += 100_000
    return gestuurd


def test_what_is_no_request_after_an_answer_or_asks_for_another_protocol_logs_no_fault(
    server: Server,
) -> None:
    gelogd = len(server.regels)
    in_delen = b"POST /niets HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.poort)) as verbinding:
        verbinding.sendall(in_delen)
        assert b" 404 " in verbinding.recv(4096)
        verbinding.sendall(b"zz\r\nfoo")
        while verbinding.recv(4096):
            pass
    anders = {"Connection": "Upgrade", "Upgrade": "websocket"}
    assert httpx2.get(f"{server.adres}/livez", headers=anders).status_code == 200
    gemeld = [regel["message"] for regel in server.regels[gelogd:] if regel["level"] in ("error", "warning")]
    assert set(gemeld) <= {"Invalid HTTP request received."}  # which is damped


def test_who_goes_on_without_end_after_the_answer_is_cut(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.poort), timeout=20) as beller:
        beller.sendall(b"POST /niets HTTP/1.1\r\nHost: wmo\r\nContent-Length: 9000000000\r\n\r\n")
        assert VEEL < stuur_door(beller, 2 * UITLOOP_BYTES) < 2 * UITLOOP_BYTES


def test_who_was_answered_and_still_sends_is_the_first_to_make_room(server: Server) -> None:
    kop, _ = GEWEIGERD["without a token"]
    with ExitStack() as open_:
        stil = open_.enter_context(socket.create_connection(("127.0.0.1", server.poort), timeout=20))
        for _ in range(HOOGSTENS):
            naloper = open_.enter_context(socket.create_connection(("127.0.0.1", server.poort), timeout=20))
            naloper.sendall(kop + b"Connection: close\r\n\r\n")
            assert naloper.recv(12) == b"HTTP/1.1 401"
        assert httpx2.get(f"{server.adres}/livez").status_code == 200
        stil.sendall(b"GET /livez HTTP/1.1\r\nHost: wmo\r\n\r\n")
        assert stil.recv(12) == b"HTTP/1.1 200"


def test_a_process_that_may_open_too_few_files_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (20, 20))
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)

    with pytest.raises(WmoFout, match="maar 20 bestanden"):
        ruimte(1000)
