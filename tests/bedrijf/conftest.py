"""An installation as an organisation runs it: processes of their own, on keys and an issuer of its own."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest
from jwt.algorithms import ECAlgorithm
from sqlalchemy import Executable, Row, func, select

from app.api.lokale_uitgever import UITGEVER, LokaleUitgever
from app.api.routers import SCOPES
from app.domain.partijen import Rol
from app.opslag import Sleutels
from app.opslag.databank import maak_motor
from app.opslag.tabellen import antwoord, client, verwerking
from tests.conftest import SJABLOON, eigen_postgres
from tests.server import omgeving

PUBLIEK = "urn:wmo:proef"
CLIENT = {
    "bsn": "731654286",
    "naam": {"achternaam": "Jansen"},
    "geboortedatum": {"datum": "1948-05-17"},
    "geslacht": "2",
    "contacten": [{"soort": "01", "postcode": "6041EM"}],
}
"""A client as its municipality records it."""


def lees(url: str, vraag: Executable) -> Row[Any]:
    """The one row that this query gives."""
    motor = maak_motor(url)
    with motor.connect() as verbinding:
        rij = verbinding.execute(vraag).one()
    motor.dispose()
    return rij


def aantallen(url: str) -> dict[str, int]:
    """How many clients, kept answers and access records there are, all at one moment."""
    tabellen = (client, antwoord, verwerking)
    telling = (select(func.count()).select_from(t).scalar_subquery().label(t.name) for t in tabellen)
    return lees(url, select(*telling))._asdict()


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


@pytest.fixture(scope="session")
def uitgever(tmp_path_factory: pytest.TempPathFactory) -> LokaleUitgever:
    return LokaleUitgever.uit_bestand(tmp_path_factory.mktemp("uitgever") / "sleutel.pem")


@pytest.fixture(scope="session")
def jwks(uitgever: LokaleUitgever) -> Iterator[str]:
    """Where the issuer publishes its keys."""
    (sleutel,) = uitgever.sleutels().keys
    jwk = json.loads(ECAlgorithm.to_jwk(sleutel.key)) | {"kid": sleutel.key_id, "alg": "ES256", "use": "sig"}

    class Sleutelbord(Afhandelaar):
        def do_GET(self) -> None:
            self.antwoord(json.dumps({"keys": [jwk]}).encode())

    with luister(Sleutelbord) as adres:
        yield f"{adres}/jwks"


@pytest.fixture(scope="session")
def installatie(jwks: str, sleutels: Sleutels) -> Callable[[str], dict[str, str]]:
    """The environment of a process on the database with this URL."""

    def op(url: str) -> dict[str, str]:
        return omgeving(
            WMO_DATABASE_URL=url,
            WMO_VERSLEUTELSLEUTELS=",".join(sleutels.versleuteling),
            WMO_ZOEKSLEUTEL=sleutels.zoeken,
            WMO_UITGEVERS=json.dumps({UITGEVER: jwks}),
            WMO_PUBLIEK=PUBLIEK,
        )

    return op


@pytest.fixture(scope="session")
def bel(uitgever: LokaleUitgever) -> Callable[[str], httpx2.Client]:
    """A worker of Roermond at the server with this address."""
    token = uitgever.maak_token(
        publiek=PUBLIEK, rol=Rol.ADMINISTRATIE, medewerker="medewerker-1", scopes=SCOPES, gemeente="0957"
    )

    def als(adres: str) -> httpx2.Client:
        kop = {"Authorization": f"Bearer {token}"}
        return httpx2.Client(base_url=adres, headers=kop, timeout=30, verify=False)  # there is no TLS here

    return als


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def gedeelde_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of its own for the tests of one module, on both."""
    with ExitStack() as straks:
        if request.param == "sqlite":
            sjabloon: Path = request.getfixturevalue("sqlite_sjabloon")
            pad = shutil.copy(sjabloon, tmp_path_factory.mktemp("gedeeld") / "wmo.db")
            yield f"sqlite:///{pad}"
        else:
            server = request.getfixturevalue("postgres_sjabloon")
            yield straks.enter_context(eigen_postgres(server, SJABLOON))
