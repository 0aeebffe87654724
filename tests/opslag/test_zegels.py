"""Seals show which record was changed or taken away, also while others write (W06)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from math import inf
from threading import Barrier, Event
from uuid import uuid4

import pytest
from psycopg.sql import SQL
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DBAPIError

from app.opslag import Databank, Sleutels, maak_sleutels, zegels
from app.opslag import tabellen as t
from app.opslag.fouten import Geweigerd
from app.opslag.sleutels import Kluis
from app.opslag.verwerking import Aanraking
from app.opslag.zegels import BEZINKTIJD, Keuring, Zegel, keur, logregels, onbewaakt, verzegel
from tests import bouw
from tests.bouw import Zaak
from tests.conftest import beheer
from tests.meter import Meter

pytestmark = pytest.mark.beide

HANDELING = Aanraking("lezen", "client", "c1", bouw.ROERMOND, uuid4())
LATER = bouw.NU + BEZINKTIJD + timedelta(seconds=1)


RESTVELDEN = ", ".join(kolom.name for kolom in t.zegel.c if kolom.name != "volgnummer")

LIJST = [replace(HANDELING, object_id=f"c{n}", client_id=uuid4()) for n in range(4)]
"""A page with four persons."""


def toon_lijst(databank: Databank) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        for aanraking in LIJST:
            opslag.clienten._sessie.spoor.noteer(aanraking)


@pytest.fixture(autouse=True)
def kleine_zegels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zegels, "PER_ZEGEL", 5)


def verzegel_alles(databank: Databank) -> list[Zegel]:
    return list(zegels.verzegel_alles(databank, bouw.klok))


def knoei(databank: Databank, *opdrachten: str) -> None:
    """Do this in the database itself, with the triggers out of the way."""
    with databank._motor.begin() as verbinding:
        if verbinding.dialect.name == "postgresql":
            for tabel in ("verwerking", "betrokkene", "zegel", "zegelregel"):
                verbinding.execute(text(f"ALTER TABLE {tabel} DISABLE TRIGGER USER"))
        else:
            vraag = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for naam in verbinding.execute(text(vraag)).scalars().all():
                verbinding.execute(text(f"DROP TRIGGER {naam}"))
        for opdracht in opdrachten:
            assert verbinding.execute(text(opdracht)).rowcount


def bevinding(databank: Databank) -> tuple[int | None, int | None]:
    """The seal and the record that the check names."""
    afwijking = keur(databank, bouw.NU).afwijking
    assert afwijking is not None
    return afwijking.zegel, afwijking.verwerking


def test_every_record_is_sealed_once_and_the_chain_holds(databank: Databank, zaak: Zaak) -> None:
    gemaakt = verzegel_alles(databank)

    assert [(z.volgnummer, z.van, z.tot, z.aantal) for z in gemaakt] == [
        (1, 1, 5, 5), (2, 6, 10, 5), (3, 11, 15, 5), (4, 16, 17, 2)
    ]  # fmt: skip
    assert [z.vorige for z in gemaakt] == ["", *(z.hash for z in gemaakt[:-1])]
    assert keur(databank, bouw.NU) == Keuring(gemaakt[-1], 17, 0, None, None)


def test_after_each_seal_whoever_waits_goes_first(
    databank: Databank, zaak: Zaak, monkeypatch: pytest.MonkeyPatch
) -> None:
    rust: list[float] = []
    monkeypatch.setattr("app.opslag.databank.sleep", rust.append)
    assert len(verzegel_alles(databank)) == len(rust)
    assert min(rust) > 0


def test_what_is_not_sealed_yet_is_counted(databank: Databank, zaak: Zaak) -> None:
    verzegel(databank, bouw.NU)

    keuring = keur(databank, bouw.NU)

    assert (keuring.verzegeld, keuring.onverzegeld, keuring.oudste_onverzegeld) == (5, 12, bouw.NU)
    assert keuring.afwijking is None


@pytest.mark.parametrize(
    "kolom", ["medewerker = 'x'", "moment = '2020-01-01'", "versie = NULL", "object_id = 'x'", "einde = NULL"]
)
def test_the_first_changed_record_is_named(databank: Databank, zaak: Zaak, kolom: str) -> None:
    verzegel_alles(databank)
    knoei(databank, f"UPDATE verwerking SET {kolom} WHERE id IN (8, 13)")

    assert bevinding(databank) == (2, 8)


def test_the_first_missing_record_is_named(databank: Databank, zaak: Zaak) -> None:
    verzegel_alles(databank)
    knoei(databank, "DELETE FROM verwerking WHERE id IN (7, 12)")

    assert bevinding(databank) == (2, 7)


def test_two_records_that_change_places_are_named(databank: Databank, zaak: Zaak) -> None:
    verzegel_alles(databank)
    knoei(
        databank, *(f"UPDATE verwerking SET id = {n} WHERE id = {v}" for v, n in ((3, 99), (4, 3), (99, 4)))
    )

    assert bevinding(databank) == (1, 3)


@pytest.mark.parametrize(
    ("opdrachten", "zegel", "verwerking"),
    [
        (["UPDATE zegelregel SET hash = 'x' WHERE verwerking_id = 9"], 2, 9),
        (["DELETE FROM zegelregel WHERE verwerking_id = 9"], 2, None),
        (["DELETE FROM verwerking WHERE id = 9", "DELETE FROM zegelregel WHERE verwerking_id = 9"], 2, None),
        (["UPDATE zegel SET hash = 'x' WHERE volgnummer = 2"], 2, None),
        (["UPDATE zegel SET moment = '2020-01-01' WHERE volgnummer = 2"], 2, None),
        (["UPDATE zegel SET van = van - 1 WHERE volgnummer = 2"], 2, None),
        (["UPDATE zegel SET tot = tot + 9 WHERE volgnummer = 2"], 2, None),
        ([f"INSERT INTO zegel SELECT 0, {RESTVELDEN} FROM zegel WHERE volgnummer = 1"], 1, None),
        (["DELETE FROM zegelregel WHERE zegel = 2", "DELETE FROM zegel WHERE volgnummer = 2"], 2, None),
    ],
    ids=[
        "hash",
        "hash away",
        "record and hash away",
        "seal",
        "moment",
        "begin",
        "end",
        "one before",
        "seal away",
    ],
)
def test_a_seal_that_was_touched_is_named(
    databank: Databank, zaak: Zaak, opdrachten: list[str], zegel: int, verwerking: int | None
) -> None:
    verzegel_alles(databank)
    knoei(databank, *opdrachten)

    assert bevinding(databank) == (zegel, verwerking)


def test_a_table_that_lost_its_guard_is_named(databank: Databank, zaak: Zaak) -> None:
    assert onbewaakt(databank) == []
    knoei(databank)
    assert onbewaakt(databank) == ["verwerking", "betrokkene", "zegel", "zegelregel"]


MAAK = "CREATE TRIGGER {} {} ON zegel FOR EACH {} EXECUTE FUNCTION {}()"
BEWAKER = ("DROP TRIGGER zegel_alleen_toevoegen ON zegel", "zegel_alleen_toevoegen")
NIETS = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"


@pytest.mark.parametrize(
    "opdrachten",
    [
        (
            BEWAKER[0],
            MAAK.format(
                BEWAKER[1],
                "BEFORE UPDATE OR DELETE OR TRUNCATE",
                "STATEMENT WHEN (false)",
                "alleen_toevoegen",
            ),
        ),
        (
            BEWAKER[0],
            MAAK.format(
                BEWAKER[1], "BEFORE UPDATE OF hash OR DELETE OR TRUNCATE", "STATEMENT", "alleen_toevoegen"
            ),
        ),
        (BEWAKER[0], MAAK.format(BEWAKER[1], "BEFORE TRUNCATE", "STATEMENT", "alleen_toevoegen")),
        (NIETS.format("weg"), MAAK.format("weg", "BEFORE INSERT", "ROW", "weg")),
        ("CREATE RULE weg AS ON INSERT TO zegel DO INSTEAD NOTHING",),
        (NIETS.format("alleen_toevoegen"),),
        ("ALTER TABLE zegel DISABLE TRIGGER zegel_alleen_toevoegen",),
        ("ALTER DATABASE wmo_test SET session_replication_role = replica",),
    ],
)
def test_a_table_with_another_guard_than_ours_is_named(
    postgresdatabank: Databank, opdrachten: tuple[str, ...]
) -> None:
    assert onbewaakt(postgresdatabank) == []
    with postgresdatabank.motor.begin() as verbinding:
        for opdracht in opdrachten:
            verbinding.exec_driver_sql(opdracht)
    postgresdatabank.sluit()
    assert "zegel" in onbewaakt(postgresdatabank)


@pytest.mark.parametrize(
    "trigger",
    [
        "CREATE TRIGGER weg BEFORE INSERT ON BETROKKENE BEGIN SELECT 1; END",
        'CREATE TRIGGER weg BEFORE INSERT ON"betrokkene"BEGIN SELECT 1; END',
        "CREATE TRIGGER weg AFTER INSERT ON client BEGIN UPDATE Betrokkene SET nummer = nummer; END",
    ],
)
def test_a_trigger_on_sqlite_is_seen_however_it_names_its_table(
    sqlite_url: str, sleutels: Sleutels, trigger: str
) -> None:
    databank = Databank(sqlite_url, sleutels)
    assert onbewaakt(databank) == []
    with databank.motor.begin() as verbinding:
        verbinding.exec_driver_sql(trigger)
        verbinding.exec_driver_sql("PRAGMA writable_schema = ON")
        verbinding.exec_driver_sql("UPDATE sqlite_master SET tbl_name = 'client' WHERE name = 'weg'")
    assert onbewaakt(databank) == ["betrokkene"]
    databank.sluit()


WEG = {
    "sqlite": "CREATE TRIGGER weg BEFORE INSERT ON betrokkene BEGIN SELECT RAISE(IGNORE); END",
    "postgresql": "CREATE RULE weg AS ON INSERT TO betrokkene DO INSTEAD NOTHING",
}


def test_persons_of_a_record_that_are_not_kept_undo_what_was_done(databank: Databank) -> None:
    with databank.motor.begin() as verbinding:
        verbinding.exec_driver_sql(WEG[verbinding.dialect.name])
    with pytest.raises(Geweigerd, match="niet elke regel"):
        toon_lijst(databank)


def test_a_record_that_was_put_in_between_afterwards_is_named(databank: Databank, zaak: Zaak) -> None:
    knoei(databank, "DELETE FROM verwerking WHERE id = 6")
    verzegel_alles(databank)
    kolommen = "moment, trace_id, activiteit, partij, code, medewerker, rol, systeem, actie, object_soort, " \
        "object_id, gemeente, client_id"  # fmt: skip
    knoei(
        databank, f"INSERT INTO verwerking (id, {kolommen}) SELECT 6, {kolommen} FROM verwerking WHERE id = 7"
    )

    assert verzegel(databank, LATER) is None
    afwijking = keur(databank, LATER).afwijking
    assert afwijking is not None
    assert afwijking.verwerking == 6


def test_without_the_key_no_seal_can_be_made_that_fits(
    databank: Databank, databank_url: str, zaak: Zaak, sleutels: Sleutels
) -> None:
    verzegel_alles(databank)
    knoei(
        databank,
        "UPDATE verwerking SET medewerker = 'x' WHERE id = 2",
        "DELETE FROM zegelregel",
        "DELETE FROM zegel",
    )
    indringer = Databank(databank_url, maak_sleutels())
    indringer._gekeurd_op = inf  # who breaks in does not ask
    verzegel_alles(indringer)
    assert keur(indringer, bouw.NU).afwijking is None
    indringer.sluit()

    assert bevinding(databank) == (1, 1)


@pytest.mark.parametrize(
    "opdracht",
    [
        "DELETE FROM betrokkene WHERE nummer = 2",
        "DELETE FROM betrokkene",
        "UPDATE betrokkene SET object_id = 'c9' WHERE nummer = 2",
        "UPDATE betrokkene SET client_id = (SELECT id FROM client LIMIT 1) WHERE nummer = 3",
        "UPDATE betrokkene SET nummer = 9 WHERE nummer = 1",
        "INSERT INTO betrokkene SELECT 18, 4, client_id, object_id FROM betrokkene WHERE nummer = 1",
        "INSERT INTO betrokkene SELECT 3, 1, client_id, object_id FROM betrokkene WHERE nummer = 1",
    ],
)
def test_a_person_of_a_record_that_was_taken_away_changed_or_put_in_is_noticed(
    databank: Databank, zaak: Zaak, opdracht: str
) -> None:
    toon_lijst(databank)
    verzegel_alles(databank)
    assert keur(databank, bouw.NU).afwijking is None
    knoei(databank, opdracht)

    assert bevinding(databank) == ((1, 3) if "SELECT 3" in opdracht else (4, 18))


def test_what_was_sealed_before_records_had_more_persons_still_holds(
    databank: Databank, zaak: Zaak, sleutels: Sleutels
) -> None:
    """The hash that an earlier version of the program made of the columns of a record."""
    verzegel_alles(databank)
    with databank.motor.connect() as verbinding:
        rij = verbinding.execute(select(t.verwerking).where(t.verwerking.c.id == 1)).one()
        regel = select(t.zegelregel.c.hash).where(t.zegelregel.c.verwerking_id == 1)
        verzegeld = verbinding.execute(regel).scalar_one()
    toen = {
        naam: waarde.isoformat() if isinstance(waarde, datetime) else str(waarde)
        for naam, waarde in sorted(rij._asdict().items())
        if waarde is not None
    }
    assert verzegeld == Kluis(sleutels).kenmerk("verwerking", toen)


def test_an_export_has_a_line_for_each_person_of_a_record(databank: Databank) -> None:
    toon_lijst(databank)

    regels = list(logregels(databank, bouw.klok))

    assert [r.verwerking.object_id for r in regels] == ["c0", "c1", "c2", "c3"]
    assert len({r.betrokkene for r in regels}) == len({r.verwerking.span_id for r in regels}) == 4
    assert {len(r.verwerking.span_id or "") for r in regels} == {16}


def test_a_record_that_is_gone_as_a_whole_is_noticed(databank: Databank, zaak: Zaak) -> None:
    verzegel_alles(databank)
    knoei(databank, "DELETE FROM verwerking", "DELETE FROM zegelregel", "DELETE FROM zegel")
    gekeurd = keur(databank, bouw.NU)
    assert gekeurd.afwijking is not None
    assert gekeurd.afwijking.wat == "het is leeg, terwijl er cliënten zijn"


def test_records_of_long_ago_may_go_and_the_chain_still_holds(databank: Databank, zaak: Zaak) -> None:
    verzegel_alles(databank)
    knoei(databank, "DELETE FROM verwerking WHERE id <= 10")

    assert bevinding(databank) == (1, 1)
    assert keur(databank, bouw.NU, inhoud_vanaf=LATER).afwijking is None
    knoei(databank, "UPDATE zegelregel SET hash = 'x' WHERE verwerking_id = 2")
    assert keur(databank, bouw.NU, inhoud_vanaf=LATER).afwijking is not None


@pytest.mark.parametrize("tabel", ["zegel", "zegelregel"])
@pytest.mark.parametrize("opdracht", ["UPDATE {} SET hash = 'x'", "DELETE FROM {}"])
def test_a_seal_cannot_be_changed_or_deleted(
    databank: Databank, zaak: Zaak, tabel: str, opdracht: str
) -> None:
    verzegel(databank, bouw.NU)
    with pytest.raises(DBAPIError, match="only added"), databank._motor.begin() as verbinding:
        verbinding.exec_driver_sql(opdracht.format(tabel))


def test_a_record_that_commits_after_a_higher_number_was_sealed_is_sealed_next(
    postgresdatabank: Databank,
) -> None:
    databank = postgresdatabank
    geschreven, verder = Event(), Event()

    def traag() -> None:
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.clienten.bewaar(bouw.een_client())
            opslag.clienten._sessie.spoor.leg_vast(opslag.clienten._sessie.verbinding)
            opslag.clienten._sessie.spoor._aanrakingen.clear()
            geschreven.set()
            verder.wait(10)

    with ThreadPoolExecutor(1) as draad:
        bezig = draad.submit(traag)
        assert geschreven.wait(10)
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.clienten.bewaar(bouw.een_client(id=uuid4(), bsn=bouw.ANDER_BSN))
        eerste = verzegel(databank, bouw.NU)
        verder.set()
        bezig.result()
    tweede = verzegel(databank, bouw.NU)

    assert eerste is not None
    assert tweede is not None
    assert (eerste.van, eerste.aantal, tweede.van, tweede.aantal) == (2, 1, 1, 1)
    assert keur(databank, bouw.NU).afwijking is None
    assert [regel.verwerking.id for regel in logregels(databank, bouw.klok)] == [2, 1]


def test_writers_and_sealers_side_by_side_leave_every_record_sealed_once(
    databank_url: str, sleutels: Sleutels
) -> None:
    schrijvers, zegelaars, per_schrijver = 6, 2, 8
    programmas = [Databank(databank_url, sleutels) for _ in range(schrijvers + zegelaars)]
    hek, klaar = Barrier(schrijvers + zegelaars), Event()

    def schrijf(databank: Databank) -> None:
        hek.wait()
        for _ in range(per_schrijver):
            with databank.transactie(bouw.verwerker()) as opslag:
                opslag.clienten._sessie.spoor.noteer(HANDELING)

    def zegel(databank: Databank) -> None:
        hek.wait()
        while not klaar.is_set():
            verzegel(databank, bouw.NU)

    with ThreadPoolExecutor(schrijvers + zegelaars) as draden:
        bezig = [draden.submit(schrijf, p) for p in programmas[:schrijvers]]
        zegelend = [draden.submit(zegel, p) for p in programmas[schrijvers:]]
        for taak in bezig:
            taak.result()
        klaar.set()
        for taak in zegelend:
            taak.result()
    verzegel_alles(programmas[0])

    keuring = keur(programmas[0], bouw.NU)
    assert (keuring.verzegeld, keuring.onverzegeld) == (schrijvers * per_schrijver, 0)
    assert keuring.afwijking is None
    for programma in programmas:
        programma.sluit()


def test_a_check_of_a_long_record_may_take_its_time(postgresdatabank: Databank) -> None:
    with postgresdatabank.onderhoud() as (verbinding, _):
        assert verbinding.execute(text("SHOW statement_timeout")).scalar() == "0"
    with postgresdatabank.onderhoud() as (verbinding, _):
        assert verbinding.execute(text("SHOW lock_timeout")).scalar() == "10s"


def test_what_is_exported_names_no_person(databank: Databank, zaak: Zaak) -> None:
    verzegel_alles(databank)

    regels = list(logregels(databank, bouw.klok))

    assert len(regels) == 17
    (betrokkene,) = {regel.betrokkene for regel in regels}
    assert len(betrokkene) == 64
    assert str(zaak.client.id) not in betrokkene


def test_an_export_goes_on_after_a_seal_and_keeps_to_one_municipality(databank: Databank, zaak: Zaak) -> None:
    verzegel_alles(databank)

    assert {regel.zegel for regel in logregels(databank, bouw.klok, na_zegel=1)} == {2, 3, 4}
    assert list(logregels(databank, bouw.klok, gemeente=bouw.HEUSDEN)) == []


def test_the_same_person_has_another_pseudonym_under_another_key(
    databank: Databank, databank_url: str, zaak: Zaak, sleutels: Sleutels
) -> None:
    verzegel_alles(databank)
    ander = Databank(databank_url, replace(sleutels, zoeken=maak_sleutels().zoeken))
    ander._gekeurd_op = inf

    assert {r.betrokkene for r in logregels(databank, bouw.klok)}.isdisjoint(
        r.betrokkene for r in logregels(ander, bouw.klok)
    )
    ander.sluit()


def test_a_seal_costs_the_same_however_many_were_made_before_it(databank: Databank, zaak: Zaak) -> None:
    meter = Meter(databank)
    databank.motor.dispose()  # so that the meter watches every connection
    for _ in range(20):
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.lijsten.zaken_van_client(zaak.client.id)
    kosten = []
    meter.neem()
    for zegel in zegels.verzegel_alles(databank, bouw.klok):
        kosten.append((zegel.volgnummer, meter.neem()))
    _, vroeg = kosten[1]
    laat = kosten[-2]
    assert laat[0] > 20
    assert laat[1] <= 1.1 * vroeg + 20


def test_the_first_line_is_there_before_the_last_record_is_sealed(databank: Databank, zaak: Zaak) -> None:
    next(logregels(databank, bouw.klok))
    assert keur(databank, bouw.NU).onverzegeld == 12


def test_the_guards_are_found_in_a_schema_of_any_name(postgres_url: str, sleutels: Sleutels) -> None:
    server = make_url(postgres_url)
    beheer(server, SQL('CREATE SCHEMA "Wmo-log"'))
    beheer(server, SQL('ALTER DATABASE wmo_test SET search_path = "Wmo-log"'))
    databank = Databank(postgres_url, sleutels)
    databank.migreer()

    assert onbewaakt(databank) == []

    with databank.motor.begin() as verbinding:
        verbinding.exec_driver_sql("DROP TRIGGER zegel_alleen_toevoegen ON zegel")
    assert onbewaakt(databank) == ["zegel"]
    databank.sluit()
