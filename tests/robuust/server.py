"""A server as `wmo serve` runs it, on a database in which a whole story has been told."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from jwt.algorithms import ECAlgorithm

from app.api.lokale_uitgever import UITGEVER, LokaleUitgever
from app.instellingen import Instellingen
from app.main import maak_app, open_databank
from app.opslag import maak_sleutels
from tests.api.conftest import Klok
from tests.api.opname import Opname, neem_alles_op

PROJECT = Path(__file__).parents[2]


@dataclass
class Server:
    """A running process, and the lines that it has logged."""

    proces: subprocess.Popen[str]
    adres: str = ""
    log: list[str] = field(default_factory=list)
    klaar: threading.Event = field(default_factory=threading.Event)

    @property
    def poort(self) -> int:
        return int(self.adres.rpartition(":")[2])

    def fouten(self) -> list[dict[str, Any]]:
        """The lines of the log that tell of an error of the program itself."""
        regels = map(json.loads, self.log)
        return [regel for regel in regels if regel["level"] in ("error", "critical") or "error" in regel]

    def lees_log(self) -> None:
        for regel in self.proces.stderr or ():
            self.log.append(regel)
            if "Uvicorn running on" in regel:
                self.adres = json.loads(regel)["message"].split()[3]
                self.klaar.set()
        self.klaar.set()


@contextmanager
def bediend(omgeving: dict[str, str]) -> Iterator[Server]:
    """`wmo serve` with these settings, on a free port."""
    eigen = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("WMO_")}
    opdracht = [sys.executable, "-c", "from app.cli import main; main()", "serve", "--port", "0"]
    with subprocess.Popen(
        opdracht, cwd=PROJECT, env=eigen | omgeving, stderr=subprocess.PIPE, text=True
    ) as proces:
        server = Server(proces)
        lezer = threading.Thread(target=server.lees_log)
        lezer.start()
        try:
            server.klaar.wait(60)
            assert server.adres, "".join(server.log)
            yield server
        finally:
            proces.terminate()
            lezer.join()


@contextmanager
def jwks(uitgever: LokaleUitgever) -> Iterator[str]:
    """The address where this issuer publishes its key, as every issuer of a shared database does."""
    (sleutel,) = uitgever.sleutels().keys
    openbaar = ECAlgorithm.to_jwk(sleutel.key, as_dict=True) | {"kid": sleutel.key_id, "alg": "ES256"}
    inhoud = json.dumps({"keys": [openbaar]}).encode()

    class Geef(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(inhoud)))
            self.end_headers()
            self.wfile.write(inhoud)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Geef) as dienst:
        draad = threading.Thread(target=dienst.serve_forever)
        draad.start()
        try:
            yield f"http://127.0.0.1:{dienst.server_port}/jwks"
        finally:
            dienst.shutdown()
            draad.join()


@dataclass(frozen=True)
class Verhaal:
    """A database in which both regions have gone through the whole process, and how to serve it."""

    omgeving: dict[str, str]
    opname: Opname


@contextmanager
def verteld(data: Path, postgres: str | None = None) -> Iterator[Verhaal]:
    """Tell the story in the embedded database in this folder, or in an empty one of PostgreSQL."""
    uitgever = LokaleUitgever.uit_bestand(data / "lokale-uitgever.pem")
    waarden: dict[str, Any] = {"data": str(data)}
    with jwks(uitgever) as adres:
        if postgres is not None:
            sleutels = maak_sleutels()
            waarden |= {
                "database_url": postgres,
                "versleutelsleutels": sleutels.versleuteling[0],
                "zoeksleutel": sleutels.zoeken,
                "uitgevers": {UITGEVER: adres},
            }
        instellingen = Instellingen(**waarden)
        databank = open_databank(instellingen)
        databank.migreer()
        app = maak_app(instellingen, databank=databank)
        with TestClient(app) as lopend:
            opname = Opname(lopend, uitgever, maak_sleutels(), "", lambda url: url, Klok())
            neem_alles_op(opname)
        omgeving = {
            f"WMO_{naam.upper()}": waarde if isinstance(waarde, str) else json.dumps(waarde)
            for naam, waarde in waarden.items()
        }
        yield Verhaal(omgeving, opname)
