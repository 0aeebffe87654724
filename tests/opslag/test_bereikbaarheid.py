"""A database that is locked or away is a typed error, so that the caller can try again."""

import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import sleep
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from sqlalchemy import URL, inspect, make_url, text
from sqlalchemy.exc import InternalError

from app.opslag import (
    Databank,
    Onbereikbaar,
    Sleutels,
    VerkeerdeSleutels,
    migratiestand,
    motoren,
    wat_zegt,
)
from app.opslag.fouten import AndereMigratie, Geweigerd, SchijfVol
from app.opslag.foutvertaling import NIET_ALLE_TEKENS, PAST_NIET, REEKS_ACHTER
from app.opslag.motoren import BESTAND_WEG, JOURNAAL_WEG
from tests import bouw
from tests.bouw import Zaak
from tests.schoon import adres


def test_a_server_that_is_away(sleutels: Sleutels, tmp_path: Path) -> None:
    databank = Databank(f"postgresql://postgres@/wmo?host={tmp_path}", sleutels)
    with pytest.raises(Onbereikbaar):
        databank.is_bij()
    with pytest.raises(Onbereikbaar), databank.transactie(bouw.verwerker()):
        pass


def test_a_file_that_another_program_keeps_locked(
    sqlite_url: str, sleutels: Sleutels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(motoren, "WACHTTIJD", 0.1)
    databank = Databank(sqlite_url, sleutels)
    ander = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    ander.execute("BEGIN IMMEDIATE")
    with pytest.raises(Onbereikbaar), databank.transactie(bouw.verwerker()):
        pass
    ander.close()
    assert databank.is_bij()
    databank.sluit()


def test_a_statement_that_takes_too_long(
    postgres_url: str, sleutels: Sleutels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(motoren, "WACHTTIJD", 1)
    databank = Databank(postgres_url, sleutels)
    with pytest.raises(Onbereikbaar), databank.transactie(bouw.verwerker()) as opslag:
        opslag._sessie.verbinding.exec_driver_sql("SELECT pg_sleep(5)")
    databank.sluit()


def test_a_server_that_stops_while_it_commits(databank: Databank) -> None:
    # What psycopg makes of two answers to a COMMIT: that the server stops, and that it is gone.
    gestopt = psycopg.InternalError("received 2 results from command 'COMMIT'")
    with pytest.raises(Onbereikbaar), databank.transactie(bouw.verwerker()):
        raise InternalError("COMMIT", None, gestopt)


def test_sqlite_survives_a_power_cut_and_keeps_references(sqlite_url: str, sleutels: Sleutels) -> None:
    databank = Databank(sqlite_url, sleutels)
    with databank._motor.connect() as verbinding:
        stand = {
            naam: verbinding.exec_driver_sql(f"PRAGMA {naam}").scalar()
            for naam in ("journal_mode", "synchronous", "foreign_keys")
        }
    databank.sluit()
    assert stand == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize(
    "opdracht",
    [
        "DELETE FROM alembic_version",
        "DROP TABLE alembic_version",
        "INSERT INTO alembic_version VALUES ('0001')",
        "DROP TABLE alembic_version; CREATE TABLE alembic_version (version_num TEXT); "
        "INSERT INTO alembic_version VALUES (NULL)",
    ],
)
def test_tables_of_which_nothing_says_what_made_them_are_refused(
    sqlite_url: str, sleutels: Sleutels, opdracht: str
) -> None:
    ander = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    ander.executescript(opdracht)
    ander.close()
    databank = Databank(sqlite_url, sleutels)
    with pytest.raises(AndereMigratie, match="alembic_version is leeg of beschadigd"):
        databank.migreer()
    databank.sluit()


@pytest.mark.parametrize("ook", [(), ("CREATE TABLE alembic_version AS SELECT 'abc123' AS version_num",)])
def test_a_database_of_another_program_gets_no_tables_beside_its_own(
    tmp_path: Path, sleutels: Sleutels, ook: tuple[str, ...]
) -> None:
    databank = Databank(f"sqlite:///{tmp_path / 'boekhouding.db'}", sleutels)
    with databank.motor.begin() as verbinding:
        for opdracht in ("CREATE TABLE boekhouding (id INTEGER)", *ook):
            verbinding.exec_driver_sql(opdracht)
    with pytest.raises(AndereMigratie, match="van een ander programma"):
        databank.migreer()
    with databank.motor.connect() as verbinding:
        assert not inspect(verbinding).has_table("client")
    databank.sluit()


@pytest.mark.beide
def test_a_database_of_which_a_table_is_gone_cannot_serve(databank: Databank) -> None:
    assert databank.beletsel() is None
    with databank.motor.begin() as verbinding:
        verbinding.exec_driver_sql("DROP TABLE rapportage")
    assert "niet die van de migratie" in (databank.beletsel() or "")
    with pytest.raises(AndereMigratie, match="niet die van de migratie"):
        databank.migreer()


def test_tables_that_are_newer_than_they_say_are_refused(sqlite_url: str, sleutels: Sleutels) -> None:
    ander = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    ander.execute("UPDATE alembic_version SET version_num = '0019'")
    ander.commit()
    ander.close()
    databank = Databank(sqlite_url, sleutels)
    with pytest.raises(AndereMigratie, match="niet die van de migratie"):
        databank.migreer()
    databank.sluit()


def test_a_mark_of_a_kind_that_does_not_exist_is_damage(sqlite_url: str, sleutels: Sleutels) -> None:
    ander = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    ander.executescript("INSERT INTO sleutelmerk (soort, merk) VALUES ('banaan', 'x')")
    ander.close()
    databank = Databank(sqlite_url, sleutels)
    with pytest.raises(VerkeerdeSleutels, match="beschadigd"):
        databank.keur_sleutels()
    databank.sluit()


@contextmanager
def geen_bestand_groter_dan(bytes_: int) -> Iterator[None]:
    """What a quota does, or a disk with hardly any room left."""
    vorige = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, vorige[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, vorige)


@pytest.mark.parametrize("grens", [1, 100_000])
def test_a_disk_that_takes_nothing_more_is_told_until_it_has_room(databank: Databank, grens: int) -> None:
    assert databank.beletsel() is None
    with geen_bestand_groter_dan(grens):
        with pytest.raises(SchijfVol), databank.onderhoud() as (verbinding, _):
            verbinding.execute(text("CREATE TABLE veel AS SELECT randomblob(1000000) AS inhoud"))
        assert databank.beletsel() == "De schijf van de database is vol, of laat niet meer schrijven."
        assert databank.beletsel() is not None, "also when a small write fits"
    assert databank.beletsel() is None


def beheer(url: str, *opdrachten: str) -> None:
    """Run these as who may do anything."""
    with psycopg.connect(url, autocommit=True) as verbinding:
        for opdracht in opdrachten:
            verbinding.execute(opdracht)


def bewaar_client(databank: Databank) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.clienten.bladzijde(1)
        opslag.clienten.bewaar(bouw.een_client(id=uuid4(), bsn=None))


def gebruik(databank: Databank) -> None:
    """A number, an answer that is kept, a client and the access record of that."""
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.clienten.bladzijde(1)
        opslag.verwerkingen.van_client(uuid4(), 1)
        opslag.nummering.volgende("bericht")
        opslag.antwoorden.vorig(str(uuid4()))
        opslag.clienten.bewaar(bouw.een_client(id=uuid4(), bsn=None))


WEIGER = "CREATE FUNCTION weiger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'kanarie'; END $$; "
VAN_EEN_ANDER: dict[str, tuple[str, type[Onbereikbaar], bool]] = {
    "a column of another type": (
        "ALTER TABLE client ALTER naam_zoekwaarde TYPE bytea USING naam_zoekwaarde::bytea",
        AndereMigratie,
        True,
    ),
    "a day that is a number": (
        "ALTER TABLE antwoord ALTER aangemaakt TYPE int USING 1",
        AndereMigratie,
        True,
    ),
    "an id that is text": ("ALTER TABLE verwerking ALTER client_id TYPE text", AndereMigratie, True),
    "a column that is too narrow": (
        "ALTER TABLE verwerking ALTER code TYPE varchar(2)",
        AndereMigratie,
        False,
    ),
    "a column more": (
        "ALTER TABLE client ADD kanarie int NOT NULL DEFAULT 1; ALTER TABLE client ALTER kanarie "
        "DROP DEFAULT",
        AndereMigratie,
        False,
    ),
    "a column that is made": (
        "ALTER TABLE nummering DROP laatste; ALTER TABLE nummering ADD laatste int "
        "GENERATED ALWAYS AS (1) STORED",
        AndereMigratie,
        False,
    ),
    "a trigger": (
        WEIGER + "CREATE TRIGGER kanarie BEFORE INSERT ON client FOR EACH ROW EXECUTE FUNCTION weiger()",
        Geweigerd,
        False,
    ),
    "a trigger on what is tried": (
        WEIGER + "CREATE TRIGGER k BEFORE INSERT OR UPDATE ON client FOR EACH ROW EXECUTE FUNCTION weiger();"
        "CREATE TRIGGER k BEFORE UPDATE ON sleutelmerk FOR EACH ROW EXECUTE FUNCTION weiger()",
        Geweigerd,
        True,
    ),
    "a check": ("ALTER TABLE client ADD CONSTRAINT kanarie CHECK (gemeente = '0000')", Geweigerd, False),
    "a series that ends": (
        "ALTER SEQUENCE verwerking_id_seq MAXVALUE 2; SELECT setval('verwerking_id_seq', 2)",
        Geweigerd,
        True,
    ),
    "a number too large": (
        f"INSERT INTO nummering VALUES ('{bouw.ROERMOND}', 'bericht', 2147483647)",
        Geweigerd,
        False,
    ),
}


@pytest.mark.parametrize("wat", VAN_EEN_ANDER)
def test_what_another_did_to_the_tables_is_told(postgres_url: str, sleutels: Sleutels, wat: str) -> None:
    opdracht, soort, ziet = VAN_EEN_ANDER[wat]
    beheer(postgres_url, *opdracht.split("; ") if "$$" not in opdracht else [opdracht])
    databank = Databank(postgres_url, sleutels)
    with pytest.raises(soort) as gevangen:
        gebruik(databank)
    assert type(gevangen.value) is soort
    assert "kanarie" not in gevangen.value.melding + wat_zegt(gevangen.value.__cause__ or gevangen.value)
    assert (databank.beletsel() is not None) is ziet
    databank.sluit()


def test_a_series_that_is_behind_is_told_until_it_is_put_right(postgres_url: str, sleutels: Sleutels) -> None:
    databank = Databank(postgres_url, sleutels)
    for _ in range(5):
        bewaar_client(databank)
    beheer(postgres_url, "ALTER SEQUENCE verwerking_id_seq RESTART")
    with pytest.raises(Geweigerd, match="nummerreeks"):
        bewaar_client(databank)
    assert databank.beletsel() == REEKS_ACHTER

    beheer(postgres_url, REEKS_ACHTER.partition(": ")[2])

    assert databank.beletsel() is None
    bewaar_client(databank)
    databank.sluit()


@pytest.mark.parametrize(
    ("opdracht", "soort"),
    [
        ("CREATE TRIGGER k BEFORE INSERT ON client BEGIN SELECT RAISE(ABORT, 'kanarie'); END", Geweigerd),
        ("ALTER TABLE client ADD kanarie INTEGER CHECK (gemeente = '0000')", Geweigerd),
        ("ALTER TABLE client RENAME TO c; CREATE VIEW client AS SELECT * FROM c", AndereMigratie),
    ],
)
def test_what_another_did_to_the_tables_of_sqlite_is_told(
    sqlite_url: str, sleutels: Sleutels, opdracht: str, soort: type[Onbereikbaar]
) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as bestand:
        bestand.executescript(opdracht)
    databank = Databank(sqlite_url, sleutels)
    with pytest.raises(soort) as gevangen:
        gebruik(databank)
    assert "kanarie" not in gevangen.value.melding + wat_zegt(gevangen.value.__cause__ or gevangen.value)
    databank.sluit()


@pytest.mark.beide
def test_a_column_that_is_gone_is_told_until_it_is_back(databank: Databank) -> None:
    hernoem = "ALTER TABLE client RENAME COLUMN {} TO {}"
    for weg in ("naam_zoekwaarde", "inhoud"):
        with databank.motor.begin() as verbinding:
            verbinding.exec_driver_sql(hernoem.format(weg, "kwijt"))
        with pytest.raises(AndereMigratie):
            bewaar_client(databank)
        assert databank.beletsel() == PAST_NIET
        with databank.motor.begin() as verbinding:
            verbinding.exec_driver_sql(hernoem.format("kwijt", weg))
        assert databank.beletsel() is None


def laat_liggen(databank: Databank) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag._sessie.verbinding.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = '1ms'")
        sleep(0.1)
        opslag.clienten.bladzijde(1)


def test_a_postgresql_that_lets_read_only_is_told_until_it_lets_write(
    postgres_url: str, sleutels: Sleutels
) -> None:
    databank, naam = Databank(postgres_url, sleutels), make_url(postgres_url).database
    bewaar_client(databank)
    beheer(postgres_url, f"ALTER DATABASE {naam} SET default_transaction_read_only = on")
    databank.sluit()
    for _ in range(2):
        with pytest.raises(Geweigerd):
            bewaar_client(databank)
        assert (databank.beletsel() or "").startswith("De database laat alleen lezen")
    toch = "SET default_transaction_read_only = off"
    beheer(postgres_url, toch, f"ALTER DATABASE {naam} RESET default_transaction_read_only")
    assert databank.beletsel() is None
    bewaar_client(databank)
    databank.sluit()


@pytest.mark.parametrize("codering", ["LATIN1", "SQL_ASCII"])
def test_settings_of_another_for_the_database_change_nothing_of_what_is_read(
    postgres_url: str, sleutels: Sleutels, codering: str
) -> None:
    naam = make_url(postgres_url).database
    for instelling in (
        "datestyle = 'SQL, DMY'",
        f"client_encoding = '{codering}'",
        "default_transaction_isolation = 'serializable'",
        "timezone = 'Asia/Kathmandu'",
        "bytea_output = 'escape'",
    ):
        beheer(postgres_url, f"ALTER DATABASE {naam} SET {instelling}")
    databank = Databank(postgres_url, sleutels)
    verwerker = bouw.verwerker(bouw.een_beller(medewerker="漢"))
    with databank.transactie(verwerker) as opslag:
        zaak = bouw.leg_zaak_vast(opslag)
        assert (
            opslag._sessie.verbinding.execute(text("SHOW transaction_isolation")).scalar() == "read committed"
        )
    with databank.transactie(verwerker) as opslag:
        assert opslag.clienten.haal(zaak.client.id) == zaak.client
        assert opslag.documenten.haal(zaak.document.id) == zaak.document
        eerste = opslag.verwerkingen.van_client(zaak.client.id, 9).rijen[0]
        assert (eerste.moment, eerste.medewerker) == (bouw.NU, "漢")
    databank.sluit()


def test_a_database_that_cannot_keep_every_letter_is_told(postgres: URL, sleutels: Sleutels) -> None:
    eigen = "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
    beheer(adres(postgres), f"CREATE DATABASE latijn {eigen}")
    databank = Databank(adres(postgres.set(database="latijn")), sleutels)
    with pytest.raises(Geweigerd, match="UTF8"):
        databank.migreer()

    with pytest.MonkeyPatch.context() as patch:  # one that was made before that was refused
        patch.setattr(migratiestand, "vereis_tekens", lambda _: None)
        databank.migreer()
    assert databank.beletsel() == NIET_ALLE_TEKENS
    with (
        pytest.raises(Geweigerd, match="UTF8"),
        databank.transactie(bouw.verwerker(bouw.een_beller(medewerker="漢"))) as opslag,
    ):
        opslag.clienten.bewaar(bouw.een_client())
    databank.sluit()
    beheer(adres(postgres), "DROP DATABASE latijn")


def test_a_search_path_without_a_schema_is_told(postgres_url: str, sleutels: Sleutels) -> None:
    beheer(postgres_url, f"ALTER DATABASE {make_url(postgres_url).database} SET search_path = 'nergens'")
    databank = Databank(postgres_url, sleutels)
    with pytest.raises(Geweigerd, match="search_path"):
        databank.migreer()
    assert databank.beletsel() is not None
    databank.sluit()


def test_a_column_that_a_migration_widens_is_read_again_by_a_program_that_runs(
    postgres_url: str, sleutels: Sleutels
) -> None:
    databank = Databank(postgres_url, sleutels)
    bewaar_client(databank)

    def lees() -> None:
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.clienten.bladzijde(9, None)

    for _ in range(8):  # after some of these the statement is kept ready
        lees()
    beheer(postgres_url, "ALTER TABLE client ALTER COLUMN naam_zoekwaarde TYPE text")
    with pytest.raises(Onbereikbaar):
        lees()
    lees()
    assert databank.beletsel() is None
    databank.sluit()


def test_an_account_that_may_not_do_all_is_told_until_it_may(postgres_url: str, sleutels: Sleutels) -> None:
    wie = f"wmo_{uuid4().hex}"
    alles = "GRANT ALL ON ALL {} IN SCHEMA public TO " + wie
    beheer(postgres_url, f"CREATE ROLE {wie} LOGIN", alles.format("TABLES"), alles.format("SEQUENCES"))
    databank = Databank(make_url(postgres_url).set(username=wie).render_as_string(False), sleutels)
    try:
        bewaar_client(databank)
        for recht in (
            "INSERT ON verwerking",
            "SELECT ON client",
            "ALL ON ALL SEQUENCES IN SCHEMA public",
            "UPDATE ON nummering",
            "DELETE ON antwoord",
        ):
            beheer(postgres_url, f"REVOKE {recht} FROM {wie}")
            with pytest.raises(Geweigerd):
                gebruik(databank)
            assert databank.beletsel() is not None
            assert databank.beletsel() is not None, "until it may"
            beheer(postgres_url, f"GRANT {recht} TO {wie}")
            assert databank.beletsel() is None
    finally:
        databank.sluit()
        beheer(postgres_url, f"DROP OWNED BY {wie}", f"DROP ROLE {wie}")


def test_a_postgresql_that_ends_a_transaction_by_itself_may_be_asked_again(
    postgres_url: str, sleutels: Sleutels
) -> None:
    databank = Databank(postgres_url, sleutels)
    with pytest.raises(Onbereikbaar):
        laat_liggen(databank)
    databank.sluit()


def test_a_disk_that_has_no_room_to_open_the_database_is_told(sqlite_url: str, sleutels: Sleutels) -> None:
    databank = Databank(sqlite_url, sleutels)
    with geen_bestand_groter_dan(20_000):
        assert databank.beletsel() == "De schijf van de database is vol, of laat niet meer schrijven."
    assert databank.beletsel() is None
    databank.sluit()


def test_a_copy_of_the_database_is_read_before_anything_is_written_in_it(
    databank: Databank, zaak: Zaak, sleutels: Sleutels, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(databank.motor.url.database or "")) as bestand:
        bestand.execute("VACUUM INTO ?", [str(tmp_path / "kopie.db")])
    kopie = Databank(f"sqlite:///{tmp_path / 'kopie.db'}", sleutels)
    with kopie.transactie(bouw.verwerker(), alleen_lezen=True) as opslag:
        assert opslag.clienten.haal(zaak.client.id) == zaak.client
    kopie.sluit()


def tel_clienten(databank: Databank) -> int:
    """How many there are in the file that stands where that of this database stands."""
    with closing(sqlite3.connect(bestand_van(databank))) as bestand:
        return int(bestand.execute("SELECT count(*) FROM client").fetchone()[0])


def bestand_van(databank: Databank) -> Path:
    return Path(str(databank.motor.url.database))


def neem_weg(databank: Databank, naar: Path) -> None:
    """Put the file and what is beside it elsewhere."""
    for deel in bestand_van(databank).parent.iterdir():
        deel.rename(naar / deel.name)


@pytest.mark.parametrize("leeg", [False, True], ids=["a copy", "half of a copy"])
def test_what_is_put_in_the_place_of_a_file_is_not_touched_until_the_next_start(
    databank: Databank, sqlite_url: str, sleutels: Sleutels, tmp_path: Path, leeg: bool
) -> None:
    bewaar_client(databank)
    kopie = tmp_path / "kopie"
    with closing(sqlite3.connect(bestand_van(databank))) as bestand:
        bestand.execute("VACUUM INTO ?", [str(kopie)])
    inhoud = b"" if leeg else kopie.read_bytes()
    bewaar_client(databank)
    kopie.write_bytes(inhoud)
    kopie.replace(bestand_van(databank))  # and its journal stays

    for alleen_lezen in (False, True):
        assert databank.beletsel() == BESTAND_WEG
        with (
            pytest.raises(Geweigerd, match="vervangen"),
            databank.transactie(bouw.verwerker(), alleen_lezen=alleen_lezen),
        ):
            pytest.fail("no transaction begins")
    databank.sluit()

    assert bestand_van(databank).read_bytes() == inhoud
    if not leeg:
        for rest in ("-wal", "-shm"):
            Path(f"{bestand_van(databank)}{rest}").unlink()
        volgende = Databank(sqlite_url, sleutels)
        assert volgende.beletsel() is None
        assert tel_clienten(volgende) == 1
        volgende.sluit()


def test_a_file_that_is_taken_away_is_missed_and_not_made_again(databank: Databank, tmp_path: Path) -> None:
    bewaar_client(databank)
    neem_weg(databank, tmp_path)
    for _ in range(2):
        assert databank.beletsel() == BESTAND_WEG
        with pytest.raises(Geweigerd, match="is weg"):
            bewaar_client(databank)
        with pytest.raises(Geweigerd), databank.transactie(bouw.verwerker(), alleen_lezen=True):
            pytest.fail("no transaction begins")
    assert not bestand_van(databank).exists()
    for deel in list(tmp_path.iterdir()):
        deel.rename(bestand_van(databank).parent / deel.name)

    bewaar_client(databank)

    assert databank.beletsel() is None
    assert tel_clienten(databank) == 2


def test_nothing_is_committed_to_a_file_that_was_taken_away_meanwhile(
    databank: Databank, tmp_path: Path
) -> None:
    def leg_vast_en_neem_weg() -> None:
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.clienten.bewaar(bouw.een_client())
            neem_weg(databank, tmp_path)

    with pytest.raises(Geweigerd, match="is weg"):
        leg_vast_en_neem_weg()


@pytest.mark.parametrize("einde", ["-wal", "-shm"])
def test_after_its_journal_is_taken_away_nothing_is_lost_that_was_kept(
    databank: Databank, einde: str
) -> None:
    bewaar_client(databank)
    Path(f"{bestand_van(databank)}{einde}").unlink()
    with pytest.raises(Geweigerd, match="journaal"):
        bewaar_client(databank)
    assert databank.beletsel() == JOURNAAL_WEG

    databank.sluit()

    assert tel_clienten(databank) == 1
    bewaar_client(databank)
    assert databank.beletsel() is None


def test_the_journal_of_a_file_behind_a_link_is_missed_too(
    sqlite_url: str, sleutels: Sleutels, tmp_path: Path
) -> None:
    (tmp_path / "wmo.db").symlink_to(sqlite_url.removeprefix("sqlite:///"))
    databank = Databank(f"sqlite:///{tmp_path / 'wmo.db'}", sleutels)
    bewaar_client(databank)
    Path(sqlite_url.removeprefix("sqlite:///") + "-wal").unlink()

    with pytest.raises(Geweigerd, match="journaal"):
        bewaar_client(databank)

    databank.sluit()


def test_a_file_that_is_moved_and_linked_is_missed_with_its_journal(
    databank: Databank, tmp_path: Path
) -> None:
    bewaar_client(databank)
    bestand = Path(bestand_van(databank))
    bestand.rename(tmp_path / "elders.db")
    bestand.symlink_to(tmp_path / "elders.db")

    with pytest.raises(Geweigerd, match="journaal"):
        bewaar_client(databank)

    databank.sluit()
    assert tel_clienten(databank) == 1


def test_a_file_that_is_replaced_while_it_is_opened_is_not_taken_for_the_other(
    sqlite_url: str, sleutels: Sleutels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bestand = sqlite_url.removeprefix("sqlite:///")
    kopie = shutil.copy(bestand, tmp_path / "kopie")
    databank = Databank(sqlite_url, sleutels)
    open_ = sqlite3.connect

    def open_en_vervang(*waar: Any, **hoe: Any) -> sqlite3.Connection:
        verbinding = open_(*waar, **hoe)
        if Path(kopie).exists():
            Path(kopie).replace(bestand)
        return verbinding

    monkeypatch.setattr(sqlite3.dbapi2, "connect", open_en_vervang)
    monkeypatch.setattr(sqlite3, "connect", open_en_vervang)
    with pytest.raises(Geweigerd, match="vervangen"):
        bewaar_client(databank)
    bewaar_client(databank)

    assert tel_clienten(databank) == 1
    databank.sluit()


def test_a_connection_that_refuses_to_undo_is_closed_and_another_takes_its_place(
    postgresdatabank: Databank, caplog: pytest.LogCaptureFixture
) -> None:
    """As through a pooler of which the database ends; what was to be undone is undone by that."""

    class Weigert:
        """A connection on which ROLLBACK is refused, and which does not know yet that it is over."""

        def __init__(self, echt: Any) -> None:
            weiger = SimpleNamespace(status=ExecStatus.FATAL_ERROR)
            self.close = echt.close
            self.pgconn = SimpleNamespace(
                transaction_status=TransactionStatus.INTRANS, status=ConnStatus.OK, exec_=lambda _: weiger
            )

    with postgresdatabank.motor.connect() as verbinding:
        echt = verbinding.connection.dbapi_connection
        postgresdatabank.motor.dialect.do_rollback(Weigert(echt))  # type: ignore[arg-type]
        assert echt.closed
    with postgresdatabank.motor.connect() as verbinding:
        assert verbinding.connection.dbapi_connection is not echt
        assert verbinding.scalar(text("SELECT 1")) == 1
    assert [regel for regel in caplog.records if regel.levelname == "ERROR"] == []
