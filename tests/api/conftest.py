"""The whole app over HTTP, at a time of the test's choosing, called by whom it names."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from filecmp import cmp
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.api import documentatie
from app.api.kader.lokale_uitgever import LokaleUitgever
from app.api.scopes import SCOPES
from app.domain.partijen import Rol
from app.instellingen import Instellingen
from app.main import maak_app
from app.opslag import Databank, Sleutels
from app.uitgever import lokale_uitgever
from tests.api.opname import Opname, Zaken, kopieer_postgres, kopieer_sqlite, neem_alles_op
from tests.api.proef import openbaar as vrije_router
from tests.api.proef import router as proef_router
from tests.api.verhaal import Aanbieder, Gemeente
from tests.bellen import bel_aan
from tests.conftest import SJABLOON, zonder_schijf

PROEFSCOPES = proef_router.scopes

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday without holidays near."""


@dataclass
class Klok:
    """A clock that stands still until the test moves it."""

    nu: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.nu

    def verzet(self, **duur: float) -> None:
        """Move on: `verzet(weeks=2)`."""
        self.nu += timedelta(**duur)


class TikkendeKlok(Klok):
    """Every act is later than the one before it."""

    def __call__(self) -> datetime:
        self.verzet(seconds=1)
        return self.nu


@pytest.fixture(scope="session")
def instellingen(tmp_path_factory: pytest.TempPathFactory) -> Instellingen:
    return Instellingen(data=tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def uitgever(instellingen: Instellingen) -> LokaleUitgever:
    return lokale_uitgever(instellingen)


@pytest.fixture(scope="session")
def lopend(instellingen: Instellingen, sqlite_sjabloon: Path, sleutels: Sleutels) -> Iterator[TestClient]:
    """The app, built once and running; each test gives it a database and a clock of its own."""
    app = maak_app(instellingen, databank=Databank(f"sqlite:///{sqlite_sjabloon}", sleutels))
    with TestClient(app) as lopend:
        yield lopend


@pytest.fixture
def klok() -> Klok:
    return Klok()


@pytest.fixture
def app(lopend: TestClient, databank: Databank, klok: Klok) -> FastAPI:
    app: FastAPI = lopend.app
    app.state.databank = databank
    app.state.klok = klok
    return app


@pytest.fixture
def anoniem(app: FastAPI, lopend: TestClient) -> TestClient:
    """Somebody without a token."""
    return bel(lopend, None)


@pytest.fixture
def als_gemeente(app: FastAPI, lopend: TestClient, uitgever: LokaleUitgever) -> Callable[..., TestClient]:
    """A client that calls as a worker of a municipality: `als_gemeente("0957", Rol.BESLUIT)`."""

    @cache
    def als(
        code: str = "0957",
        rol: Rol = Rol.TOEGANG,
        *,
        medewerker: str = "medewerker-1",
        scopes: frozenset[str] = SCOPES,
    ) -> TestClient:
        token = uitgever.maak_token(
            publiek=app.state.publiek, rol=rol, medewerker=medewerker, scopes=scopes, gemeente=code
        )
        return bel(lopend, token)

    return als


@pytest.fixture
def als_aanbieder(app: FastAPI, lopend: TestClient, uitgever: LokaleUitgever) -> Callable[..., TestClient]:
    """A client that calls as a worker of a provider: `als_aanbieder("12345678")`."""

    @cache
    def als(
        agb: str = "12345678", *, medewerker: str = "medewerker-2", scopes: frozenset[str] = SCOPES
    ) -> TestClient:
        token = uitgever.maak_token(
            publiek=app.state.publiek, rol=Rol.AANBIEDER, medewerker=medewerker, scopes=scopes, agb=agb
        )
        return bel(lopend, token)

    return als


def bel(lopend: TestClient, token: str | None) -> TestClient:
    """A client of the running app with this token."""
    return bel_aan(lopend, {"Authorization": f"Bearer {token}"} if token else {})


@pytest.fixture(scope="session")
def grootste_inhoud() -> int:
    """Largest body in bytes that the stand-in resource takes."""
    return 70_000


@pytest.fixture(scope="session")
def lopende_proef(
    instellingen: Instellingen, grootste_inhoud: int, sqlite_sjabloon: Path, sleutels: Sleutels
) -> Iterator[TestClient]:
    klein = instellingen.model_copy(update={"grootste_inhoud": grootste_inhoud})
    app = maak_app(klein, databank=Databank(f"sqlite:///{sqlite_sjabloon}", sleutels), klok=Klok())
    documentatie.neem_op(app, (proef_router, vrije_router))
    with TestClient(app) as lopend:
        yield lopend


@pytest.fixture
def proef(lopende_proef: TestClient) -> TestClient:
    """Somebody without a token, at the app with the stand-in resource."""
    return bel(lopende_proef, None)


@pytest.fixture
def proef_als(lopende_proef: TestClient, uitgever: LokaleUitgever) -> Callable[..., TestClient]:
    """A client that calls the stand-in resource with a token; what it says can be changed by name."""

    def als(**anders: Any) -> TestClient:
        eisen: dict[str, Any] = {
            "publiek": lopende_proef.app.state.publiek,
            "rol": Rol.TOEGANG,
            "medewerker": "medewerker-1",
            "gemeente": "0957",
            "scopes": PROEFSCOPES,
        }
        return bel(lopende_proef, uitgever.maak_token(**eisen | anders))

    return als


@pytest.fixture(scope="session")
def gecontracteerd(
    sqlite_sjabloon: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Gemeente, Databank], None]:
    """Let a municipality know the default provider: by the API the first time, and then in a copy of that."""
    folder = tmp_path_factory.mktemp("gecontracteerd")

    def gecontracteerd(gemeente: Gemeente, databank: Databank) -> None:
        url, kopie = databank.motor.url, folder / f"{gemeente.code} {gemeente.nu}"
        databank.sluit()
        leeg = url.get_backend_name() == "sqlite" and cmp(url.database, sqlite_sjabloon, shallow=False)
        if leeg and kopie.exists():
            shutil.copy(kopie, url.database)
            return
        gemeente.contracteer()
        if leeg:
            databank.sluit()
            shutil.copy(url.database, kopie)

    return gecontracteerd


