"""What the tests run is ended, also where it does not do what it should."""

import subprocess
import sys
import threading

import pytest

from tests.server import Proces, Server, omgeving

DOOF = "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(600)"
SLAAP = [sys.executable, "-c", DOOF]


def test_a_server_that_does_not_come_to_listen_is_not_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.server.Proces.geduld", 0.5)
    voorheen = threading.active_count()

    with pytest.raises(AssertionError, match="no line 'listening on '"):
        Server(omgeving(), wmo=SLAAP)

    assert threading.active_count() == voorheen


def test_a_process_that_does_not_end_when_it_is_asked_to_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    proces = Proces(SLAAP, omgeving())
    proces.hoor()
    monkeypatch.setattr("tests.server.Proces.geduld", 0.5)
    proces.vraag_te_stoppen()

    with pytest.raises(subprocess.TimeoutExpired):
        proces.einde()

    assert proces._proces.poll() is not None
