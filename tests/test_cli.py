"""The command `wmo valideer` as other programs call it: exit status, JSON on stdout, the rest on stderr."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli import main
from app.istandaard import codec
from app.istandaard.xml import BERICHTSOORTEN
from tests.istandaard.berichten import toewijzing, willekeurig
from tests.istandaard.regels.bouw import VANDAAG, een_301

GOED = codec.schrijf(een_301())
HISTORIE = "Hiervoor nodig: eerdere berichten. Speel daarvoor de keten na."
PRODUCTEN = "Hiervoor nodig: de afgesproken lijst van producten."
WMO = (sys.executable, "-c", "from app.cli import main; main()")
ENTITEITEN = b"<!DOCTYPE a [<!ENTITY a0 'lol'>%s]>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 12)
)


@dataclass(frozen=True)
class Uitvoer:
    status: int
    stdout: str
    stderr: str

    @cached_property
    def berichten(self) -> list[dict[str, Any]]:
        berichten: list[dict[str, Any]] = json.loads(self.stdout)["berichten"]
        return berichten


def wmo(*argumenten: object, **omgeving: str) -> Uitvoer:
    """The command inside this process, which need not start it again."""
    klaar = CliRunner().invoke(main, [*map(str, argumenten)], env=omgeving)
    if klaar.exception is not None and not isinstance(klaar.exception, SystemExit):
        raise klaar.exception
    return Uitvoer(klaar.exit_code, klaar.stdout, klaar.stderr)


def wmo_zelf(*argumenten: object, **omgeving: str) -> Uitvoer:
    """The command as a process of its own."""
    klaar = subprocess.run(
        [*WMO, *map(str, argumenten)],
        capture_output=True,
        cwd=Path(__file__).parents[1],
        env=os.environ | {"PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8"} | omgeving,
        timeout=60,
        check=False,
    )
    uitvoer = Uitvoer(klaar.returncode, klaar.stdout.decode(), klaar.stderr.decode())
    assert "Traceback" not in uitvoer.stderr
    return uitvoer


def valideer(*argumenten: object, **omgeving: str) -> Uitvoer:
    return wmo("valideer", "--json", "--vandaag", VANDAAG, *argumenten, **omgeving)


@pytest.fixture
def goed(tmp_path: Path) -> Path:
    (tmp_path / "goed.xml").write_bytes(GOED)
    return tmp_path / "goed.xml"


def test_a_valid_message_ends_with_0(goed: Path) -> None:
    uitvoer = wmo_zelf("valideer", "--json", "--vandaag", VANDAAG, goed)
    assert (uitvoer.status, uitvoer.stderr) == (0, "")
    assert uitvoer.berichten == [
        {
            "bestand": str(goed),
            "berichtsoort": "wmo301",
            "geldig": True,
            "opmerking": None,
            "nietGecontroleerd": ["TR056", "TR332", "TR379", "TR381", "TR385"],
            "waaromNiet": dict.fromkeys(("TR056", "TR332", "TR379", "TR385"), HISTORIE)
            | {"TR381": PRODUCTEN},
            "bevindingen": [],
        }
    ]


def test_a_person_reads_what_was_not_checked_and_why(goed: Path) -> None:
    tekst = wmo("valideer", "--vandaag", VANDAAG, goed).stdout
    assert f"niet gecontroleerd: TR056, TR332, TR379, TR385. {HISTORIE}" in tekst
    assert f"niet gecontroleerd: TR381. {PRODUCTEN}" in tekst


def test_a_finding_ends_with_1_and_says_what_and_where(goed: Path) -> None:
    goed.write_bytes(GOED.replace(b"<wmo301:Geslacht>2<", b"<wmo301:Geslacht>7<"))
    uitvoer = valideer(goed)
    (bericht,) = uitvoer.berichten
    assert uitvoer.status == 1
    assert bericht["geldig"] is False
    assert bericht["bevindingen"] == [
        {
            "regel": "XSD",
            "retourcode": None,
            "klasse": "Client",
            "pad": "/Bericht/Client/Geslacht",
            "regelnummer": GOED[: GOED.index(b"<wmo301:Geslacht>")].count(b"\n") + 1,
            "melding": "Geslacht moet een code uit lijst COD046 (Geslacht) zijn: "
            "0 (Onbekend); 1 (Mannelijk); 2 (Vrouwelijk).",
        }
    ]


def test_all_fourteen_are_recognised_in_a_folder_a_zip_and_a_pattern(tmp_path: Path) -> None:
    map_ = tmp_path / "map"
    map_.mkdir()
    with zipfile.ZipFile(tmp_path / "alle.zip", "w") as archief:
        for soort in BERICHTSOORTEN:
            inhoud = codec.schrijf(willekeurig(soort, Random(1)))
            (map_ / f"{soort}.xml").write_bytes(inhoud)
            archief.writestr(f"{soort}.xml", inhoud)
    uitvoer = valideer(map_, tmp_path / "alle.zip", f"{map_}/wmo3*.xml")
    assert [bericht["berichtsoort"] for bericht in uitvoer.berichten] == list(BERICHTSOORTEN) * 3
    assert uitvoer.stderr == "", "progress is for a terminal"
    assert uitvoer.berichten[14]["bestand"] == f"{tmp_path}/alle.zip!wmo301.xml"
    assert "XSD" not in {b["regel"] for bericht in uitvoer.berichten for b in bericht["bevindingen"]}


GEEN_BERICHT = {
    "empty": (b"", "leeg"),
    "json": (b'{"bericht": 1}', "Dit is JSON"),
    "picture": (b"\x89PNG\r\n\x1a\n", "Dit is een plaatje"),
    "truncated": (GOED[: len(GOED) // 2], "afgebroken"),
    "wrong encoding": (b"<a>Markt\xe9</a>", "UTF-8"),
    "unknown encoding": (b"<?xml version='1.0' encoding='KLINGON'?><a/>", "tekencodering"),
    "11 MB of text": (GOED.replace(b"Markt", b"M" * 11_000_000), "te lang"),
    "entity bomb": (GOED.replace(b"?>", b"?>" + ENTITEITEN, 1).replace(b"Markt", b"&a11;"), "DTD"),
    "external entity": (b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "DTD"),
    "unknown entity": (GOED.replace(b"Markt", b"&eacute;"), "entiteit"),
    "deep": (b"<a>" * 100_000, "diep"),
    "no message": (b"<Bericht/>", "het element Bericht zonder namespace"),
    "other release": (GOED.replace(b"3_2", b"3_1"), "iWmo 3.1 (wmo301), niet van iWmo 3.2"),
    "other standard": (GOED.replace(b"iwmo/3_2/wmo301", b"ijw/3_2/jw301"), "iJw 3.2 (jw301)"),
    "too large": (b"<Bericht/>" + b" " * 25 * 2**20, "het element Bericht zonder namespace"),
}


def test_what_is_no_message_ends_with_2_and_the_reason(tmp_path: Path) -> None:
    for naam, (inhoud, _) in GEEN_BERICHT.items():
        (tmp_path / f"{naam}.xml").write_bytes(inhoud)
    uitvoer = valideer(tmp_path)
    assert uitvoer.status == 2
    assert len(uitvoer.berichten) == len(GEEN_BERICHT)
    for bericht in uitvoer.berichten:
        assert (bericht["berichtsoort"], bericht["geldig"]) == (None, False)
        (bevinding,) = bericht["bevindingen"]
        assert GEEN_BERICHT[Path(bericht["bestand"]).stem][1] in bevinding["melding"]
        assert f"{bericht['bestand']}: {bevinding['melding']}" in uitvoer.stderr


def test_a_byte_order_mark_and_another_encoding_are_read_and_found(tmp_path: Path) -> None:
    (tmp_path / "bom.xml").write_bytes(b"\xef\xbb\xbf" + GOED)
    (tmp_path / "utf16.xml").write_bytes(GOED.decode().replace("UTF-8", "UTF-16").encode("utf-16"))
    (tmp_path / "latin1.xml").write_bytes(GOED.replace(b"Markt", b"Markt\xe9"))
    (tmp_path / "onbekend.xml").write_bytes(GOED.replace(b"UTF-8", b"KLINGON"))
    uitvoer = valideer(tmp_path)
    assert uitvoer.status == 1
    assert [[b["regel"] for b in bericht["bevindingen"]] for bericht in uitvoer.berichten] == [["OP192"]] * 4


def test_a_message_that_is_too_large_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "groot.xml").write_bytes(GOED + b" " * 25 * 2**20)
    uitvoer = valideer(tmp_path)
    (bericht,) = uitvoer.berichten
    assert (uitvoer.status, bericht["berichtsoort"]) == (1, "wmo301")
    assert [b["regel"] for b in bericht["bevindingen"]] == ["OP179"]


def test_what_cannot_be_read_ends_with_2_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "nep.zip").write_bytes(b"geen zip")
    reden = {
        tmp_path / "weg.xml": "Dit bestand bestaat niet.",
        tmp_path / "*.json": "Geen enkel bestand heeft een naam volgens dit patroon.",
        tmp_path / "map": "Deze map bevat geen XML-bestanden.",
        tmp_path / "nep.zip": "Dit is geen ZIP-bestand, of het is beschadigd.",
        tmp_path / ("x" * 300): "Dit is niet te lezen: het systeem weigert het.",
    }
    uitvoer = valideer(*reden)
    assert uitvoer.status == 2
    gevonden = {b["bestand"]: b["bevindingen"][0]["melding"] for b in uitvoer.berichten}
    assert gevonden == {str(pad): waarom for pad, waarom in reden.items()}


def test_what_cannot_be_read_outranks_findings_and_does_not_stop_the_rest(goed: Path) -> None:
    slecht = goed.with_name("slecht.xml")
    slecht.write_bytes(GOED.replace(b"999900006", b"999900007"))
    uitvoer = valideer(goed.with_name("weg.xml"), slecht, goed)
    assert uitvoer.status == 2
    assert [[b["regel"] for b in bericht["bevindingen"]] for bericht in uitvoer.berichten] == [
        ["XSD"],
        ["CS002"],
        [],
    ]


@pytest.mark.parametrize("dag", ["morgen", "2026-02-30", "20260302", "2026-3-2", "02-03-2026"])
def test_a_day_that_is_none_ends_with_2(goed: Path, dag: str) -> None:
    uitvoer = wmo("valideer", "--json", "--vandaag", dag, goed)
    assert (uitvoer.status, uitvoer.stdout) == (2, "")
    assert "JJJJ-MM-DD" in uitvoer.stderr


def test_the_day_of_checking_counts(goed: Path) -> None:
    assert wmo("valideer", "--json", "--vandaag", "2026-03-01", goed).status == 1


def test_reference_data_let_more_be_checked(goed: Path) -> None:
    referentie = goed.with_name("referentie.json")
    referentie.write_text('{"producten": [{"categorie": "07", "code": "07A01", "eenheden": ["04"]}]}')
    uitvoer = wmo("valideer", "--json", "--vandaag", VANDAAG, "--referentie", referentie, goed)
    assert uitvoer.status == 1
    assert [bevinding["regel"] for bevinding in uitvoer.berichten[0]["bevindingen"]] == ["TR381"]
    assert "TR381" not in uitvoer.berichten[0]["nietGecontroleerd"]


@pytest.mark.parametrize(
    ("inhoud", "waarom"),
    [
        ("geen json", "geen JSON"),
        ("[]", "het geheel"),
        ('{"producten": [{"categorie": "02"}]}', "producten[0].code: Dit veld is verplicht."),
        ('{"prijzen": []}', "prijzen: Dit veld bestaat hier niet. Wel: producten, tarieven."),
        ('{"tarieven": [{"tarief": "12,50"}]}', "tarieven[0].tarief: Verwacht is een geheel getal."),
    ],
)
def test_reference_data_that_are_wrong_end_with_2(goed: Path, inhoud: str, waarom: str) -> None:
    referentie = goed.with_name("referentie.json")
    referentie.write_text(inhoud)
    uitvoer = wmo("valideer", "--json", "--vandaag", VANDAAG, "--referentie", referentie, goed)
    assert uitvoer.status == 2
    assert waarom in uitvoer.stderr


def test_reference_data_that_are_not_there_end_with_2(goed: Path) -> None:
    uitvoer = wmo(
        "valideer", "--json", "--vandaag", VANDAAG, "--referentie", goed.with_name("weg.json"), goed
    )
    assert uitvoer.status == 2
    assert "niet te lezen" in uitvoer.stderr


def test_reference_data_without_end_are_not_read(goed: Path) -> None:
    uitvoer = wmo("valideer", "--json", "--referentie", "/dev/zero", goed)
    assert uitvoer.status == 2
    assert "hoogstens 26214400 bytes" in uitvoer.stderr


def test_settings_that_are_wrong_end_with_2(goed: Path) -> None:
    uitvoer = wmo("valideer", "--json", goed, WMO_GROOTSTE_INHOUD="veel")
    assert uitvoer.status == 2
    assert "WMO_GROOTSTE_INHOUD" in uitvoer.stderr
    uitvoer = wmo("valideer", "--json", goed, WMO_SCHEMAS=str(goed.parent))
    assert uitvoer.status == 2
    assert "wmo301.xsd" in uitvoer.stderr


@pytest.mark.parametrize("opdracht", ["migreer", "vernietig", "zegel"])
@pytest.mark.parametrize(
    ("omgeving", "wat"),
    [
        ({"WMO_VERSLEUTELSLEUTELS": "g3h31m"}, "WMO_ZOEKSLEUTEL"),
        ({"WMO_VERSLEUTELSLEUTELS": "g3h31m", "WMO_ZOEKSLEUTEL": "g3h31m"}, "32 bytes"),
        ({"WMO_UITGEVERS": "g3h31m"}, "WMO_UITGEVERS"),
        ({"WMO_DATABASE_URL": "postgresql://wmo:g3h31m@localhost/wmo"}, "WMO_UITGEVERS"),
    ],
)
def test_what_keeps_a_command_from_running_is_told_in_a_sentence_without_secrets(
    opdracht: str, omgeving: dict[str, str], wat: str, tmp_path: Path
) -> None:
    (tmp_path / "wmo.sqlite").write_text("Een database.")
    klaar = CliRunner().invoke(main, [opdracht], env={"WMO_DATA": str(tmp_path), **omgeving})
    assert isinstance(klaar.exception, SystemExit)
    assert klaar.exit_code == 2
    assert wat in klaar.stderr
    assert "g3h31m" not in klaar.output


def test_serving_a_region_that_is_wrong_tells_file_and_key(tmp_path: Path) -> None:
    (tmp_path / "duinstreek.toml").write_text('code = "DUI"')
    uitvoer = wmo("serve", "--port", "0", WMO_DATA=str(tmp_path / "data"), WMO_PROFIELEN=str(tmp_path))
    assert uitvoer.status == 2
    assert "duinstreek.toml" in uitvoer.stderr
    assert "toetsen: Dit veld is verplicht." in uitvoer.stderr


def test_names_that_are_no_text_are_shown_all_the_same(goed: Path) -> None:
    vreemd = os.fsdecode(os.fsencode(goed.parent) + b"/\xff\x1b.xml")
    Path(vreemd).write_bytes(GOED)
    for vorm in ("--json",), ():
        assert wmo_zelf("valideer", *vorm, goed.parent, PYTHONIOENCODING="ascii").status == 0


def test_a_person_reads_a_table(goed: Path) -> None:
    goed.write_bytes(GOED.replace(b"999900006", b"999900007"))
    uitvoer = wmo("valideer", goed, goed.with_name("weg.xml"), COLUMNS="200")
    assert uitvoer.status == 2
    assert f"1 bevinding  {goed} (wmo301)" in uitvoer.stdout
    assert "Een Bsn voldoet aan de elfproef." in uitvoer.stdout
    assert "/Bericht/Client/Bsn" in uitvoer.stdout
    goed.write_bytes(GOED)
    assert f"geldig op zichzelf  {goed} (wmo301)" in wmo("valideer", goed, COLUMNS="200").stdout
    assert uitvoer.stderr == f"{goed.with_name('weg.xml')}: Dit bestand bestaat niet.\n"


def test_personal_data_are_not_repeated(tmp_path: Path) -> None:
    geheim = codec.schrijf(toewijzing()).replace(b">AM<", b">A.M.<").replace(b"999990019", b"99999001X")
    (tmp_path / "geheim.xml").write_bytes(geheim)
    uitvoer = wmo("valideer", "--json", tmp_path / "geheim.xml")
    assert uitvoer.status == 1
    assert "99999001" not in uitvoer.stdout
    assert "A.M." not in uitvoer.stdout
