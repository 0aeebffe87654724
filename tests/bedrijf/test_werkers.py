"""Several processes serve at one address, under a supervisor that replaces them and ends them."""

import json
import multiprocessing
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
import uvicorn
from uvicorn.supervisors.multiprocess import Process

from app.cli.dienst import Toezicht
from tests.bedrijf.conftest import CLIENT, aantallen
from tests.bedrijf.test_afsluiten import begin_te_sturen, op_slot
from tests.server import WMO, Proces, Server, draai, omgeving

WERKERS = 2


def nieuwe_werker(server: Server) -> int:
    """The number of the next process that begins to serve."""
    (pid,) = re.findall(r"\d+", server.wacht_op("Started server process")["message"])
    return int(pid)


@pytest.fixture
def instellingen(postgres_url: str, installatie: Callable[[str], dict[str, str]]) -> dict[str, str]:
    return installatie(postgres_url)


def test_all_finish_what_they_began_when_the_supervisor_is_asked_to_stop(
    instellingen: dict[str, str], postgres_url: str, bel: Callable[[str], httpx2.Client]
) -> None:
    with draai(instellingen, "--workers", str(WERKERS)) as server, bel(server.adres) as http:
        assert len({nieuwe_werker(server) for _ in range(WERKERS)}) == WERKERS
        with socket.create_connection(("127.0.0.1", server.poort)) as lijn:
            antwoord, inhoud = begin_te_sturen(lijn, http.headers["Authorization"])
            server.vraag_te_stoppen()
            server.wacht_op("Waiting for connections to close")
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", server.poort))
            with op_slot(postgres_url):
                lijn.sendall(inhoud)
            assert antwoord.readline() == b"HTTP/1.1 201 Created\r\n"
        assert server.einde() == 0
    assert aantallen(postgres_url)["client"] == 1


def test_a_process_that_dies_is_replaced(
    instellingen: dict[str, str], bel: Callable[[str], httpx2.Client]
) -> None:
    with draai(instellingen, "--workers", str(WERKERS)) as server:
        eersten = [nieuwe_werker(server) for _ in range(WERKERS)]
        for pid in eersten:
            os.kill(pid, signal.SIGKILL)
        assert nieuwe_werker(server) not in eersten
        with bel(server.adres) as http:
            assert http.post("/v1/clienten", json=CLIENT).status_code == 201


def test_one_that_hangs_keeps_no_other_from_being_replaced(instellingen: dict[str, str]) -> None:
    with draai(instellingen, "--workers", str(WERKERS)) as server:
        hangt, sterft = sorted(nieuwe_werker(server) for _ in range(WERKERS))  # as they are looked at
        os.kill(hangt, signal.SIGSTOP)
        try:
            time.sleep(2)  # by now it is waited for
            os.kill(sterft, signal.SIGKILL)
            assert nieuwe_werker(server) != sterft
            assert Path(f"/proc/{hangt}/stat").read_text().split()[2] == "T"
        finally:
            os.kill(hangt, signal.SIGCONT)


def test_one_that_hangs_does_not_keep_the_supervisor_from_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # those of the tests stay
    config = uvicorn.Config("nothing")
    hangt = Process(config, [])
    hangt.process = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(600,))
    hangt.process.start()
    toezicht = Toezicht(config, [], uitloop=0.1)
    toezicht.processes = [hangt]
    toezicht.join_all()
    assert hangt.process.exitcode == -signal.SIGKILL


def test_a_process_gives_a_sign_of_life_before_it_reads_the_program() -> None:
    lees = "import sys, app.cli.dienst; print([n for n in sys.modules if n in ('app.main', 'fastapi')])"
    proces = Proces([sys.executable, "-c", lees], omgeving())
    assert proces.hoor() == "[]\n"
    assert proces.einde() == 0


def test_none_goes_on_without_its_supervisor(instellingen: dict[str, str]) -> None:
    with draai(instellingen, "--workers", str(WERKERS)) as server:
        for _ in range(WERKERS):
            nieuwe_werker(server)
        os.kill(server.pid, signal.SIGKILL)
        assert server.einde() == -signal.SIGKILL  # its log has an end, so nobody writes there any more
        socket.create_server(("127.0.0.1", server.poort)).close()


@pytest.mark.parametrize("fout", ["WMO_ZOEKSLEUTEL", "WMO_PROFIELEN"])
def test_what_is_wrong_is_said_once_before_any_process_begins(
    instellingen: dict[str, str], fout: str
) -> None:
    verkeerd = instellingen | {fout: "x"}
    proces = Proces([*WMO, "serve", "--port", "0", "--workers", "2"], verkeerd)
    assert proces.einde() == 2
    assert not any("process" in regel["message"] for regel in proces.regels), proces.regels


def test_an_embedded_database_is_for_one_process() -> None:
    proces = Proces([*WMO, "serve", "--workers", "2"], omgeving())
    assert proces.einde() == 2
    assert "één proces" in json.dumps(proces.regels, ensure_ascii=False)
