"""The plan over HTTP: what goes in and comes out, and how a refusal is told.

What is decided is asked of the processes, without HTTP (tests/processen/test_ondersteuningsplannen.py).
"""

from collections.abc import Callable
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from pypdf import PdfReader

from tests.api.conftest import Klok
from tests.api.verhaal import (
    AGB,
    Aanbieder,
    Gemeente,
    Json,
    een_resultaat,
    fouten,
    plan_pad,
    regels,
    tot_vastgesteld,
)

ANDERE_AGB = "41410002"


@pytest.fixture(params=["0957", "0797"], ids=["mlo", "hvb"])
def gemeente(request: pytest.FixtureRequest, als_gemeente: Callable[..., TestClient], klok: Klok) -> Gemeente:
    """Each test once per region."""
    gemeente = Gemeente(als_gemeente, klok, request.param)
    gemeente.contracteer()
    return gemeente


@pytest.fixture
def andere(als_aanbieder: Callable[..., TestClient], klok: Klok) -> Aanbieder:
    return Aanbieder(als_aanbieder, klok, ANDERE_AGB)


def test_a_plan_goes_from_request_to_laying_down(gemeente: Gemeente, linde: Aanbieder) -> None:
    plan = tot_vastgesteld(gemeente, linde, gemeente.open_zaak())

    assert [o["naar"] for o in plan["overgangen"]] == [
        "concept",
        "uitgevraagd",
        "ingediend",
        "akkoord",
        "vastgesteld",
    ]


class TestVersturen:
    def test_the_case_information_comes_first(self, roermond: Gemeente) -> None:
        zaak = roermond.open_zaak()
        leeg = {"planVanAanpakId": zaak["id"], "aanbieder": AGB}
        plan = roermond.doe("POST", "/ondersteuningsplannen", leeg)

        antwoord = roermond.probeer_stap(plan_pad(plan), "/uitvraag", roermond.uitvraag())
        assert (antwoord.status_code, fouten(antwoord)) == (409, {("casus", "M10")})

        roermond.stap(plan_pad(plan), "", {"casus": "Na een operatie."}, methode="PUT")
        assert roermond.vraag_uit(plan)["status"] == "uitgevraagd"


class TestInzage:
    def test_the_provider_reads_exactly_what_was_shared(self, roermond: Gemeente, linde: Aanbieder) -> None:
        zaak = roermond.open_zaak()
        verslag = roermond.rapporteer(zaak["meldingId"], soort="gespreksverslag", tekst="Het verhaal.")
        onderdelen = [
            *roermond.uitvraag()["onderdelen"],
            roermond.onderdeel("gespreksverslag", verslag["id"]),
        ]
        plan = roermond.vraag_uit(roermond.stel_plan_op(zaak), onderdelen=onderdelen)
        linde.bevestig_ontvangst(plan)

        gedeeld = linde.lees_gedeeld(plan)

        assert [o["tekst"] for o in gedeeld["onderdelen"]] == [
            "Koken lukt nog.",
            "Een schoon huis.",
            "Het verhaal.",
        ]
        assert gedeeld["client"]["naam"]["achternaam"] == "Jansen"
        assert (gedeeld["resultaten"], gedeeld["termijn"]) == (zaak["resultaten"], zaak["termijn"])

    def test_each_read_leaves_a_trace_for_the_client(self, roermond: Gemeente, linde: Aanbieder) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.bevestig_ontvangst(plan)
        linde.lees_gedeeld(plan)

        verwerkingen = roermond.lees(f"/clienten/{plan['clientId']}/verwerkingen")

        gelezen = [v for v in verwerkingen if v["activiteit"] == "lees_gedeelde_onderdelen"]
        assert {(v["code"], v["actie"]) for v in gelezen} == {(AGB, "lezen")}
        assert {"client", "onderzoek", "plan_van_aanpak"} <= {v["objectSoort"] for v in gelezen}

    @pytest.mark.parametrize("einde", ["weigering", "intrekking"])
    def test_it_ends_when_the_request_is_declined_or_withdrawn(
        self, roermond: Gemeente, linde: Aanbieder, einde: str
    ) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.bevestig_ontvangst(plan)
        if einde == "weigering":
            linde.weiger(plan)
        else:
            roermond.trek_in(plan)

        for deel in ("gedeelde-onderdelen", "document"):
            assert linde.probeer("GET", f"{plan_pad(plan)}/{deel}").status_code == 409
        gelezen = linde.lees_plan(plan)
        assert (gelezen["casus"], gelezen["resultaten"], "uitvraag" in gelezen) == ("", [], False)
        delingen = roermond.lees(f"/clienten/{plan['clientId']}/delingen")
        assert all("beeindigdOp" in deling for deling in delingen)

    def test_what_was_shared_with_whom_and_why_is_readable_per_client(self, roermond: Gemeente) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())

        delingen = roermond.lees(f"/clienten/{plan['clientId']}/delingen")

        assert [(d["aanbieder"], d["onderdeel"], d["gedeeld"]) for d in delingen] == [
            (AGB, "huishouden", True),
            (AGB, "relaties", False),
            (AGB, "doelen", True),
        ]
        assert delingen[0]["doel"] == "De hulp plannen."


