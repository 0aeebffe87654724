"""The README is followed to the letter: its tour against a server, its settings against the program."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from app.cli import main
from app.instellingen import Instellingen
from tests.server import PROJECT, draai, omgeving

README = (PROJECT / "README.md").read_text(encoding="utf-8")
TOUR = README.partition("## Five minutes with curl")[2].partition("## The command")[0]


@pytest.fixture
def nieuwkomer(tmp_path: Path) -> dict[str, str]:
    """The environment of a newcomer: the command on the path, nothing set but where the data goes."""
    return omgeving(WMO_DATA=str(tmp_path), PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}")


@pytest.mark.alles
def test_the_tour_ends_with_a_wmo301_also_once_more_on_the_same_data(nieuwkomer: dict[str, str]) -> None:
    stappen = "\n".join(re.findall(r"```sh\n(.*?)```", TOUR, re.DOTALL))
    stappen = stappen.replace(". .venv/bin/activate", WMO)
    with draai(nieuwkomer) as server:
        eerste, tweede = (
            subprocess.run(
                ["bash", "-euo", "pipefail", "-c", stappen.replace("http://127.0.0.1:8000", server.adres)],
                cwd=PROJECT,
                env=nieuwkomer,
                capture_output=True,
                text=True,
            )
            for _ in range(2)
        )
    for uitkomst in (eerste, tweede):
        assert uitkomst.returncode == 0, uitkomst.stdout[-800:] + uitkomst.stderr[-800:]
        assert '"toets":"omvang_ontbreekt"' in uitkomst.stdout
        assert '"activiteit":"leg_plan_terug"' in uitkomst.stdout
        assert uitkomst.stdout.strip().endswith("</wmo301:Bericht>")
    assert re.findall(r"/v1/problemen/[a-z-]+", eerste.stdout) == []
    assert set(re.findall(r"/v1/problemen/[a-z-]+", tweede.stdout)) == {"/v1/problemen/bestaat-al"}


def test_the_tour_says_which_field_of_a_step_that_fails_is_wrong() -> None:
    (field,) = re.findall(r"^field\(\) \{.*?^print.*?\}$", TOUR, re.DOTALL | re.MULTILINE)
    fout = {"detail": "Dat kan niet.", "fouten": [{"veld": "geslacht", "melding": "Dit veld is verplicht."}]}
    for antwoord, verwacht in (({"id": "7"}, (0, "7\n", "")), (fout, (1, "", "geslacht"))):
        gedaan = subprocess.run(
            ["bash", "-c", f"{field}\nfield '[\"id\"]'"],
            input=json.dumps(antwoord),
            capture_output=True,
            text=True,
        )
        code, uit, fouten = verwacht
        assert (gedaan.returncode, gedaan.stdout) == (code, uit)
        assert fouten in gedaan.stderr


WMO = f"""wmo() {{
  [ -f "$WMO_DATA/$*" ] || {sys.executable} -c 'from app.cli import main; main()' "$@" > "$WMO_DATA/$*"
  cat "$WMO_DATA/$*"
}}"""
"""The command; the second time it says what it said, for a process of its own takes seconds to start."""


def test_every_setting_stands_in_the_table() -> None:
    genoemd = set(re.findall(r"^\| `(WMO_[A-Z_]+)` \|", README, re.MULTILINE))
    assert genoemd == {f"WMO_{naam.upper()}" for naam in Instellingen.model_fields}


def test_every_page_that_is_linked_exists() -> None:
    paden = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert [pad for pad in paden if not (PROJECT / pad).exists()] == []


def test_every_command_stands_in_the_table() -> None:
    genoemd = set(re.findall(r"`wmo ([a-z-]+)", README.partition("## The command")[2].partition("##")[0]))
    assert genoemd == set(get_command(main).commands)  # type: ignore[attr-defined]
