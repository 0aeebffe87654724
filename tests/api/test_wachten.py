"""What waits to be carried out is on the worklist: until when, and what to settle first (M16, W08)."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.opslag import Databank
from tests.api.conftest import Klok
from tests.api.test_feiten import BOSCH, LINDE, bij_twee, doe, leg_vast
from tests.api.weg import REGEL, afspraak, bekendgemaakt, keur_goed, maak, opvolger
from tests.bouw import leg_grond_vast

TOEWIJZEN = "Wijs de besloten ondersteuning toe aan de aanbieder."
VERHUISD = "de cliënt is verhuisd naar een andere gemeente"


@pytest.fixture
def bel(als_gemeente: Callable[..., TestClient], databank: Databank) -> TestClient:
    leg_grond_vast(databank)
    return als_gemeente("0957", Rol.BESLUIT)


def werk(bel: TestClient) -> list[dict[str, Any]]:
    """The open cases."""
    return bel.get("/v1/werkvoorraad").json()  # type: ignore[no-any-return]


def rest(bel: TestClient) -> set[str]:
    """The first word of each task that is left, once all is allocated: the messages have to go out."""
    return {taak.split()[0] for regel in werk(bel) for taak in regel["taken"]}


def taken(bel: TestClient) -> list[str]:
    """The tasks of the one case that are about allocations."""
    (regel,) = werk(bel)
    return [taak for taak in regel["taken"] if "toewijzing" in taak or taak == TOEWIJZEN]


def termijnen(bel: TestClient) -> list[tuple[str, str, str]]:
    (regel,) = werk(bel)
    klokken = [k for k in regel["klokken"] if k["stap"] == "toewijzing"]
    return [(k["besluitId"], k["uiterlijk"], k["stand"]) for k in klokken]


class TestFeit:
    def test_one_that_waits_is_a_task_by_provider_and_by_what_has_to_be_settled(
        self, bel: TestClient, klok: Klok
    ) -> None:
        bij_twee(bel)
        klok.verzet(weeks=8)
        feit = leg_vast(bel, datum="2026-04-11", afspraken=[afspraak(LINDE)])

        assert taken(bel) == [
            f"Vraag instemming bij aanbieder {BOSCH}, toewijzing 2 (OP186): Een einde in het verleden kan "
            f"alleen in overleg met de aanbieder. Voer daarna uit: {VERHUISD}."
        ]

        doe(bel, feit, "uitvoeringen", afspraken=[afspraak(BOSCH)])
        assert rest(bel) == {"Verstuur"}

    def test_one_that_lapsed_waits_no_more(self, bel: TestClient, klok: Klok) -> None:
        bij_twee(bel)
        klok.verzet(weeks=8)
        feit = leg_vast(bel, datum="2026-04-11")
        assert len(taken(bel)) == 2
        doe(bel, feit, "vervallenverklaringen", reden="Het bericht ging over een ander.")
        assert taken(bel) == []


class TestBesluit:
    def lager(self, bel: TestClient, ingang: str) -> dict[str, Any]:
        """A decision that stops what another granted."""
        eerder = bekendgemaakt(bel, soort="spoed", regels=[REGEL | {"afwijkingVanPlan": "Acuut."}])
        keur_goed(bel, maak(bel, "/toewijzingen", {"besluitId": eerder["id"]}))
        return opvolger(bel, eerder["id"], ingang=ingang)

    def test_one_that_works_back_waits_for_the_provider(self, bel: TestClient, klok: Klok) -> None:
        besluit = self.lager(bel, "2026-04-11")
        assert taken(bel) == [TOEWIJZEN]

        klok.verzet(weeks=8)

        assert taken(bel) == [
            f"Vraag instemming bij aanbieder {LINDE}, toewijzing 1 (OP186): Een einde in het verleden kan "
            f"alleen in overleg met de aanbieder. Wijs besluit {besluit['kenmerk']} daarna toe."
        ]
        maak(bel, "/toewijzingen", {"besluitId": besluit["id"], "afspraken": [afspraak()]})
        assert rest(bel) == {"Verstuur"}

    def test_it_is_due_on_its_first_day_and_late_after_that(self, bel: TestClient, klok: Klok) -> None:
        besluit = self.lager(bel, "2026-04-11")
        assert termijnen(bel) == [(besluit["id"], "2026-04-11", "loopt")]
        klok.verzet(days=(6 * 7 - 2))
        assert termijnen(bel) == [(besluit["id"], "2026-04-11", "in_gevaar")]
        klok.verzet(days=2)
        assert termijnen(bel) == [(besluit["id"], "2026-04-11", "verstreken")]
        maak(bel, "/toewijzingen", {"besluitId": besluit["id"], "afspraken": [afspraak()]})
        assert rest(bel) == {"Verstuur"}

    def test_a_first_one_is_due_when_its_support_begins_and_not_before_it_was_announced(
        self, bel: TestClient
    ) -> None:
        regel = REGEL | {"afwijkingVanPlan": "Acuut."}
        besluit = bekendgemaakt(bel, soort="spoed", regels=[regel])
        assert [uiterlijk for _, uiterlijk, _ in termijnen(bel)] == ["2026-03-02"]
        assert besluit["status"] == "bekendgemaakt"

    def test_one_that_changes_another_that_waits_is_not_yet_a_task(self, bel: TestClient) -> None:
        eerder = bekendgemaakt(bel, soort="spoed", regels=[REGEL | {"afwijkingVanPlan": "Acuut."}])
        opvolger(bel, eerder["id"], ingang="2026-07-01")
        assert taken(bel) == [TOEWIJZEN]