class TestInvullen:
    def test_results_set_beforehand_stay_as_they_are(self, roermond: Gemeente, linde: Aanbieder) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.bevestig_ontvangst(plan)
        anders = linde.invulling(plan, resultaten=[een_resultaat(omschrijving="Minder schoon.")])

        antwoord = linde.probeer_stap(plan_pad(plan), "/invulling", anders, methode="PUT")

        assert (antwoord.status_code, fouten(antwoord)) == (400, {("resultaten", "M13")})

    def test_advice_stands_beside_what_the_toegang_suggested(
        self, roermond: Gemeente, linde: Aanbieder
    ) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.bevestig_ontvangst(plan)
        inzet = linde.inzet(plan, intensiteit="midden", afwijkingIntensiteit="Kan minder zelf.")

        inhoud = linde.verbeter_plan(plan, inzet=[inzet])["versie"]["inhoud"]

        assert inhoud["intensiteiten"] == [
            {
                "resultaatgebied": "huishouden",
                "verwacht": ["licht"],
                "advies": "midden",
                "grond": "Kan minder zelf.",
            }
        ]


class TestIndienen:
    def test_only_on_the_regional_form(self, roermond: Gemeente, linde: Aanbieder) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.bevestig_ontvangst(plan)
        linde.vul_in(plan)

        eigen = {"formulierVersie": "eigen formulier", "gerichtAan": "medewerker-1"}
        antwoord = linde.probeer_stap(plan_pad(plan), "/indieningen", eigen)

        assert (antwoord.status_code, fouten(antwoord)) == (409, {("formulierVersie", "H06")})

    def test_each_submission_is_a_version_that_stays_as_it_was(
        self, heusden: Gemeente, linde: Aanbieder
    ) -> None:
        plan = heusden.vraag_plan(heusden.open_zaak())
        eerste = linde.maak_plan(plan)["versie"]
        heusden.leg_terug(plan)
        linde.verbeter_plan(plan, inzet=[linde.inzet(plan, aard="Iets anders.")])

        versies = heusden.lees(f"{plan_pad(plan)}/versies")

        assert [v["volgnummer"] for v in versies] == [1, 2]
        assert versies[0] == eerste == heusden.lees(f"{plan_pad(plan)}/versies/1")

    def test_location_leads_to_the_version(self, roermond: Gemeente, linde: Aanbieder) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.bevestig_ontvangst(plan)
        linde.vul_in(plan)
        indiening = {"formulierVersie": plan["formulierVersie"], "gerichtAan": "medewerker-1"}

        antwoord = linde.probeer_stap(plan_pad(plan), "/indieningen", indiening)

        assert antwoord.headers["Location"] == f"/v1{plan_pad(plan)}/versies/1"
        assert linde.lees(antwoord.headers["Location"].removeprefix("/v1")) == antwoord.json()["versie"]

    def test_the_provider_tells_that_the_term_will_pass(self, roermond: Gemeente, linde: Aanbieder) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        melding = {"verwachteDatum": linde.over(days=20), "reden": "De cliënt ligt in het ziekenhuis."}

        gemeld = linde.stap(plan_pad(plan), "/termijnmeldingen", melding)

        assert gemeld["termijnmeldingen"][0]["verwachteDatum"] == linde.over(days=20)

    def test_the_receipt_is_recorded_once_with_its_moment(
        self, roermond: Gemeente, linde: Aanbieder, klok: Klok
    ) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        klok.verzet(hours=3)
        ontvangen = linde.bevestig_ontvangst(plan)

        assert ontvangen["uitvraag"]["verzending"]["afgeleverdOp"] == "2026-03-02T12:00:00Z"
        assert linde.probeer_stap(plan_pad(plan), "/ontvangsten", {}).status_code == 409


