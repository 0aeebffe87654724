"""The worklist over HTTP: what is due, at risk or late, whose turn it is, and what a person should see."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.opslag import Databank
from tests.api.conftest import Klok
from tests.api.opname import Opname, Zaken
from tests.api.verhaal import AGB, Aanbieder, Gemeente, Json, tot_vastgesteld
from tests.opslag.conftest import tel_opdrachten
from tests.opslag.test_openstaand import kolommen

ANDERE = "41410002"
UITVRAGEN = "Vraag een ondersteuningsplan uit, of leg vast dat daarvan wordt afgezien."
TOEWIJZEN = "Wijs de besloten ondersteuning toe aan de aanbieder."


def zaak(gemeente: Gemeente) -> Json:
    """The one open case."""
    (regel,) = gemeente.lees("/werkvoorraad")
    return regel  # type: ignore[no-any-return]


def eigen(aanbieder: Aanbieder) -> list[Json]:
    """The plans of a provider."""
    return aanbieder.lees("/werkvoorraad/plannen")  # type: ignore[no-any-return]


def klok_van(regel: Json, stap: str, *, wettelijk: bool = False) -> Json:
    (klok,) = [k for k in regel["klokken"] if (k["stap"], k["wettelijk"]) == (stap, wettelijk)]
    return klok  # type: ignore[no-any-return]


class TestKlokken:
    def test_the_law_gives_six_weeks_for_the_research(self, roermond: Gemeente) -> None:
        roermond.neem_melding_aan()
        assert klok_van(zaak(roermond), "onderzoek", wettelijk=True) == {
            "stap": "onderzoek",
            "grondslag": "Wmo 2015 art. 2.3.2 lid 1",
            "wettelijk": True,
            "stand": "loopt",
            "aanZet": "gemeente",
            "uiterlijk": roermond.over(weeks=6),
            "dagenOver": 42,
        }

    @pytest.mark.parametrize(
        ("dagen", "stand", "over"), [(38, "loopt", 4), (39, "in_gevaar", 3), (43, "verstreken", -1)]
    )
    def test_a_clock_is_at_risk_three_days_ahead_and_then_late(
        self, roermond: Gemeente, klok: Klok, dagen: int, stand: str, over: int
    ) -> None:
        roermond.neem_melding_aan()
        klok.verzet(days=dagen)
        onderzoek = klok_van(zaak(roermond), "onderzoek", wettelijk=True)
        assert (onderzoek["stand"], onderzoek["dagenOver"]) == (stand, over)

    def test_hart_van_brabant_adds_four_two_two_and_eight_weeks(
        self, heusden: Gemeente, linde: Aanbieder
    ) -> None:
        twee, vier = heusden.over(weeks=2), heusden.over(weeks=4)
        een_dag_na_koningsdag = "2026-04-28"
        plan_van_aanpak = heusden.open_zaak()
        linde.bevestig_ontvangst(heusden.vraag_plan(plan_van_aanpak))
        heusden.neem_aanvraag_in(plan_van_aanpak)
        regel = zaak(heusden)
        assert klok_van(regel, "onderzoek")["uiterlijk"] == vier
        assert klok_van(regel, "plan")["uiterlijk"] == twee
        assert klok_van(regel, "besluit")["uiterlijk"] == twee
        assert klok_van(regel, "totaal")["uiterlijk"] == een_dag_na_koningsdag

    def test_a_withdrawn_decision_stops_no_clock(self, roermond: Gemeente, linde: Aanbieder) -> None:
        plan_van_aanpak = roermond.open_zaak()
        tot_vastgesteld(roermond, linde, plan_van_aanpak)
        besluit = roermond.beslis(plan_van_aanpak)
        assert klok_van(zaak(roermond), "besluit", wettelijk=True)["stand"] == "gehaald"
        reden = {"reden": "Rekenfout."}
        roermond.stap(f"/besluiten/{besluit['id']}", "/intrekkingen", reden, rol=Rol.BESLUIT)
        assert klok_van(zaak(roermond), "besluit", wettelijk=True)["stand"] == "loopt"


def test_it_shows_early_where_the_steps_to_come_cannot_fit(heusden: Gemeente, klok: Klok) -> None:
    melding = heusden.neem_melding_aan()
    assert zaak(heusden)["knelpunten"] == []
    klok.verzet(weeks=5)
    heusden.bevestig_melding(melding)
    heusden.doe_onderzoek(melding)
    knelpunten = zaak(heusden)["knelpunten"]
    assert "Onderzoek klaar op" in knelpunten[0]["uitleg"]
    assert "Wmo 2015 art. 2.3.2 lid 1" in knelpunten[0]["uitleg"]


class TestTaken:
    def test_the_next_step_of_the_municipality(self, roermond: Gemeente) -> None:
        melding = roermond.neem_melding_aan()
        assert zaak(roermond)["taken"] == ["Bevestig de melding aan de cliënt.", "Rond het onderzoek af."]
        roermond.bevestig_melding(melding)
        onderzoek = roermond.doe_onderzoek(melding)
        assert zaak(roermond)["taken"] == ["Maak met de cliënt het plan van aanpak."]
        plan_van_aanpak = roermond.maak_plan_van_aanpak(onderzoek)
        assert zaak(roermond)["taken"] == [UITVRAGEN]
        roermond.stel_plan_op(plan_van_aanpak)
        assert zaak(roermond)["taken"] == [f"Vul de casus in en verstuur de uitvraag aan aanbieder {AGB}."]

    def test_a_waiver_is_a_step_only_where_the_region_knows_one(self, heusden: Gemeente) -> None:
        heusden.open_zaak()
        assert zaak(heusden)["taken"] == ["Vraag een ondersteuningsplan uit."]

    def test_a_request_that_was_withdrawn_leaves_the_choice_open_again(self, roermond: Gemeente) -> None:
        roermond.trek_in(roermond.vraag_plan(roermond.open_zaak()))
        assert zaak(roermond)["taken"] == [UITVRAGEN]

    def test_what_was_asked_before_the_plan_van_aanpak_changed_is_to_be_asked_anew(
        self, roermond: Gemeente, linde: Aanbieder
    ) -> None:
        oud = roermond.open_zaak()
        plan = roermond.vraag_plan(oud)
        nieuw = roermond.herzie_plan_van_aanpak(oud)
        vernieuwd = f"Het plan van aanpak is vernieuwd: trek het plan van aanbieder {AGB} in."
        assert zaak(roermond)["taken"] == [UITVRAGEN, vernieuwd]
        roermond.trek_in(plan)
        tot_vastgesteld(roermond, linde, nieuw)
        roermond.herzie_plan_van_aanpak(nieuw)
        assert zaak(roermond)["taken"] == [UITVRAGEN]

    def test_nothing_is_asked_while_it_is_the_providers_turn(
        self, heusden: Gemeente, linde: Aanbieder
    ) -> None:
        linde.bevestig_ontvangst(heusden.vraag_plan(heusden.open_zaak()))
        assert zaak(heusden)["taken"] == []
        assert klok_van(zaak(heusden), "plan")["aanZet"] == "aanbieder"

    def test_a_notice_that_the_term_passes_stands_on_both_worklists(
        self, heusden: Gemeente, linde: Aanbieder
    ) -> None:
        plan = heusden.vraag_plan(heusden.open_zaak())
        linde.bevestig_ontvangst(plan)
        later = heusden.over(days=18)
        melding = {"verwachteDatum": later, "reden": "De cliënt ligt in het ziekenhuis."}
        linde.stap(f"/ondersteuningsplannen/{plan['id']}", "/termijnmeldingen", melding)
        (taak,) = zaak(heusden)["taken"]
        assert taak == f"Aanbieder {AGB} meldt: het plan komt op 20-03-2026."
        assert klok_van(zaak(heusden), "plan")["verwacht"] == later
        assert klok_van(eigen(linde)[0], "plan")["verwacht"] == later

    def test_a_request_that_was_declined_asks_for_another_provider_until_there_is_one(
        self, roermond: Gemeente, linde: Aanbieder
    ) -> None:
        plan_van_aanpak = roermond.open_zaak()
        linde.weiger(roermond.vraag_plan(plan_van_aanpak))
        assert zaak(roermond)["taken"] == [
            f"Aanbieder {AGB} heeft de uitvraag geweigerd (geen_capaciteit): kies een andere aanbieder."
        ]
        roermond.contracteer(ANDERE, zorgmail="andere@zorgmail.example.nl")
        nieuw = roermond.stel_plan_op(plan_van_aanpak, ANDERE)
        assert not any("geweigerd" in taak for taak in zaak(roermond)["taken"])
        roermond.trek_in(nieuw)
        assert any("geweigerd" in taak for taak in zaak(roermond)["taken"])

    def test_a_submitted_plan_is_to_be_assessed(self, heusden: Gemeente, linde: Aanbieder) -> None:
        linde.maak_plan(heusden.vraag_plan(heusden.open_zaak()))
        (taak,) = zaak(heusden)["taken"]
        assert taak.startswith(f"Beoordeel versie 1 van aanbieder {AGB}")

    def test_a_plan_that_was_laid_down_waits_for_aanvraag_and_decision(
        self, roermond: Gemeente, linde: Aanbieder
    ) -> None:
        plan_van_aanpak = roermond.open_zaak()
        tot_vastgesteld(roermond, linde, plan_van_aanpak)
        assert zaak(roermond)["taken"] == ["Leg de aanvraag van de cliënt vast."]
        aanvraag = roermond.neem_aanvraag_in(plan_van_aanpak)
        assert zaak(roermond)["taken"] == ["Stel het besluit op."]
        besluit = roermond.ontwerp_besluit(plan_van_aanpak, aanvraagId=aanvraag["id"])
        assert zaak(roermond)["taken"] == ["Neem het besluit."]
        roermond.neem_besluit(besluit)
        assert zaak(roermond)["taken"] == ["Maak het besluit aan de cliënt bekend."]

    def test_a_case_stays_until_what_was_announced_is_allocated(
        self, roermond: Gemeente, linde: Aanbieder
    ) -> None:
        plan_van_aanpak = roermond.open_zaak()
        tot_vastgesteld(roermond, linde, plan_van_aanpak)
        besluit = roermond.beslis(plan_van_aanpak)
        assert zaak(roermond)["taken"] == [TOEWIJZEN]
        roermond.wijs_toe(besluit)
        assert roermond.lees("/werkvoorraad") == []

    def test_a_refusal_has_nothing_to_allocate(self, roermond: Gemeente) -> None:
        afgewezen = [{"resultaten": ["R1"], "wat": "Hulp", "reden": "Uw partner kan dit."}]
        roermond.beslis(roermond.open_zaak(), regels=[], afgewezenDelen=afgewezen)
        assert roermond.lees("/werkvoorraad") == []


class TestAandachtspunten:
    """What a region only wants people to know, at the step that is at hand."""

    def test_what_the_plan_is_for_when_it_is_asked(self, roermond: Gemeente) -> None:
        plan_van_aanpak = roermond.open_zaak()
        assert eisen(zaak(roermond)) == ["M01"]
        plan = roermond.stel_plan_op(plan_van_aanpak)
        assert eisen(zaak(roermond)) == ["M01"]
        roermond.vraag_uit(plan)
        assert eisen(zaak(roermond)) == []

    def test_that_consultation_is_advised_when_it_is_assessed(
        self, roermond: Gemeente, linde: Aanbieder
    ) -> None:
        linde.maak_plan(roermond.vraag_plan(roermond.open_zaak()))
        assert eisen(zaak(roermond)) == ["M19"]

    def test_that_the_way_of_working_is_not_assessed(self, heusden: Gemeente, linde: Aanbieder) -> None:
        linde.maak_plan(heusden.vraag_plan(heusden.open_zaak()))
        assert eisen(zaak(heusden)) == ["H14"]

    def test_that_the_providers_role_stays_the_same(self, heusden: Gemeente, linde: Aanbieder) -> None:
        heusden.vraag_plan(heusden.open_zaak())
        assert eisen(eigen(linde)[0]) == ["H30"]


def eisen(regel: Json) -> list[str]:
    return [punt["eis"] for punt in regel["aandachtspunten"]]


class TestAanbieder:
    def test_it_sees_what_to_do_with_each_of_its_plans(self, heusden: Gemeente, linde: Aanbieder) -> None:
        plan = heusden.vraag_plan(heusden.open_zaak())
        assert eigen(linde)[0]["taken"] == ["Bevestig de ontvangst van de uitvraag, of weiger die."]
        linde.bevestig_ontvangst(plan)
        (regel,) = eigen(linde)
        assert (regel["planId"], regel["clientId"]) == (plan["id"], plan["clientId"])
        assert regel["taken"] == ["Stel het plan met de cliënt op en dien het in, of weiger de uitvraag."]
        assert klok_van(regel, "plan")["uiterlijk"] == heusden.over(weeks=2)

    def test_its_clock_stops_with_the_submission_and_runs_again_when_laid_back(
        self, heusden: Gemeente, linde: Aanbieder
    ) -> None:
        plan = heusden.vraag_plan(heusden.open_zaak())
        linde.maak_plan(plan)
        assert klok_van(eigen(linde)[0], "plan")["stand"] == "gehaald"
        heusden.leg_terug(plan)
        (regel,) = eigen(linde)
        assert klok_van(regel, "plan")["stand"] == "loopt"
        assert regel["taken"] == ["Pas het plan met de cliënt aan en dien het opnieuw in."]

    def test_a_concept_and_a_plan_that_is_done_are_not_its_work(
        self, roermond: Gemeente, linde: Aanbieder
    ) -> None:
        plan_van_aanpak = roermond.open_zaak()
        roermond.trek_in(roermond.stel_plan_op(plan_van_aanpak))
        roermond.stel_plan_op(roermond.open_zaak())
        tot_vastgesteld(roermond, linde, plan_van_aanpak)
        assert eigen(linde) == []


class TestWieZietWat:
    def test_a_municipality_sees_its_own_cases(self, roermond: Gemeente, heusden: Gemeente) -> None:
        roermond.neem_melding_aan()
        assert heusden.lees("/werkvoorraad") == []

    def test_a_provider_sees_its_own_plans(
        self, roermond: Gemeente, als_aanbieder: Callable[..., Any], klok: Klok
    ) -> None:
        roermond.vraag_plan(roermond.open_zaak())
        assert eigen(Aanbieder(als_aanbieder, klok, ANDERE)) == []

    def test_each_side_has_its_own_list(self, roermond: Gemeente, linde: Aanbieder) -> None:
        assert linde.probeer("GET", "/werkvoorraad").status_code == 403
        assert roermond.probeer("GET", "/werkvoorraad/plannen").status_code == 403


def test_a_page_leads_to_the_next(
    roermond: Gemeente, als_gemeente: Callable[..., TestClient], klok: Klok
) -> None:
    meldingen = []
    for _ in range(3):
        klok.verzet(minutes=1)
        meldingen.append(roermond.neem_melding_aan()["id"])
    bel = als_gemeente("0957")
    gezien, pad = [], "/v1/werkvoorraad?limiet=2"
    while pad:
        antwoord = bel.get(pad)
        gezien.append([regel["meldingId"] for regel in antwoord.json()])
        pad = antwoord.links.get("next", {}).get("url", "")
    assert gezien == [meldingen[:2], meldingen[2:]]


def test_the_queries_do_not_grow_with_the_cases(
    roermond: Gemeente, linde: Aanbieder, databank: Databank
) -> None:
    def queries(kant: Gemeente | Aanbieder, pad: str) -> int:
        with tel_opdrachten(databank) as opdrachten:
            kant.lees(pad)
        return len(opdrachten)

    lijsten: list[tuple[Gemeente | Aanbieder, str]] = [
        (roermond, "/werkvoorraad"),
        (linde, "/werkvoorraad/plannen"),
    ]
    aantallen = []
    for _ in range(3):
        roermond.vraag_plan(roermond.open_zaak())
        aantallen.append([queries(*lijst) for lijst in lijsten])
    assert aantallen[0] == aantallen[1] == aantallen[2]


def test_after_the_whole_story_each_case_is_open_as_its_plans_and_besluiten_say(
    opname: Opname, zaken: Zaken
) -> None:
    with opname.op(opname.url) as databank, databank.motor.connect() as verbinding:
        assert kolommen(verbinding) == {(True, True), (False, False)}
