"""An installation with something missing or damaged: a sentence and status 2, and nothing is made worse."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from errno import EACCES
from pathlib import Path
from uuid import UUID

import pytest
from typer.testing import CliRunner, Result

from app.cli import main
from app.inrichting import open_databank
from app.instellingen import Instellingen
from tests import bouw


@pytest.fixture
def data(tmp_path: Path, lege_installatie: Path) -> Path:
    """The folder of an installation with a client in it."""
    data: Path = shutil.copytree(lege_installatie, tmp_path / "data")
    databank = open_databank(Instellingen(data=data), maak=False)
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.clienten.bewaar(bouw.een_client())
    databank.sluit()
    return data


def wmo(data: Path, *opdracht: str) -> Result:
    return CliRunner().invoke(main, list(opdracht), env={"WMO_DATA": str(data)})


def test_what_needs_the_database_only_does_not_wait_until_the_api_is_made() -> None:
    lees = "import sys, app.inrichting; print([n for n in sys.modules if n in ('app.main', 'fastapi')])"
    klaar = subprocess.run([sys.executable, "-c", lees], capture_output=True, text=True)
    assert (klaar.stdout, klaar.stderr) == ("[]\n", "")


def test_a_token_waits_for_neither_the_database_nor_the_api(tmp_path: Path) -> None:
    maak = (
        "import sys; from app.cli import main\n"
        "try: main(['token', '--gemeente', '0957', '--rol', 'toegang'])\n"
        "finally: print([n for n in sys.modules if n in ('app.api.routers', 'fastapi', 'sqlalchemy')])"
    )
    klaar = subprocess.run(
        [sys.executable, "-c", maak], env={"WMO_DATA": str(tmp_path)}, capture_output=True, text=True
    )
    assert klaar.stdout.startswith("eyJ")
    assert (klaar.stdout.splitlines()[1:], klaar.stderr) == (["[]"], "")


def test_without_the_keys_of_a_database_that_has_their_mark_none_are_made(tmp_path: Path) -> None:
    open_databank(Instellingen(data=tmp_path)).sluit()
    (tmp_path / "sleutels.json").unlink()
    assert "sleutels.json ontbreekt" in wmo(tmp_path, "zegel").stderr
    assert not (tmp_path / "sleutels.json").exists()


def test_without_the_keys_of_a_full_database_none_are_made(data: Path) -> None:
    (data / "sleutels.json").unlink()
    uitvoer = wmo(data, "zegel")
    assert uitvoer.exit_code == 2
    assert "sleutels.json ontbreekt" in uitvoer.stderr
    assert not (data / "sleutels.json").exists()


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"{",
        b"[]",
        b'{"versleuteling": 1, "zoeken": null}',
        b'{"versleuteling": [null], "zoeken": "x"}',
        b'{"versleuteling": [["x"]], "zoeken": 1}',
        b"\xff",
    ],
)
def test_a_damaged_file_of_keys_is_told(data: Path, inhoud: bytes) -> None:
    (data / "sleutels.json").write_bytes(inhoud)
    uitvoer = wmo(data, "zegel")
    assert uitvoer.exit_code == 2
    assert "sleutel" in uitvoer.stderr


@pytest.mark.parametrize("hoe", ["no database at all", "a page that is gone", "names that are no text"])
def test_a_damaged_database_is_told(data: Path, hoe: str) -> None:
    bestand = data / "wmo.sqlite"
    bytes_ = bestand.read_bytes()
    if hoe == "no database at all":
        bestand.write_bytes(b"niets" * 1000)
    elif hoe == "names that are no text":
        with closing(sqlite3.connect(bestand)) as verbinding, verbinding:
            verbinding.execute("PRAGMA writable_schema = ON")
            verbinding.execute("UPDATE sqlite_schema SET name = CAST(x'ff' AS TEXT), sql = 'niets'")
    else:
        bestand.write_bytes(bytes_[:4096] + b"\xff" * (len(bytes_) - 4096))
    uitvoer = wmo(data, "zegel")
    assert uitvoer.exit_code == 2
    assert "beschadigd" in uitvoer.stderr


def test_a_journal_that_cannot_be_made_is_told(data: Path) -> None:
    (data / "wmo.sqlite-wal").mkdir()
    uitvoer = wmo(data, "zegel")
    assert uitvoer.exit_code == 2
    assert "De database is niet te openen" in uitvoer.stderr


@pytest.mark.parametrize("wat", ["os.open", "fcntl.flock"])
def test_a_folder_that_cannot_be_locked_is_told(
    data: Path, monkeypatch: pytest.MonkeyPatch, wat: str
) -> None:
    def weiger(*_: object) -> None:
        raise PermissionError(EACCES, "kanarie")

    monkeypatch.setattr(f"app.opslag.slot.{wat}", weiger)
    uitvoer = wmo(data, "roteer-sleutels")
    assert uitvoer.exit_code == 2
    assert "niet te lezen of op slot te doen: dit programma mag er niet bij" in uitvoer.stderr


@pytest.mark.parametrize(
    "opdracht",
    [
        "controleer-logboek",
        "controleer-logboek --zegel ab12",
        "logboek",
        "zegel",
        "vernietig --proef",
        "herreken",
        "roteer-sleutels",
        f"zet-om {UUID(int=1)} --gemeente 0957 --proef",
    ],
)
@pytest.mark.parametrize("hoe", ["gone", "empty"])
def test_a_database_that_is_gone_is_told_and_none_is_made(data: Path, opdracht: str, hoe: str) -> None:
    bestand = data / "wmo.sqlite"
    bestand.unlink()
    if hoe == "empty":
        bestand.touch()
    staat_er = {pad: pad.read_bytes() for pad in data.iterdir()}

    uitvoer = wmo(data, *opdracht.split())

    assert uitvoer.exit_code == 2
    assert "Er is geen database" in uitvoer.stderr
    assert "De sleutels zijn er wel" in uitvoer.stderr
    assert {pad: pad.read_bytes() for pad in data.iterdir()} == staat_er


def test_who_looks_in_a_folder_without_anything_leaves_nothing_there(tmp_path: Path) -> None:
    uitvoer = wmo(tmp_path / "data", "controleer-logboek")
    assert uitvoer.exit_code == 2
    assert "`wmo serve` of `wmo migreer` maakt er een" in uitvoer.stderr
    assert not (tmp_path / "data").exists()


def test_a_database_of_before_is_migrated_by_who_says_so_alone(data: Path) -> None:
    bestand = data / "wmo.sqlite"
    with closing(sqlite3.connect(bestand)) as verbinding, verbinding:
        verbinding.execute("UPDATE alembic_version SET version_num = '0001'")
    uitvoer = wmo(data, "controleer-logboek")
    assert uitvoer.exit_code == 2
    assert "draai wmo migreer" in uitvoer.stderr


@pytest.mark.parametrize("opdracht", ["migreer", "controleer-logboek"])
def test_beside_the_database_of_another_program_no_keys_are_made(tmp_path: Path, opdracht: str) -> None:
    with closing(sqlite3.connect(tmp_path / "wmo.sqlite")) as verbinding, verbinding:
        verbinding.execute("CREATE TABLE van_een_ander (id INTEGER)")
    inhoud = (tmp_path / "wmo.sqlite").read_bytes()

    uitvoer = wmo(tmp_path, opdracht)

    assert uitvoer.exit_code == 2
    assert "van een ander programma" in uitvoer.stderr
    assert {pad.name: pad.read_bytes() for pad in tmp_path.iterdir()} == {"wmo.sqlite": inhoud}


def test_a_damaged_key_of_the_local_issuer_is_told(data: Path) -> None:
    (data / "lokale-uitgever.pem").write_text("geen sleutel")
    uitvoer = wmo(data, "token", "--rol", "toegang", "--gemeente", "0957")
    assert uitvoer.exit_code == 2
    assert "lokale-uitgever.pem is beschadigd" in uitvoer.stderr


def test_what_is_made_is_for_the_owner_only(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    wmo(tmp_path / "open", "migreer")
    rechten = {pad.name: pad.stat().st_mode & 0o077 for pad in (tmp_path / "open").iterdir()}
    assert "wmo.sqlite" in rechten
    assert not any(rechten.values())


@pytest.mark.parametrize("tabel", ["planversie", "verwerking", "betrokkene", "zegel", "vernietiging"])
def test_a_row_that_is_only_added_cannot_be_replaced(data: Path, tabel: str) -> None:
    verbinding = sqlite3.connect(data / "wmo.sqlite")
    kolommen = [rij[1] for rij in verbinding.execute(f"PRAGMA table_info({tabel})")]
    rij = [1] * len(kolommen) if tabel != "verwerking" else None
    if rij:
        verbinding.execute("PRAGMA foreign_keys=OFF")
        verbinding.execute(f"INSERT INTO {tabel} VALUES ({', '.join('?' * len(kolommen))})", rij)
    with pytest.raises(sqlite3.IntegrityError, match="only added"):
        verbinding.execute(f"INSERT OR REPLACE INTO {tabel} SELECT * FROM {tabel}")
    verbinding.close()


@pytest.mark.parametrize("opdracht", ["serve --port 0", "migreer", "token --rol toegang --gemeente 0957"])
def test_a_data_folder_that_cannot_be_is_told(tmp_path: Path, opdracht: str) -> None:
    (tmp_path / "bestand").touch()
    for pad in (tmp_path / "bestand", tmp_path / "bestand" / "onder"):
        uitvoer = wmo(pad, *opdracht.split())
        assert uitvoer.exit_code == 2
        assert "is niet te maken, of is geen map" in uitvoer.stderr


def test_a_folder_for_the_demonstration_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    uitvoer = wmo(tmp_path / "data", "demo", "--uit", str(tmp_path / "bestand"))
    assert uitvoer.exit_code == 2
    assert "is geen map" in uitvoer.stderr


@pytest.mark.parametrize("url", ["onzin", "mysql://x", "postgres//x"])
def test_another_kind_of_database_is_refused_as_a_setting(tmp_path: Path, url: str) -> None:
    omgeving = {"WMO_DATA": str(tmp_path), "WMO_DATABASE_URL": url}
    uitvoer = CliRunner().invoke(main, ["migreer"], env=omgeving)
    assert uitvoer.exit_code == 2
    assert "WMO_DATABASE_URL: Verwacht is postgresql://" in uitvoer.stderr
