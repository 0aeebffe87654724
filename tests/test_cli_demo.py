"""The demonstration as a command, run once and looked at from all sides."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import main
from app.domain.waarden import kalenderdag


def wmo(*opdracht: str) -> Result:
    return CliRunner().invoke(main, list(opdracht))


@pytest.fixture(scope="module")
def verteld(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    naar = tmp_path_factory.mktemp("demo") / "uit"
    return wmo("demo", "--uit", str(naar)), naar


def test_the_demonstration_ends_well_and_leaves_what_it_shows(verteld: tuple[Result, Path]) -> None:
    uitvoer, naar = verteld
    assert uitvoer.exit_code == 0, uitvoer.output
    assert list(naar.rglob("*.xml"))
    assert list(naar.rglob("*.pdf"))


@pytest.mark.parametrize("later", [0, 1, 2000])
def test_its_messages_are_accepted_in_their_order_from_its_last_day_on(
    verteld: tuple[Result, Path], later: int
) -> None:
    uitvoer, naar = verteld
    eind = date.fromisoformat(uitvoer.output.rsplit("--vandaag ", 1)[1].split(")")[0])
    assert eind <= kalenderdag(datetime.now(UTC))
    keten = wmo("keten", "--json", "--vandaag", f"{eind + timedelta(days=later)}", str(naar))
    berichten = json.loads(keten.stdout)["berichten"]
    assert len(berichten) == len(list(naar.glob("*.xml")))
    assert [b["bestand"] for b in berichten if b["status"] != "goedgekeurd"] == []
    assert keten.exit_code == 0


def test_it_tells_one_change_story_with_both_timelines(verteld: tuple[Result, Path]) -> None:
    verhaal = verteld[0].output
    delen = ("twee fasen", "na het gat komen er nieuwe", "De hulp stopt", "maakt bezwaar", "gehoord")
    plekken = [verhaal.index(deel) for deel in (*delen, "Een ander beslist", "komt na de opname terug")]
    assert plekken == sorted(plekken)
    rijen = [regel for regel in verhaal.splitlines() if " ja " in regel or " nee " in regel]
    assert len(rijen) > 30
    assert all(" ja " in rij and "nummer" in rij for rij in rijen)
