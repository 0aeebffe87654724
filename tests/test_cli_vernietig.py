"""The command that destroys, on an embedded database (W04)."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from app.cli import main
from app.domain.bewaren import Beslissing, Vernietigingsverzoek, Verzoekstatus
from app.domain.partijen import Client
from app.domain.waarden import kalenderdag
from app.inrichting import open_databank
from app.instellingen import Instellingen
from tests import bouw

LANG_GELEDEN = datetime(2005, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def oude_client(lege_installatie: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("WMO_DATA", str(shutil.copytree(lege_installatie, tmp_path, dirs_exist_ok=True)))
    monkeypatch.setenv("COLUMNS", "200")
    databank = open_databank(Instellingen(), maak=False)
    with databank.transactie(bouw.verwerker(nu=LANG_GELEDEN)) as opslag:
        client = opslag.clienten.bewaar(bouw.een_client())
        opslag.meldingen.bewaar(bouw.een_melding(client_id=client.id))
    databank.sluit()
    return client


def test_a_dry_run_shows_what_a_run_then_destroys(oude_client: Client) -> None:
    for opdracht, slot in (
        (["vernietig", "--proef"], "Zaken die weg zouden gaan: 1."),
        (["vernietig", "--gemeente", "0797"], "Vernietigde zaken: 0."),
        (["vernietig"], "Vernietigde zaken: 1."),
        (["vernietig"], "Vernietigde zaken: 0."),
    ):
        uitkomst = CliRunner().invoke(main, opdracht)
        assert uitkomst.exit_code == 0, uitkomst.output
        *_, voorlaatste, laatste = uitkomst.output.splitlines()
        proef = "--proef" in opdracht
        assert (voorlaatste if proef else laatste) == slot
        assert (laatste == "Dit was een proef: er is niets veranderd.") == proef
        assert uitkomst.output.count("melding 1, client 1") == slot.endswith("1.")
        assert ("Niet meegeteld" in uitkomst.output) == proef
        assert "Kanarie" not in uitkomst.output


def test_a_dry_run_without_anything_to_destroy_says_so(oude_client: Client) -> None:
    uitkomst = CliRunner().invoke(main, ["vernietig", "--gemeente", "0797", "--proef"])
    assert uitkomst.output.splitlines()[0] == "Er is niets dat weg zou gaan."
    assert "Niet meegeteld" not in uitkomst.output


@pytest.fixture
def verlopen_termijn(lege_installatie: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """A granted request about a case of which the research had to be done by last week."""
    monkeypatch.setenv("WMO_DATA", str(shutil.copytree(lege_installatie, tmp_path, dirs_exist_ok=True)))
    nu = datetime.now(UTC) - timedelta(minutes=1)
    databank = open_databank(Instellingen(), maak=False)
    with databank.transactie(bouw.verwerker(nu=nu)) as opslag:
        client = opslag.clienten.bewaar(bouw.een_client())
        ontvangen_op = kalenderdag(nu) - timedelta(weeks=6, days=10)
        opslag.meldingen.bewaar(bouw.een_melding(client_id=client.id, ontvangen_op=ontvangen_op))
        opslag.vernietigingsverzoeken.bewaar(
            Vernietigingsverzoek(
                uuid4(),
                client.gemeente,
                client.id,
                kalenderdag(nu),
                Verzoekstatus.INGEWILLIGD,
                Beslissing("Afgewogen.", None, "b.beslist", datetime.now(UTC)),
            )
        )
    databank.sluit()
    return nu


@pytest.mark.parametrize(("met_besluit", "weg"), [(False, 1), (True, 0)])
def test_a_term_that_a_decree_of_the_installation_moves_keeps_its_case(
    verlopen_termijn: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, met_besluit: bool, weg: int
) -> None:
    if met_besluit:
        dagen = [kalenderdag(verlopen_termijn) + timedelta(days=n) for n in range(-12, 4)]
        eigen = tmp_path / "dagen.toml"
        eigen.write_text(
            f'[[besluiten]]\nbron = "Stcrt."\nvan = {dagen[0].year}\ntot_en_met = {dagen[-1].year}\n'
            f"dagen = [{', '.join(map(str, dagen))}]\n"
        )
        monkeypatch.setenv("WMO_GELIJKGESTELDE_DAGEN", str(eigen))

    uitkomst = CliRunner().invoke(main, ["vernietig"])

    assert uitkomst.output.splitlines()[-1] == f"Vernietigde zaken: {weg}."
    assert ("0957: ingewilligde verzoeken die niet" in uitkomst.output) == met_besluit
    assert uitkomst.exit_code == met_besluit


def test_a_code_of_no_municipality_is_refused(oude_client: Client) -> None:
    uitkomst = CliRunner().invoke(main, ["vernietig", "--gemeente", "9999"])
    assert uitkomst.exit_code == 2
    assert "geen gemeente" in uitkomst.stderr


def test_a_run_without_its_decrees_ends_in_a_sentence(
    oude_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WMO_GELIJKGESTELDE_DAGEN", "/is/er/niet.toml")
    uitkomst = CliRunner().invoke(main, ["vernietig"])
    assert uitkomst.exit_code == 2
    assert "/is/er/niet.toml" in uitkomst.stderr
