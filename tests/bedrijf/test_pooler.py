"""Behind PgBouncer in transaction mode, where each transaction may get another connection to PostgreSQL.

The pools here are smaller than the number of callers, so that connections do change hands.
"""

import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache

import httpx2
import psycopg
import pytest
from sqlalchemy import URL, text

from app.api.kader.lokale_uitgever import LokaleUitgever
from app.api.scopes import SCOPES
from app.domain.fouten import WmoFout
from app.domain.partijen import Rol
from app.opslag import Databank, Onbereikbaar, Sleutels, motoren
from app.opslag.herversleuteling import laat_oude_sleutels_los
from tests import bouw
from tests.api.verhaal import Aanbieder, Gemeente, tot_vastgesteld
from tests.bedrijf.conftest import PUBLIEK, aantallen
from tests.conftest import eigen_postgres
from tests.pooler import Pooler, pooler
from tests.server import PROJECT, STOPTIJD, WMO, draai

PLEKKEN = 2
"""Connections to PostgreSQL, for two servers of two connections each."""
ONVOORBEREID = {"WMO_DATABASE_VOORBEREIDEN": "false"}
BEGRENSD = {"default_pool_size": PLEKKEN, "query_wait_timeout": 10}


@pytest.fixture(scope="module")
def bouncer(postgres: URL) -> Iterator[Pooler]:
    with pooler(postgres, **BEGRENSD) as lopend:
        yield lopend


@pytest.fixture
def gepoold(bouncer: Pooler, postgres_url: str) -> str:
    """A migrated, empty database behind the pooler."""
    return bouncer.naar(postgres_url)


def wmo(omgeving: dict[str, str], *argumenten: str) -> str:
    """What a command says that goes well."""
    uitkomst = subprocess.run(
        [*WMO, *argumenten], cwd=PROJECT, env=omgeving, capture_output=True, text=True, timeout=STOPTIJD
    )
    assert uitkomst.returncode == 0, uitkomst.stderr
    return uitkomst.stdout


def vertel(adres: str, uitgever: LokaleUitgever, code: str) -> str:
    """One case of a municipality, from melding to wmo301; its XML."""
    with ExitStack() as open_:

        @cache
        def als(rol: Rol, gemeente: str | None = None, agb: str | None = None) -> httpx2.Client:
            token = uitgever.maak_token(
                publiek=PUBLIEK, rol=rol, medewerker=rol.value, scopes=SCOPES, gemeente=gemeente, agb=agb
            )
            kop = {"Authorization": f"Bearer {token}"}
            return open_.enter_context(httpx2.Client(base_url=adres, headers=kop, timeout=30, verify=False))

        def nu() -> datetime:
            return datetime.now(UTC)

        gemeente = Gemeente(lambda code, rol: als(rol, gemeente=code), nu, code)
        linde = Aanbieder(lambda agb: als(Rol.AANBIEDER, agb=agb), nu)
        gemeente.contracteer()
        plan_van_aanpak = gemeente.open_zaak()
        tot_vastgesteld(gemeente, linde, plan_van_aanpak)
        (bericht,) = gemeente.wijs_toe(gemeente.beslis(plan_van_aanpak))["berichten"]
        return str(bericht)


def test_the_whole_process_goes_through_a_pooler(
    bouncer: Pooler,
    postgres: URL,
    installatie: Callable[[str], dict[str, str]],
    uitgever: LokaleUitgever,
) -> None:
    with eigen_postgres(postgres, "template0") as leeg:
        omgeving = installatie(bouncer.naar(leeg)) | ONVOORBEREID | {"WMO_DATABASE_VERBINDINGEN": "2"}
        with ThreadPoolExecutor() as draden:
            list(draden.map(lambda _: wmo(omgeving, "migreer"), range(2)))
        with draai(omgeving, "--workers", "2") as server, ThreadPoolExecutor() as draden:
            verhalen = draden.map(lambda code: vertel(server.adres, uitgever, code), ("0957", "0797"))
            assert len(set(verhalen)) == 2
            server.vraag_te_stoppen()
            assert server.einde() == 0
        assert server.fouten() == []
        verwerkingen = aantallen(leeg)["verwerking"]
        assert wmo(omgeving, "zegel") == f"Verzegelde verwerkingen: {verwerkingen}.\n"
        assert f"verwerkingen: {verwerkingen}." in wmo(omgeving, "controleer-logboek")
        assert len(wmo(omgeving, "logboek").splitlines()) == verwerkingen


