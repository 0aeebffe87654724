"""The demonstration: both regions from melding to the end of the support, over HTTP, with what goes wrong.

A server runs on this machine on a database that is thrown away; municipality and provider are two callers
with tokens of their own. Only the clock is moved by hand, so that terms can pass.
"""

import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2
import uvicorn
from rich.console import Console

from app.api.scopes import SCOPES
from app.demonstratie import verhaal
from app.demonstratie.partij import Partij
from app.demonstratie.regios import HEUSDEN, ROERMOND
from app.demonstratie.verteller import Verteller
from app.demonstratie.wereld import BEGIN, Klok, Wereld
from app.domain.partijen import Rol
from app.domain.waarden import kalenderdag
from app.instellingen import Instellingen
from app.main import maak_app
from app.uitgever import lokale_uitgever

GEDULD = 60
"""Seconds for an answer: on a busy machine a letter in PDF takes longer than the five that a client waits."""


def vertel(console: Console, naar: Path) -> None:
    """Tell the story for both regions; write messages and letters into `naar`; end with the requirements."""
    naar.mkdir(parents=True, exist_ok=True)
    verteller = Verteller(console)
    with tempfile.TemporaryDirectory() as map_, ExitStack() as verbindingen:
        instellingen = Instellingen(data=Path(map_), database_url=None, uitgevers={}, bladzijden=False)
        klok = Klok()
        adres = verbindingen.enter_context(_server(instellingen, klok))
        uitgever = lokale_uitgever(instellingen)

        def beller(
            rol: Rol, wie: str = "demo", *, gemeente: str | None = None, agb: str | None = None
        ) -> Partij:
            token = uitgever.maak_token(
                publiek=instellingen.publiek,
                rol=rol,
                medewerker=f"{wie}-{rol}",
                scopes=SCOPES,
                gemeente=gemeente,
                agb=agb,
            )
            kop = {"Authorization": f"Bearer {token}"}
            http = httpx2.Client(base_url=f"{adres}/v1", headers=kop, timeout=GEDULD)
            return Partij(verbindingen.enter_context(http))

        laatste = BEGIN
        for regio in (ROERMOND, HEUSDEN):
            klok.nu = BEGIN
            wereld = Wereld(
                regio,
                toegang=beller(Rol.TOEGANG, gemeente=regio.gemeente),
                beslisser=beller(Rol.BESLUIT, gemeente=regio.gemeente),
                heroverweger=beller(Rol.BESLUIT, "heroverweging", gemeente=regio.gemeente),
                administratie=beller(Rol.ADMINISTRATIE, gemeente=regio.gemeente),
                aanbieder=beller(Rol.AANBIEDER, agb=regio.aanbieder["agb"]),
                klok=klok,
                verteller=verteller,
                naar=naar,
            )
            verhaal.vertel(wereld)
            laatste = max(laatste, klok.nu)
    verteller.besluit(naar, kalenderdag(laatste))


@contextmanager
def _server(instellingen: Instellingen, klok: Klok) -> Iterator[str]:
    """The API on a free port of this machine, for as long as the story lasts."""
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
