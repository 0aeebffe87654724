"""An allocation of which the delivery differs, and a request that waits, on the worklist of both sides."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text

from app.domain.bewaren import Grond, TeVernietigen
from app.domain.keten.dossier import Partijen, Verzoekstand
from app.domain.partijen import Rol
from app.istandaard.oordeel import Niveau
from app.main import herreken
from app.opslag import Databank
from app.opslag.dossiers import Dossiersleutel
from tests import bouw
from tests.api import test_leveringen, test_maanden, test_ontvangsten
from tests.api.conftest import Klok
from tests.api.test_berichttaken import werk
from tests.api.test_ontvangsten import HUISHOUDEN, een_retour, een_toewijzing, onder, ontvangst
from tests.api.test_verloop import (
    Als,
    aanbieder,
    een_declaratie,
    een_start,
    gemeente,
    grond,
    nummer,
)
from tests.api.test_verzoeken import AFWIJZING, doe
from tests.api.test_verzoekindiening import nieuw, persoon, vraag
from tests.api.weg import lees
from tests.istandaard.regels.bouw import een_301, header, toegewezen_product
from tests.istandaard.regels.bouw_levering import een_305, een_307, start, stop, verwijderd
from tests.opslag.test_berichttaken import bewaarde_levertaken, vereis_taken

pytestmark = pytest.mark.beide
__all__ = ["aanbieder", "gemeente", "grond", "nummer"]

GEDAAN = {"gedaan": "Gebeld: de ondersteuning begint toch niet."}


def taken(bel: TestClient, vraag: str = "") -> dict[str, dict[str, Any]]:
    """By kind, those about allocations."""
    return {rij["soort"]: rij for rij in werk(bel, vraag) if "nummer" in rij}


def handel_af(bel: TestClient, taak: dict[str, Any]) -> Any:
    return bel.post(f"/v1/werkvoorraad/berichten/{taak['id']}/afhandelingen", json=GEDAAN)


def een_stop(nummer: int, eind: str, reden: str = "19") -> bytes:
    melding = stop(eind, begin="2026-03-05", nummer=nummer, reden=reden, van=HUISHOUDEN)
    return onder(een_307(melding, bsn=bouw.BSN.cijfers, dagtekening="2026-04-15"), "307-1")


def test_a_start_that_stays_out_is_on_both_lists_until_it_comes(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, klok: Klok
) -> None:
    klok.nu = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)  # the fifth working day after the second
    assert (taken(gemeente), taken(aanbieder)) == ({}, {})
    klok.nu = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
    naam = lees(gemeente, f"/clienten/{bouw.CLIENT_ID}")["naam"]
    for bel, ander in ((gemeente, bouw.AANBIEDER), (aanbieder, "0957")):
        (taak,) = taken(bel).values()
        assert (taak["soort"], taak["regels"], taak["aanZet"]) == ("geen_start", "OP271", "aanbieder")
        assert (taak["sinds"], taak["uiterlijk"]) == ("2026-03-02", "2026-03-09")
        assert (taak["nummer"], taak["ander"], taak["kenmerk"]) == (nummer, ander, "")
        assert (taak["clientId"], taak["naam"]) == (str(bouw.CLIENT_ID), naam)
    klok.nu = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)
    assert ontvangst(aanbieder, een_start(nummer, "2026-03-02"))["status"] == "goedgekeurd"
    assert (taken(gemeente), taken(aanbieder)) == ({}, {})


def test_a_later_begin_is_for_the_municipality_to_look_into(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    ontvangst(aanbieder, een_start(nummer))
    (taak,) = taken(gemeente).values()
    assert (taak["soort"], taak["aanZet"], taak["sinds"]) == ("later_begonnen", "gemeente", "2026-03-05")
    assert taken(aanbieder) == {}


def test_an_early_stop_is_for_the_municipality_unless_it_is_for_a_while(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    ontvangst(aanbieder, een_start(nummer))
    assert ontvangst(aanbieder, een_stop(nummer, "2026-04-10", "20"))["status"] == "goedgekeurd"
    assert taken(gemeente).keys() == {"later_begonnen"}
    voorgoed = een_stop(nummer, "2026-04-12").replace(b"307-1", b"307-2")
    assert ontvangst(aanbieder, voorgoed)["status"] == "goedgekeurd"
    assert taken(gemeente)["eerder_gestopt"]["sinds"] == "2026-04-12"
    assert taken(aanbieder) == {}


def test_what_runs_on_past_its_end_asks_for_a_stop(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, klok: Klok
) -> None:
    ontvangst(aanbieder, een_start(nummer, "2026-03-02"))
    klok.nu = datetime(2027, 3, 5, 10, 0, tzinfo=UTC)
    assert "geen_stop" not in taken(gemeente)
    klok.nu = datetime(2027, 3, 20, 10, 0, tzinfo=UTC)
    assert taken(gemeente)["geen_stop"]["regels"] == "OP272"
    assert taken(aanbieder)["geen_stop"]["aanZet"] == "aanbieder"


def test_what_was_declared_without_delivery_is_on_both_lists_until_its_start_comes(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, databank: Databank
) -> None:
    ontvangst(aanbieder, een_declaratie(nummer, 8))
    assert taken(gemeente).keys() == {"geen_start", "declaratie_zonder_levering"}
    assert taken(aanbieder).keys() == {"geen_start", "declaratie_zonder_levering"}
    assert taken(gemeente)["declaratie_zonder_levering"]["sinds"] == "2026-03-02"
    vereis_taken(databank)
    ontvangst(aanbieder, een_start(nummer, "2026-03-02"))
    assert (taken(gemeente), taken(aanbieder)) == ({}, {})
    vereis_taken(databank)


def test_the_signs_of_the_course_are_the_tasks_of_the_municipality(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    def gelijk() -> list[str]:
        signalen: list[str] = lees(gemeente, f"/toewijzingen/{nummer}/verloop")["signalen"]
        assert set(signalen) == taken(gemeente).keys()
        return signalen

    assert gelijk() == ["geen_start"]
    ontvangst(aanbieder, een_declaratie(nummer, 8))
    assert gelijk() == ["geen_start", "declaratie_zonder_levering"]
    ontvangst(aanbieder, een_start(nummer))
    assert gelijk() == ["later_begonnen"]


def test_a_person_ticks_it_off_and_it_comes_back_with_other_facts(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    ontvangst(aanbieder, een_declaratie(nummer, 8))
    taak = taken(gemeente)["geen_start"]
    gedaan = handel_af(gemeente, taak)
    assert gedaan.status_code == 200, gedaan.text
    assert gedaan.json()["afhandeling"]["gedaan"] == GEDAAN["gedaan"]
    assert taken(gemeente).keys() == {"declaratie_zonder_levering"}
    assert "geen_start" in taken(aanbieder)
    (gezien,) = werk(gemeente, "?afgehandeld=true")
    assert (gezien["id"], gezien["afhandeling"]["door"]) == (taak["id"], "medewerker-1")

    nogmaals = handel_af(gemeente, taak)
    assert nogmaals.status_code == 409
    assert "al afgehandeld" in nogmaals.json()["detail"]
    # A start that is deleted again leaves the same facts: that nothing was heard is news all the same.
    ontvangst(aanbieder, een_start(nummer))
    later = taken(gemeente)["later_begonnen"]
    assert handel_af(gemeente, later).status_code == 200
    assert taken(gemeente) == {}
    assert handel_af(gemeente, taak).status_code == 409
    terug = verwijderd(start("2026-03-05", nummer=nummer, van=HUISHOUDEN))
    ontvangst(aanbieder, onder(een_305(terug, bsn=bouw.BSN.cijfers, dagtekening="2026-04-15"), "305-2"))
    assert taken(gemeente)["geen_start"]["id"] != taak["id"]
    # Who did what stays to be read, of what is over too.
    gedaan = {rij["id"]: rij["afhandeling"]["door"] for rij in werk(gemeente, "?afgehandeld=true")}
    assert gedaan == dict.fromkeys((taak["id"], later["id"]), "medewerker-1")


def test_a_task_is_ticked_off_by_its_owner_and_one_about_a_message_is_not(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, als_gemeente: Als
) -> None:
    taak = taken(gemeente)["geen_start"]
    assert handel_af(aanbieder, taak).status_code == 404
    assert handel_af(als_gemeente("0797", Rol.ADMINISTRATIE), taak).status_code == 404
    ontvangst(gemeente, een_retour(een_start(nummer), Niveau.GEEN).replace(b"305-1", b"305-9"))
    over_bericht = next(rij for rij in werk(aanbieder) if rij["soort"] == "na_te_gaan")
    geweigerd = handel_af(aanbieder, over_bericht)
    assert geweigerd.status_code == 409
    assert "/berichten/ontvangsten" in geweigerd.json()["detail"]


def test_what_was_ticked_off_stays_so_while_other_messages_come(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    ontvangst(aanbieder, een_start(nummer))
    handel_af(gemeente, taken(gemeente)["later_begonnen"])
    ontvangst(aanbieder, een_declaratie(nummer, 8))
    assert taken(gemeente) == {}


def test_what_runs_out_is_ticked_off_once_for_each_step(
    als_gemeente: Als, als_aanbieder: Als, klok: Klok
) -> None:
    gemeente, linde = als_gemeente("0957", Rol.ADMINISTRATIE), als_aanbieder(bouw.AANBIEDER)
    budget = toegewezen_product(2, product=None, omvang=None, budget=10_000, ingangsdatum="2026-01-01")
    ontvangst(gemeente, onder(een_301(budget, kop=header(), bsn=bouw.BSN.cijfers), "301-2"))
    klok.nu = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)

    def na(maand: str, centen: int, declareer: str | None = None) -> dict[str, Any]:
        gehouden = {"aantal": centen, "categorie": "01", "productcode": "01H01"}
        test_maanden.leg_vast(linde, test_maanden.pad(maand, nummer=2), **gehouden)
        assert test_maanden.declareer(linde, declareer or maand)["bericht"]["status"] == "goedgekeurd"
        assert not {"bijna_op", "op"} & taken(linde).keys()
        return {soort: taak for soort, taak in taken(gemeente).items() if soort in ("bijna_op", "op")}

    assert na("2026-01", 6_999) == {}
    bijna = na("2026-02", 1)
    assert (bijna["bijna_op"]["sinds"], bijna["bijna_op"]["regels"]) == ("2026-02-01", "IV077")
    assert handel_af(gemeente, bijna["bijna_op"]).status_code == 200
    assert na("2026-03", 2_999) == {}
    klok.nu = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
    assert na("2026-04", 1).keys() == {"op"}

    # A credit brings it under a step again: what was done about that step holds, and stays to be read.
    assert na("2026-01", 6_000, "2026-04") == {}
    (gezien,) = werk(gemeente, "?afgehandeld=true")
    assert (gezien["id"], gezien["afhandeling"]["gedaan"]) == (bijna["bijna_op"]["id"], GEDAAN["gedaan"])
    op = na("2026-01", 6_999, "2026-04")["op"]
    assert handel_af(gemeente, op).status_code == 200
    assert na("2026-01", 1_000, "2026-04") == na("2026-01", 6_999, "2026-04") == {}
    assert len(werk(gemeente, "?afgehandeld=true")) == 2


class TestEigenLevering:
    """What a provider keeps of its own deliveries, on allocation 1 from January on; it is 2 March 2026."""

    @pytest.fixture
    def linde(self, als_gemeente: Als, als_aanbieder: Als) -> TestClient:
        ontvangst(als_gemeente("0957", Rol.ADMINISTRATIE), een_toewijzing())
        return als_aanbieder(bouw.AANBIEDER)

    def test_what_it_has_yet_to_tell_is_its_task_until_it_did(
        self, linde: TestClient, databank: Databank
    ) -> None:
        test_leveringen.leg_vast(linde, test_leveringen.periode("2026-01-05", ("2026-02-20", "19")))
        eigen = taken(linde)  # allocated on the first of March, so that it could not be told before
        for soort in ("start_te_melden", "stop_te_melden"):
            assert (eigen[soort]["sinds"], eigen[soort]["uiterlijk"]) == ("2026-03-01", "2026-03-06")
        vereis_taken(databank)
        test_leveringen.meld(linde)
        assert taken(linde) == {}
        vereis_taken(databank)

    def test_a_month_without_a_start_asks_since_when(self, linde: TestClient, databank: Databank) -> None:
        gehouden = test_maanden.leg_vast(linde, test_maanden.pad("2026-01"), aantal=60)
        assert gehouden.status_code == 200, gehouden.text
        assert taken(linde)["levering_zonder_start"]["sinds"] == "2026-01-01"
        vereis_taken(databank)
        test_leveringen.leg_vast(linde, test_leveringen.periode("2026-01-05"))
        assert "levering_zonder_start" not in taken(linde)
        vereis_taken(databank)


def test_what_was_declared_before_its_allocation_was_known_is_work_as_soon_as_that_comes(
    aanbieder: TestClient, klok: Klok
) -> None:
    klok.nu = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)
    declaratie = test_ontvangsten.een_declaratie().replace(b">0957<", b">0344<")
    assert ontvangst(aanbieder, declaratie)["status"] == "verzonden"
    assert taken(aanbieder) == {}
    assert ontvangst(aanbieder, test_leveringen.een_toewijzing_van("0344"))["status"] == "goedgekeurd"
    assert taken(aanbieder).keys() == {"geen_start", "declaratie_zonder_levering"}


class TestVerzoek:
    def test_one_that_fits_no_case_is_work_until_it_is_answered(
        self, gemeente: TestClient, aanbieder: TestClient, als_gemeente: Als
    ) -> None:
        gevraagd = vraag(aanbieder, nieuw(), client=persoon(bsn="999900006")).json()
        (taak,) = (t for t in werk(gemeente) if "verzoekId" in t)
        assert (taak["soort"], taak["aanZet"]) == ("verzoek_te_beantwoorden", "gemeente")
        assert (taak["ander"], taak["uiterlijk"]) == (bouw.AANBIEDER, "2026-03-09")
        assert taak["verzoekId"] == gevraagd["verzoeken"][0]["id"]
        assert "clientId" not in taak
        assert "/verzoeken" in handel_af(gemeente, taak).json()["detail"]

        assert doe(gemeente, "antwoorden", AFWIJZING).is_success
        assert [t for t in werk(gemeente) if "verzoekId" in t] == []

    def test_a_request_is_waited_for_by_who_asked(
        self, gemeente: TestClient, aanbieder: TestClient, nummer: int, klok: Klok
    ) -> None:
        gevraagd = vraag(aanbieder, nieuw(), client=persoon()).json()
        klok.nu = datetime(2026, 4, 22, 10, 0, tzinfo=UTC)
        assert [t for t in werk(aanbieder) if "verzoekId" in t] == []
        klok.nu = datetime(2026, 4, 23, 10, 0, tzinfo=UTC)
        (taak,) = (t for t in werk(aanbieder) if "verzoekId" in t)
        assert (taak["soort"], taak["aanZet"]) == ("verzoek_onbeantwoord", "gemeente")
        assert (taak["sinds"], taak["uiterlijk"]) == ("2026-04-15", "2026-04-22")
        assert taak["verzoekId"] == gevraagd["verzoeken"][0]["id"]
        assert handel_af(aanbieder, taak).status_code == 200
        assert [t for t in werk(aanbieder) if "verzoekId" in t] == []
        assert [t for t in werk(gemeente) if "verzoekId" in t] == []

    def test_what_was_recorded_about_one_stays_until_that_is_destroyed(
        self, gemeente: TestClient, aanbieder: TestClient, nummer: int, klok: Klok, databank: Databank
    ) -> None:
        vraag(aanbieder, nieuw(), client=persoon())
        klok.nu = datetime(2026, 4, 23, 10, 0, tzinfo=UTC)
        (taak,) = (t for t in werk(aanbieder) if "verzoekId" in t)
        handel_af(aanbieder, taak)
        with databank.transactie(bouw.verwerker(bouw.AANBIEDER)) as opslag:
            (verzoek,) = opslag.verzoeken.bladzijde(2).rijen
            opslag.verzoeken.bewaar(replace(verzoek, stand=Verzoekstand.AFGEWEZEN))
        assert [t["id"] for t in werk(aanbieder, "?afgehandeld=true") if "verzoekId" in t] == [taak["id"]]
        with databank.transactie(bouw.verwerker(bouw.AANBIEDER)) as opslag:
            keten = opslag.keten(bouw.AANBIEDER, Partijen(bouw.ROERMOND, bouw.AANBIEDER))
            dossier = Dossiersleutel(keten.clientsleutel(bouw.BSN.cijfers), bouw.ROERMOND)
            opslag.vernietigingen.vernietig_dossier(dossier, Grond.VERZOEK, bouw.BSN.cijfers)
        assert werk(aanbieder, "?afgehandeld=true") == []


def rijen(bel: TestClient) -> list[dict[str, Any]]:
    gelezen: list[dict[str, Any]] = bel.get("/v1/leveringen/0957").json()
    return gelezen


def test_what_is_there_already_is_filled_in(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, databank: Databank, app: FastAPI
) -> None:
    ontvangst(aanbieder, een_declaratie(nummer, 8))
    ontvangst(gemeente, een_toewijzing("301-9", 99).replace(bouw.AANBIEDER.encode(), b"99990001"))
    eerst, leveringen = bewaarde_levertaken(databank), rijen(aanbieder)
    assert len(eerst) == 5
    assert [levering["nummer"] for levering in leveringen] == [nummer]
    with databank.motor.begin() as verbinding:
        verbinding.execute(text("DELETE FROM ketengegeven WHERE soort = 'Levering'"))
        verbinding.execute(text("DELETE FROM berichttaak WHERE nummer IS NOT NULL"))
        verbinding.execute(text("UPDATE keten SET taken_tot = 0"))
        verbinding.execute(text("UPDATE werkstand SET merk = ''"))
    assert rijen(aanbieder) == []
    for _ in range(2):
        herreken(app)
        assert bewaarde_levertaken(databank) == eerst
        assert rijen(aanbieder) == leveringen
    with databank.motor.connect() as verbinding:
        assert (
            verbinding.execute(text("SELECT count(*) FROM keten WHERE taken_tot IS NOT NULL")).scalar() == 0
        )


def test_what_there_is_to_do_goes_with_the_allocation_that_is_destroyed(
    gemeente: TestClient, nummer: int, databank: Databank
) -> None:
    assert taken(gemeente).keys() == {"geen_start"}
    weg = TeVernietigen(Grond.VERZOEK, zaken=frozenset(), client=True)
    with databank.transactie(bouw.verwerker()) as opslag:
        zaken = {melding.id for melding in opslag.meldingen.van_client(bouw.CLIENT_ID)}
        opslag.vernietigingen.vernietig(bouw.CLIENT_ID, replace(weg, zaken=frozenset(zaken)))
    assert [rij for rij in bewaarde_levertaken(databank) if rij[0] == "0957"] == []
