"""The command `wmo keten` as other programs call it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.istandaard import codec
from tests.istandaard.regels.bouw import VANDAAG, een_301, toegewezen_product
from tests.istandaard.regels.bouw_levering import een_305, start
from tests.istandaard.retouren import AF, GOED, retour
from tests.test_cli import Uitvoer, wmo


def keten(*argumenten: object) -> Uitvoer:
    return wmo("keten", "--json", "--vandaag", VANDAAG, *argumenten)


@pytest.fixture
def jaar(tmp_path: Path) -> Path:
    """An allocation, a start on it, and a second start that cannot be."""
    tweede = een_305(start("2026-02-02"))
    kop = replace(
        tweede.header,
        bericht_identificatie=replace(tweede.header.bericht_identificatie, identificatie="2"),
    )
    berichten: list[Any] = [
        een_301(toegewezen_product(1, ingangsdatum="2026-01-01", einddatum="2026-12-31")),
        een_305(),
        replace(tweede, header=kop),
    ]
    for nummer, bericht in enumerate(berichten, start=1):
        (tmp_path / f"{nummer}.xml").write_bytes(codec.schrijf(bericht))
    return tmp_path


def test_each_message_is_judged_in_the_light_of_those_before_it(jaar: Path) -> None:
    uitvoer = keten(jaar)
    assert uitvoer.status == 1
    assert [b["status"] for b in uitvoer.berichten] == ["goedgekeurd", "goedgekeurd", "afgekeurd"]
    assert [b["geldig"] for b in uitvoer.berichten] == [True, True, False]
    (bevinding,) = uitvoer.berichten[2]["bevindingen"]
    assert (bevinding["regel"], bevinding["retourcode"], bevinding["klasse"]) == (
        "TR326",
        "9326",
        "StartProduct",
    )


def test_the_answers_are_written_where_one_asks(jaar: Path) -> None:
    uit = jaar / "uit"
    namen = [b["retour"] for b in keten("--uit", uit, jaar / "1.xml", jaar / "2.xml").berichten]
    assert namen == ["001-wmo302.xml", "002-wmo306.xml"]
    assert sorted(pad.name for pad in uit.iterdir()) == namen


def test_where_an_answer_or_message_cannot_be_written_that_is_told(jaar: Path) -> None:
    for plek in ("001-wmo302.xml", "goed/LEESMIJ.txt"):
        (jaar / "uit" / plek).mkdir(parents=True)
    for uitvoer in (wmo("keten", "--uit", jaar / "uit", jaar / "1.xml"), wmo("voorbeeldjaar", jaar / "uit")):
        assert uitvoer.status == 2
        assert "hier is geen bestand te schrijven" in uitvoer.stderr


def test_without_a_folder_no_answer_is_written(jaar: Path) -> None:
    assert [b["retour"] for b in keten(jaar / "1.xml").berichten] == [None]


def test_the_order_is_that_of_the_call(jaar: Path) -> None:
    uitvoer = keten(jaar / "2.xml", jaar / "1.xml")
    assert [b["status"] for b in uitvoer.berichten] == ["afgekeurd", "goedgekeurd"]


def test_what_cannot_be_read_outranks_findings(jaar: Path) -> None:
    (jaar / "4.xml").write_text("geen bericht")
    uitvoer = keten(jaar)
    assert uitvoer.status == 2
    assert uitvoer.berichten[3]["status"] == "onleesbaar"


def test_a_person_reads_what_becomes_of_each(jaar: Path) -> None:
    tekst = wmo("keten", "--vandaag", VANDAAG, jaar).stdout
    assert "goedgekeurd" in tekst
    assert "TR326" in tekst
    assert "antwoord: wmo306" in tekst


def test_a_return_that_contradicts_an_earlier_one_changes_nothing_and_is_not_clean(jaar: Path) -> None:
    een_301 = codec.lees((jaar / "1.xml").read_bytes())
    goed, af = jaar / "1a.xml", jaar / "1b.xml"
    goed.write_bytes(retour(een_301, GOED, "R1"))
    af.write_bytes(retour(een_301, AF, "R2"))
    bestanden = jaar / "1.xml", goed, af, jaar / "2.xml"
    uitvoer = keten(*bestanden)
    assert uitvoer.status == 1
    assert [b["status"] for b in uitvoer.berichten] == [
        "goedgekeurd",
        "goedgekeurd",
        "na_te_gaan",
        "goedgekeurd",
    ]
    tekst = wmo("keten", "--vandaag", VANDAAG, *bestanden).stdout
    assert "na te gaan" in tekst
    assert "Zoek met de ander uit wat klopt." in tekst
    assert keten(jaar / "1.xml", goed, jaar / "2.xml").status == 0


def test_a_file_that_is_not_there_does_not_ask_for_a_better_message(jaar: Path) -> None:
    uitvoer = wmo("keten", "--vandaag", VANDAAG, jaar / "weg.xml")

    assert uitvoer.status == 2
    assert "onleesbaar" in uitvoer.stdout
    assert "Dit bestand bestaat niet." in uitvoer.stdout
    assert "schema" not in uitvoer.stdout


def test_a_person_reads_what_to_do_about_it(jaar: Path) -> None:
    regels = wmo("keten", "--vandaag", VANDAAG, jaar).stdout.splitlines()
    assert max(map(len, regels)) <= 120
    tekst = " ".join(" ".join(regels).replace("│", " ").split())
    assert (
        "Doe: Stuur eerst de stop (wmo307) van de lopende levering, of verwijder de eerdere start." in tekst
    )
    assert " /Bericht/Client/StartProducten/StartProduct[1]/Begindatum " in tekst
    assert "Stuur het verbeterd opnieuw, met een nieuwe identificatie." in tekst
    assert tekst.count("TR381. Hiervoor nodig: de afgesproken lijst van producten.") == 1


def test_published_situations_give_their_outcome() -> None:
    gevallen = Path(__file__).parents[2] / "shared" / "gevallen"
    if not gevallen.is_dir():
        pytest.skip("the situations lie beside the project, not in it")
    for map_, regel in (("a1-boven-toewijzing", "TR321"), ("a3-tweede-start", "TR326")):
        *goed, fout = json.loads(keten(gevallen / map_).stdout)["berichten"]
        assert all(bericht["geldig"] for bericht in goed)
        assert [b["regel"] for b in fout["bevindingen"]] == [regel]


def test_the_year_that_is_shipped_can_be_rehearsed_at_once(tmp_path: Path) -> None:
    assert wmo("voorbeeldjaar", tmp_path / "jaar").status == 0
    assert wmo("keten", tmp_path / "jaar" / "goed").status == 0
    fouten = wmo("keten", "--json", tmp_path / "jaar" / "fouten")
    gevonden = [
        b["regel"] for bericht in json.loads(fouten.stdout)["berichten"] for b in bericht["bevindingen"]
    ]
    uitleg = (tmp_path / "jaar" / "fouten" / "LEESMIJ.txt").read_text()
    assert len(gevonden) == 10
    assert all(f"Fout ({regel})" in uitleg for regel in gevonden)