@pytest.fixture
def kort(monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement and a lock may take one second."""
    monkeypatch.setattr(motoren, "WACHTTIJD", 1)


@pytest.fixture
def databank(gepoold: str, sleutels: Sleutels) -> Iterator[Databank]:
    databank = Databank(gepoold, sleutels, verbindingen=1, voorbereiden=False)
    yield databank
    databank.sluit()


def test_a_statement_that_takes_too_long_is_stopped(kort: None, databank: Databank) -> None:
    with pytest.raises(Onbereikbaar) as fout, databank.transactie(bouw.verwerker()) as opslag:
        opslag._sessie.verbinding.execute(text("SELECT pg_sleep(20)"))
    assert "statement timeout" in str(fout.value.__cause__)


def test_who_waits_too_long_for_another_is_stopped(kort: None, databank: Databank, postgres_url: str) -> None:
    databank.keur_sleutels()
    with psycopg.connect(postgres_url) as ander:
        ander.execute("LOCK TABLE client IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(Onbereikbaar) as fout, databank.transactie(bouw.verwerker()) as opslag:
            opslag.clienten.bewaar(bouw.een_client())
    assert "timeout" in str(fout.value.__cause__)


def test_work_on_the_storage_may_take_long_and_leaves_that_to_nobody(
    kort: None, databank: Databank, gepoold: str
) -> None:
    with databank.onderhoud() as (verbinding, _):
        verbinding.execute(text("SELECT pg_sleep(2)"))
    with psycopg.connect(gepoold, autocommit=True) as ander:
        for _ in range(2 * PLEKKEN):
            assert ander.execute("SHOW statement_timeout").fetchone() == ("0",)
            assert ander.execute("SHOW lock_timeout").fetchone() == ("0",)


def test_of_two_rotations_at_once_the_second_is_refused(
    databank: Databank, gepoold: str, sleutels: Sleutels
) -> None:
    ander = Databank(gepoold, sleutels, voorbereiden=False)
    with databank.alleen() as houdt:
        assert laat_oude_sleutels_los(databank, houdt) is None
        with pytest.raises(WmoFout, match="al een sleutel geroteerd"), ander.alleen():
            pytest.fail("the second begins")
    with ander.alleen():
        pass
    ander.sluit()


@pytest.mark.parametrize("voorbereiden", [True, False])
def test_statements_get_no_name_where_that_is_turned_off(
    voorbereiden: bool, postgres_url: str, sleutels: Sleutels
) -> None:
    databank = Databank(postgres_url, sleutels, verbindingen=1, voorbereiden=voorbereiden)
    for _ in range(20):
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.nummering.volgende("bericht")
            benoemd = opslag._sessie.verbinding.execute(text("SELECT name FROM pg_prepared_statements")).all()
    databank.sluit()
    assert bool(benoemd) is voorbereiden


@pytest.mark.parametrize(
    ("grens", "reden"),
    [
        ({"max_client_conn": 1}, "no more connections allowed"),
        ({"default_pool_size": 1, "query_wait_timeout": 1}, "query_wait_timeout"),
    ],
)
def test_a_pooler_that_refuses_is_503_with_its_reason_in_the_log(
    grens: dict[str, int],
    reden: str,
    postgres: URL,
    postgres_url: str,
    installatie: Callable[[str], dict[str, str]],
    bel: Callable[[str], httpx2.Client],
) -> None:
    with pooler(postgres, **grens) as vol, ExitStack() as open_:
        url = vol.naar(postgres_url)
        with psycopg.connect(url) as ander:
            ander.execute("SELECT 1")  # from here on it holds the only place
            server = open_.enter_context(draai(installatie(url) | ONVOORBEREID))
            http = open_.enter_context(bel(server.adres))
            geweigerd, gereed = http.get("/v1/clienten"), http.get("/readyz")
        assert (geweigerd.status_code, geweigerd.headers["Retry-After"]) == (503, "2")
        assert gereed.status_code == 503
        assert http.get("/v1/clienten").status_code == http.get("/readyz").status_code == 200
    regel = next(r for r in server.regels if r.get("operation") == "lijst_clienten")
    assert (regel["status"], regel["problem"]) == (503, "onbereikbaar")
    assert reden in regel["cause"]


def test_a_pooler_that_starts_again_is_used_again(
    postgres: URL,
    postgres_url: str,
    installatie: Callable[[str], dict[str, str]],
    bel: Callable[[str], httpx2.Client],
) -> None:
    with pooler(postgres) as lopend:
        omgeving = installatie(lopend.naar(postgres_url)) | ONVOORBEREID
        with draai(omgeving) as server, bel(server.adres) as http:
            statussen = [http.get("/v1/clienten").status_code]
            lopend.stop()
            statussen.append(http.get("/v1/clienten").status_code)
            lopend.start()
            statussen.append(http.get("/v1/clienten").status_code)
    assert statussen == [200, 503, 200]
