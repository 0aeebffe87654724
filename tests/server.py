"""Processes of the program, as a test starts, asks and ends them, and small servers beside it."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from select import select
from typing import Any

from jwt.algorithms import ECAlgorithm

from app.api.kader.lokale_uitgever import LokaleUitgever

PROJECT = Path(__file__).parents[1]
WMO = (sys.executable, "-c", "from app.cli import main; main()")
STOPTIJD = 60.0
"""Seconds after which a process that should have begun, answered or ended is a failed test."""


def omgeving(**instellingen: str) -> dict[str, str]:
    """The environment of a process with these settings, and none that were here already."""
    eigen = {naam: w for naam, w in os.environ.items() if not naam.startswith(("WMO_", "OTEL_"))}
    return eigen | instellingen


class Proces:
    """A process that runs, with all that it has logged."""

    geduld = STOPTIJD

    def __init__(self, opdracht: Sequence[str], omgeving: Mapping[str, str], map_: Path = PROJECT) -> None:
        self._proces = subprocess.Popen(
            opdracht,
            cwd=map_,
            env=omgeving,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.regels: list[dict[str, Any]] = []
        self._gezien = 0
        self._dicht = False
        self._nieuws = threading.Condition()
        self._lezer = threading.Thread(target=self._lees)
        self._lezer.start()

    @property
    def pid(self) -> int:
        """The number by which the machine knows it."""
        return self._proces.pid

    def wacht_op(self, bericht: str) -> dict[str, Any]:
        """The next line with this message, as soon as it is there."""

        def gevonden() -> bool:
            while self._gezien < len(self.regels):
                self._gezien += 1
                if self.regels[self._gezien - 1]["message"].startswith(bericht):
                    return True
            return self._dicht

        with self._nieuws:
            gezien = self._nieuws.wait_for(gevonden, self.geduld)
            assert gezien, f"no line {bericht!r} in {self.geduld} seconds"
        regel = self.regels[self._gezien - 1]
        assert regel["message"].startswith(bericht), f"no line {bericht!r} before the end: {self.regels}"
        return regel

    def fouten(self) -> list[dict[str, Any]]:
        """The lines that tell of an error of the program itself."""
        return [r for r in self.regels if r.get("level") in ("error", "critical") or "error" in r]

    def zeg(self, regel: str) -> None:
        """Write a line on its standard input."""
        assert self._proces.stdin is not None
        print(regel, file=self._proces.stdin, flush=True)

    def hoor(self) -> str:
        """The next line on its standard output, which it writes line by line as it is asked."""
        assert self._proces.stdout is not None
        gereed, _, _ = select([self._proces.stdout], [], [], self.geduld)
        assert gereed, f"no answer in {self.geduld} seconds; the last lines: {self.regels[-5:]}"
        return self._proces.stdout.readline()

    def vraag_te_stoppen(self) -> None:
        """Send it the signal that asks so (SIGTERM)."""
        self._proces.terminate()

    def einde(self) -> int:
        """The status with which it ended, once it has; one that does not end in time is killed."""
        with self._proces:
            try:
                return self._proces.wait(self.geduld)
            except subprocess.TimeoutExpired:
                self._proces.kill()
                raise
            finally:
                self._lezer.join()

    def _lees(self) -> None:
        assert self._proces.stderr is not None
        for ruw in self._proces.stderr:
            regel = json.loads(ruw) if ruw.startswith("{") else {"message": ruw}
            with self._nieuws:
                self.regels.append(regel)
                self._nieuws.notify_all()
        with self._nieuws:
            self._dicht = True
            self._nieuws.notify_all()


class Server(Proces):
    """A server that listens at `adres`."""

    def __init__(
        self, omgeving: Mapping[str, str], *opties: str, wmo: Sequence[str] = WMO, map_: Path = PROJECT
    ) -> None:
        super().__init__([*wmo, "serve", "--port", "0", *opties], omgeving, map_)
        try:
            (self.adres,) = re.findall(r"http://\S+", self.wacht_op("listening on ")["message"])
        except BaseException:  # nobody has it yet who could end it
            self._proces.kill()
            self.einde()
            raise
        self.poort = int(self.adres.rpartition(":")[2])


@contextmanager
def draai(omgeving: Mapping[str, str], *opties: str) -> Iterator[Server]:
    """A server on a port that is free, from when it listens, with these options of `wmo serve`."""
    server = Server(omgeving, *opties)
    try:
        yield server
    finally:
        server.vraag_te_stoppen()
        server.einde()


@contextmanager
def luister(afhandelaar: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A small server beside the program; its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), afhandelaar) as server:
        draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        draad.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            draad.join()


class Afhandelaar(BaseHTTPRequestHandler):
    """Answers without a word on the terminal."""

    def log_message(self, *_: object) -> None:
        pass

    def antwoord(self, inhoud: bytes = b"") -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(inhoud)))
        self.end_headers()
        self.wfile.write(inhoud)


@contextmanager
def sleutelbord(uitgever: LokaleUitgever) -> Iterator[str]:
    """The address where this issuer publishes its key."""
    (sleutel,) = uitgever.sleutels().keys
    jwk = json.loads(ECAlgorithm.to_jwk(sleutel.key)) | {"kid": sleutel.key_id, "alg": "ES256", "use": "sig"}

    class Sleutelbord(Afhandelaar):
        def do_GET(self) -> None:
            self.antwoord(json.dumps({"keys": [jwk]}).encode())

    with luister(Sleutelbord) as adres:
        yield f"{adres}/jwks"
