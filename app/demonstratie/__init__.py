"""The demonstration: both regions from melding to wmo301, over HTTP, with what goes wrong on the way.

A server runs on this machine on a database that is thrown away; municipality and provider are two callers
with tokens of their own. Only the clock is moved by hand, so that terms can pass.
"""

import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from rich.console import Console

from app.demonstratie import heusden, roermond
from app.demonstratie.verteller import Verteller
from app.demonstratie.wereld import BEGIN, Klok, Wereld
from app.instellingen import Instellingen
from app.main import lokale_uitgever, maak_app

VERHALEN: tuple[Callable[[Wereld], None], ...] = (roermond.vertel, heusden.vertel)


def vertel(console: Console, naar: Path) -> None:
    """Run both stories; write the messages and letters into `naar`; end with the requirements shown."""
    naar.mkdir(parents=True, exist_ok=True)
    verteller = Verteller(console)
    with tempfile.TemporaryDirectory() as map_:
        instellingen = Instellingen(data=Path(map_), database_url=None, uitgevers={})
        klok = Klok()
        with _server(instellingen, klok) as adres:
            uitgever = lokale_uitgever(instellingen)
            for verhaal in VERHALEN:
                klok.nu = BEGIN
                wereld = Wereld(adres, uitgever, instellingen.publiek, klok, verteller, naar)
                verhaal(wereld)
                for partij in wereld.partijen:
                    partij.sluit()
    verteller.besluit(naar)


@contextmanager
def _server(instellingen: Instellingen, klok: Klok) -> Iterator[str]:
    """The API on a free port of this machine, for as long as the stories last."""
    luisteraar = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(maak_app(instellingen, klok=klok), log_level="error", access_log=False)
    )
    draad = threading.Thread(target=server.run, kwargs={"sockets": [luisteraar]})
    draad.start()
    try:
        yield f"http://127.0.0.1:{luisteraar.getsockname()[1]}"
    finally:
        server.should_exit = True
        draad.join()
