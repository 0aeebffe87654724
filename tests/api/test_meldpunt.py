"""security.txt tells who finds a vulnerability where to go (RFC 9116)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from app.api.documentatie import CONTACT
from app.instellingen import Instellingen
from app.main import maak_app
from app.opslag import Databank, Sleutels

PAD = "/.well-known/security.txt"
VANDAAG = datetime(2026, 3, 2, 23, 59, tzinfo=UTC)


def lees(sleutels: Sleutels, tmp_path: Path, **eigen: str) -> tuple[dict[str, str], str]:
    """The fields of the file of an installation with these settings, and its whole text."""
    databank = Databank(f"sqlite:///{tmp_path / 'wmo.db'}", sleutels)
    instellingen = Instellingen.model_validate({"data": tmp_path, **eigen})
    with TestClient(maak_app(instellingen, databank=databank, klok=lambda: VANDAAG)) as client:
        antwoord = client.get(PAD)
    assert antwoord.headers["content-type"] == "text/plain; charset=utf-8"
    regels = antwoord.text.splitlines()
    velden = [regel.split(": ", 1) for regel in regels if not regel.startswith("#")]
    assert len(dict(velden)) == len(velden)
    return dict(velden), antwoord.text


def test_it_names_the_contact_and_the_policy_of_the_operator(sleutels: Sleutels, tmp_path: Path) -> None:
    velden, tekst = lees(
        sleutels,
        tmp_path,
        adres="https://wmo.gemeente.nl",
        beveiligingscontact="mailto:cert@gemeente.nl",
        beveiligingsbeleid="https://gemeente.nl/cvd",
    )
    assert velden.pop("Expires")
    assert velden == {
        "Contact": "mailto:cert@gemeente.nl",
        "Policy": "https://gemeente.nl/cvd",
        "Preferred-Languages": "nl, en",
        "Canonical": "https://wmo.gemeente.nl/.well-known/security.txt",
    }
    assert "#" not in tekst


def test_an_operator_that_names_no_contact_is_not_passed_off_as_one(
    sleutels: Sleutels, tmp_path: Path
) -> None:
    velden, tekst = lees(sleutels, tmp_path)
    assert velden["Contact"] == "mailto:beheer@wmo.example.nl"
    assert tekst.startswith("# This is the contact of the project")
    assert "Policy" not in velden


def test_it_always_holds_for_a_while_and_never_for_more_than_a_year(
    sleutels: Sleutels, tmp_path: Path
) -> None:
    velden, _ = lees(sleutels, tmp_path)
    tot = datetime.strptime(velden["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=30) < tot - VANDAAG < timedelta(days=365)


@pytest.mark.parametrize(
    "contact", ["cert@gemeente.nl", "http://gemeente.nl", "mailto:a\nPolicy: x", "mailto:"]
)
def test_a_contact_that_is_no_address_stops_the_start(contact: str) -> None:
    with pytest.raises(ValidationError):
        Instellingen(beveiligingscontact=contact)


def test_the_contact_of_the_project_is_that_of_its_policy() -> None:
    beleid = (Path(__file__).parents[2] / "SECURITY.md").read_text()
    assert CONTACT["email"] in beleid
    assert PAD in beleid
