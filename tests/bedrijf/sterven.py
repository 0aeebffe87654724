"""A mother of processes that die: she forks one for each line on standard input and tells how it ended.

A line is JSON: the moment at which the process kills itself (SIGKILL), the arguments of `wmo`, and settings.
The moments are patched in here; the program knows nothing of them. A child that lives on is killed when its
mother is asked to stop (SIGTERM).
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from app.api.kader.buitenlaag import Buitenlaag
from app.cli import main as wmo
from app.instellingen import Instellingen
from app.main import maak_app, warm_op
from app.opslag import Databank, Opslag, maak_sleutels

TORN = 6000
"""Bytes that SQLite still gets to write of its journal: one page, and a part of the next."""


def sterf(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def niets(*_: object) -> None:
    pass


def om_transactie(voor: Callable[[], None], na: Callable[[], None]) -> None:
    echt = Databank.transactie

    @contextmanager
    def transactie(databank: Databank, *van: Any, **hoe: Any) -> Iterator[Opslag]:
        voor()
        with echt(databank, *van, **hoe) as opslag:
            yield opslag
        na()

    Databank.transactie = transactie  # type: ignore[method-assign]


def na_opdracht(begin: str, doe: Callable[[], None] = sterf) -> None:
    """When the database has carried out a statement that begins so."""

    @event.listens_for(Engine, "after_cursor_execute")
    def na(_: Connection, __: object, opdracht: str, *___: object) -> None:
        if opdracht.lstrip().startswith(begin):
            doe()


def in_commit() -> None:
    """PostgreSQL has been told to commit and has not answered; SQLite has written a part of its journal."""
    vastgelegd: list[bool] = []
    na_opdracht("INSERT INTO verwerking", lambda: vastgelegd.append(True))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)

    @event.listens_for(Engine, "commit")
    def breek_af(verbinding: Connection) -> None:
        if not vastgelegd:
            return
        if verbinding.dialect.name == "postgresql":
            lijn: Any = verbinding.connection.dbapi_connection
            lijn.pgconn.send_query(b"COMMIT")
            lijn.pgconn.flush()
            sterf()
        journaal = Path(f"{verbinding.engine.url.database}-wal")
        grens = journaal.stat().st_size + TORN
        resource.setrlimit(resource.RLIMIT_FSIZE, (grens, grens))


def in_antwoord() -> None:
    """The head of the answer has gone out, its body has not."""
    echt = Buitenlaag.__call__

    async def omsloten(kader: Buitenlaag, scope: Any, receive: Any, send: Any) -> None:
        async def stuur(bericht: Any) -> None:
            if bericht["type"] == "http.response.body":
                sterf()
            await send(bericht)

        await echt(kader, scope, receive, stuur)

    Buitenlaag.__call__ = omsloten  # type: ignore[method-assign]


MOMENTEN: dict[str, Callable[[], None]] = {
    "nooit": niets,
    "voor BEGIN": lambda: om_transactie(sterf, niets),
    "in COMMIT": in_commit,
    "na COMMIT": lambda: om_transactie(niets, sterf),
    "in het antwoord": in_antwoord,
}
"""Besides these: `na <beginning of a statement>`."""


def baar(moment: str, argumenten: list[str], instellingen: dict[str, str]) -> None:
    os.dup2(2, 1)  # what it says is for the log; on standard output speaks the mother
    os.environ.update(instellingen)
    patch = MOMENTEN.get(moment) or (lambda: na_opdracht(moment.removeprefix("na ")))
    patch()
    wmo(argumenten)


if __name__ == "__main__":
    elders = {"https://login.example.nl": "https://login.example.nl/jwks"}
    instellingen = Instellingen.model_validate({"uitgevers": elders})
    warm_op(maak_app(instellingen, databank=Databank("sqlite://", maak_sleutels())))  # for all of them

    kinderen: set[int] = set()

    def stop(*_: object) -> None:
        for kind in kinderen:
            os.kill(kind, signal.SIGKILL)
        sys.exit()

    signal.signal(signal.SIGTERM, stop)
    while opdracht := sys.stdin.readline():
        kind = os.fork()
        if not kind:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            baar(*json.loads(opdracht))
        kinderen.add(kind)
        einde = os.waitstatus_to_exitcode(os.waitpid(kind, 0)[1])
        kinderen.remove(kind)
        print(einde, flush=True)
