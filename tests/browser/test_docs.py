"""The documentation in a real browser, which comes from npm: it works, and asks nothing of another host."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from app.api.scopes import SCOPES
from app.domain.partijen import Rol
from app.instellingen import Instellingen
from app.main import maak_app
from app.opslag import Databank, Sleutels
from app.uitgever import lokale_uitgever
from tests.browser.draaien import browse, serveer
from tests.contract import DOCUMENT


@pytest.fixture(scope="module")
def verslag(
    browserbestanden: None,
    sqlite_sjabloon: Path,
    sleutels: Sleutels,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Any]:
    """What happened when somebody looked at the page, authorized, and tried an operation."""
    map_ = tmp_path_factory.mktemp("browser")
    instellingen = Instellingen(data=map_, database_url=None, uitgevers={})
    databank = Databank(f"sqlite:///{shutil.copy(sqlite_sjabloon, map_)}", sleutels)
    token = lokale_uitgever(instellingen).maak_token(
        publiek=instellingen.publiek,
        rol=Rol.TOEGANG,
        medewerker="medewerker-1",
        scopes=SCOPES,
        gemeente="0957",
    )
    with serveer(maak_app(instellingen, databank=databank)) as adres:
        return browse("docs.mjs", f"{adres}/docs", token) | {"host": adres.split("/")[2]}


def test_every_subject_and_operation_appears(verslag: dict[str, Any]) -> None:
    assert verslag["onderwerpen"] == [
        [tag["name"], tag["description"].replace("`", "")] for tag in DOCUMENT["tags"]
    ]
    samenvattingen = [o["summary"] for item in DOCUMENT["paths"].values() for o in item.values()]
    assert sorted(verslag["bewerkingen"]) == sorted(samenvattingen)


def test_an_operation_can_be_tried_with_its_example_and_a_token(verslag: dict[str, Any]) -> None:
    assert verslag["antwoord"] == "201"


def test_the_page_asks_nothing_of_another_host_and_breaks_no_rule(verslag: dict[str, Any]) -> None:
    assert verslag["gewoon"] == {"gevraagd": [verslag["host"]], "meldingen": [], "schendingen": []}


def test_an_attempt_to_reach_another_host_is_seen_and_blocked(verslag: dict[str, Any]) -> None:
    poging = verslag["poging"]
    assert sorted(poging["schendingen"]) == [
        "connect-src https://elders.example/gegevens",
        "img-src https://elders.example/plaatje.png",
    ]
    assert "elders.example" in poging["gevraagd"]
    assert any("img-src 'self'" in melding for melding in poging["meldingen"])
