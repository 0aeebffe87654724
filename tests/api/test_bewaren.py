"""Reasons to keep, and requests to destroy, over the API (W04)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.domain.berichtontvangst import Ontvangststatus
from app.domain.keten.dossier import Partijen
from app.domain.partijen import Rol
from app.opslag import Databank
from app.processen.vernietigen import vernietig
from tests import bouw
from tests.api.conftest import Klok
from tests.api.test_ontvangsten import onder, ontvangst
from tests.api.weg import lees, maak
from tests.istandaard.regels.bouw import een_301, header, toegewezen_product
from tests.istandaard.regels.bouw_verzoek import een_315

Bellers = Callable[..., TestClient]
JA = {"besluit": "inwilligen", "motivering": "Ja."}
OUD = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def melding(databank: Databank) -> Any:
    """A melding of long enough ago that no statutory term runs on 2 March 2026."""
    with databank.transactie(bouw.verwerker(nu=OUD)) as opslag:
        client = opslag.clienten.bewaar(bouw.een_client())
        return opslag.meldingen.bewaar(bouw.een_melding(client_id=client.id))


def vraag_vernietiging(als_gemeente: Bellers, melding: Any) -> tuple[str, dict[str, Any]]:
    """A request of the client; gives its path and its body."""
    pad = f"/clienten/{melding.client_id}/vernietigingsverzoeken"
    verzoek = maak(als_gemeente(), pad, {"ontvangstdatum": "2026-03-02"})
    return f"{pad}/{verzoek['id']}", verzoek


def beslis(als_gemeente: Bellers, pad: str, etag: str, **weigergrond: str) -> Any:
    inhoud = {
        "besluit": "weigeren" if weigergrond else "inwilligen",
        "motivering": "Afgewogen.",
    } | weigergrond
    return als_gemeente(rol=Rol.BESLUIT).post(
        f"/v1{pad}/beslissingen", json=inhoud, headers={"If-Match": etag}
    )


def test_a_request_shows_until_when_it_can_be_carried_out(als_gemeente: Bellers, melding: Any) -> None:
    pad, verzoek = vraag_vernietiging(als_gemeente, melding)
    assert (verzoek["status"], verzoek["uiterlijkeDatum"]) == ("open", "2026-06-02")
    assert lees(als_gemeente(), pad) == verzoek


def test_a_granted_request_goes_with_the_next_run_and_its_record_stays(
    als_gemeente: Bellers, databank: Databank, klok: Klok, melding: Any
) -> None:
    pad, verzoek = vraag_vernietiging(als_gemeente, melding)
    assert beslis(als_gemeente, pad, verzoek["etag"]).json()["status"] == "ingewilligd"
    vernietig(databank, klok.nu + timedelta(hours=1), "beheer", bouw.kalenders)
    assert als_gemeente().get(f"/v1{pad}").status_code == 404
    (vermelding,) = als_gemeente().get("/v1/vernietigingen").json()
    assert (vermelding["grond"], vermelding["zaken"]) == ("verzoek", [str(melding.id)])
    assert {"soort": "client", "aantal": 1} in vermelding["aantallen"]
    assert als_gemeente("0797").get("/v1/vernietigingen").json() == []


def test_a_request_is_a_task_until_it_is_decided_on(als_gemeente: Bellers, melding: Any) -> None:
    pad, verzoek = vraag_vernietiging(als_gemeente, melding)
    (taak,) = als_gemeente().get("/v1/werkvoorraad/berichten").json()
    assert (taak["soort"], taak["sinds"], taak["uiterlijk"]) == (
        "vernietiging_te_beslissen",
        "2026-03-02",
        "2026-06-02",
    )
    assert (taak["vernietigingsverzoekId"], taak["clientId"]) == (verzoek["id"], str(melding.client_id))
    afvinken = f"/v1/werkvoorraad/berichten/{taak['id']}/afhandelingen"
    antwoord = als_gemeente(rol=Rol.ADMINISTRATIE).post(afvinken, json={"gedaan": "Ja."})
    assert antwoord.status_code == 409
    assert "Beslis op het verzoek" in antwoord.text
    assert als_gemeente("0797").get("/v1/werkvoorraad/berichten").json() == []
    beslis(als_gemeente, pad, verzoek["etag"], weigergrond="belang_van_ander")
    assert als_gemeente().get("/v1/werkvoorraad/berichten").json() == []


def test_a_refusal_names_its_ground(als_gemeente: Bellers, melding: Any) -> None:
    pad, verzoek = vraag_vernietiging(als_gemeente, melding)
    antwoord = beslis(als_gemeente, pad, verzoek["etag"], weigergrond="belang_van_ander")
    assert antwoord.json()["status"] == "afgewezen"
    assert antwoord.json()["beslissing"]["weigergrond"] == "belang_van_ander"


@pytest.mark.parametrize(
    ("inhoud", "veld"),
    [
        ({}, "besluit"),
        ({"besluit": "weigeren"}, "weigergrond"),
        ({"besluit": "inwilligen", "weigergrond": "wet"}, "weigergrond"),
    ],
)
def test_nothing_is_destroyed_by_leaving_something_out(
    als_gemeente: Bellers, melding: Any, inhoud: dict[str, str], veld: str
) -> None:
    pad, verzoek = vraag_vernietiging(als_gemeente, melding)
    antwoord = als_gemeente(rol=Rol.BESLUIT).post(
        f"/v1{pad}/beslissingen", json={"motivering": "Ja."} | inhoud, headers={"If-Match": verzoek["etag"]}
    )
    assert antwoord.status_code == 400
    assert [fout["veld"] for fout in antwoord.json()["fouten"]] == [veld]
    assert lees(als_gemeente(), pad)["status"] == "open"


def test_a_term_that_runs_is_named_with_its_last_day(
    als_gemeente: Bellers, databank: Databank, melding: Any
) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.meldingen.bewaar(bouw.nog_een(melding, ontvangen_op=bouw.VANDAAG))
    pad, verzoek = vraag_vernietiging(als_gemeente, melding)
    antwoord = beslis(als_gemeente, pad, verzoek["etag"])
    assert "wettelijke termijn voor het onderzoek (" in antwoord.text
    assert "tot en met 30 maart 2026" in antwoord.text
    assert {fout["veld"] for fout in antwoord.json()["fouten"]} == {"besluit"}


def test_a_second_request_beside_one_that_is_open_is_refused(als_gemeente: Bellers, melding: Any) -> None:
    pad, verzoek = vraag_vernietiging(als_gemeente, melding)
    lijst = f"/v1/clienten/{melding.client_id}/vernietigingsverzoeken"
    nog_een = als_gemeente().post(lijst, json={"ontvangstdatum": "2026-03-01"})
    assert nog_een.status_code == 409
    assert verzoek["id"] in nog_een.text
    beslis(als_gemeente, pad, verzoek["etag"], weigergrond="belang_van_ander")
    assert als_gemeente().post(lijst, json={"ontvangstdatum": "2026-03-02"}).status_code == 201


def test_a_request_of_before_the_client_was_known_is_refused(als_gemeente: Bellers, melding: Any) -> None:
    lijst = f"/v1/clienten/{melding.client_id}/vernietigingsverzoeken"
    antwoord = als_gemeente().post(lijst, json={"ontvangstdatum": "1900-01-01"})
    assert antwoord.status_code == 400
    assert "kies een dag vanaf 5 januari 2026" in antwoord.text


def test_who_stands_in_messages_only_is_recorded_and_asks_as_any_client(
    als_gemeente: Bellers, databank: Databank, klok: Klok
) -> None:
    """The identity that a request asks is that of a client, who goes with what was asked for."""
    toegewezen = toegewezen_product(1, ingangsdatum="2025-01-01", einddatum="2025-12-31")
    bericht = onder(een_301(toegewezen, kop=header(), bsn=bouw.BSN.cijfers), "M1")
    administratie = als_gemeente(rol=Rol.ADMINISTRATIE)
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.aanbieders.bewaar(bouw.een_aanbieder())
    ontvangen = ontvangst(administratie, bericht)["id"]
    klok.verzet(days=9)
    with databank.transactie(bouw.verwerker(nu=klok.nu)) as opslag:
        client = opslag.clienten.bewaar(bouw.een_client()).id
    export = administratie.get(f"/v1/clienten/{client}/export").json()
    assert [o["id"] for o in export["ontvangsten"]] == [ontvangen]
    pad = f"/clienten/{client}/vernietigingsverzoeken"
    verzoek = maak(als_gemeente(), pad, {"ontvangstdatum": "2026-03-05"})
    assert beslis(als_gemeente, f"{pad}/{verzoek['id']}", verzoek["etag"]).status_code == 200
    vernietig(databank, klok.nu + timedelta(hours=1), "beheer", bouw.kalenders)
    assert administratie.get(f"/v1/clienten/{client}").status_code == 404
    assert administratie.get(f"/v1/berichten/ontvangsten/{ontvangen}").status_code == 404


def test_only_who_decides_by_mandate_decides_on_a_request(als_gemeente: Bellers, melding: Any) -> None:
    pad, verzoek = vraag_vernietiging(als_gemeente, melding)
    antwoord = als_gemeente(rol=Rol.TOEGANG).post(
        f"/v1{pad}/beslissingen", json=JA, headers={"If-Match": verzoek["etag"]}
    )
    assert antwoord.status_code == 403


def test_a_recorded_reason_stands_against_granting(als_gemeente: Bellers, melding: Any) -> None:
    reden = {"reden": "Hoger beroep", "einddatum": "2026-03-02"}
    redenen = f"/meldingen/{melding.id}/bewaarredenen"
    gemaakt = maak(als_gemeente(), redenen, reden)
    assert (gemaakt["einddatum"], gemaakt["door"]) == ("2026-03-02", "medewerker-1")
    assert [r["id"] for r in als_gemeente().get(f"/v1{redenen}").json()] == [gemaakt["id"]]
    pad, verzoek = vraag_vernietiging(als_gemeente, melding)
    antwoord = beslis(als_gemeente, pad, verzoek["etag"])
    assert antwoord.status_code == 409
    assert "tot en met 2 maart 2026" in antwoord.text


@pytest.mark.parametrize(
    ("afzender", "bericht"),
    [
        ("gemeente", een_301(toegewezen_product(1), kop=header(), bsn=bouw.BSN.cijfers)),
        ("aanbieder", een_315(bsn=bouw.BSN.cijfers)),
    ],
)
def test_what_runs_by_messages_that_were_handed_over_stands_against_it_too(
    als_gemeente: Bellers,
    als_aanbieder: Bellers,
    databank: Databank,
    melding: Any,
    afzender: str,
    bericht: Any,
) -> None:
    pad, verzoek = vraag_vernietiging(als_gemeente, melding)
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.aanbieders.bewaar(bouw.een_aanbieder())
    wie = als_gemeente(rol=Rol.ADMINISTRATIE) if afzender == "gemeente" else als_aanbieder(bouw.AANBIEDER)
    assert ontvangst(wie, onder(bericht, "M1"))["status"] == "goedgekeurd"
    antwoord = beslis(als_gemeente, pad, verzoek["etag"])
    assert antwoord.status_code == 409
    assert "Er loopt nog een" in antwoord.text
    assert beslis(als_gemeente, pad, verzoek["etag"], weigergrond="belang_van_ander").status_code == 200


def test_so_does_a_message_that_waits_for_its_answer(
    als_gemeente: Bellers, databank: Databank, melding: Any
) -> None:
    pad, verzoek = vraag_vernietiging(als_gemeente, melding)
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.keten(bouw.ROERMOND, Partijen(bouw.ROERMOND, bouw.AANBIEDER)).vergrendel()
        opslag.ontvangsten.bewaar(bouw.een_ontvangst(bsns=(bouw.BSN.cijfers,)))
    antwoord = beslis(als_gemeente, pad, verzoek["etag"])
    assert antwoord.status_code == 409
    assert "wacht nog een bericht" in antwoord.text


def test_who_gets_support_after_it_was_granted_stays(
    als_gemeente: Bellers, databank: Databank, klok: Klok, melding: Any
) -> None:
    pad, verzoek = vraag_vernietiging(als_gemeente, melding)
    assert beslis(als_gemeente, pad, verzoek["etag"]).json()["status"] == "ingewilligd"
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.aanbieders.bewaar(bouw.een_aanbieder())
    bericht = een_301(toegewezen_product(1), kop=header(), bsn=bouw.BSN.cijfers)
    assert ontvangst(als_gemeente(rol=Rol.ADMINISTRATIE), onder(bericht, "M1"))["status"] == "goedgekeurd"
    vernietig(databank, klok.nu + timedelta(hours=1), "beheer", bouw.kalenders)
    assert als_gemeente().get(f"/v1{pad}").status_code == 200


def test_a_reason_that_ended_stands_against_nothing_and_stays_readable(
    als_gemeente: Bellers, melding: Any
) -> None:
    redenen = f"/meldingen/{melding.id}/bewaarredenen"
    gemaakt = maak(als_gemeente(), redenen, {"reden": "Hoger beroep", "einddatum": "2026-04-01"})
    pad = f"/v1{redenen}/{gemaakt['id']}/beeindigingen"
    einde = {"vanaf": "2026-03-02", "reden": "Ingetrokken."}
    assert als_gemeente("0797").post(pad, json=einde).status_code == 404
    assert als_gemeente().post(pad, json=einde).status_code == 200
    (gelezen,) = als_gemeente().get(f"/v1{redenen}").json()
    assert (gelezen["einddatum"], gelezen["geldtTot"]) == ("2026-04-01", "2026-03-01")
    (beeindigd,) = gelezen["beeindigingen"]
    assert (beeindigd["vanaf"], beeindigd["reden"], beeindigd["door"]) == (*einde.values(), "medewerker-1")
    assert als_gemeente().post(pad, json=einde).status_code == 409
    verzoek, inhoud = vraag_vernietiging(als_gemeente, melding)
    assert beslis(als_gemeente, verzoek, inhoud["etag"]).status_code == 200


@pytest.mark.parametrize("vanaf", ["2026-03-01", "2026-04-02"])
def test_a_reason_ends_on_no_day_that_is_past_or_ends_nothing(
    als_gemeente: Bellers, melding: Any, vanaf: str
) -> None:
    redenen = f"/meldingen/{melding.id}/bewaarredenen"
    gemaakt = maak(als_gemeente(), redenen, {"reden": "Hoger beroep", "einddatum": "2026-04-01"})
    antwoord = als_gemeente().post(
        f"/v1{redenen}/{gemaakt['id']}/beeindigingen", json={"vanaf": vanaf, "reden": "Ingetrokken."}
    )
    assert antwoord.status_code == 400
    assert "van 2 maart 2026 tot en met 1 april 2026" in antwoord.text


def test_a_reason_that_no_longer_holds_is_refused(als_gemeente: Bellers, melding: Any) -> None:
    antwoord = als_gemeente().post(
        f"/v1/meldingen/{melding.id}/bewaarredenen", json={"reden": "Beroep", "einddatum": "2026-03-01"}
    )
    assert antwoord.status_code == 400
    assert "einddatum" in antwoord.text


def test_a_request_is_of_the_client_in_its_address(
    als_gemeente: Bellers, databank: Databank, melding: Any
) -> None:
    pad, verzoek = vraag_vernietiging(als_gemeente, melding)
    with databank.transactie(bouw.verwerker()) as opslag:
        ander = opslag.clienten.bewaar(bouw.een_client(id=uuid4(), bsn=bouw.ANDER_BSN))
    pad = f"/clienten/{ander.id}/vernietigingsverzoeken/{verzoek['id']}"
    assert als_gemeente().get(f"/v1{pad}").status_code == 404
    assert beslis(als_gemeente, pad, verzoek["etag"]).status_code == 404


class TestAtAProvider:
    """The same of a person whom a provider keeps by its messages."""

    @pytest.fixture(autouse=True)
    def bewaard(self, als_gemeente: Bellers, databank: Databank) -> None:
        """A message about this person came in at the provider, and nothing of it runs."""
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.aanbieders.bewaar(bouw.een_aanbieder())
            opslag.ontvangsten.bewaar(
                bouw.een_ontvangst(
                    eigenaar=bouw.AANBIEDER,
                    afzender=bouw.ROERMOND,
                    status=Ontvangststatus.GOEDGEKEURD,
                    bsns=(bouw.BSN.cijfers,),
                )
            )

    def persoon(self, **anders: str) -> dict[str, str]:
        return {"gemeente": "0957", "bsn": bouw.BSN.cijfers} | anders

    def test_a_request_is_taken_found_again_by_bsn_and_carried_out(
        self, als_aanbieder: Bellers, databank: Databank, klok: Klok
    ) -> None:
        aanbieder = als_aanbieder(bouw.AANBIEDER)
        verzoek = maak(aanbieder, "/vernietigingsverzoeken", self.persoon(ontvangstdatum="2026-03-02"))
        assert (verzoek["status"], verzoek["uiterlijkeDatum"]) == ("open", "2026-06-02")
        pad = f"/vernietigingsverzoeken/{verzoek['id']}"
        assert lees(aanbieder, pad) == verzoek
        (taak,) = aanbieder.get("/v1/werkvoorraad/berichten?soort=vernietiging_te_beslissen").json()
        assert (taak["vernietigingsverzoekId"], taak["ander"]) == (verzoek["id"], "0957")
        assert (taak["uiterlijk"], taak["aanZet"]) == ("2026-06-02", "aanbieder")
        gevonden = aanbieder.post("/v1/exporten", json={"bsn": bouw.BSN.cijfers}).json()
        assert [v["id"] for v in gevonden["vernietigingsverzoeken"]] == [verzoek["id"]]
        besluit = aanbieder.post(f"/v1{pad}/beslissingen", json=JA, headers={"If-Match": verzoek["etag"]})
        assert besluit.json()["status"] == "ingewilligd"
        assert aanbieder.get("/v1/werkvoorraad/berichten").json() == []
        vernietig(databank, klok.nu + timedelta(hours=1), "beheer", bouw.kalenders)
        assert aanbieder.get(f"/v1{pad}").status_code == 404
        (vermelding,) = aanbieder.get("/v1/vernietigingen").json()
        assert vermelding["grond"] == "verzoek"

    def test_it_names_a_person_and_the_municipality_for_which_it_keeps_something(
        self, als_aanbieder: Bellers
    ) -> None:
        aanbieder = als_aanbieder(bouw.AANBIEDER)
        reden = {"reden": "Klacht", "einddatum": "2030-01-01"}
        for pad, inhoud in (
            ("vernietigingsverzoeken", {"ontvangstdatum": "2026-03-02"}),
            ("bewaarredenen", reden),
        ):
            for anders in ({"gemeente": "0797"}, {"bsn": bouw.ANDER_BSN.cijfers}):
                antwoord = aanbieder.post(f"/v1/{pad}", json=self.persoon(**anders) | inhoud)
                assert antwoord.status_code == 404
                assert self.persoon(**anders)["bsn"] not in antwoord.text
            assert aanbieder.get(f"/v1/{pad}").json() == []

    def test_a_code_of_no_municipality_is_refused(self, als_aanbieder: Bellers) -> None:
        for pad, inhoud in (
            ("vernietigingsverzoeken", {"ontvangstdatum": "2026-03-02"}),
            ("bewaarredenen", {"reden": "Klacht", "einddatum": "2030-01-01"}),
        ):
            antwoord = als_aanbieder(bouw.AANBIEDER).post(
                f"/v1/{pad}", json=self.persoon(gemeente="9999") | inhoud
            )
            assert antwoord.status_code == 400
            assert antwoord.json()["fouten"][0]["veld"] == "gemeente"

    def test_a_second_request_and_one_of_before_it_knew_somebody_are_refused(
        self, als_aanbieder: Bellers
    ) -> None:
        aanbieder = als_aanbieder(bouw.AANBIEDER)
        te_vroeg = aanbieder.post(
            "/v1/vernietigingsverzoeken", json=self.persoon(ontvangstdatum="1900-01-01")
        )
        assert te_vroeg.status_code == 400
        assert "ontvangstdatum" in te_vroeg.text
        verzoek = maak(aanbieder, "/vernietigingsverzoeken", self.persoon(ontvangstdatum="2026-03-02"))
        nog_een = aanbieder.post("/v1/vernietigingsverzoeken", json=self.persoon(ontvangstdatum="2026-03-02"))
        assert nog_een.status_code == 409
        assert verzoek["id"] in nog_een.text

    def test_a_reason_that_no_longer_holds_is_refused(self, als_aanbieder: Bellers) -> None:
        inhoud = self.persoon(reden="Klacht", einddatum="2026-03-01")
        antwoord = als_aanbieder(bouw.AANBIEDER).post("/v1/bewaarredenen", json=inhoud)
        assert antwoord.status_code == 400
        assert "einddatum" in antwoord.text

    def test_it_reads_what_its_own_people_did_and_the_municipality_does_not(
        self, als_aanbieder: Bellers, als_gemeente: Bellers, databank: Databank, klok: Klok
    ) -> None:
        aanbieder, pad = als_aanbieder(bouw.AANBIEDER), "/v1/exporten/verwerkingen"
        verzoek = maak(aanbieder, "/vernietigingsverzoeken", self.persoon(ontvangstdatum="2026-03-02"))
        with databank.transactie(bouw.verwerker()) as opslag:
            client = opslag.clienten.bewaar(bouw.een_client())
        lees(aanbieder, f"/vernietigingsverzoeken/{verzoek['id']}")
        gelezen = aanbieder.post(pad, json=self.persoon()).json()
        assert {v["code"] for v in gelezen} == {bouw.AANBIEDER}
        assert {(v["actie"], v["objectSoort"]) for v in gelezen} >= {
            ("maken", "vernietigingsverzoek"),
            ("lezen", "vernietigingsverzoek"),
        }
        weer = aanbieder.post(pad, json=self.persoon()).json()
        assert ("lezen", "verwerking") in {(v["actie"], v["objectSoort"]) for v in weer}
        bij_gemeente = als_gemeente().get(f"/v1/clienten/{client.id}/verwerkingen").json()
        assert {v["partij"] for v in bij_gemeente} == {"gemeente"}
        (eerste,) = aanbieder.post(f"{pad}?limiet=1", json=self.persoon()).json()
        assert eerste == gelezen[0]
        assert aanbieder.post(pad, json=self.persoon(bsn=bouw.ANDER_BSN.cijfers)).status_code == 404
        assert als_gemeente().post(pad, json=self.persoon()).status_code == 403


def test_a_provider_has_no_part_in_that_of_a_municipality(
    app: FastAPI, als_gemeente: Bellers, als_aanbieder: Bellers, melding: Any
) -> None:
    pad, _ = vraag_vernietiging(als_gemeente, melding)
    for adres in (pad, f"/meldingen/{melding.id}/bewaarredenen"):
        assert als_aanbieder().get(f"/v1{adres}").status_code == 403
