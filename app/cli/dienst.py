"""The API as uvicorn serves it: in this process, or in several under a supervisor.

What takes long to import is imported by what needs it: a process under a supervisor can give a sign of life
only when this module was imported, and one that gives none is replaced.
"""

import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from app.api.kader.logregels import schrijf_json
from app.api.kader.verbinding import WACHTRIJ, ruimte, verbinding
from app.domain.fouten import WmoFout
from app.geheugen import deel_geheugen
from app.instellingen import Instellingen

if TYPE_CHECKING:
    from fastapi import FastAPI

    from app.telemetrie import Telemetrie

LOG = logging.getLogger(__name__)

GEEN_TEKEN = 30
"""Seconds without a sign of life after which a process is replaced; no request computes that long."""


PER_BEURT = 16
"""Connections that are accepted in one turn of the loop. In each turn all there are get an answer, so that
who comes would wait for one to each of them, as often as there are before him in the line."""


LOKAAL = (
    "LOCAL USE ONLY: no WMO_UITGEVERS is set, so tokens are signed on this machine by `wmo token`, "
    "for whoever can run it. Do not put data of real persons in."
)


class Dienst(uvicorn.Config):
    """What uvicorn is to serve; each process makes it for itself, from its environment."""

    def __init__(self, adres: str, workers: int) -> None:
        """Serve what is found at this address, in so many processes."""
        self._adres = adres
        super().__init__(
            "app.main:maak_app",
            workers=workers,
            loop="uvloop",
            backlog=WACHTRIJ,
            ws="none",
            server_header=False,
            access_log=False,
            log_config=None,
            timeout_worker_healthcheck=GEEN_TEKEN,
        )

    def load(self) -> None:
        """Make the app, ready for its first request, and its limits on connections; raises WmoFout."""
        deel_geheugen()
        with _zonder_opruimen():
            from app.main import beoordeel_steeds, maak_app, uitlooptijd, warm_op

            instellingen = Instellingen()
            if not instellingen.uitgevers:
                LOG.warning(LOKAAL)
            self.app = self.api = maak_app(instellingen, telemetrie=maak_telemetrie(), hier=self._adres)
            self.http = verbinding(instellingen.inhoud_seconden, ruimte(instellingen.verbindingen))
            self.timeout_graceful_shutdown = uitlooptijd(instellingen)
            warm_op(self.api)
        threading.Thread(target=beoordeel_steeds, args=(self.api,), daemon=True).start()
        super().load()


class Werker(Dienst):
    """The same in a process under a supervisor, with which it ends."""

    def load(self) -> None:
        """Log as the supervisor does, and end where it cannot serve; another will be tried."""
        schrijf_json()
        threading.Thread(target=_eindig_met_toezicht, daemon=True).start()
        try:
            super().load()
        except WmoFout as onjuist:
            LOG.error("cannot serve: %s", onjuist.melding)
            sys.exit(1)


class Toezicht(Multiprocess):
    """Starts the processes, replaces one that dies or hangs, and ends all when it is asked to stop."""

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket], uitloop: float) -> None:
        """Start nothing yet; `uitloop` is how many seconds a process may take to end."""
        super().__init__(config, sockets)
        self._uitloop = uitloop
        self._gevraagd: dict[Process, float] = {}
        """Since when each is to give a sign of life."""

    def keep_subprocess_alive(self) -> None:
        """Look at each without waiting for it, so that one that hangs keeps no other from being replaced."""
        for nummer, proces in enumerate(self.processes):
            if self._leeft(proces):
                continue
            self._gevraagd.pop(proces, None)
            proces.kill()
            proces.join()
            if proces.exitcode == STARTUP_FAILURE:
                LOG.error("a process could not begin to serve")
                self.should_exit.set()
                return
            LOG.info("process %s died, or gave no sign of life", proces.pid)
            self.processes[nummer] = Process(self.config, self.sockets)
            self.processes[nummer].start()

    def _leeft(self, proces: Process) -> bool:
        nu = time.monotonic()
        with suppress(OSError, EOFError):
            if proces in self._gevraagd and proces.parent_conn.poll():
                proces.parent_conn.recv()
                del self._gevraagd[proces]
            if proces not in self._gevraagd:
                self._gevraagd[proces] = nu
                proces.parent_conn.send(b"ping")
        return proces.process.is_alive() and nu - self._gevraagd.get(proces, nu) < GEEN_TEKEN

    def terminate_all(self) -> None:
        """Take nothing new from here on: this process has the address too, though it serves nobody."""
        for luisteraar in self.sockets:
            luisteraar.close()
        super().terminate_all()

    def join_all(self) -> None:
        """Wait until all have ended, and no longer than that may take: one may hang."""
        einde = time.monotonic() + self._uitloop
        for proces in self.processes:
            proces.process.join(max(0.0, einde - time.monotonic()))
            if proces.process.is_alive():
                LOG.warning("process %s did not end, and is killed", proces.pid)
                proces.kill()
                proces.join()


@contextmanager
def _zonder_opruimen() -> Iterator[None]:
    """Look for nothing to clear up until this is done, and pass over what was made: it stays to the end.

    To look through it again and again takes a tenth of the start.
    """
    gc.disable()
    try:
        yield
        gc.collect()
        gc.freeze()
    finally:
        gc.enable()


def _vaker(luisteraar: socket.socket) -> list[socket.socket]:
    """The same socket as often as connections are to be accepted in one turn: uvloop takes one from each."""
    return [luisteraar, *(luisteraar.dup() for _ in range(PER_BEURT - 1))]


def bedien(luisteraar: socket.socket, adres: str) -> None:
    """Serve in this process until it is asked to stop; raises WmoFout when it cannot begin."""
    dienst = Dienst(adres, 1)
    dienst.load()
    from app.main import herreken

    threading.Thread(target=herreken, args=(dienst.api,), daemon=True).start()
    LOG.info("listening on %s", adres)
    # When all is done uvicorn repeats the signal that it got; to have stopped when asked is no failure.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    uvicorn.Server(dienst).run(sockets=_vaker(luisteraar))


def houd_toezicht(luisteraar: socket.socket, adres: str, workers: int) -> None:
    """Serve in so many processes until asked to stop; raises WmoFout when they could not begin."""
    with _zonder_opruimen():
        from app.main import maak_app, uitlooptijd

        app = maak_app(hier=adres)
        uitloop = uitlooptijd(Instellingen()) + GEEN_TEKEN
    threading.Thread(target=_herreken_en_sluit, args=(app,), daemon=True).start()
    LOG.info("listening on %s", adres)
    Toezicht(Werker(adres, workers), _vaker(luisteraar), uitloop).run()


def _herreken_en_sluit(app: "FastAPI") -> None:
    from app.main import herreken

    herreken(app)
    app.state.databank.sluit()


def maak_telemetrie() -> "Telemetrie | None":
    """What measures, where the environment names an address to send it to (OTEL_EXPORTER_OTLP_…ENDPOINT)."""
    if not any(naam.startswith("OTEL_EXPORTER_OTLP_") and naam.endswith("ENDPOINT") for naam in os.environ):
        return None
    from app.telemetrie import Telemetrie

    return Telemetrie()


def _eindig_met_toezicht() -> None:
    if (toezicht := multiprocessing.parent_process()) is not None:
        toezicht.join()
        os.kill(os.getpid(), signal.SIGTERM)
