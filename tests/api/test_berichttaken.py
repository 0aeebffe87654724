"""What there is to do about messages, on the worklist of both sides (OP090, OP090x2, OP090x4)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.istandaard.oordeel import Niveau
from app.opslag import Databank
from tests import bouw
from tests.api.conftest import Klok
from tests.api.test_ontvangsten import (
    AGB,
    PAD,
    een_declaratie,
    een_retour,
    een_start,
    een_toewijzing,
    ontvangst,
)
from tests.api.weg import lees, toegewezen, volg
from tests.bouw import leg_grond_vast
from tests.istandaard.test_foutbericht import een_fo01

Als = Callable[..., TestClient]

pytestmark = pytest.mark.beide

ELDERS = "99990001"
"""A provider that does not work here."""
GEDAAN = {"gedaan": "Gebeld; de aanbieder stuurt het opnieuw."}


@pytest.fixture(autouse=True)
def grond(databank: Databank) -> None:
    leg_grond_vast(databank)


@pytest.fixture
def gemeente(als_gemeente: Als) -> TestClient:
    return als_gemeente("0957", Rol.ADMINISTRATIE)


@pytest.fixture
def aanbieder(als_aanbieder: Als) -> TestClient:
    return als_aanbieder(AGB)


def werk(bel: TestClient, vraag: str = "") -> list[dict[str, Any]]:
    gelezen = bel.get(f"/v1/werkvoorraad/berichten{vraag}")
    assert gelezen.status_code == 200, gelezen.text
    rijen: list[dict[str, Any]] = gelezen.json()
    return rijen


def soorten(bel: TestClient) -> list[str]:
    return [rij["soort"] for rij in over_berichten(bel)]


def over_berichten(bel: TestClient) -> list[dict[str, Any]]:
    """Without what there is to do about allocations."""
    return [rij for rij in werk(bel) if "nummer" not in rij]


def handel_af(bel: TestClient, ontvangst_id: str, etag: str | None = None) -> Any:
    etag = etag or bel.get(f"{PAD}/{ontvangst_id}").headers["ETag"]
    return bel.post(f"{PAD}/{ontvangst_id}/afhandelingen", json=GEDAAN, headers={"If-Match": etag})


def een_vreemd_retour() -> bytes:
    """An answer on a wmo305 that nobody sent."""
    return een_retour(een_start("305-9"), Niveau.GEEN)


def test_what_has_to_be_found_out_is_a_task_until_somebody_did(aanbieder: TestClient) -> None:
    retour = ontvangst(aanbieder, een_vreemd_retour())
    assert retour["status"] == "na_te_gaan"
    (taak,) = werk(aanbieder)
    assert (taak["soort"], taak["aanZet"], taak["ontvangstId"]) == ("na_te_gaan", "aanbieder", retour["id"])
    assert (taak["ander"], taak["berichtsoort"], taak["regels"]) == ("0957", "wmo306", "OP090")

    afgehandeld = handel_af(aanbieder, retour["id"])
    assert afgehandeld.status_code == 200, afgehandeld.text
    (gedaan,) = afgehandeld.json()["afhandelingen"]
    assert (gedaan["gedaan"], gedaan["status"], gedaan["partij"]) == (GEDAAN["gedaan"], "na_te_gaan", AGB)
    assert gedaan["door"] == "medewerker-2"
    assert lees(aanbieder, f"/berichten/ontvangsten/{retour['id']}")["status"] == "na_te_gaan"
    assert werk(aanbieder) == []


def test_it_is_ticked_off_once_and_against_the_version_that_was_read(aanbieder: TestClient) -> None:
    retour = ontvangst(aanbieder, een_vreemd_retour())
    eerst = aanbieder.get(f"{PAD}/{retour['id']}").headers["ETag"]
    assert handel_af(aanbieder, retour["id"], '"99"').status_code == 412
    assert handel_af(aanbieder, retour["id"]).status_code == 200
    assert handel_af(aanbieder, retour["id"], eerst).status_code == 412
    nogmaals = handel_af(aanbieder, retour["id"])
    assert nogmaals.status_code == 409
    assert "al afgehandeld" in nogmaals.json()["detail"]


def test_only_who_has_to_act_ticks_it_off(
    gemeente: TestClient, aanbieder: TestClient, als_aanbieder: Als
) -> None:
    retour = ontvangst(gemeente, een_vreemd_retour())
    assert (soorten(aanbieder), soorten(gemeente)) == (["na_te_gaan"], [])
    afzender = handel_af(gemeente, retour["id"])
    assert afzender.status_code == 409
    assert "ontvanger" in afzender.json()["detail"]
    vreemd = als_aanbieder(bouw.TWEEDE_AANBIEDER)
    assert handel_af(vreemd, retour["id"], '"1"').status_code == 404
    assert soorten(aanbieder) == ["na_te_gaan"]


def test_what_one_party_recorded_the_other_does_not_read(gemeente: TestClient, aanbieder: TestClient) -> None:
    retour = ontvangst(gemeente, een_vreemd_retour())
    handel_af(aanbieder, retour["id"])
    assert lees(gemeente, f"/berichten/ontvangsten/{retour['id']}")["afhandelingen"] == []
    assert ontvangst(gemeente, een_vreemd_retour())["afhandelingen"] == []


def test_what_is_refused_at_the_door_has_to_be_told_to_its_sender(gemeente: TestClient) -> None:
    geweigerd = ontvangst(gemeente, b"<leeg")
    (taak,) = werk(gemeente)
    assert (taak["soort"], taak["regels"], taak["kenmerk"]) == ("geweigerd", "OP090x2", "")
    assert "ander" not in taak
    assert handel_af(gemeente, geweigerd["id"]).status_code == 200
    assert werk(gemeente) == []


def test_a_notice_of_the_exchange_has_to_be_looked_into(gemeente: TestClient) -> None:
    gemeld = ontvangst(gemeente, een_fo01(ontvanger="0957"))
    assert gemeld["status"] == "na_te_gaan", gemeld
    assert [(t["soort"], t["berichtsoort"]) for t in werk(gemeente)] == [("na_te_gaan", "Fo01")]


def test_of_what_was_answered_there_is_nothing_to_tick_off(
    gemeente: TestClient, aanbieder: TestClient
) -> None:
    verzonden = ontvangst(gemeente, een_toewijzing())
    assert verzonden["status"] == "goedgekeurd"
    geweigerd = handel_af(gemeente, verzonden["id"])
    assert geweigerd.status_code == 409
    assert "goedgekeurd" in geweigerd.json()["detail"]
    assert (werk(gemeente), werk(aanbieder)) == ([], [])


def naar_elders(inhoud: bytes) -> bytes:
    return inhoud.replace(AGB.encode(), ELDERS.encode())


def test_an_answer_that_stays_out_is_work_once_its_term_is_over(gemeente: TestClient, klok: Klok) -> None:
    klok.nu = datetime(2026, 4, 2, 10, 0, tzinfo=UTC)  # Thursday before Easter: term until the 9th
    verzonden = ontvangst(gemeente, naar_elders(een_toewijzing()))
    assert verzonden["status"] == "verzonden", verzonden
    klok.nu = datetime(2026, 4, 9, 10, 0, tzinfo=UTC)
    assert over_berichten(gemeente) == []
    klok.nu = datetime(2026, 4, 10, 10, 0, tzinfo=UTC)
    (taak,) = over_berichten(gemeente)
    assert (taak["soort"], taak["aanZet"]) == ("antwoord_ontbreekt", "aanbieder")
    assert (taak["sinds"], taak["uiterlijk"], taak["ander"]) == ("2026-04-02", "2026-04-09", ELDERS)

    ontvangst(gemeente, een_retour(naar_elders(een_toewijzing()), Niveau.GEEN))
    assert over_berichten(gemeente) == []


def test_an_answer_that_never_comes_is_ticked_off_by_the_sender(gemeente: TestClient, klok: Klok) -> None:
    verzonden = ontvangst(gemeente, naar_elders(een_toewijzing()))
    klok.nu = klok.nu.replace(year=2027)
    assert soorten(gemeente) == ["antwoord_ontbreekt"]
    assert handel_af(gemeente, verzonden["id"]).status_code == 200
    assert soorten(gemeente) == []


def test_a_declaration_may_take_ten_working_days(aanbieder: TestClient, klok: Klok) -> None:
    klok.nu = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    elders = een_declaratie().replace(b"0957", b"0114")
    assert ontvangst(aanbieder, elders)["status"] == "verzonden"
    klok.nu = datetime(2026, 3, 16, 10, 0, tzinfo=UTC)
    assert werk(aanbieder) == []
    klok.nu = datetime(2026, 3, 17, 10, 0, tzinfo=UTC)
    (taak,) = werk(aanbieder)
    assert (taak["soort"], taak["regels"]) == ("declaratie_onbeantwoord", "OP090x4")
    assert (taak["aanZet"], taak["uiterlijk"]) == ("gemeente", "2026-03-16")


def test_a_return_that_is_sent_waits_for_nothing(aanbieder: TestClient, klok: Klok) -> None:
    elders = een_toewijzing().replace(b"0957", b"0114")
    ontvangst(aanbieder, elders)
    retour = ontvangst(aanbieder, een_retour(elders, Niveau.GEEN))
    assert retour["status"] == "verzonden", retour
    klok.nu = klok.nu.replace(year=2027)
    assert soorten(aanbieder) == []


def test_a_provider_has_to_answer_the_wmo301_that_went_out_to_it(
    als_gemeente: Als, gemeente: TestClient, aanbieder: TestClient, als_aanbieder: Als
) -> None:
    bericht = toegewezen(als_gemeente("0957", Rol.BESLUIT))["berichten"][0]
    naam = lees(gemeente, f"/clienten/{bouw.CLIENT_ID}")["naam"]
    assert werk(aanbieder) == []
    volg(gemeente, bericht["id"], "verzonden")
    (taak,) = werk(aanbieder)
    assert (taak["soort"], taak["aanZet"], taak["berichtId"]) == (
        "te_beantwoorden",
        "aanbieder",
        bericht["id"],
    )
    assert (taak["clientId"], taak["naam"]) == (str(bouw.CLIENT_ID), naam)
    assert (werk(gemeente), werk(als_aanbieder(bouw.TWEEDE_AANBIEDER))) == ([], [])
    volg(gemeente, bericht["id"], "goedgekeurd")
    assert werk(aanbieder) == []


def test_tasks_come_a_page_at_a_time_and_by_kind(gemeente: TestClient, aanbieder: TestClient) -> None:
    for nummer in range(3):
        ontvangst(aanbieder, een_retour(een_start(f"305-{nummer}"), Niveau.GEEN))
    ontvangst(aanbieder, b"<leeg")
    alle = werk(aanbieder, "?limiet=4")
    eerste = aanbieder.get("/v1/werkvoorraad/berichten?limiet=3")
    tweede = aanbieder.get(eerste.links["next"]["url"])
    assert [*eerste.json(), *tweede.json()] == alle
    assert [t["soort"] for t in werk(aanbieder, "?soort=geweigerd")] == ["geweigerd"]
