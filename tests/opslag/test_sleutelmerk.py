"""Keys that are not those of the database are refused, in a sentence, before anything is done with them."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from app.domain.fouten import WmoFout
from app.domain.waarden import Bsn
from app.opslag import Databank, Onbereikbaar, Sleutels, VerkeerdeSleutels, herversleuteling, maak_sleutels
from app.opslag import databank as databankmodule
from app.opslag.herversleuteling import (
    LOOPT_NOG,
    OUDE_IN_GEBRUIK,
    herversleutel,
    laat_oude_sleutels_los,
)
from tests import bouw
from tests.bouw import Zaak

pytestmark = pytest.mark.beide

NIEUW = maak_sleutels()
ANDER_ACCOUNT = "wmo_ander"


@pytest.fixture(autouse=True)
def zonder_geduld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(herversleuteling, "GEDULD", 0)


def zet_merken_weg(databank: Databank) -> None:
    """As a database is from before there were marks."""
    with databank._motor.begin() as verbinding:
        verbinding.exec_driver_sql("DELETE FROM sleutelmerk")


@pytest.mark.parametrize("met_merken", [True, False], ids=["marked", "from before there were marks"])
@pytest.mark.parametrize("welke", ["zoeken", "versleuteling"])
def test_another_key_is_refused(
    databank: Databank, databank_url: str, zaak: Zaak, sleutels: Sleutels, welke: str, met_merken: bool
) -> None:
    if not met_merken:
        zet_merken_weg(databank)
    ander = Databank(databank_url, replace(sleutels, **{welke: getattr(NIEUW, welke)}))
    with pytest.raises(VerkeerdeSleutels), ander.transactie(bouw.verwerker()) as opslag:
        opslag.clienten.bewaar(bouw.een_client(id=uuid4(), bsn=Bsn("999990019")))
    assert "sleutel" in str(ander.beletsel())
    ander.sluit()


def test_of_some_with_other_keys_that_start_at_once_one_is_first(
    databank: Databank, databank_url: str
) -> None:
    zet_merken_weg(databank)
    met_eigen = [Databank(databank_url, maak_sleutels()) for _ in range(4)]
    gelijk = Barrier(len(met_eigen))

    def begin(ander: Databank) -> None:
        with ander.motor.connect():
            gelijk.wait()
        with suppress(VerkeerdeSleutels):
            ander.keur_sleutels()

    with ThreadPoolExecutor() as draden:
        list(draden.map(begin, met_eigen))

    assert [ander.beletsel() for ander in met_eigen].count(None) == 1
    for ander in met_eigen:
        ander.sluit()


def test_the_right_keys_go_on_with_a_database_from_before_there_were_marks(
    databank: Databank, databank_url: str, zaak: Zaak, sleutels: Sleutels
) -> None:
    zet_merken_weg(databank)
    zelfde = Databank(databank_url, sleutels)
    assert zelfde.beletsel() is None
    zelfde.sluit()


def test_a_new_key_in_front_is_taken_and_the_old_one_must_stay_until_all_is_encrypted_again(
    databank: Databank, databank_url: str, zaak: Zaak, sleutels: Sleutels
) -> None:
    beide = replace(sleutels, versleuteling=(*NIEUW.versleuteling, *sleutels.versleuteling))
    alleen_nieuw = replace(sleutels, versleuteling=NIEUW.versleuteling)
    gedraaid = Databank(databank_url, beide)
    assert gedraaid.beletsel() is None
    te_vroeg = Databank(databank_url, alleen_nieuw)
    assert "ontbreekt" in str(te_vroeg.beletsel())
    herversleutel(gedraaid)
    assert laat_oude_sleutels_los(gedraaid, None) is None
    daarna = Databank(databank_url, alleen_nieuw)
    assert daarna.beletsel() is None
    for programma in (gedraaid, te_vroeg, daarna):
        programma.sluit()


def met_voorop(url: str, voorop: Sleutels, daarachter: Sleutels) -> Databank:
    """The database with both keys, of which the first encrypts."""
    return Databank(url, replace(voorop, versleuteling=voorop.versleuteling + daarachter.versleuteling))


@pytest.mark.parametrize("keurt", [True, False], ids=["at work", "busy with what began before"])
def test_what_is_written_with_an_old_key_during_a_rotation_is_not_lost(
    databank_url: str, zaak: Zaak, sleutels: Sleutels, monkeypatch: pytest.MonkeyPatch, keurt: bool
) -> None:
    nieuw = replace(sleutels, versleuteling=NIEUW.versleuteling)
    oud_voorop = met_voorop(databank_url, sleutels, NIEUW)
    nieuw_voorop = met_voorop(databank_url, nieuw, sleutels)
    oud_voorop.keur_sleutels()
    monkeypatch.setattr(databankmodule, "KEUR_SECONDEN", 0 if keurt else 1e9)
    herversleutel(nieuw_voorop)
    ander = bouw.een_client(id=uuid4(), bsn=Bsn("999990019"))

    def schrijf(_: float) -> None:
        with oud_voorop.transactie(bouw.verwerker()) as opslag:
            opslag.clienten.bewaar(ander)

    monkeypatch.setattr(herversleuteling, "sleep", schrijf)
    losgelaten = laat_oude_sleutels_los(nieuw_voorop, None) is None

    assert losgelaten is not keurt
    alleen_nieuw = Databank(databank_url, nieuw)
    assert (alleen_nieuw.beletsel() is None) is losgelaten
    if losgelaten:
        with alleen_nieuw.transactie(bouw.verwerker()) as opslag:
            assert opslag.clienten.met_bsn(ander.bsn) is not None
    for programma in (oud_voorop, nieuw_voorop, alleen_nieuw):
        programma.sluit()


@pytest.mark.parametrize("waar", ["sleep", "herversleutel"])
def test_a_rotation_that_is_killed_keeps_the_old_key_needed_and_is_done_again(
    databank_url: str, zaak: Zaak, sleutels: Sleutels, monkeypatch: pytest.MonkeyPatch, waar: str
) -> None:
    nieuw = replace(sleutels, versleuteling=NIEUW.versleuteling)
    nieuw_voorop = met_voorop(databank_url, nieuw, sleutels)
    herversleutel(nieuw_voorop)

    def sterf(_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(herversleuteling, waar, sterf)
        with pytest.raises(SystemExit):
            laat_oude_sleutels_los(nieuw_voorop, None)

    te_vroeg = Databank(databank_url, nieuw)
    assert "ontbreekt" in str(te_vroeg.beletsel())
    herversleutel(nieuw_voorop)
    assert laat_oude_sleutels_los(nieuw_voorop, None) is None
    assert te_vroeg.beletsel() is None
    for programma in (nieuw_voorop, te_vroeg):
        programma.sluit()


@pytest.mark.parametrize("eindigt", [True, False], ids=["in time", "later"])
def test_a_rotation_waits_for_transactions_that_began_before(
    postgres_url: str, sleutels: Sleutels, monkeypatch: pytest.MonkeyPatch, eindigt: bool
) -> None:
    monkeypatch.setattr(databankmodule, "KEUR_SECONDEN", 0)
    monkeypatch.setattr(herversleuteling, "LANGST", 60 if eindigt else 0)
    nieuw = replace(sleutels, versleuteling=NIEUW.versleuteling)
    oud_voorop = met_voorop(postgres_url, sleutels, NIEUW)
    nieuw_voorop = als_ander_account(postgres_url, nieuw, sleutels)
    oud_voorop.keur_sleutels()
    with ExitStack() as bezig:
        opslag = bezig.enter_context(oud_voorop.transactie(bouw.verwerker()))
        opslag.clienten.bewaar(bouw.een_client())

        def eindig(duur: float) -> None:
            if duur:
                bezig.close()

        monkeypatch.setattr(herversleuteling, "sleep", eindig)
        with nieuw_voorop.alleen() as houdt:
            herversleutel(nieuw_voorop)
            verwacht = OUDE_IN_GEBRUIK if eindigt else LOOPT_NOG
            assert laat_oude_sleutels_los(nieuw_voorop, houdt) == verwacht

    alleen_nieuw = Databank(postgres_url, nieuw)
    assert "ontbreekt" in str(alleen_nieuw.beletsel())
    with nieuw_voorop.alleen() as houdt:
        herversleutel(nieuw_voorop)
        assert laat_oude_sleutels_los(nieuw_voorop, houdt) is None
    assert alleen_nieuw.beletsel() is None
    for programma in (oud_voorop, nieuw_voorop, alleen_nieuw):
        programma.sluit()
    beheer(postgres_url, f"DROP OWNED BY {ANDER_ACCOUNT}", f"DROP ROLE {ANDER_ACCOUNT}")


def test_a_second_rotation_is_refused_until_the_first_has_ended(
    databank_url: str, zaak: Zaak, sleutels: Sleutels
) -> None:
    eerste, tweede = (met_voorop(databank_url, NIEUW, sleutels) for _ in range(2))
    with eerste.alleen(), pytest.raises(WmoFout, match="al een sleutel geroteerd"), tweede.alleen():
        pytest.fail("the second begins")
    with tweede.alleen():
        pass
    for programma in (eerste, tweede):
        programma.sluit()


def test_a_rotation_by_way_of_a_link_is_a_second_one(
    sqlite_url: str, sleutels: Sleutels, tmp_path: Path
) -> None:
    link = tmp_path / "link.sqlite"
    link.symlink_to(sqlite_url.removeprefix("sqlite:///"))
    eerste, tweede = Databank(sqlite_url, sleutels), Databank(f"sqlite:///{link}", sleutels)
    with eerste.alleen(), pytest.raises(WmoFout, match="al een sleutel geroteerd"), tweede.alleen():
        pass


def test_a_rotation_that_lost_its_lock_lets_go_of_no_key(postgres_url: str, sleutels: Sleutels) -> None:
    nieuw = replace(sleutels, versleuteling=NIEUW.versleuteling)
    nieuw_voorop = met_voorop(postgres_url, nieuw, sleutels)

    def roteer() -> None:
        with nieuw_voorop.alleen() as houdt:
            assert houdt is not None
            slot = houdt.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            beheer(postgres_url, f"SELECT pg_terminate_backend({slot})")
            laat_oude_sleutels_los(nieuw_voorop, houdt)

    with pytest.raises(Onbereikbaar):
        roteer()
    alleen_nieuw = Databank(postgres_url, nieuw)
    assert "ontbreekt" in str(alleen_nieuw.beletsel())
    for programma in (nieuw_voorop, alleen_nieuw):
        programma.sluit()


def als_ander_account(url: str, voorop: Sleutels, daarachter: Sleutels) -> Databank:
    """The same over an account that may not see what others do."""
    beheer(
        url,
        f"CREATE ROLE {ANDER_ACCOUNT} LOGIN",
        f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {ANDER_ACCOUNT}",
        f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {ANDER_ACCOUNT}",
    )
    return met_voorop(
        make_url(url).set(username=ANDER_ACCOUNT).render_as_string(hide_password=False), voorop, daarachter
    )


def beheer(url: str, *opdrachten: str) -> None:
    with psycopg.connect(url, autocommit=True) as verbinding:
        for opdracht in opdrachten:
            verbinding.execute(opdracht)


def test_a_first_client_without_a_bsn_says_nothing_of_the_key_that_searches(
    databank: Databank, databank_url: str, sleutels: Sleutels
) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.clienten.bewaar(bouw.een_client(id=uuid4(), bsn=None))
    zet_merken_weg(databank)
    zelfde = Databank(databank_url, sleutels)
    assert zelfde.beletsel() is None
    zelfde.sluit()


def test_a_program_without_the_key_that_others_took_stops_working(
    databank: Databank, databank_url: str, zaak: Zaak, sleutels: Sleutels
) -> None:
    ander = Databank(
        databank_url, replace(sleutels, versleuteling=(*NIEUW.versleuteling, *sleutels.versleuteling))
    )
    assert databank.beletsel() is None
    ander.keur_sleutels()

    assert "ontbreekt" in str(databank.beletsel())
    with pytest.raises(VerkeerdeSleutels), databank.transactie(bouw.verwerker()):
        pytest.fail("no transaction begins")
    ander.sluit()


def test_an_empty_database_takes_the_keys_that_come_first(databank: Databank, databank_url: str) -> None:
    assert databank.beletsel() is None
    ander = Databank(databank_url, NIEUW)
    assert "zoeksleutel" in str(ander.beletsel())
    ander.sluit()