class TestBeoordelen:
    def test_a_person_gives_grounds_for_the_verdict(self, roermond: Gemeente, linde: Aanbieder) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.maak_plan(plan)

        antwoord = roermond.probeer_stap(
            plan_pad(plan), "/beoordelingen", {"versie": 1, "oordeel": "akkoord"}
        )

        assert fouten(antwoord) == {("motivering", "H13")}

    def test_the_verdict_may_pass_an_advisory_finding(self, roermond: Gemeente, linde: Aanbieder) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.bevestig_ontvangst(plan)
        linde.verbeter_plan(plan, inzet=[linde.inzet(plan, frequentie="twee keer per week")])

        beoordeling = roermond.beoordeel(plan)

        assert {b["ernst"] for b in beoordeling["bevindingen"]} == {"adviserend"}
        assert linde.lees(f"{plan_pad(plan)}/beoordelingen") == [beoordeling]
        assert linde.lees(f"{plan_pad(plan)}/beoordelingen/{beoordeling['id']}") == beoordeling

    def test_hvb_records_the_contact_with_what_it_lays_back(
        self, heusden: Gemeente, linde: Aanbieder
    ) -> None:
        plan = heusden.vraag_plan(heusden.open_zaak())
        linde.maak_plan(plan)
        zonder = heusden.teruglegging(plan)
        del zonder["contact"]

        antwoord = heusden.probeer_stap(plan_pad(plan), "/terugleggingen", zonder)

        assert (antwoord.status_code, fouten(antwoord)) == (409, {("contact", "H18")})
        assert heusden.leg_terug(plan)["terugleggingen"][0]["contactpersoon"] == "Teamleider"


class TestTekenenEnVaststellen:
    @pytest.fixture
    def akkoord(self, roermond: Gemeente, linde: Aanbieder) -> Json:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.maak_plan(plan)
        roermond.beoordeel(plan)
        return plan

    def test_mlo_wants_both_signatures(self, roermond: Gemeente, linde: Aanbieder) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.maak_plan(plan)
        roermond.beoordeel(plan)
        linde.onderteken(plan, "aanbieder")

        antwoord = linde.probeer_stap(plan_pad(plan), "/vaststellingen", linde.vaststelling(plan))

        assert (antwoord.status_code, regels(antwoord)) == (409, {"M08, M09"})
        linde.onderteken(plan, "client")
        assert linde.stel_vast(plan)["status"] == "vastgesteld"

    @pytest.mark.parametrize("ontbreekt", ["reden", "andereWijze"])
    def test_half_an_alternative_is_no_alternative(
        self, linde: Aanbieder, akkoord: Json, ontbreekt: str
    ) -> None:
        alternatief = {"versie": 1, "reden": "Kan niet.", "andereWijze": "Mentor.", "datum": linde.over()}
        del alternatief[ontbreekt]

        antwoord = linde.probeer_stap(plan_pad(akkoord), "/ondertekeningsalternatieven", alternatief)

        assert (antwoord.status_code, fouten(antwoord)) == (409, {(ontbreekt, "M09")})

    def test_a_signature_that_is_given_is_recorded(self, linde: Aanbieder, akkoord: Json) -> None:
        getekend = linde.onderteken(akkoord, "client")

        assert [(o["versie"], o["door"]) for o in getekend["ondertekeningen"]] == [(1, "client")]

    def test_a_copy_is_kept_as_the_client_got_it(
        self, roermond: Gemeente, linde: Aanbieder, akkoord: Json
    ) -> None:
        afschrift = linde.geef_afschrift(akkoord)
        linde.onderteken(akkoord, "client")

        pad = f"{plan_pad(akkoord)}/afschriften"
        pdf = roermond.probeer("GET", f"{pad}/{afschrift['id']}/document")

        assert roermond.lees(pad) == [afschrift] == [linde.lees(f"{pad}/{afschrift['id']}")]
        assert pdf.headers["Content-Type"] == "application/pdf"
        assert "Dit is uw eigen exemplaar" in tekst(pdf.content)

    def test_the_plan_prints_advice_beside_suggestion(
        self, roermond: Gemeente, linde: Aanbieder, akkoord: Json
    ) -> None:
        inhoud = tekst(linde.probeer("GET", f"{plan_pad(akkoord)}/document").content)

        assert "Intensiteit: advies aanbieder" in inhoud
        assert "Intensiteit: verwacht vooraf" in inhoud
        assert "M.J. Jansen" in inhoud


