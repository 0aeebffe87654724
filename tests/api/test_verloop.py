"""What came of an allocation, from the messages that went between two parties over the API (OP271, IV077)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.opslag import Databank
from tests import bouw
from tests.api.conftest import Klok
from tests.api.test_ontvangsten import HUISHOUDEN, onder, ontvangst
from tests.api.weg import lees, toegewezen, volg
from tests.bouw import leg_grond_vast
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.istandaard.regels.bouw_levering import een_305, start

Als = Callable[..., TestClient]

pytestmark = pytest.mark.beide

AGB, BSN = bouw.AANBIEDER, bouw.BSN.cijfers
MAART, DAGEN = ("2026-03-01", "2026-03-31"), ("2026-03-02", "2026-03-31")


@pytest.fixture(autouse=True)
def grond(databank: Databank) -> None:
    leg_grond_vast(databank)


@pytest.fixture
def gemeente(als_gemeente: Als) -> TestClient:
    return als_gemeente("0957", Rol.ADMINISTRATIE)


@pytest.fixture
def aanbieder(als_aanbieder: Als) -> TestClient:
    return als_aanbieder(AGB)


@pytest.fixture
def nummer(als_gemeente: Als, gemeente: TestClient, aanbieder: TestClient, klok: Klok) -> int:
    """Two hours a week from 2 March 2026, of which the provider was told; it is 15 April."""
    gemaakt = toegewezen(als_gemeente("0957", Rol.BESLUIT))
    bericht = gemaakt["berichten"][0]["id"]
    volg(gemeente, bericht, "verzonden")
    ontvangst(aanbieder, gemeente.get(f"/v1/berichten/{bericht}/xml").content)
    klok.nu = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)
    nummer: int = gemaakt["toewijzingen"][0]["nummer"]
    return nummer


def verloop(bel: TestClient, nummer: int, gemeente: str = "") -> dict[str, Any]:
    return lees(bel, f"/toewijzingen/{nummer}/verloop{gemeente and f'?gemeente={gemeente}'}")


def een_start(nummer: int, begin: str = "2026-03-05") -> bytes:
    melding = start(begin, nummer=nummer, van=HUISHOUDEN)
    return onder(een_305(melding, bsn=BSN, dagtekening="2026-04-15"), "305-1")


def een_declaratie(nummer: int, uren: int) -> bytes:
    van = {"toewijzing": nummer, "categorie": "01", "code": "01H01", "tarief": 3400}
    regel = prestatie("P1", **van, volume=uren, periode=DAGEN)
    declaratie = een_323(regel, periode=MAART, dagtekening="2026-04-15", bericht_dagtekening="2026-04-15")
    client = replace(declaratie.declaratie.clienten[0], bsn=BSN)
    return onder(replace(declaratie, declaratie=replace(declaratie.declaratie, clienten=(client,))), "323-1")


def test_nothing_came_of_it_yet(gemeente: TestClient, nummer: int) -> None:
    gevonden = verloop(gemeente, nummer)
    assert (gevonden["leveringen"], gevonden["signalen"]) == ([], ["geen_start"])
    assert gevonden["maanden"] == [
        {"maand": "2026-03-01", "volume": 0, "hoogste": 720, "bedrag": 0},
        {"maand": "2026-04-01", "volume": 0, "hoogste": 720, "bedrag": 0},
    ]


def test_what_was_started_and_granted_shows_to_both(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    begonnen = ontvangst(aanbieder, een_start(nummer))
    assert begonnen["status"] == "goedgekeurd", begonnen["bevindingen"]
    gedeclareerd = ontvangst(aanbieder, een_declaratie(nummer, 8))
    assert gedeclareerd["status"] == "goedgekeurd", gedeclareerd["bevindingen"]
    gevonden = verloop(gemeente, nummer)
    assert gevonden["leveringen"] == [{"begindatum": "2026-03-05", "tijdelijk": False}]
    assert gevonden["maanden"][0] == {"maand": "2026-03-01", "volume": 480, "hoogste": 720, "bedrag": 27_200}
    assert (gevonden["volume"], gevonden["procent"]) == (480, 7)
    assert gevonden["signalen"] == ["later_begonnen"]
    assert verloop(aanbieder, nummer, "0957") == gevonden


def test_what_was_refused_does_not_count(gemeente: TestClient, nummer: int) -> None:
    ontvangst(gemeente, een_start(nummer))
    assert ontvangst(gemeente, een_declaratie(nummer, 13))["status"] == "deels"
    assert verloop(gemeente, nummer)["volume"] == 0


def test_nobody_else_sees_it(als_gemeente: Als, als_aanbieder: Als, nummer: int) -> None:
    pad = f"/v1/toewijzingen/{nummer}/verloop"
    assert als_gemeente("0797", Rol.ADMINISTRATIE).get(pad).status_code == 404
    assert als_aanbieder(bouw.TWEEDE_AANBIEDER).get(f"{pad}?gemeente=0957").status_code == 404
