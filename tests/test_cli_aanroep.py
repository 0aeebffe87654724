"""A command that is called wrongly: a Dutch sentence on one screen, what was found and expected, status 2."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from app.cli import main, opdrachten


def wmo(*opdracht: str, **omgeving: str) -> Result:
    return CliRunner().invoke(main, list(opdracht), env=omgeving)


@pytest.mark.parametrize(
    ("opdracht", "zegt"),
    [
        ("bestaatniet", "De opdracht bestaatniet bestaat niet. Wel: demo, serve,"),
        (
            "serve --port 99999",
            "--port klopt niet. Verwacht is hoogstens 65535. Gevonden: 99999. Zie: ",
        ),
        ("serve --port abc", "Verwacht is een geheel getal. Gevonden: abc."),
        ("token", "--rol ontbreekt. Kies uit: toegang, besluit, administratie, aanbieder. Zie: "),
        ("token --rol x", "--rol klopt niet. Kies uit: toegang, besluit"),
        ("token --rol", "--rol vraagt een waarde."),
        ("token --rol toegang --gemeente 12", "--gemeente: verwacht zijn vier cijfers, gevonden: 12."),
        (f"zet-om {'0' * 32} --gemeente 12", "--gemeente: verwacht zijn vier cijfers, gevonden: 12."),
        ("vernietig --gemeente 12", "--gemeente: verwacht zijn vier cijfers, gevonden: 12."),
        ("logboek --gemeente \udcff", "--gemeente: verwacht zijn vier cijfers, gevonden: \ufffd."),
        ("token --rol aanbieder --agb 4141000a", "--agb: verwacht zijn acht cijfers, gevonden: 4141000a."),
        ("valideer", "bestanden ontbreekt. Zie: "),
        ("valideer --json=3 a.xml", "--json neemt geen waarde."),
        ("valideer --vandag 2026-01-01 a.xml", "De optie --vandag bestaat niet. Bedoelt u --vandaag?"),
        ("valideer --vandaag 2026-02-30 a.xml", "als JJJJ-MM-DD, gevonden: 2026-02-30."),
        ("controleer-logboek --inhoud-vanaf 30-02-2026", "als JJJJ-MM-DD, gevonden: 30-02-2026."),
        ("migreer extra", "Er staan meer argumenten dan deze opdracht neemt."),
        ("regels 9999", "geen regel met de code of retourcode 9999"),
        ("eisen X1", "De eis X1 bestaat niet."),
        (f"serve --host {'a' * 70} --port 0", "is niet te luisteren: dit adres heeft deze machine niet."),
        ("serve --host \u202ea --port 0", "is niet te luisteren: dit adres heeft deze machine niet."),
    ],
)
def test_what_is_wrong_is_told_in_dutch_on_one_screen(opdracht: str, zegt: str, tmp_path: Path) -> None:
    uitvoer = wmo(*opdracht.split(), WMO_DATA=str(tmp_path))
    assert (uitvoer.exit_code, uitvoer.stdout) == (2, "")
    assert zegt in uitvoer.stderr
    assert uitvoer.stderr.count("\n") < 5


@pytest.mark.parametrize("opdracht", [(), *((naam,) for naam in get_command(main).commands)])
def test_the_help_is_dutch(opdracht: tuple[str, ...]) -> None:
    uitvoer = wmo(*opdracht, "--help")
    assert (uitvoer.exit_code, uitvoer.stderr) == (0, "")
    assert uitvoer.stdout.startswith("Gebruik: ")
    assert "Toon deze uitleg." in uitvoer.stdout
    assert re.findall(r"\b(Usage|Options|Show|exit|default|required|str|int)\b", uitvoer.stdout) == []


def test_the_help_says_what_an_option_may_be() -> None:
    hulp = " ".join(wmo("token", "--help").stdout.split())
    assert "Kies uit: toegang, besluit, administratie, aanbieder. Verplicht." in hulp
    assert "Hoe lang het token geldt. Van 1 tot en met 24. Standaard: 8." in hulp
    assert " regels [OPTIES] [CODE]\n" in wmo("regels", "--help").stdout


def test_without_a_command_the_help_is_all_there_is_to_say() -> None:
    uitvoer = wmo()
    assert (uitvoer.exit_code, uitvoer.stderr) == (0, "")
    assert uitvoer.stdout.startswith("Gebruik: ")


def test_an_address_that_is_taken_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as ander:
        uitvoer = wmo("serve", "--port", str(ander.getsockname()[1]), WMO_DATA=str(tmp_path / "data"))
    assert uitvoer.exit_code == 2
    assert "is niet te luisteren: een ander programma doet dat al." in uitvoer.stderr
    assert not (tmp_path / "data").exists()


def test_every_setting_that_is_wrong_is_told_by_its_name() -> None:
    uitvoer = wmo("migreer", WMO_GROOTSTE_INHOUD="veel", WMO_INHOUD_SECONDEN="0")
    assert uitvoer.exit_code == 2
    assert "WMO_GROOTSTE_INHOUD: Verwacht is een geheel getal." in uitvoer.stderr
    assert "WMO_INHOUD_SECONDEN: Verwacht is meer dan 0" in uitvoer.stderr


def test_a_token_that_the_server_will_refuse_says_so(tmp_path: Path) -> None:
    uitgevers = '{"https://login.example.nl": "https://login.example.nl/jwks"}'
    uitvoer = wmo(
        *("token", "--rol", "toegang", "--gemeente", "0957"), WMO_DATA=str(tmp_path), WMO_UITGEVERS=uitgevers
    )
    assert uitvoer.exit_code == 0
    assert "de server weigert dit token" in uitvoer.stderr
    assert uitvoer.stdout.count(".") == 2


def test_a_requirement_and_a_return_code_are_looked_up() -> None:
    assert "ondertekenen" in wmo("eisen", "m08").stdout
    assert "TR135" in wmo("regels", "8848").stdout


def test_a_path_stays_in_one_piece_when_piped(tmp_path: Path) -> None:
    map_ = tmp_path / ("lang" * 40)
    map_.mkdir()
    (map_ / "leeg.xml").write_text("<a/>")
    uitvoer = wmo("valideer", str(map_ / "leeg.xml"))
    assert str(map_ / "leeg.xml") in uitvoer.output


@pytest.mark.parametrize(
    "opdracht", ["{}", "regels {}", "token --rol toegang --gemeente {}", "serve --port {}", "regels --{}"]
)
def test_what_was_typed_is_shown_without_what_steers_or_says_who_somebody_is(opdracht: str) -> None:
    uitvoer = wmo(*opdracht.format("\x1b[31m\u202e999990019").split())
    assert uitvoer.exit_code == 2
    assert "999990019" not in uitvoer.stderr
    assert not {"\x1b", "\u202e"} & set(uitvoer.stderr)


@pytest.mark.parametrize("opdracht", ["{}", "regels {}", "serve --port {}"])
def test_what_was_typed_is_shown_in_part_where_it_is_long(opdracht: str) -> None:
    uitvoer = wmo(*opdracht.format("x" * 100_000).split())
    assert uitvoer.exit_code == 2
    assert len(uitvoer.stderr) < 2000


def test_a_setting_without_bound_is_refused() -> None:
    assert "hoogstens 3600" in wmo("migreer", WMO_INHOUD_SECONDEN="inf").stderr
    assert "te diep genest" in wmo("migreer", WMO_UITGEVERS="[" * 100_000).stderr


def test_a_command_runs_without_a_screen() -> None:
    programma = "import sys; sys.stdout = None; from app.cli import main; main()"
    klaar = subprocess.run([sys.executable, "-c", programma, "regels", "TR302"], capture_output=True)
    assert (klaar.returncode, klaar.stderr) == (0, b"")


@pytest.mark.parametrize("codering", ["ascii", "latin-1"])
def test_a_terminal_without_all_letters_gets_what_it_has(codering: str) -> None:
    programma = "from app.cli import main; main(['--help'])"
    klaar = subprocess.run(
        [sys.executable, "-c", programma],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": codering},
    )
    assert (klaar.returncode, klaar.stderr) == (0, b"")
    assert b"roteer-sleutels" in klaar.stdout


def test_what_may_only_be_read_is_not_written() -> None:
    programma = "from app.cli import main; main(['eisen', 'M08'])"
    with open(os.devnull) as leest:
        klaar = subprocess.run(
            [sys.executable, "-c", programma], stdout=leest, stderr=subprocess.PIPE, text=True
        )
    assert klaar.returncode == 2
    assert klaar.stderr.startswith("Er is niet te schrijven")


@pytest.mark.parametrize(
    "opdracht", ["regels --json", "valideer --json docs/berichten/voorbeelden", "--help"]
)
def test_what_cannot_be_written_is_not_a_finding(opdracht: str) -> None:
    with Path("/dev/full").open("w") as vol:
        klaar = subprocess.run(
            [sys.executable, "-c", "from app.cli import main; main()", *opdracht.split()],
            stdout=vol,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    assert klaar.returncode == 2
    assert klaar.stderr == "Er is niet te schrijven: er is geen plaats meer.\n"


@pytest.mark.parametrize("ook_stderr", [False, True])
def test_a_limit_on_the_size_of_a_file_is_told_too(ook_stderr: bool, tmp_path: Path) -> None:
    programma = (
        "import resource, sys; from app.cli import main; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)); main()"
    )
    with (tmp_path / "uit").open("w") as uit:
        klaar = subprocess.run(
            [sys.executable, "-c", programma, "regels", "--json"],
            stdout=uit,
            stderr=uit if ook_stderr else subprocess.PIPE,
            text=True,
            timeout=60,
        )
    assert klaar.returncode == 2
    assert ook_stderr or klaar.stderr == "Er is niet te schrijven: een bestand mag niet zo groot worden.\n"


@pytest.mark.parametrize(
    ("naam", "wie"),
    [("beheer", "beheer"), (None, None), ("a\x1b[31m", None), ("731654286", None), ("-", None)],
)
def test_an_account_without_a_name_to_show_is_named_by_its_number(
    naam: str | None, wie: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def geef() -> str:
        if naam is None:
            raise KeyError("getpwuid(): uid not found")
        return naam

    monkeypatch.setattr(opdrachten, "getuser", geef)
    assert opdrachten.uitvoerder() == (wie or f"uid {os.getuid()}")


@pytest.mark.parametrize("opdracht", ["zegel", "migreer", "token --rol toegang --gemeente 0957", "logboek"])
@pytest.mark.parametrize("waar", ["gone", "a link to itself"])
def test_a_data_folder_that_cannot_be_found_is_told(
    opdracht: str, waar: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hier").mkdir()
    monkeypatch.chdir(tmp_path / "hier")
    if waar == "gone":
        (tmp_path / "hier").rmdir()
    else:
        Path("lus").symlink_to("lus")
    uitvoer = wmo(*opdracht.split(), WMO_DATA="lus/data")
    assert uitvoer.exit_code == 2
    assert "De map lus" in uitvoer.stderr
    assert "WMO_DATA" in uitvoer.stderr


@pytest.mark.parametrize(
    "adres", ["h:x/d", "[::1/d", "h:/d/:x", "h/d?onzin=1", "\udcff@h/d", "h/d?port=x", "h/d?port=1&port=2"]
)
def test_an_address_that_is_no_database_is_told_without_its_password(adres: str, tmp_path: Path) -> None:
    uitvoer = wmo(
        "migreer",
        WMO_DATA=str(tmp_path),
        WMO_DATABASE_URL=f"postgresql://wmo:GEHEIM@{adres}",
        WMO_UITGEVERS='{"https://login.example.nl": "https://login.example.nl/jwks"}',
        WMO_VERSLEUTELSLEUTELS="A" * 43 + "=",
        WMO_ZOEKSLEUTEL="A" * 43 + "=",
    )
    assert (uitvoer.exit_code, "GEHEIM" in uitvoer.output) == (2, False)
    assert "WMO_DATABASE_URL is geen adres van een database." in uitvoer.stderr


@pytest.mark.parametrize(
    ("naam", "waarde", "verwacht"),
    [
        ("INHOUD_SECONDEN", "x", "een getal"),
        ("ADRES", "foo", "een adres als https://"),
        ("ADRES", "ftp://a.nl", "een adres dat begint met https:// of http://"),
        ("BEVEILIGINGSBELEID", "foo", "een adres als https://"),
        ("BEVEILIGINGSCONTACT", "foo", "mailto:…, https://… of tel:…"),
        ("BLADZIJDEN", "misschien", "true of false"),
        ("PUBLIEK", " ", "een publiek dat iets zegt"),
    ],
)
def test_a_wrong_setting_tells_what_was_expected_and_found(naam: str, waarde: str, verwacht: str) -> None:
    uitvoer = wmo("migreer", **{f"WMO_{naam}": waarde})
    assert uitvoer.exit_code == 2
    assert f"WMO_{naam}: Verwacht is {verwacht}" in uitvoer.stderr
    assert f"Gevonden: '{waarde}'." in uitvoer.stderr


@pytest.mark.parametrize("opdracht", ["token --rol toegang", "vernietig"])
def test_a_municipality_that_is_none_is_refused(opdracht: str, tmp_path: Path) -> None:
    uitvoer = wmo(*opdracht.split(), "--gemeente", "9999", WMO_DATA=str(tmp_path / "data"))
    assert (uitvoer.exit_code, uitvoer.stdout) == (2, "")
    assert "--gemeente: er is geen gemeente met deze code (CBS), gevonden: 9999." in uitvoer.stderr
    assert not (tmp_path / "data").exists()
