"""The command that destroys, on an embedded database (W04)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import main
from app.domain.partijen import Client
from app.instellingen import Instellingen
from app.main import open_databank
from tests import bouw

LANG_GELEDEN = datetime(2005, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def oude_client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("WMO_DATA", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    databank = open_databank(Instellingen())
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
        assert uitkomst.output.splitlines()[-1] == slot
        assert ("0957: melding 1, client 1" in uitkomst.output) == slot.endswith("1.")
        assert "Kanarie" not in uitkomst.output
