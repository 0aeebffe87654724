"""An installation as an organisation runs it: processes of their own, on keys and an issuer of its own."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import Executable, Row, func, select

from app.api.kader.lokale_uitgever import UITGEVER, LokaleUitgever
from app.api.scopes import SCOPES
from app.domain.partijen import Rol
from app.opslag import Sleutels
from app.opslag.motoren import maak_motor
from app.opslag.tabellen import antwoord, client, verwerking
from tests.conftest import SJABLOON, eigen_postgres, op_postgresql
from tests.server import omgeving, sleutelbord

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


@pytest.fixture(scope="session")
def uitgever(tmp_path_factory: pytest.TempPathFactory) -> LokaleUitgever:
    return LokaleUitgever.uit_bestand(tmp_path_factory.mktemp("uitgever") / "sleutel.pem")


@pytest.fixture(scope="session")
def jwks(uitgever: LokaleUitgever) -> Iterator[str]:
    """Where the issuer publishes its keys."""
    with sleutelbord(uitgever) as adres:
        yield adres


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


@pytest.fixture(scope="module")
def gedeelde_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of its own for the tests of one module."""
    if op_postgresql(request):
        with eigen_postgres(request.getfixturevalue("postgres_sjabloon"), SJABLOON) as url:
            yield url
    else:
        sjabloon: Path = request.getfixturevalue("sqlite_sjabloon")
        yield f"sqlite:///{shutil.copy(sjabloon, tmp_path_factory.mktemp('gedeeld') / 'wmo.db')}"
