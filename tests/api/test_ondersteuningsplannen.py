"""The plan between municipality and provider, in both regions, and what goes wrong on the way."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pypdf import PdfReader

from app.domain.partijen import Rol
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


def test_a_complete_plan_draws_no_blocking_finding(gemeente: Gemeente, linde: Aanbieder) -> None:
    plan = gemeente.vraag_plan(gemeente.open_zaak())

    bevindingen = linde.maak_plan(plan)["bevindingen"]

    assert [b["toets"] for b in bevindingen if b["ernst"] == "blokkerend"] == []


def test_the_plan_pins_the_form_and_profile_that_hold_today(roermond: Gemeente) -> None:
    plan = roermond.stel_plan_op(roermond.open_zaak())

    assert (plan["profiel"], plan["profielversie"], plan["formulierVersie"]) == ("MLO", "2018.1", "2018")


def test_results_are_filled_in_beforehand_where_the_municipality_begins(
    roermond: Gemeente, heusden: Gemeente
) -> None:
    assert roermond.stel_plan_op(roermond.open_zaak())["resultaten"] == [een_resultaat()]
    assert heusden.stel_plan_op(heusden.open_zaak())["resultaten"] == [een_resultaat()]


class TestVersturen:
    def test_the_case_information_comes_first(self, gemeente: Gemeente) -> None:
        zaak = gemeente.open_zaak()
        leeg = {"planVanAanpakId": zaak["id"], "aanbieder": AGB}
        plan = gemeente.doe("POST", "/ondersteuningsplannen", leeg)

        antwoord = gemeente.probeer_stap(plan_pad(plan), "/uitvraag", gemeente.uitvraag())
        assert (antwoord.status_code, fouten(antwoord)) == (409, {("casus", "M10")})

        gemeente.stap(plan_pad(plan), "", {"casus": "Na een operatie."}, methode="PUT")
        assert gemeente.vraag_uit(plan)["status"] == "uitgevraagd"

    @pytest.mark.parametrize(
        ("verzending", "verwacht"),
        [
            ({"kanaal": "e-mail"}, {("verzending.kanaal", "M26")}),
            ({"geadresseerde": "linde@gmail.com"}, {("verzending.geadresseerde", "M11")}),
            ({"kanaal": "api"}, {("verzending.geadresseerde", "M11")}),
        ],
    )
    def test_only_a_secured_channel_to_the_provider_counts_as_sent(
        self, gemeente: Gemeente, verzending: Json, verwacht: set[Any]
    ) -> None:
        plan = gemeente.stel_plan_op(gemeente.open_zaak())
        uitvraag = gemeente.uitvraag(verzending=gemeente.per_zorgmail() | verzending)

        antwoord = gemeente.probeer_stap(plan_pad(plan), "/uitvraag", uitvraag)

        assert (antwoord.status_code, fouten(antwoord)) == (409, verwacht)
        assert gemeente.lees_plan(plan)["status"] == "concept"

    def test_zorgmail_has_a_message_reference(self, roermond: Gemeente) -> None:
        verzending = roermond.per_zorgmail()
        del verzending["berichtkenmerk"]
        plan = roermond.stel_plan_op(roermond.open_zaak())

        antwoord = roermond.probeer_stap(
            plan_pad(plan), "/uitvraag", roermond.uitvraag(verzending=verzending)
        )

        assert fouten(antwoord) == {("verzending.berichtkenmerk", "M11")}

    def test_the_provider_may_collect_it_over_the_api(self, gemeente: Gemeente) -> None:
        plan = gemeente.stel_plan_op(gemeente.open_zaak())
        verzending = {"kanaal": "api", "geadresseerde": AGB, "op": gemeente.nu}

        assert gemeente.vraag_uit(plan, verzending=verzending)["status"] == "uitgevraagd"

    def test_what_was_sent_lies_not_in_the_future(self, roermond: Gemeente) -> None:
        plan = roermond.stel_plan_op(roermond.open_zaak())
        verzending = roermond.per_zorgmail() | {"op": "2030-01-01T09:00:00Z"}

        antwoord = roermond.probeer_stap(
            plan_pad(plan), "/uitvraag", roermond.uitvraag(verzending=verzending)
        )

        assert (antwoord.status_code, fouten(antwoord)) == (400, {("verzending.op", "M11")})

    def test_mlo_informs_the_client_before_sending(self, roermond: Gemeente) -> None:
        plan = roermond.stel_plan_op(roermond.open_zaak())
        uitvraag = roermond.uitvraag()
        del uitvraag["clientinformatie"]

        antwoord = roermond.probeer_stap(plan_pad(plan), "/uitvraag", uitvraag)

        assert (antwoord.status_code, fouten(antwoord)) == (409, {("clientinformatie", "M23")})

    def test_mlo_asks_no_consent(self, roermond: Gemeente) -> None:
        plan = roermond.stel_plan_op(roermond.open_zaak())
        onderdelen = [roermond.onderdeel("vraaganalyse", "huishouden", clientWilDelen=False)]

        antwoord = roermond.probeer_stap(
            plan_pad(plan), "/uitvraag", roermond.uitvraag(onderdelen=onderdelen)
        )

        assert fouten(antwoord) == {("onderdelen[0].clientWilDelen", "M22")}

    def test_each_shared_part_has_its_purpose(self, gemeente: Gemeente) -> None:
        plan = gemeente.stel_plan_op(gemeente.open_zaak())
        uitvraag = gemeente.uitvraag()
        del uitvraag["onderdelen"][0]["doel"]

        antwoord = gemeente.probeer_stap(plan_pad(plan), "/uitvraag", uitvraag)

        assert fouten(antwoord) == {("onderdelen[0].doel", "M24")}

    def test_what_is_not_needed_is_not_shared_not_even_with_consent(self, heusden: Gemeente) -> None:
        plan = heusden.stel_plan_op(heusden.open_zaak())
        uitvraag = heusden.uitvraag()
        uitvraag["onderdelen"][1] |= {"gedeeld": True, "noodzakelijk": False, "clientWilDelen": True}

        antwoord = heusden.probeer_stap(plan_pad(plan), "/uitvraag", uitvraag)

        assert (antwoord.status_code, fouten(antwoord)) == (409, {("onderdelen[1].gedeeld", "M25")})

    def test_hvb_records_the_wish_on_every_part(self, heusden: Gemeente) -> None:
        plan = heusden.stel_plan_op(heusden.open_zaak())
        uitvraag = heusden.uitvraag()
        uitvraag["onderdelen"] = uitvraag["onderdelen"][:1]
        del uitvraag["onderdelen"][0]["clientWilDelen"]

        antwoord = heusden.probeer_stap(plan_pad(plan), "/uitvraag", uitvraag)

        assert fouten(antwoord) == {("onderdelen", "H07"), ("onderdelen[0].clientWilDelen", "H07")}

    def test_a_refusal_does_not_stop_the_process(self, heusden: Gemeente, linde: Aanbieder) -> None:
        plan = heusden.stel_plan_op(heusden.open_zaak())
        uitvraag = heusden.uitvraag()
        for onderdeel in uitvraag["onderdelen"]:
            onderdeel |= {"clientWilDelen": False, "gedeeld": False}

        assert heusden.vraag_uit(plan, onderdelen=uitvraag["onderdelen"])["status"] == "uitgevraagd"
        assert linde.maak_plan(plan)["versie"]["volgnummer"] == 1

    def test_a_choice_against_the_clients_wish_has_its_reason(self, heusden: Gemeente) -> None:
        plan = heusden.stel_plan_op(heusden.open_zaak())
        uitvraag = heusden.uitvraag()
        uitvraag["onderdelen"][0] |= {"clientWilDelen": False}
        del uitvraag["onderdelen"][0]["motivering"]

        antwoord = heusden.probeer_stap(plan_pad(plan), "/uitvraag", uitvraag)

        assert fouten(antwoord) == {("onderdelen[0].motivering", "H08")}

    def test_a_part_that_does_not_exist_is_refused_by_its_field(self, gemeente: Gemeente) -> None:
        plan = gemeente.stel_plan_op(gemeente.open_zaak())
        onderdelen = [*gemeente.uitvraag()["onderdelen"], gemeente.onderdeel("vraaganalyse", "bestaat-niet")]

        antwoord = gemeente.probeer_stap(
            plan_pad(plan), "/uitvraag", gemeente.uitvraag(onderdelen=onderdelen)
        )

        assert (antwoord.status_code, fouten(antwoord)) == (400, {("onderdelen[3].onderdeel", None)})

    def test_one_provider_has_one_open_request(self, gemeente: Gemeente) -> None:
        zaak = gemeente.open_zaak()
        gemeente.vraag_plan(zaak)

        antwoord = gemeente.probeer("POST", "/ondersteuningsplannen", gemeente.plan_in(zaak))

        assert antwoord.status_code == 409

    def test_an_older_plan_van_aanpak_is_not_asked_for_again(self, gemeente: Gemeente) -> None:
        zaak = gemeente.open_zaak()
        gemeente.herzie_plan_van_aanpak(zaak)

        antwoord = gemeente.probeer("POST", "/ondersteuningsplannen", gemeente.plan_in(zaak))

        assert antwoord.status_code == 409

    def test_what_was_prepared_before_the_plan_van_aanpak_changed_is_not_sent(
        self, gemeente: Gemeente
    ) -> None:
        zaak = gemeente.open_zaak()
        concept = gemeente.stel_plan_op(zaak)
        gemeente.herzie_plan_van_aanpak(zaak)

        antwoord = gemeente.probeer_stap(plan_pad(concept), "/uitvraag", gemeente.uitvraag())

        assert antwoord.status_code == 409
        assert gemeente.lees_plan(concept)["status"] == "concept"


class TestInzage:
    def test_the_provider_reads_exactly_what_was_shared(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        zaak = gemeente.open_zaak()
        verslag = gemeente.rapporteer(zaak["meldingId"], soort="gespreksverslag", tekst="Het verhaal.")
        onderdelen = [
            *gemeente.uitvraag()["onderdelen"],
            gemeente.onderdeel("gespreksverslag", verslag["id"]),
        ]
        plan = gemeente.vraag_uit(gemeente.stel_plan_op(zaak), onderdelen=onderdelen)
        linde.bevestig_ontvangst(plan)

        gedeeld = linde.lees_gedeeld(plan)

        assert [o["tekst"] for o in gedeeld["onderdelen"]] == [
            "Koken lukt nog.",
            "Een schoon huis.",
            "Het verhaal.",
        ]
        assert gedeeld["client"]["naam"]["achternaam"] == "Jansen"
        assert (gedeeld["resultaten"], gedeeld["termijn"]) == (zaak["resultaten"], zaak["termijn"])

    def test_each_read_leaves_a_trace_for_the_client(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        linde.bevestig_ontvangst(plan)
        linde.lees_gedeeld(plan)

        verwerkingen = gemeente.lees(f"/clienten/{plan['clientId']}/verwerkingen")

        gelezen = [v for v in verwerkingen if v["activiteit"] == "lees_gedeelde_onderdelen"]
        assert {(v["code"], v["actie"]) for v in gelezen} == {(AGB, "lezen")}
        assert {"client", "onderzoek", "plan_van_aanpak"} <= {v["objectSoort"] for v in gelezen}

    def test_it_opens_with_the_receipt(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())

        assert linde.probeer("GET", f"{plan_pad(plan)}/gedeelde-onderdelen").status_code == 409

    @pytest.mark.parametrize("einde", ["weigering", "intrekking"])
    def test_it_ends_when_the_request_is_declined_or_withdrawn(
        self, gemeente: Gemeente, linde: Aanbieder, einde: str
    ) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        linde.bevestig_ontvangst(plan)
        if einde == "weigering":
            linde.weiger(plan)
        else:
            gemeente.trek_in(plan)

        for deel in ("gedeelde-onderdelen", "document"):
            assert linde.probeer("GET", f"{plan_pad(plan)}/{deel}").status_code == 409
        gelezen = linde.lees_plan(plan)
        assert (gelezen["casus"], gelezen["resultaten"], "uitvraag" in gelezen) == ("", [], False)
        delingen = gemeente.lees(f"/clienten/{plan['clientId']}/delingen")
        assert all("beeindigdOp" in deling for deling in delingen)

    def test_with_it_ends_the_view_of_what_was_submitted(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        linde.maak_plan(plan)
        delen = ("versies", "versies/1", "bevindingen")
        assert [linde.probeer("GET", f"{plan_pad(plan)}/{deel}").status_code for deel in delen] == [200] * 3

        gemeente.trek_in(plan)

        assert [linde.probeer("GET", f"{plan_pad(plan)}/{deel}").status_code for deel in delen] == [409] * 3
        assert len(gemeente.lees(f"{plan_pad(plan)}/versies")) == 1

    def test_what_was_shared_with_whom_and_why_is_readable_per_client(self, gemeente: Gemeente) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())

        delingen = gemeente.lees(f"/clienten/{plan['clientId']}/delingen")

        assert [(d["aanbieder"], d["onderdeel"], d["gedeeld"]) for d in delingen] == [
            (AGB, "huishouden", True),
            (AGB, "relaties", False),
            (AGB, "doelen", True),
        ]
        assert delingen[0]["doel"] == "De hulp plannen."


class TestInvullen:
    def test_not_before_the_form_is_received(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())

        antwoord = linde.probeer_stap(plan_pad(plan), "/invulling", {}, methode="PUT")

        assert antwoord.status_code == 409

    def test_the_municipality_does_not_write_in_the_plan(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        linde.bevestig_ontvangst(plan)
        inhoud = linde.invulling(plan)

        for rol in (Rol.TOEGANG, Rol.BESLUIT, Rol.ADMINISTRATIE):
            antwoord = gemeente.probeer_stap(plan_pad(plan), "/invulling", inhoud, methode="PUT", rol=rol)
            assert antwoord.status_code == 403

    def test_results_set_beforehand_stay_as_they_are(self, roermond: Gemeente, linde: Aanbieder) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.bevestig_ontvangst(plan)
        anders = linde.invulling(plan, resultaten=[een_resultaat(omschrijving="Minder schoon.")])

        antwoord = linde.probeer_stap(plan_pad(plan), "/invulling", anders, methode="PUT")

        assert (antwoord.status_code, fouten(antwoord)) == (400, {("resultaten", "M13")})

    def test_a_plan_that_the_provider_begins_may_differ_and_draws_a_finding(
        self, heusden: Gemeente, linde: Aanbieder
    ) -> None:
        plan = heusden.vraag_plan(heusden.open_zaak())
        linde.bevestig_ontvangst(plan)

        ingediend = linde.verbeter_plan(plan, resultaten=[een_resultaat(omschrijving="Minder schoon.")])

        assert ("resultaat_gewijzigd", "resultaten[0].omschrijving") in {
            (b["toets"], b["veld"]) for b in ingediend["bevindingen"]
        }

    def test_advice_stands_beside_what_the_toegang_suggested(
        self, gemeente: Gemeente, linde: Aanbieder
    ) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
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
    def test_faults_of_content_are_findings_and_never_a_refusal(
        self, gemeente: Gemeente, linde: Aanbieder
    ) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        linde.bevestig_ontvangst(plan)
        kaal = linde.inzet(plan, aard=None, frequentie=None, begindatum=None)

        ingediend = linde.verbeter_plan(plan, inzet=[kaal])

        assert {"aard_ontbreekt", "frequentie_ontbreekt", "begin_ontbreekt"} <= {
            b["toets"] for b in ingediend["bevindingen"]
        }
        assert gemeente.lees_plan(plan)["status"] == "ingediend"

    def test_only_on_the_regional_form(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        linde.bevestig_ontvangst(plan)
        linde.vul_in(plan)

        eigen = {"formulierVersie": "eigen formulier", "gerichtAan": "medewerker-1"}
        antwoord = linde.probeer_stap(plan_pad(plan), "/indieningen", eigen)

        assert (antwoord.status_code, fouten(antwoord)) == (409, {("formulierVersie", "H06")})

    def test_it_is_addressed_to_a_worker_of_the_toegang(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        linde.bevestig_ontvangst(plan)
        linde.vul_in(plan)

        antwoord = linde.probeer_stap(
            plan_pad(plan), "/indieningen", {"formulierVersie": plan["formulierVersie"]}
        )

        assert fouten(antwoord) == {("gerichtAan", "H09")}

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

    def test_the_provider_tells_that_the_term_will_pass(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        melding = {"verwachteDatum": linde.over(days=20), "reden": "De cliënt ligt in het ziekenhuis."}

        gemeld = linde.stap(plan_pad(plan), "/termijnmeldingen", melding)

        assert gemeld["termijnmeldingen"][0]["verwachteDatum"] == linde.over(days=20)

    def test_the_receipt_is_recorded_once_with_its_moment(
        self, gemeente: Gemeente, linde: Aanbieder, klok: Klok
    ) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        klok.verzet(hours=3)
        ontvangen = linde.bevestig_ontvangst(plan)

        assert ontvangen["uitvraag"]["verzending"]["afgeleverdOp"] == "2026-03-02T12:00:00Z"
        assert linde.probeer_stap(plan_pad(plan), "/ontvangsten", {}).status_code == 409


class TestBeoordelen:
    def test_a_person_gives_grounds_for_the_verdict(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        linde.maak_plan(plan)

        antwoord = gemeente.probeer_stap(
            plan_pad(plan), "/beoordelingen", {"versie": 1, "oordeel": "akkoord"}
        )

        assert fouten(antwoord) == {("motivering", "H13"), ("onderbouwingIntensiteit", "H17")}

    def test_the_verdict_does_not_pass_a_blocking_finding(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        linde.bevestig_ontvangst(plan)
        linde.verbeter_plan(plan, inzet=[linde.inzet(plan, aard=None)])

        antwoord = gemeente.probeer_stap(plan_pad(plan), "/beoordelingen", gemeente.beoordeling(plan))

        assert (antwoord.status_code, fouten(antwoord)) == (409, {("inzet[0].aard", "M14, H01, H16, H21")})

    def test_the_verdict_may_pass_an_advisory_finding(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        linde.bevestig_ontvangst(plan)
        linde.verbeter_plan(plan, inzet=[linde.inzet(plan, frequentie="twee keer per week")])

        beoordeling = gemeente.beoordeel(plan)

        assert {b["ernst"] for b in beoordeling["bevindingen"]} == {"adviserend"}
        assert linde.lees(f"{plan_pad(plan)}/beoordelingen") == [beoordeling]
        assert linde.lees(f"{plan_pad(plan)}/beoordelingen/{beoordeling['id']}") == beoordeling

    def test_mlo_lays_back_an_incomplete_form_only(self, roermond: Gemeente, linde: Aanbieder) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.maak_plan(plan)

        antwoord = roermond.probeer_stap(plan_pad(plan), "/terugleggingen", roermond.teruglegging(plan))

        assert (antwoord.status_code, regels(antwoord)) == (409, {"M20"})

    def test_mlo_lays_an_incomplete_form_back(self, roermond: Gemeente, linde: Aanbieder) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.bevestig_ontvangst(plan)
        linde.verbeter_plan(plan, inzet=[linde.inzet(plan, aard=None)])

        assert roermond.leg_terug(plan)["status"] == "teruggelegd"

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

    def test_a_plan_can_be_laid_back_twice(self, heusden: Gemeente, linde: Aanbieder) -> None:
        plan = heusden.vraag_plan(heusden.open_zaak())
        linde.maak_plan(plan)
        heusden.leg_terug(plan)
        linde.verbeter_plan(plan)
        heusden.leg_terug(plan)
        linde.verbeter_plan(plan)
        heusden.beoordeel(plan)

        vastgesteld = linde.rond_af(plan)

        assert (vastgesteld["versie"], len(vastgesteld["terugleggingen"])) == (3, 2)
        assert vastgesteld["vaststelling"]["versie"] == 3


class TestTekenenEnVaststellen:
    @pytest.fixture
    def akkoord(self, gemeente: Gemeente, linde: Aanbieder) -> Json:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        linde.maak_plan(plan)
        gemeente.beoordeel(plan)
        return plan

    def test_only_the_provider_lays_the_plan_down(
        self, gemeente: Gemeente, linde: Aanbieder, akkoord: Json
    ) -> None:
        vaststelling = linde.vaststelling(akkoord)
        antwoord = gemeente.probeer_stap(plan_pad(akkoord), "/vaststellingen", vaststelling)
        assert antwoord.status_code == 403

    def test_not_before_the_municipality_agrees(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        linde.maak_plan(plan)

        antwoord = linde.probeer_stap(plan_pad(plan), "/vaststellingen", linde.vaststelling(plan))

        assert antwoord.status_code == 409

    def test_mlo_wants_both_signatures(self, roermond: Gemeente, linde: Aanbieder) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.maak_plan(plan)
        roermond.beoordeel(plan)
        linde.onderteken(plan, "aanbieder")

        antwoord = linde.probeer_stap(plan_pad(plan), "/vaststellingen", linde.vaststelling(plan))

        assert (antwoord.status_code, regels(antwoord)) == (409, {"M08, M09"})
        linde.onderteken(plan, "client")
        assert linde.stel_vast(plan)["status"] == "vastgesteld"

    def test_a_client_who_cannot_sign_is_aligned_with_in_another_way(
        self, roermond: Gemeente, linde: Aanbieder
    ) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())
        linde.maak_plan(plan)
        roermond.beoordeel(plan)
        linde.onderteken(plan, "aanbieder")
        alternatief = {
            "versie": 1,
            "reden": "De cliënt kan niet schrijven.",
            "andereWijze": "Besproken met de mentor.",
            "datum": linde.over(),
        }
        linde.stap(plan_pad(plan), "/ondertekeningsalternatieven", alternatief)

        assert linde.stel_vast(plan)["status"] == "vastgesteld"

    @pytest.mark.parametrize("ontbreekt", ["reden", "andereWijze"])
    def test_half_an_alternative_is_no_alternative(
        self, linde: Aanbieder, akkoord: Json, ontbreekt: str
    ) -> None:
        alternatief = {"versie": 1, "reden": "Kan niet.", "andereWijze": "Mentor.", "datum": linde.over()}
        del alternatief[ontbreekt]

        antwoord = linde.probeer_stap(plan_pad(akkoord), "/ondertekeningsalternatieven", alternatief)

        assert (antwoord.status_code, fouten(antwoord)) == (409, {(ontbreekt, "M09")})

    def test_hvb_asks_for_no_signature_but_for_a_copy(self, heusden: Gemeente, linde: Aanbieder) -> None:
        plan = heusden.vraag_plan(heusden.open_zaak())
        linde.maak_plan(plan)
        heusden.beoordeel(plan)

        antwoord = linde.probeer_stap(plan_pad(plan), "/vaststellingen", linde.vaststelling(plan))

        assert (antwoord.status_code, regels(antwoord)) == (409, {"H25"})
        linde.geef_afschrift(plan)
        assert linde.stel_vast(plan)["status"] == "vastgesteld"

    def test_a_signature_that_is_given_is_recorded(self, linde: Aanbieder, akkoord: Json) -> None:
        getekend = linde.onderteken(akkoord, "client")

        assert [(o["versie"], o["door"]) for o in getekend["ondertekeningen"]] == [(1, "client")]

    def test_a_copy_is_kept_as_the_client_got_it(
        self, gemeente: Gemeente, linde: Aanbieder, akkoord: Json
    ) -> None:
        afschrift = linde.geef_afschrift(akkoord)
        linde.onderteken(akkoord, "client")

        pad = f"{plan_pad(akkoord)}/afschriften"
        pdf = gemeente.probeer("GET", f"{pad}/{afschrift['id']}/document")

        assert gemeente.lees(pad) == [afschrift] == [linde.lees(f"{pad}/{afschrift['id']}")]
        assert pdf.headers["Content-Type"] == "application/pdf"
        assert "Dit is uw eigen exemplaar" in tekst(pdf.content)

    def test_the_plan_prints_advice_beside_suggestion(
        self, gemeente: Gemeente, linde: Aanbieder, akkoord: Json
    ) -> None:
        inhoud = tekst(linde.probeer("GET", f"{plan_pad(akkoord)}/document").content)

        assert "Intensiteit: advies aanbieder" in inhoud
        assert "Intensiteit: verwacht vooraf" in inhoud
        assert "M.J. Jansen" in inhoud


class TestMeerDanEenPlan:
    def test_several_providers_each_see_their_own_plan(
        self, gemeente: Gemeente, linde: Aanbieder, andere: Aanbieder
    ) -> None:
        gemeente.contracteer(ANDERE_AGB, zorgmail="ander@zorgmail.example.nl")
        zaak = gemeente.open_zaak()
        eerste = gemeente.vraag_plan(zaak)
        tweede = gemeente.vraag_uit(
            gemeente.stel_plan_op(zaak, ANDERE_AGB),
            verzending=gemeente.per_zorgmail("ander@zorgmail.example.nl"),
        )

        assert [p["id"] for p in linde.lees("/ondersteuningsplannen")] == [eerste["id"]]
        assert [p["id"] for p in andere.lees("/ondersteuningsplannen")] == [tweede["id"]]
        assert andere.probeer("GET", plan_pad(eerste)).status_code == 404
        assert len(gemeente.lees(f"/ondersteuningsplannen?meldingId={zaak['meldingId']}")) == 2

    def test_a_provider_that_declines_makes_room_for_another_request(
        self, gemeente: Gemeente, linde: Aanbieder
    ) -> None:
        zaak = gemeente.open_zaak()
        plan = gemeente.vraag_plan(zaak)

        assert linde.weiger(plan)["weigerreden"] == "geen_capaciteit"
        assert gemeente.vraag_plan(zaak)["status"] == "uitgevraagd"

    def test_a_reassessment_replaces_the_plan_of_another_provider(
        self, gemeente: Gemeente, linde: Aanbieder, andere: Aanbieder
    ) -> None:
        client = gemeente.leg_client_vast()
        oud = tot_vastgesteld(gemeente, linde, gemeente.open_zaak(client))
        gemeente.contracteer(ANDERE_AGB)
        zaak = gemeente.open_zaak(client)
        concept = gemeente.stel_plan_op(zaak, ANDERE_AGB, aanleiding="aanbiederswissel", vervangt=oud["id"])
        gemeente.vraag_uit(concept)
        andere.maak_plan(concept)
        gemeente.beoordeel(concept)
        andere.rond_af(concept)

        assert gemeente.lees_plan(oud)["status"] == "vervangen"

    def test_a_plan_that_ended_meanwhile_is_followed_all_the_same(
        self, gemeente: Gemeente, linde: Aanbieder
    ) -> None:
        zaak = gemeente.open_zaak()
        oud = tot_vastgesteld(gemeente, linde, zaak)
        nieuw = gemeente.vraag_plan(zaak, aanleiding="herbeoordeling", vervangt=oud["id"])
        linde.maak_plan(nieuw)
        gemeente.beoordeel(nieuw)
        gemeente.stap(plan_pad(oud), "/beeindigingen", {"reden": "De cliënt kiest een andere aanbieder."})

        assert linde.rond_af(nieuw)["status"] == "vastgesteld"
        assert gemeente.lees_plan(oud)["status"] == "beeindigd"

    def test_a_plan_that_follows_on_another_names_it(self, gemeente: Gemeente) -> None:
        inhoud = gemeente.plan_in(gemeente.open_zaak(), aanleiding="herbeoordeling")

        antwoord = gemeente.probeer("POST", "/ondersteuningsplannen", inhoud)

        assert (antwoord.status_code, fouten(antwoord)) == (409, {("vervangt", "W08")})

    def test_changed_results_reach_the_provider_by_a_new_request(
        self, roermond: Gemeente, linde: Aanbieder
    ) -> None:
        zaak = roermond.open_zaak()
        oud = roermond.vraag_plan(zaak)
        nieuw_resultaat = een_resultaat(omschrijving="Het huis is schoon en de was is gedaan.")
        nieuwe_versie = roermond.herzie_plan_van_aanpak(zaak, resultaten=[nieuw_resultaat])

        antwoord = roermond.probeer("POST", "/ondersteuningsplannen", roermond.plan_in(nieuwe_versie))
        assert antwoord.status_code == 409
        roermond.trek_in(oud)

        assert roermond.vraag_plan(nieuwe_versie)["resultaten"] == [nieuw_resultaat]

    def test_no_decision_rests_on_results_that_were_changed_since(
        self, gemeente: Gemeente, linde: Aanbieder
    ) -> None:
        zaak = gemeente.open_zaak()
        tot_vastgesteld(gemeente, linde, zaak)
        gemeente.herzie_plan_van_aanpak(zaak)

        antwoord = gemeente.probeer_te_besluiten(gemeente.ontwerp_besluit(zaak))

        assert (antwoord.status_code, fouten(antwoord)) == (409, {("planVanAanpakId", "M13")})

    def test_support_that_ends_ends_the_plan(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = tot_vastgesteld(gemeente, linde, gemeente.open_zaak())

        beeindigd = gemeente.stap(plan_pad(plan), "/beeindigingen", {"reden": "De cliënt is verhuisd."})

        assert beeindigd["status"] == "beeindigd"


class TestGrenzen:
    def test_only_the_toegang_asks_for_a_plan(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        inhoud = gemeente.plan_in(gemeente.open_zaak())

        for rol in (Rol.ADMINISTRATIE, Rol.BESLUIT):
            antwoord = gemeente.probeer("POST", "/ondersteuningsplannen", inhoud, rol=rol)
            assert antwoord.status_code == 403
        assert linde.probeer("POST", "/ondersteuningsplannen", inhoud).status_code == 403

    def test_a_concept_is_not_for_the_provider(self, gemeente: Gemeente, linde: Aanbieder) -> None:
        plan = gemeente.stel_plan_op(gemeente.open_zaak())

        assert linde.probeer("GET", plan_pad(plan)).status_code == 404

    def test_another_municipality_sees_nothing(self, roermond: Gemeente, heusden: Gemeente) -> None:
        plan = roermond.vraag_plan(roermond.open_zaak())

        for deel in ("", "/versies", "/bevindingen", "/beoordelingen", "/afschriften", "/document"):
            assert heusden.probeer("GET", plan_pad(plan) + deel).status_code == 404
        assert heusden.lees("/ondersteuningsplannen") == []

    def test_a_change_needs_the_revision_that_was_read(self, gemeente: Gemeente) -> None:
        plan = gemeente.stel_plan_op(gemeente.open_zaak())
        casus = {"casus": "Anders."}

        assert gemeente.probeer("PUT", plan_pad(plan), casus).status_code == 428
        gemeente.stap(plan_pad(plan), "", casus, methode="PUT")
        assert gemeente.probeer("PUT", plan_pad(plan), casus, etag='"1"').status_code == 412

    def test_an_unknown_field_is_refused_by_its_name(self, gemeente: Gemeente) -> None:
        inhoud = gemeente.plan_in(gemeente.open_zaak(), resultaten=[])

        antwoord = gemeente.probeer("POST", "/ondersteuningsplannen", inhoud)

        assert (antwoord.status_code, fouten(antwoord)) == (400, {("resultaten", None)})

    def test_the_steps_of_the_provider_are_not_those_of_the_municipality(
        self, gemeente: Gemeente, linde: Aanbieder
    ) -> None:
        plan = gemeente.vraag_plan(gemeente.open_zaak())
        linde.maak_plan(plan)

        assert (
            linde.probeer_stap(plan_pad(plan), "/beoordelingen", gemeente.beoordeling(plan)).status_code
            == 403
        )
        assert (
            gemeente.probeer_stap(
                plan_pad(plan), "/weigeringen", {"reden": "anders", "toelichting": "x"}
            ).status_code
            == 403
        )


def tekst(pdf: bytes) -> str:
    return " ".join(" ".join(blad.extract_text() for blad in PdfReader(BytesIO(pdf)).pages).split())