@pytest.fixture
def roermond(
    als_gemeente: Callable[..., TestClient],
    klok: Klok,
    databank: Databank,
    gecontracteerd: Callable[[Gemeente, Databank], None],
) -> Gemeente:
    """A municipality of MLO, where the default provider has contracts."""
    gemeente = Gemeente(als_gemeente, klok, "0957")
    gecontracteerd(gemeente, databank)
    return gemeente


@pytest.fixture
def heusden(
    als_gemeente: Callable[..., TestClient],
    klok: Klok,
    databank: Databank,
    gecontracteerd: Callable[[Gemeente, Databank], None],
) -> Gemeente:
    """The municipality of HVB that works beschikkingsarm, where the default provider has contracts."""
    gemeente = Gemeente(als_gemeente, klok, "0797")
    gecontracteerd(gemeente, databank)
    return gemeente


@pytest.fixture
def linde(als_aanbieder: Callable[..., TestClient], klok: Klok) -> Aanbieder:
    """The default provider."""
    return Aanbieder(als_aanbieder, klok)


@dataclass
class _Opgenomen:
    opname: Opname
    zaken: Zaken


@pytest.fixture(scope="session")
def neem_op(
    request: pytest.FixtureRequest,
    instellingen: Instellingen,
    uitgever: LokaleUitgever,
    sleutels: Sleutels,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], _Opgenomen]]:
    """Tells the whole story on a kind of database, once on each."""

    @cache
    def neem_op(soort: str) -> _Opgenomen:
        if soort == "postgresql":
            server = request.getfixturevalue("postgres_sjabloon")
            kopieer = kopieer_postgres(server)
            url = kopieer(server.set(database=SJABLOON).render_as_string(hide_password=False))
        else:
            folder = tmp_path_factory.mktemp("opname")
            sjabloon, kopieer = request.getfixturevalue("sqlite_sjabloon"), kopieer_sqlite(folder)
            url = kopieer(f"sqlite:///{sjabloon}")
        app = maak_app(instellingen, databank=zonder_schijf(Databank(url, sleutels)))
        opname = Opname(open_.enter_context(TestClient(app)), uitgever, sleutels, url, kopieer, Klok())
        return _Opgenomen(opname, neem_alles_op(opname))

    with ExitStack() as open_:
        yield neem_op


@pytest.fixture(scope="session")
def opgenomen(request: pytest.FixtureRequest, neem_op: Callable[[str], _Opgenomen]) -> _Opgenomen:
    """The whole story; a test that says no kind of database and one that says SQLite share it."""
    return neem_op(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def opname(opgenomen: _Opgenomen) -> Opname:
    """The recording of the whole story."""
    return opgenomen.opname


@pytest.fixture(scope="session")
def zaken(opgenomen: _Opgenomen) -> Zaken:
    """What the recorded story leaves behind."""
    return opgenomen.zaken
