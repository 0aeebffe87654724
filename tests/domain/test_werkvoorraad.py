"""The worklist: whose turn it is, what to do next, what a person should see."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.besluit.besluit import (
    AfgewezenDeel,
    Bekendmaking,
    Besluitstatus,
    Evaluatie,
    Evaluatieuitkomst,
    Uitkomst,
)
from app.domain.fouten import Veldfout
from app.domain.onderzoek import Afronding
from app.domain.plan.ondersteuningsplan import (
    Ondersteuningsplan,
    Planstatus,
    Termijnmelding,
    Uitvraag,
    Verzending,
    Weigerreden,
)
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.profielen import Profielen, Regioprofiel
from app.domain.termijnen import AanZet, Kalender, Stand, Stap
from app.domain.toewijzing.toewijzing import Berichtstatus, Toewijzingsbericht, zet_status
from app.domain.werkstand import Rekenwijze, zaakklokken
from app.domain.werkvoorraad import Klokstand, Werkregel, kan_bericht_volgen, planregel, taken, werkregel
from app.domain.zaak import Zaak
from tests.bouw import (
    AANBIEDER,
    NU,
    TWEEDE_AANBIEDER,
    VANDAAG,
    een_aanvraag,
    een_bericht,
    een_besluit,
    een_melding,
    een_ondersteuningsplan,
    een_onderzoek,
    een_open_zaak,
    een_plan_van_aanpak,
    een_verantwoording,
    het_profiel,
    na,
)

S = Planstatus
MLO, HVB = het_profiel("mlo"), het_profiel("hvb")
KALENDER = Kalender(frozenset(date(jaar, 1, 1) for jaar in range(2025, 2029)))
GEDAAN = Afronding(VANDAAG, True, "Hulp is nodig.", VANDAAG)
UITVRAGEN = "Vraag een ondersteuningsplan uit, of leg vast dat daarvan wordt afgezien."
TOEWIJZEN = "Wijs de besloten ondersteuning toe aan de aanbieder."


def onderzocht(*plannen: Ondersteuningsplan, **anders: Any) -> Zaak:
    """A case of today with a plan van aanpak, and these plans."""
    gegevens: dict[str, Any] = {
        "melding": een_melding(ontvangen_op=VANDAAG),
        "onderzoeken": (een_onderzoek(afronding=GEDAAN),),
        "plannen_van_aanpak": (een_plan_van_aanpak(),),
        "ondersteuningsplannen": plannen,
    }
    return een_open_zaak(**gegevens | anders)


def een_plan(*stappen: Planstatus, ontvangen: bool = True, **anders: Any) -> Ondersteuningsplan:
    """A plan that went through these steps after concept."""
    verzending = Verzending("api", AANBIEDER, NU, afgeleverd_op=NU if ontvangen else None)
    return een_ondersteuningsplan(**{"uitvraag": Uitvraag((), verzending)} | na(*stappen) | anders)


def nieuw_plan_van_aanpak() -> PlanVanAanpak:
    return een_plan_van_aanpak(id=UUID(int=44), volgnummer=2)


def rekenwijze(profiel: Regioprofiel) -> Rekenwijze:
    """As if this were the profile of the municipality, under which its plans were made."""
    eigen = replace(profiel, code=MLO.code, versie=MLO.versie, gemeenten=MLO.gemeenten)
    return Rekenwijze(Profielen((eigen,)), KALENDER)


def regel(zaak: Zaak, profiel: Regioprofiel = MLO, dag: date = VANDAAG) -> Werkregel:
    return werkregel(zaak, rekenwijze(profiel), dag)


def eigen(plan: Ondersteuningsplan, profiel: Regioprofiel = HVB) -> Werkregel:
    """The plan on the worklist of its provider."""
    return planregel(plan, rekenwijze(profiel), VANDAAG)


def klok_van(regel: Werkregel, stap: Stap, *, wettelijk: bool = False) -> Klokstand:
    (klok,) = [k for k in regel.klokken if (k.stap, k.wettelijk) == (stap, wettelijk)]
    return klok


def eisen(regel: Werkregel) -> list[str | None]:
    return [punt.eis for punt in regel.aandachtspunten]


class TestOnderzoek:
    def test_what_a_closed_research_lacks_is_a_task_until_the_decision(self) -> None:
        kaal = een_onderzoek(afronding=GEDAAN, verantwoording=een_verantwoording(pgb_besproken_op=None))
        zaak = onderzocht(onderzoeken=(kaal,))
        vraag = "Vul het onderzoek aan: de wet vraagt nog 1 punt (Wmo 2.3.2)."

        assert vraag in taken(zaak, MLO, VANDAAG)
        assert vraag not in taken(replace(zaak, onderzoeken=(replace(kaal, afronding=None),)), MLO, VANDAAG)
        genomen = een_besluit(status=Besluitstatus.GENOMEN)
        assert vraag not in taken(replace(zaak, besluiten=(genomen,)), MLO, VANDAAG)

    def test_a_complete_research_asks_nothing(self) -> None:
        assert not [taak for taak in taken(onderzocht(), MLO, VANDAAG) if "Vul het onderzoek aan" in taak]


class TestEvaluatie:
    BEKEND = een_besluit(
        status=Besluitstatus.BEKENDGEMAAKT,
        bekendmaking=Bekendmaking(VANDAAG, "per post"),
        uitgevoerd_op=NU,
        evaluatiedatum=date(2026, 10, 1),
    )
    EVALUEER = (
        "Evalueer uiterlijk op 1 oktober 2026 met de cliënt of wat besluit WMO-2026-1 toekent nog past "
        "(Wmo 2.3.9)."
    )

    def test_it_is_a_task_from_six_weeks_ahead(self) -> None:
        zaak = een_open_zaak(besluiten=(self.BEKEND,))

        assert self.EVALUEER not in regel(zaak, dag=date(2026, 8, 19)).taken
        straks = regel(zaak, dag=date(2026, 8, 20))
        assert self.EVALUEER in straks.taken
        assert straks.aan_zet is AanZet.GEMEENTE
        klok = klok_van(straks, Stap.EVALUATIE)
        assert (klok.uiterlijk, klok.stand, klok.besluit_id) == (
            date(2026, 10, 1),
            Stand.LOOPT,
            self.BEKEND.id,
        )

    def test_a_reassessment_that_it_led_to_is_the_next_task(self) -> None:
        evaluatie = Evaluatie(
            date(2026, 9, 1), "Thuis", Evaluatieuitkomst.HERBEOORDELEN, "Te weinig.", "medewerker-1", NU
        )
        zaak = een_open_zaak(besluiten=(replace(self.BEKEND, evaluaties=(evaluatie,)),))

        gevraagd = regel(zaak, dag=date(2026, 9, 2)).taken

        assert self.EVALUEER not in gevraagd
        assert (
            "Wat besluit WMO-2026-1 toekent, past niet meer: neem uiterlijk op 13 oktober 2026 een besluit "
            "dat het wijzigt, of leg een nieuwe evaluatie vast."
        ) in gevraagd

    def test_a_case_from_before_the_known_holidays_has_it_too(self) -> None:
        zaak = een_open_zaak(
            melding=een_melding(ontvangen_op=date(1999, 1, 4)), besluiten=(self.BEKEND,), feiten=()
        )

        klokken = zaakklokken(zaak, rekenwijze(MLO), date(2026, 9, 1))

        assert [klok.stap for klok in klokken] == [Stap.EVALUATIE]


class TestKlokken:
    @pytest.mark.parametrize(
        ("dagen", "stand", "over"),
        [(38, Stand.LOOPT, 4), (39, Stand.IN_GEVAAR, 3), (43, Stand.VERSTREKEN, -1)],
    )
    def test_a_clock_is_at_risk_three_days_ahead_and_then_late(
        self, dagen: int, stand: Stand, over: int
    ) -> None:
        zaak = een_open_zaak(melding=een_melding(ontvangen_op=VANDAAG))

        onderzoek = klok_van(regel(zaak, dag=VANDAAG + timedelta(days=dagen)), Stap.ONDERZOEK, wettelijk=True)

        assert (onderzoek.stand, onderzoek.dagen_over) == (stand, over)

    def test_hart_van_brabant_adds_four_two_two_and_eight_weeks(self) -> None:
        zaak = onderzocht(een_plan(S.UITGEVRAAGD), aanvragen=(een_aanvraag(),))

        uiterlijk = {k.stap: k.uiterlijk for k in regel(zaak, HVB).klokken if not k.wettelijk}

        assert uiterlijk == {
            Stap.ONDERZOEK: VANDAAG + timedelta(weeks=4),
            Stap.PLAN: VANDAAG + timedelta(weeks=2),
            Stap.BESLUIT: VANDAAG + timedelta(weeks=2),
            Stap.TOTAAL: VANDAAG + timedelta(weeks=8),
        }

    def test_a_withdrawn_decision_stops_no_clock(self) -> None:
        bekend = een_besluit(
            status=Besluitstatus.BEKENDGEMAAKT, bekendmaking=Bekendmaking(VANDAAG, "per post")
        )

        def stand(status: Besluitstatus) -> Stand:
            zaak = onderzocht(aanvragen=(een_aanvraag(),), besluiten=(replace(bekend, status=status),))
            return klok_van(regel(zaak), Stap.BESLUIT, wettelijk=True).stand

        assert stand(Besluitstatus.BEKENDGEMAAKT) is Stand.GEHAALD
        assert stand(Besluitstatus.INGETROKKEN) is Stand.LOOPT


def test_it_shows_early_where_the_steps_to_come_cannot_fit() -> None:
    melding = een_melding(ontvangen_op=VANDAAG)
    later = VANDAAG + timedelta(weeks=5)
    afgerond = een_onderzoek(afronding=replace(GEDAAN, op=later))

    assert regel(een_open_zaak(melding=melding), HVB).knelpunten == ()
    eerste = regel(een_open_zaak(melding=melding, onderzoeken=(afgerond,)), HVB, later).knelpunten[0]
    assert "Onderzoek klaar op" in eerste.uitleg
    assert "Wmo 2015 art. 2.3.2 lid 1" in eerste.uitleg


class TestTaken:
    def test_the_next_step_of_the_municipality(self) -> None:
        onbevestigd = een_open_zaak(melding=een_melding(bevestiging=None))
        assert taken(onbevestigd, MLO, VANDAAG) == (
            "Bevestig de melding aan de cliënt.",
            "Rond het onderzoek af.",
        )
        assert taken(onderzocht(plannen_van_aanpak=()), MLO, VANDAAG) == (
            "Maak met de cliënt het plan van aanpak.",
        )
        assert taken(onderzocht(), MLO, VANDAAG) == (UITVRAGEN,)
        assert taken(onderzocht(een_plan()), MLO, VANDAAG) == (
            f"Vul de casus in en verstuur de uitvraag aan aanbieder {AANBIEDER}.",
        )

    def test_a_waiver_is_a_step_only_where_the_region_knows_one(self) -> None:
        assert taken(onderzocht(), HVB, VANDAAG) == ("Vraag een ondersteuningsplan uit.",)

    def test_a_request_that_was_withdrawn_leaves_the_choice_open_again(self) -> None:
        assert taken(onderzocht(een_plan(S.UITGEVRAAGD, S.INGETROKKEN)), MLO, VANDAAG) == (UITVRAGEN,)

    def test_what_was_asked_before_the_plan_van_aanpak_changed_is_to_be_asked_again(self) -> None:
        vernieuwd = {"plannen_van_aanpak": (een_plan_van_aanpak(), nieuw_plan_van_aanpak())}

        assert taken(onderzocht(een_plan(S.UITGEVRAAGD), **vernieuwd), MLO, VANDAAG) == (
            UITVRAGEN,
            f"Het plan van aanpak is vernieuwd: trek het plan van aanbieder {AANBIEDER} in, of vraag "
            "het opnieuw.",
        )
        vastgesteld = een_plan(S.UITGEVRAAGD, S.INGEDIEND, S.AKKOORD, S.VASTGESTELD)
        assert taken(onderzocht(vastgesteld, **vernieuwd), MLO, VANDAAG) == (UITVRAGEN,)

    def test_nothing_is_asked_while_it_is_the_providers_turn(self) -> None:
        zaak = onderzocht(een_plan(S.UITGEVRAAGD))

        assert taken(zaak, HVB, VANDAAG) == ()
        assert klok_van(regel(zaak, HVB), Stap.PLAN).aan_zet is AanZet.AANBIEDER

    def test_a_notice_that_the_term_passes_stands_on_both_worklists(self) -> None:
        later = date(2026, 3, 20)
        plan = een_plan(S.UITGEVRAAGD, termijnmeldingen=(Termijnmelding(NU, later, "Ziekenhuis."),))

        assert taken(onderzocht(plan), HVB, VANDAAG) == (
            f"Aanbieder {AANBIEDER} meldt: het plan komt op 20 maart 2026.",
        )
        assert klok_van(regel(onderzocht(plan), HVB), Stap.PLAN).verwacht == later
        assert klok_van(eigen(plan), Stap.PLAN).verwacht == later

    def test_a_request_that_was_declined_asks_for_another_provider_until_there_is_one(self) -> None:
        geweigerd = een_plan(S.UITGEVRAAGD, S.GEWEIGERD, weigerreden=Weigerreden.GEEN_CAPACITEIT)
        ander: dict[str, Any] = {"id": UUID(int=55), "aanbieder": TWEEDE_AANBIEDER}
        kies = (
            f"Aanbieder {AANBIEDER} heeft de uitvraag geweigerd (geen capaciteit): kies een andere aanbieder."
        )

        assert taken(onderzocht(geweigerd), MLO, VANDAAG) == (kies,)
        assert kies not in taken(onderzocht(geweigerd, een_plan(**ander)), MLO, VANDAAG)
        assert kies in taken(onderzocht(geweigerd, een_plan(S.INGETROKKEN, **ander)), MLO, VANDAAG)

    def test_a_submitted_plan_is_to_be_assessed(self) -> None:
        (taak,) = taken(onderzocht(een_plan(S.UITGEVRAAGD, S.INGEDIEND)), HVB, VANDAAG)

        assert taak.startswith(f"Beoordeel versie 1 van aanbieder {AANBIEDER}")

    def test_a_plan_that_was_laid_down_waits_for_aanvraag_and_decision(self) -> None:
        plan = een_plan(S.UITGEVRAAGD, S.INGEDIEND, S.AKKOORD, S.VASTGESTELD)
        aangevraagd: dict[str, Any] = {"aanvragen": (een_aanvraag(),)}

        def bij(status: Besluitstatus) -> tuple[str, ...]:
            return taken(
                onderzocht(plan, besluiten=(een_besluit(status=status),), **aangevraagd), MLO, VANDAAG
            )

        assert taken(onderzocht(plan), MLO, VANDAAG) == ("Leg de aanvraag van de cliënt vast.",)
        assert taken(onderzocht(plan, **aangevraagd), MLO, VANDAAG) == ("Stel het besluit op.",)
        assert bij(Besluitstatus.ONTWERP) == ("Neem het besluit.",)
        assert bij(Besluitstatus.GENOMEN) == ("Maak het besluit aan de cliënt bekend.",)
        assert bij(Besluitstatus.BEKENDGEMAAKT) == (TOEWIJZEN,)

    def test_a_refusal_has_nothing_to_allocate(self) -> None:
        afgewezen = een_besluit(
            status=Besluitstatus.BEKENDGEMAAKT,
            uitkomst=Uitkomst.AFGEWEZEN,
            afgewezen_delen=(AfgewezenDeel(("R1",), "Hulp", "Uw partner kan dit."),),
        )

        assert TOEWIJZEN not in taken(onderzocht(besluiten=(replace(afgewezen, regels=()),)), MLO, VANDAAG)


class TestAandachtspunten:
    """What a region only wants people to know, at the step that is at hand."""

    def test_what_the_plan_is_for_when_it_is_asked(self) -> None:
        assert eisen(regel(onderzocht())) == ["M01"]
        assert eisen(regel(onderzocht(een_plan()))) == ["M01"]
        assert eisen(regel(onderzocht(een_plan(S.UITGEVRAAGD)))) == []

    def test_that_consultation_is_advised_when_it_is_assessed(self) -> None:
        assert eisen(regel(onderzocht(een_plan(S.UITGEVRAAGD, S.INGEDIEND)))) == ["M19"]

    def test_that_the_way_of_working_is_not_assessed(self) -> None:
        assert eisen(regel(onderzocht(een_plan(S.UITGEVRAAGD, S.INGEDIEND)), HVB)) == ["H14"]

    def test_that_the_providers_role_stays_the_same(self) -> None:
        assert eisen(eigen(een_plan(S.UITGEVRAAGD))) == ["H30"]


class TestAanbieder:
    def test_it_sees_what_to_do_with_each_of_its_plans(self) -> None:
        ontvangen = eigen(een_plan(S.UITGEVRAAGD))

        assert eigen(een_plan(S.UITGEVRAAGD, ontvangen=False)).taken == (
            "Bevestig de ontvangst van de uitvraag, of weiger die.",
        )
        assert ontvangen.taken == ("Stel het plan met de cliënt op en dien het in, of weiger de uitvraag.",)
        assert klok_van(ontvangen, Stap.PLAN).uiterlijk == VANDAAG + timedelta(weeks=2)

    def test_its_clock_stops_with_the_submission_and_runs_again_when_laid_back(self) -> None:
        ingediend = eigen(een_plan(S.UITGEVRAAGD, S.INGEDIEND))
        teruggelegd = eigen(een_plan(S.UITGEVRAAGD, S.INGEDIEND, S.TERUGGELEGD))

        assert klok_van(ingediend, Stap.PLAN).stand is Stand.GEHAALD
        assert klok_van(teruggelegd, Stap.PLAN).stand is Stand.LOOPT
        assert teruggelegd.taken == ("Pas het plan met de cliënt aan en dien het opnieuw in.",)


class TestBerichten:
    """What has to be done with the wmo301s that wait in a case."""

    def taken(self, bericht: Toewijzingsbericht, dag: date = VANDAAG, **anders: Any) -> list[str]:
        zaak = replace(onderzocht(), berichten=(bericht,))
        gevonden = werkregel(zaak, rekenwijze(MLO), dag, **anders).taken
        return [taak for taak in gevonden if "wmo301" in taak.lower() or "berichtenverkeer" in taak]

    def test_one_that_is_ready_has_to_go_out(self) -> None:
        klaar = een_bericht(status=Berichtstatus.KLAAR)
        assert self.taken(klaar) == [f"Verstuur wmo301 000000000001 aan aanbieder {AANBIEDER}."]

    def test_one_that_went_out_is_asked_after_once_three_working_days_passed(self) -> None:
        verzonden = een_bericht(status=Berichtstatus.VERZONDEN)  # on a Monday
        donderdag = VANDAAG + timedelta(days=3)
        assert self.taken(verzonden, donderdag) == []
        assert self.taken(verzonden, donderdag + timedelta(days=1)) == [
            f"Vraag na waarom wmo301 000000000001 aan aanbieder {AANBIEDER}, verzonden op 16 februari 2026, "
            "niet is beantwoord."
        ]

    def test_until_then_its_answer_is_a_term_of_the_provider(self) -> None:
        zaak = replace(onderzocht(), berichten=(een_bericht(status=Berichtstatus.VERZONDEN),))
        klok = klok_van(regel(zaak), Stap.RETOURBERICHT)
        assert (klok.aan_zet, klok.uiterlijk) == (AanZet.AANBIEDER, VANDAAG + timedelta(days=3))

    def test_one_that_was_rejected_has_to_be_mended_and_says_why(self) -> None:
        afgekeurd = zet_status(
            een_bericht(status=Berichtstatus.VERZONDEN),
            Berichtstatus.AFGEKEURD,
            "m",
            NU,
            "Client 9056 (Dubbel)",
        )
        assert self.taken(afgekeurd) == [
            f"Wmo301 000000000001 aan aanbieder {AANBIEDER} is afgekeurd (Client 9056 (Dubbel)). Herstel het "
            "en stel het opnieuw op."
        ]

    def test_nothing_can_be_sent_about_a_client_who_is_blocked(self) -> None:
        (taak,) = self.taken(een_bericht(status=Berichtstatus.KLAAR), geblokkeerd=True)
        assert "geblokkeerd" in taak

    def test_nothing_can_be_allocated_about_a_client_who_is_blocked(self) -> None:
        zaak = onderzocht(besluiten=(een_besluit(status=Besluitstatus.BEKENDGEMAAKT),))
        gevonden = werkregel(zaak, rekenwijze(MLO), VANDAAG, geblokkeerd=True).taken
        (taak,) = [taak for taak in gevonden if "geblokkeerd" in taak]
        assert taak == (
            "Het berichtenverkeer over deze cliënt is geblokkeerd: regel met de aanbieder buiten berichten "
            f"om wat besluit {zaak.besluiten[0].kenmerk} betekent. Toewijzen kan pas als toegang of "
            "administratie de blokkade bij de cliënt opheft."
        )
        assert TOEWIJZEN not in gevonden

    def test_an_approved_one_is_no_task_in_its_case_any_more(self) -> None:
        verzonden = een_bericht(status=Berichtstatus.VERZONDEN, wacht_in=UUID(int=1))
        assert zet_status(verzonden, Berichtstatus.GOEDGEKEURD, "m", NU).wacht_in is None


def test_what_a_wmo301_cannot_hold_of_a_client_is_a_task() -> None:
    fout = Veldfout("contacten[0].postcode", "Te lang.")
    taken_ = werkregel(onderzocht(), rekenwijze(MLO), VANDAAG, bevindingen=(fout, fout)).taken
    assert taken_[-1] == (
        "Herstel vóór het besluit wat van de cliënt niet in een wmo301 kan staan: postcode van contact 1 "
        "(contacten[0].postcode)."
    )


def test_until_the_letter_is_out_there_is_time_to_mend_it() -> None:
    genomen = replace(onderzocht(), besluiten=(een_besluit(status=Besluitstatus.GENOMEN),))
    bekend = replace(onderzocht(), besluiten=(een_besluit(status=Besluitstatus.BEKENDGEMAAKT),))
    assert [kan_bericht_volgen(zaak, VANDAAG) for zaak in (onderzocht(), genomen, bekend)] == [
        True,
        True,
        False,
    ]
    fout = Veldfout("contacten[0].postcode", "Te lang.")
    assert werkregel(genomen, rekenwijze(MLO), VANDAAG, bevindingen=(fout,)).taken[-1] == (
        "Herstel vóór de bekendmaking wat van de cliënt niet in een wmo301 kan staan: postcode van contact 1 "
        "(contacten[0].postcode)."
    )