class TestMeerDanEenPlan:
    def test_several_providers_each_see_their_own_plan(
        self, roermond: Gemeente, linde: Aanbieder, andere: Aanbieder
    ) -> None:
        roermond.contracteer(ANDERE_AGB, zorgmail="ander@zorgmail.example.nl")
        zaak = roermond.open_zaak()
        eerste = roermond.vraag_plan(zaak)
        tweede = roermond.vraag_uit(
            roermond.stel_plan_op(zaak, ANDERE_AGB),
            verzending=roermond.per_zorgmail("ander@zorgmail.example.nl"),
        )

        assert [p["id"] for p in linde.lees("/ondersteuningsplannen")] == [eerste["id"]]
        assert [p["id"] for p in andere.lees("/ondersteuningsplannen")] == [tweede["id"]]
        assert andere.probeer("GET", plan_pad(eerste)).status_code == 404
        assert len(roermond.lees(f"/ondersteuningsplannen?meldingId={zaak['meldingId']}")) == 2

    def test_no_decision_rests_on_results_that_were_changed_since(
        self, roermond: Gemeente, linde: Aanbieder
    ) -> None:
        zaak = roermond.open_zaak()
        tot_vastgesteld(roermond, linde, zaak)
        roermond.herzie_plan_van_aanpak(zaak)

        antwoord = roermond.probeer_te_besluiten(roermond.ontwerp_besluit(zaak))

        assert (antwoord.status_code, fouten(antwoord)) == (409, {("planVanAanpakId", "M13")})


class TestGrenzen:
    def test_another_municipality_sees_nothing(self, roermond: Gemeente, heusden: Gemeente) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())

        for deel in ("", "/versies", "/bevindingen", "/beoordelingen", "/afschriften", "/document"):
            assert heusden.probeer("GET", plan_pad(plan) + deel).status_code == 404
        assert heusden.lees("/ondersteuningsplannen") == []

    def test_a_change_needs_the_revision_that_was_read(self, roermond: Gemeente) -> None:
        plan = roermond.stel_plan_op(roermond.open_zaak())
        casus = {"casus": "Anders."}

        assert roermond.probeer("PUT", plan_pad(plan), casus).status_code == 428
        roermond.stap(plan_pad(plan), "", casus, methode="PUT")
        assert roermond.probeer("PUT", plan_pad(plan), casus, etag='"1"').status_code == 412

    def test_an_unknown_field_is_refused_by_its_name(self, roermond: Gemeente) -> None:
        inhoud = roermond.plan_in(roermond.open_zaak(), resultaten=[])

        antwoord = roermond.probeer("POST", "/ondersteuningsplannen", inhoud)

        assert (antwoord.status_code, fouten(antwoord)) == (400, {("resultaten", None)})


def tekst(pdf: bytes) -> str:
    return " ".join(" ".join(blad.extract_text() for blad in PdfReader(BytesIO(pdf)).pages).split())
