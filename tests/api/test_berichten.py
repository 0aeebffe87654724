"""Messages over the API: their XML, how far they have come, and drawing one up again after a rejection."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.opslag import Databank
from tests.api.weg import lees, maak, opvolger, toegewezen, volg
from tests.bouw import CLIENT_ID, leg_grond_vast

pytestmark = pytest.mark.beide

Als = Callable[..., TestClient]

OPNIEUW = {"clientId": str(CLIENT_ID), "aanbieder": "41410001"}


@pytest.fixture
def bel(als_gemeente: Als, databank: Databank) -> TestClient:
    leg_grond_vast(databank)
    return als_gemeente("0957", Rol.ADMINISTRATIE)


@pytest.fixture
def bericht(bel: TestClient, als_gemeente: Als) -> str:
    """The id of the first message about an allocation."""
    bericht_id: str = toegewezen(als_gemeente("0957", Rol.BESLUIT))["berichten"][0]["id"]
    return bericht_id


def zet(bel: TestClient, bericht: str, status: str) -> Any:
    etag = lees(bel, f"/berichten/{bericht}")["etag"]
    return bel.post(f"/v1/berichten/{bericht}/statussen", json={"status": status}, headers={"If-Match": etag})


def test_the_xml_is_a_message_that_finds_no_faults(bel: TestClient, bericht: str) -> None:
    antwoord = bel.get(f"/v1/berichten/{bericht}/xml")
    assert antwoord.headers["content-type"] == "application/xml"
    controle = bel.post(
        "/v1/validaties", content=antwoord.content, headers={"Content-Type": "application/xml"}
    )
    assert controle.json()["berichten"][0]["bevindingen"] == []


@pytest.mark.parametrize(
    "statussen", [("verzonden", "goedgekeurd"), ("verzonden", "afgekeurd")], ids=["approved", "rejected"]
)
def test_a_message_is_followed_step_by_step(
    bel: TestClient, bericht: str, statussen: tuple[str, ...]
) -> None:
    volg(bel, bericht, *statussen)
    gevolgd = lees(bel, f"/berichten/{bericht}")
    assert gevolgd["status"] == statussen[-1]
    assert [stap["naar"] for stap in gevolgd["overgangen"]] == list(statussen)


@pytest.mark.parametrize("status", ["klaar", "goedgekeurd", "afgekeurd"])
def test_a_step_is_not_skipped(bel: TestClient, bericht: str, status: str) -> None:
    assert zet(bel, bericht, status).status_code == 409


def test_a_rejected_message_counts_as_not_sent_and_the_next_has_its_own_identification(
    bel: TestClient, bericht: str
) -> None:
    volg(bel, bericht, "verzonden", "afgekeurd")
    opnieuw = maak(bel, "/berichten", OPNIEUW)
    assert opnieuw["identificatie"] != lees(bel, f"/berichten/{bericht}")["identificatie"]
    xml = bel.get(f"/v1/berichten/{opnieuw['id']}/xml").text
    assert "RedenWijziging" not in xml
    assert "<wmo301:ToewijzingNummer>1<" in xml


@pytest.mark.parametrize("statussen", [(), ("verzonden",), ("verzonden", "goedgekeurd")])
def test_a_message_without_a_change_is_not_drawn_up(
    bel: TestClient, bericht: str, statussen: tuple[str, ...]
) -> None:
    volg(bel, bericht, *statussen)
    antwoord = bel.post("/v1/berichten", json=OPNIEUW)
    assert antwoord.status_code == 409
    assert lees(bel, f"/berichten/{bericht}")["identificatie"] in antwoord.json()["detail"]


def test_a_late_approval_in_the_wrong_order_changes_nothing(
    bel: TestClient, bericht: str, als_gemeente: Als
) -> None:
    volg(bel, bericht, "verzonden")
    besluit = als_gemeente("0957", Rol.BESLUIT)
    stop = opvolger(
        besluit, lees(bel, "/toewijzingen/1")["toewijzing"]["actueel"]["besluitId"], ingang="2026-09-01"
    )
    (tweede,) = maak(besluit, "/toewijzingen", {"besluitId": stop["id"]})["berichten"]
    volg(bel, tweede["id"], "verzonden", "goedgekeurd")
    volg(bel, bericht, "goedgekeurd")
    antwoord = bel.post("/v1/berichten", json=OPNIEUW)
    assert (antwoord.status_code, tweede["identificatie"] in antwoord.json()["detail"]) == (409, True)


@pytest.mark.parametrize("statussen", [(), ("verzonden", "goedgekeurd")])
def test_data_of_the_client_that_were_mended_go_into_a_new_message(
    bel: TestClient, bericht: str, als_gemeente: Als, statussen: tuple[str, ...]
) -> None:
    volg(bel, bericht, *statussen)
    toegang = als_gemeente("0957", Rol.TOEGANG)
    client = lees(toegang, f"/clienten/{CLIENT_ID}")
    etag = client.pop("etag")
    client["naam"]["achternaam"] = "Janssen"
    mag = {naam: waarde for naam, waarde in client.items() if naam != "id"}
    toegang.put(f"/v1/clienten/{CLIENT_ID}", json=mag, headers={"If-Match": etag}).raise_for_status()
    opnieuw = maak(bel, "/berichten", OPNIEUW)
    assert "Janssen" in bel.get(f"/v1/berichten/{opnieuw['id']}/xml").text


def test_the_provider_sees_a_message_once_it_has_gone_out(
    bel: TestClient, bericht: str, als_aanbieder: Als
) -> None:
    aanbieder, ander = als_aanbieder("41410001"), als_aanbieder("41410002")
    assert aanbieder.get(f"/v1/berichten/{bericht}/xml").status_code == 404
    assert aanbieder.get("/v1/berichten").json() == []
    volg(bel, bericht, "verzonden")
    assert aanbieder.get(f"/v1/berichten/{bericht}/xml").status_code == 200
    assert [b["id"] for b in aanbieder.get("/v1/berichten").json()] == [bericht]
    assert ander.get(f"/v1/berichten/{bericht}").status_code == 404


def test_only_the_municipality_follows_its_messages(
    bel: TestClient, bericht: str, als_aanbieder: Als
) -> None:
    volg(bel, bericht, "verzonden")
    assert zet(als_aanbieder("41410001"), bericht, "goedgekeurd").status_code == 403


def test_the_list_can_be_narrowed(bel: TestClient, bericht: str) -> None:
    assert len(bel.get("/v1/berichten?status=klaar&aanbieder=41410001").json()) == 1
    assert bel.get("/v1/berichten?status=verzonden").json() == []
    assert bel.get("/v1/berichten?status=weg").status_code == 400
