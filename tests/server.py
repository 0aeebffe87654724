"""`wmo serve` as a process of its own, as a test starts, asks and ends it."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
WMO = (sys.executable, "-c", "from app.cli import main; main()")
STOPTIJD = 60
"""Seconds after which a process that should have ended is a failed test."""


def omgeving(**instellingen: str) -> dict[str, str]:
    """The environment of a process with these settings, and none that were here already."""
    eigen = {naam: w for naam, w in os.environ.items() if not naam.startswith(("WMO_", "OTEL_"))}
    return eigen | instellingen


class Server:
    """A server that runs, with all that it has logged."""

    def __init__(self, opdracht: Sequence[str], omgeving: Mapping[str, str]) -> None:
        self.proces = subprocess.Popen(
            [*opdracht, "serve", "--port", "0"],
            cwd=PROJECT,
            env=omgeving,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.regels: list[dict[str, Any]] = []
        self.adres = ""
        self._dicht = False
        self._nieuws = threading.Condition()
        self._lezer = threading.Thread(target=self._lees)
        self._lezer.start()

    def wacht_op(self, bericht: str) -> dict[str, Any]:
        """The first line with this message, as soon as it is there."""

        def gevonden() -> dict[str, Any] | None:
            return next((regel for regel in self.regels if regel["message"].startswith(bericht)), None)

        with self._nieuws:
            self._nieuws.wait_for(lambda: gevonden() or self._dicht, STOPTIJD)
        regel = gevonden()
        assert regel, f"no line {bericht!r} among {[r['message'] for r in self.regels]}"
        return regel

    def stop(self) -> int:
        """Ask it to stop and wait until it has; the status with which it ended."""
        self.proces.terminate()
        return self.einde()

    def einde(self) -> int:
        """The status with which it ended, once it has."""
        status = self.proces.wait(STOPTIJD)
        self._lezer.join()
        return status

    def _lees(self) -> None:
        assert self.proces.stderr is not None
        for ruw in self.proces.stderr:
            regel = json.loads(ruw) if ruw.startswith("{") else {"message": ruw}
            with self._nieuws:
                self.regels.append(regel)
                self._nieuws.notify_all()
        self.proces.stderr.close()
        with self._nieuws:
            self._dicht = True
            self._nieuws.notify_all()


@contextmanager
def draai(omgeving: Mapping[str, str], opdracht: Sequence[str] = WMO) -> Iterator[Server]:
    """A server on a port that is free, from when it listens; `opdracht` starts it in another way."""
    server = Server(opdracht, omgeving)
    try:
        regel = server.wacht_op("Uvicorn running on ")
        (server.adres,) = re.findall(r"http://\S+", regel["message"])
        yield server
    finally:
        if server.proces.poll() is None:
            server.stop()
