"""The commands for the access record and the keys, on an embedded database (W06)."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from app.cli import main
from app.inrichting import open_databank
from app.instellingen import Instellingen
from app.opslag import herversleuteling, maak_sleutels
from tests import bouw


@pytest.fixture(autouse=True)
def installatie(lege_installatie: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation with one client."""
    monkeypatch.setenv("WMO_DATA", str(shutil.copytree(lege_installatie, tmp_path, dirs_exist_ok=True)))
    databank = open_databank(Instellingen(), maak=False)
    with databank.transactie(bouw.verwerker(activiteit="leg_client_vast")) as opslag:
        opslag.clienten.bewaar(bouw.een_client())
    databank.sluit()


def wmo(*opdracht: str) -> Result:
    return CliRunner().invoke(main, list(opdracht))


def knoei(opdracht: str = "", *, en_herstel: bool = True) -> None:
    """Take the guards of all tables away, do this, and put them back."""
    databank = open_databank(Instellingen())
    with databank._motor.begin() as verbinding:
        triggers = verbinding.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        for trigger in triggers:
            verbinding.execute(text(f"DROP TRIGGER {trigger.name}"))
        if opdracht:
            verbinding.execute(text(opdracht))
        for trigger in triggers if en_herstel else ():
            verbinding.exec_driver_sql(trigger.sql)
    databank.sluit()


def laatste_zegel() -> str:
    regel = wmo("controleer-logboek").output.splitlines()[1]
    return regel.split()[-1]


def test_a_sound_record_says_what_was_sealed_and_what_waits() -> None:
    assert wmo("controleer-logboek").output.splitlines() == [
        "Ongeschonden verzegelde verwerkingen: 0.",
        "Nog zonder zegel: 1, sinds 2026-02-16T10:00:00+00:00.",
    ]
    assert wmo("zegel").output == "Verzegelde verwerkingen: 1.\n"
    controle = wmo("controleer-logboek")
    assert controle.exit_code == 0
    assert "Ongeschonden verzegelde verwerkingen: 1." in controle.output
    assert "Laatste goede zegel: 1 " in controle.output


def test_a_changed_record_is_named() -> None:
    wmo("zegel")
    knoei("UPDATE verwerking SET medewerker = 'een ander'")

    controle = wmo("controleer-logboek")

    assert controle.exit_code == 1
    assert "zegel 1, verwerking 1: deze verwerking is gewijzigd." in controle.output


def test_a_record_that_was_cut_off_misses_the_seal_that_was_noted() -> None:
    wmo("zegel")
    zegel = laatste_zegel()
    assert wmo("controleer-logboek", "--zegel", zegel).exit_code == 0
    for tabel in ("zegelregel", "zegel", "verwerking"):
        knoei(f"DELETE FROM {tabel}")

    assert "het is leeg, terwijl er cliënten zijn" in wmo("controleer-logboek").output
    controle = wmo("controleer-logboek", "--zegel", zegel)
    assert controle.exit_code == 1
    assert "het zegel dat u noteerde, staat er niet meer in" in controle.output


def test_a_seal_is_taken_back_as_it_is_shown_and_what_can_be_none_is_a_wrong_call() -> None:
    wmo("zegel")
    hash = laatste_zegel()
    assert wmo("controleer-logboek", "--zegel", f"1 {hash}").exit_code == 0
    assert wmo("controleer-logboek", "--zegel", f"1 {'0' * 64}").exit_code == 1
    for geen_zegel in ("abc", hash[:-1], ""):
        controle = wmo("controleer-logboek", "--zegel", geen_zegel)
        assert controle.exit_code == 2
        assert "kan geen zegel zijn" in controle.output


def test_records_of_before_a_day_may_be_gone() -> None:
    wmo("zegel")
    knoei("DELETE FROM verwerking")

    assert wmo("controleer-logboek").exit_code == 1
    assert wmo("controleer-logboek", "--inhoud-vanaf", "2999-01-01").exit_code == 0


def test_a_table_without_its_guards_is_told() -> None:
    assert wmo("controleer-logboek").exit_code == 0
    knoei(en_herstel=False)

    uitkomst = wmo("controleer-logboek")

    assert uitkomst.exit_code == 1
    assert "van verwerking, betrokkene, zegel, zegelregel ontbreken de triggers" in uitkomst.stderr


def test_the_log_comes_out_a_line_a_record() -> None:
    uitkomst = wmo("logboek", "--gemeente", bouw.ROERMOND)

    (regel,) = map(json.loads, uitkomst.output.splitlines())
    assert regel["resourceSpans"][0]["scopeSpans"][0]["spans"][0]["name"] == "maken client"
    assert wmo("logboek", "--gemeente", bouw.HEUSDEN).output == ""
    assert wmo("logboek", "--na-zegel", "1").output == ""


def test_a_seal_that_is_not_there_any_more_is_no_place_to_go_on() -> None:
    wmo("zegel")

    uitkomst = wmo("logboek", "--na-zegel", "2")

    assert (uitkomst.exit_code, uitkomst.stdout) == (2, "")
    assert "Zegel 2 is er niet; het laatste is 1." in uitkomst.stderr


def test_a_record_that_cannot_be_written_out_is_counted() -> None:
    knoei("UPDATE verwerking SET moment = 'kanarie'")

    uitkomst = wmo("logboek")

    assert uitkomst.exit_code == 1
    assert uitkomst.stdout == ""
    assert "niet te lezen zijn en er daarom niet bij staan, van alle gemeenten: 1;" in uitkomst.stderr


def test_a_new_key_in_front_takes_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(herversleuteling, "GEDULD", 0)
    bestand = tmp_path / "sleutels.json"
    oud = json.loads(bestand.read_text())
    (nieuw,) = maak_sleutels().versleuteling
    bestand.write_text(json.dumps(oud | {"versleuteling": [nieuw, *oud["versleuteling"]]}))

    assert "Opnieuw versleutelde rijen: 1." in wmo("roteer-sleutels").output
    assert "Opnieuw versleutelde rijen: 0." in wmo("roteer-sleutels").output
    bestand.write_text(json.dumps(oud | {"versleuteling": [nieuw]}))
    databank = open_databank(Instellingen())
    with databank.transactie(bouw.verwerker()) as opslag:
        gevonden = opslag.clienten.met_bsn(bouw.BSN)
    databank.sluit()
    assert gevonden is not None
    assert gevonden.naam.achternaam == "Kanariepiet"
