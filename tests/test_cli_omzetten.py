"""The command that carries an omzetting out: what it says and how it ends (W08)."""

import shutil
from pathlib import Path
from uuid import UUID

import pytest
from typer.testing import CliRunner, Result

from app.cli import main
from app.cli.opdrachten import stdout
from app.processen.omzetreeks import Omzetreeks, Uitkomst, Uitslag

OMZETTING, CLIENT = UUID(int=1), UUID(int=2)


@pytest.fixture(autouse=True)
def installatie(lege_installatie: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without anything in it."""
    monkeypatch.setenv("WMO_DATA", str(shutil.copytree(lege_installatie, tmp_path / "data")))
    monkeypatch.setattr(stdout, "width", 300)


def zet_om(*opties: str, id: object = OMZETTING) -> Result:
    return CliRunner().invoke(main, ["zet-om", str(id), "--gemeente", "0957", *opties])


@pytest.mark.parametrize("id", [OMZETTING, "geen id"])
def test_an_omzetting_that_is_not_there_ends_with_2(id: object) -> None:
    uitkomst = zet_om(id=id)
    assert (uitkomst.exit_code, uitkomst.stdout) == (2, "")
    assert "omzetting" in uitkomst.stderr


@pytest.mark.parametrize(
    ("uitslag", "status"),
    [
        (Uitslag.GEDAAN, 0),
        (Uitslag.OVERGESLAGEN, 0),
        (Uitslag.WACHT, 1),
        (Uitslag.MISLUKT, 1),
    ],
)
def test_the_status_says_whether_something_is_left_to_do(
    monkeypatch: pytest.MonkeyPatch, uitslag: Uitslag, status: int
) -> None:
    uitkomsten = [Uitkomst(CLIENT, uitslag, ("Daarom.",)), Uitkomst(OMZETTING, Uitslag.GEDAAN, brief=True)]
    monkeypatch.setattr(Omzetreeks, "voer_uit", lambda zelf, id: iter(uitkomsten))
    gedaan = zet_om()
    assert gedaan.exit_code == status
    eerste, tweede, slot = gedaan.stdout.splitlines()
    assert eerste == f"{CLIENT}  {uitslag}: Daarom."
    assert tweede == f"{OMZETTING}  gedaan: brief bewaard"
    assert slot.startswith("gedaan: ")
    assert slot.endswith(".")


def test_a_dry_run_says_what_would_change_and_last_that_nothing_did(monkeypatch: pytest.MonkeyPatch) -> None:
    uitkomst = Uitkomst(CLIENT, Uitslag.GEDAAN, brief=True, wijzigt=("toewijzing 3: vervalt",))
    monkeypatch.setattr(Omzetreeks, "voer_uit", lambda zelf, id: iter([uitkomst] * zelf.proef))
    regels = zet_om("--proef").stdout.splitlines()
    assert regels == [
        f"{CLIENT}  zou worden gedaan: er gaat een brief uit",
        "  toewijzing 3: vervalt",
        "zou worden gedaan: 1, zou worden overgeslagen: 0, zou wachten op aanbieder: 0, zou mislukken: 0.",
        "Dit was een proef: er is niets veranderd.",
    ]


@pytest.mark.parametrize("naam", ["WMO_PROFIELEN", "WMO_GELIJKGESTELDE_DAGEN", "WMO_SCHEMAS"])
def test_a_setting_that_is_of_no_use_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch, naam: str) -> None:
    monkeypatch.setenv(naam, "/is/er/niet")
    uitkomst = zet_om()
    assert uitkomst.exit_code == 2
    assert "/is/er/niet" in uitkomst.stderr
