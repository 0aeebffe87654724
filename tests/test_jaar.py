"""The page of a year with curl is followed to the letter, after the tour of the README, on any day."""

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import demonstratie
from app.demonstratie.wereld import Klok
from app.instellingen import Instellingen
from tests.api.test_rollen import DAGEN, TOEN
from tests.server import PROJECT, omgeving
from tests.test_readme import TOUR, WMO

PAGINA = (PROJECT / "docs" / "rollen" / "jaar.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.alles


def blokken(tekst: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", tekst, re.DOTALL)


def opdrachten(adres: str, *vooraf: str) -> str:
    """All that the reader types: the tour, with the first block of the page after its own first."""
    (begin, *tour), (terug, *jaar) = blokken(TOUR), blokken(PAGINA)
    getypt = "\n".join([*vooraf, begin, terug, *tour, *jaar])
    return getypt.replace(". .venv/bin/activate", WMO).replace("http://127.0.0.1:8000", adres)


@pytest.mark.parametrize(
    "moment",
    [
        None,
        # Each takes twenty seconds; on these days the other pages of the roles are followed in every run.
        *(pytest.param(moment, marks=pytest.mark.duurproef) for moment in DAGEN.values()),
    ],
    ids=["today", *DAGEN],
)
def test_a_year_goes_as_the_page_says(tmp_path: Path, moment: str | None) -> None:
    klok = Klok(datetime.now(UTC) if moment is None else datetime.fromisoformat(moment))
    omstandigheden = omgeving(WMO_DATA=str(tmp_path), PYTHONPATH=str(PROJECT), toen=klok.moment)
    instellingen = Instellingen(data=tmp_path, database_url=None, uitgevers={})
    with demonstratie._server(instellingen, klok) as adres:
        gedaan = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", opdrachten(adres, TOEN)],
            env=omstandigheden,
            capture_output=True,
            text=True,
        )
    uit = gedaan.stdout
    assert gedaan.returncode == 0, uit[-800:] + gedaan.stderr[-800:]
    assert "/v1/problemen/" not in uit
    assert berichten(uit) == [
        ("wmo305", "goedgekeurd"),
        ("wmo323", "goedgekeurd"),
        ("wmo307", "goedgekeurd"),
        ("wmo305", "goedgekeurd"),
        ("wmo323", "deels"),
        ("wmo323", "goedgekeurd"),
        ("wmo307", "goedgekeurd"),
    ]
    assert uit.count('"reden":"wmo302 R') == 2
    assert "Tarief wijkt af van het contract" in uit
    assert '"bedrag":-27200' in uit
    assert '"verschil":0' in uit
    assert "verschil: ingediend min geweigerd min toegekend" in uit
    assert '"stand":"toegewezen"' in uit
    assert '"stand":"afgewezen"' in uit
    assert uit.rstrip().endswith(":Bericht>")


def berichten(uit: str) -> list[tuple[str, str]]:
    """Kind and outcome of each message that was handed over, in the order in which they are first shown."""
    patroon = r'"id":"([^"]+)","eigenaar":[^{}]*?"status":"(\w+)",[^{}]*?"berichtsoort":"(wmo\d+)"'
    gevonden = {id: (soort, status) for id, status, soort in re.findall(patroon, uit)}
    return list(gevonden.values())


def test_the_page_names_no_day_that_passes() -> None:
    assert re.findall(r"20[0-9]{2}-[0-9]{2}", PAGINA) == []
