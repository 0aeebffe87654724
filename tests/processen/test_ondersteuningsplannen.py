"""The plan between municipality and provider, in both regions, and what goes wrong on the way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.fouten import (
    BestaatAl,
    GeenToegang,
    NietGevonden,
    OngeldigeInvoer,
    VerkeerdeStatus,
    VoorwaardeNietVervuld,
)
from app.domain.partijen import Rol
from app.domain.plan.ondersteuningsplan import Aanleiding, Brondocument, Ondertekenaar, Planstatus
from app.domain.profielen.regioprofiel import Ernst, Formulieronderdeel
from app.domain.rapportage import Rapportagesoort
from app.processen import clienten, documenten, plannen, rapporteren, uitvragen, werkvoorraad
from app.processen.rapporteren import Rapportagegegevens
from app.processen.uitvragen import Oordeelsgegevens
from tests.bouw import (
    AANBIEDER,
    CLIENT_ID,
    MELDING_ID,
    PLAN_ID,
    TERMIJN,
    TWEEDE_AANBIEDER,
    VANDAAG,
    een_inzet,
    een_resultaat,
)
from tests.processen.verloop import Verloop, een_ander_resultaat, geweigerd

S = Planstatus


def test_a_complete_plan_draws_no_blocking_finding(zaak: Verloop) -> None:
    bevindingen = zaak.maak(zaak.gevraagd()).bevindingen

    assert [b.toets for b in bevindingen if b.ernst == Ernst.BLOKKEREND] == []


def test_the_plan_pins_the_form_and_profile_that_hold_today(mlo: Verloop) -> None:
    plan = mlo.stel_op()

    assert (plan.profiel, plan.profielversie, plan.formulier_versie) == ("MLO", "2018.1", "2018")


def test_results_are_filled_in_beforehand(zaak: Verloop) -> None:
    assert zaak.stel_op().resultaten == (een_resultaat(),)


class TestVersturen:
    def test_the_case_information_comes_first(self, zaak: Verloop) -> None:
        plan = zaak.stel_op(casus="")

        with geweigerd(("casus", "M10")):
            zaak.vraag_uit(plan)

        zaak.met(uitvragen.vul_casus_in, plan, "Na een operatie.")
        assert zaak.vraag_uit(plan).status is S.UITGEVRAAGD

    @pytest.mark.parametrize(
        ("verzending", "verwacht"),
        [
            ({"kanaal": "e-mail"}, ("verzending.kanaal", "M26")),
            ({"geadresseerde": "linde@gmail.com"}, ("verzending.geadresseerde", "M11")),
            ({"kanaal": "api"}, ("verzending.geadresseerde", "M11")),
        ],
    )
    def test_only_a_secured_channel_to_the_provider_counts_as_sent(
        self, zaak: Verloop, verzending: dict[str, Any], verwacht: tuple[str, str]
    ) -> None:
        plan = zaak.stel_op()

        with geweigerd(verwacht):
            zaak.vraag_uit(plan, verzending=zaak.verzending(**verzending))

        assert zaak.lees(plan).status is S.CONCEPT

    def test_zorgmail_has_a_message_reference(self, mlo: Verloop) -> None:
        with geweigerd(("verzending.berichtkenmerk", "M11")):
            mlo.vraag_uit(mlo.stel_op(), verzending=mlo.verzending(berichtkenmerk=None))

    def test_the_provider_may_collect_it_over_the_api(self, zaak: Verloop) -> None:
        verzending = zaak.verzending(kanaal="api", geadresseerde=AANBIEDER, berichtkenmerk=None)

        assert zaak.vraag_uit(zaak.stel_op(), verzending=verzending).status is S.UITGEVRAAGD

    def test_what_was_sent_lies_not_in_the_future(self, mlo: Verloop) -> None:
        with geweigerd(("verzending.op", "M11"), als=OngeldigeInvoer):
            mlo.vraag_uit(mlo.stel_op(), verzending=mlo.verzending(op=mlo.nu + timedelta(days=1)))

    def test_mlo_informs_the_client_before_sending(self, mlo: Verloop) -> None:
        with geweigerd(("clientinformatie", "M23")):
            mlo.vraag_uit(mlo.stel_op(), clientinformatie=None)

    def test_mlo_asks_no_consent(self, mlo: Verloop) -> None:
        deel = mlo.onderdeel(Brondocument.VRAAGANALYSE, "wonen", client_wil_delen=False)

        with geweigerd(("onderdelen[0].clientWilDelen", "M22")):
            mlo.vraag_uit(mlo.stel_op(), onderdelen=(deel,))

    def test_each_shared_part_has_its_purpose(self, zaak: Verloop) -> None:
        eerste, *rest = zaak.uitvraag().onderdelen

        with geweigerd(("onderdelen[0].doel", "M24")):
            zaak.vraag_uit(zaak.stel_op(), onderdelen=(replace(eerste, doel=""), *rest))

    def test_what_is_not_needed_is_not_shared_not_even_with_consent(self, hvb: Verloop) -> None:
        eerste, tweede, derde = hvb.uitvraag().onderdelen
        toch = replace(tweede, gedeeld=True, noodzakelijk=False, client_wil_delen=True)

        with geweigerd(("onderdelen[1].gedeeld", "M25")):
            hvb.vraag_uit(hvb.stel_op(), onderdelen=(eerste, toch, derde))

    def test_hvb_records_the_wish_on_every_part(self, hvb: Verloop) -> None:
        eerste = replace(hvb.uitvraag().onderdelen[0], client_wil_delen=None)

        with geweigerd(("onderdelen", "H07"), ("onderdelen[0].clientWilDelen", "H07")):
            hvb.vraag_uit(hvb.stel_op(), onderdelen=(eerste,))

    def test_a_refusal_does_not_stop_the_process(self, hvb: Verloop) -> None:
        niets = tuple(replace(o, client_wil_delen=False, gedeeld=False) for o in hvb.uitvraag().onderdelen)
        plan = hvb.ontvang(hvb.vraag_uit(hvb.stel_op(), onderdelen=niets))

        assert hvb.maak(plan).volgnummer == 1

    def test_a_choice_against_the_clients_wish_has_its_reason(self, hvb: Verloop) -> None:
        eerste, *rest = hvb.uitvraag().onderdelen
        tegen_de_wens = replace(eerste, client_wil_delen=False, motivering="")

        with geweigerd(("onderdelen[0].motivering", "H08")):
            hvb.vraag_uit(hvb.stel_op(), onderdelen=(tegen_de_wens, *rest))

    def test_a_part_that_does_not_exist_is_refused_by_its_field(self, zaak: Verloop) -> None:
        onderdelen = (*zaak.uitvraag().onderdelen, zaak.onderdeel(Brondocument.VRAAGANALYSE, "bestaat-niet"))

        with geweigerd(("onderdelen[3].onderdeel", None), als=OngeldigeInvoer):
            zaak.vraag_uit(zaak.stel_op(), onderdelen=onderdelen)

    def test_one_provider_has_one_open_request(self, zaak: Verloop) -> None:
        zaak.vraag()

        with pytest.raises(BestaatAl):
            zaak.stel_op()

    def test_an_older_plan_van_aanpak_is_not_asked_for_again(self, zaak: Verloop) -> None:
        ouder = zaak.plan_van_aanpak
        zaak.herzie()

        with pytest.raises(VerkeerdeStatus):
            zaak.stel_op(plan_van_aanpak_id=ouder.id)

    def test_what_was_prepared_before_the_plan_van_aanpak_changed_is_not_sent(self, zaak: Verloop) -> None:
        concept = zaak.stel_op()
        zaak.herzie()

        with pytest.raises(VerkeerdeStatus):
            zaak.vraag_uit(concept)

        assert zaak.lees(concept).status is S.CONCEPT


class TestInzage:
    def test_the_provider_reads_exactly_what_was_shared(self, zaak: Verloop) -> None:
        notitie = Rapportagegegevens(
            MELDING_ID, Rapportagesoort.GESPREKSVERSLAG, VANDAAG, "cliënt", "Het verhaal."
        )
        verslag = zaak.neem(rapporteren.rapporteer, notitie)
        onderdelen = (
            *zaak.uitvraag().onderdelen,
            zaak.onderdeel(Brondocument.GESPREKSVERSLAG, str(verslag.id)),
        )
        plan = zaak.ontvang(zaak.vraag_uit(zaak.stel_op(), onderdelen=onderdelen))

        gedeeld = zaak.neem(plannen.lees_gedeelde_onderdelen, plan.id, rol=Rol.AANBIEDER)

        assert [o.tekst for o in gedeeld.onderdelen] == ["Woont alleen.", "Een schoon huis.", "Het verhaal."]
        assert gedeeld.client.naam.achternaam == "Kanariepiet"
        assert (gedeeld.resultaten, gedeeld.termijn) == ((een_resultaat(),), TERMIJN)

    def test_it_opens_with_the_receipt(self, zaak: Verloop) -> None:
        plan = zaak.vraag()

        with pytest.raises(VerkeerdeStatus):
            zaak.neem(plannen.lees_gedeelde_onderdelen, plan.id, rol=Rol.AANBIEDER)

    @pytest.mark.parametrize("einde", ["weiger", "trek_in"])
    def test_it_ends_when_the_request_is_declined_or_withdrawn(self, zaak: Verloop, einde: str) -> None:
        plan = zaak.gevraagd()
        getattr(zaak, einde)(plan)

        for lees in (plannen.lees_gedeelde_onderdelen, documenten.geef_plandocument):
            with pytest.raises(VerkeerdeStatus):
                zaak.neem(lees, plan.id, rol=Rol.AANBIEDER)
        gelezen = zaak.neem(uitvragen.haal_plan, plan.id, rol=Rol.AANBIEDER)
        assert (gelezen.casus, gelezen.resultaten, gelezen.uitvraag) == ("", (), None)
        delingen = zaak.neem(clienten.lees_delingen, CLIENT_ID)
        assert delingen
        assert all(deling.beeindigd_op for deling in delingen)

    def test_with_it_ends_the_view_of_what_was_submitted(self, zaak: Verloop) -> None:
        plan = zaak.ingediend()
        kijk = (uitvragen.lees_versies, uitvragen.lees_bevindingen)
        assert all(zaak.neem(lees, plan.id, rol=Rol.AANBIEDER) is not None for lees in kijk)

        zaak.trek_in(plan)

        for lees in kijk:
            with pytest.raises(VerkeerdeStatus):
                zaak.neem(lees, plan.id, rol=Rol.AANBIEDER)
        with pytest.raises(VerkeerdeStatus):
            zaak.neem(uitvragen.lees_versie, plan.id, 1, rol=Rol.AANBIEDER)
        assert len(zaak.neem(uitvragen.lees_versies, plan.id)) == 1


class TestInvullen:
    def test_not_before_the_form_is_received(self, zaak: Verloop) -> None:
        plan = zaak.vraag()

        with pytest.raises(VerkeerdeStatus, match="Bevestig eerst de ontvangst"):
            zaak.vul_in(plan)

    @pytest.mark.parametrize("rol", [Rol.TOEGANG, Rol.BESLUIT, Rol.ADMINISTRATIE])
    def test_the_municipality_does_not_write_in_the_plan(self, zaak: Verloop, rol: Rol) -> None:
        plan = zaak.vul_in(zaak.gevraagd())
        assert plan.invulling is not None

        with pytest.raises(GeenToegang):
            zaak.met(plannen.vul_in, plan, plan.invulling, rol=rol)

    def test_results_set_beforehand_stay_as_they_are(self, mlo: Verloop) -> None:
        with geweigerd(("resultaten", "M13"), als=OngeldigeInvoer):
            mlo.vul_in(mlo.gevraagd(), resultaten=(een_ander_resultaat(),))

    def test_a_plan_that_the_provider_begins_may_differ_and_draws_a_finding(self, hvb: Verloop) -> None:
        indiening = hvb.maak(hvb.gevraagd(), resultaten=(een_ander_resultaat(),))

        assert ("resultaat_gewijzigd", "resultaten[0].omschrijving") in {
            (b.toets, b.veld) for b in indiening.bevindingen
        }

    def test_advice_stands_beside_what_the_toegang_suggested(self, zaak: Verloop) -> None:
        inzet = een_inzet(intensiteit="midden", afwijking_intensiteit="Kan minder zelf.")

        (advies,) = zaak.maak(zaak.gevraagd(), inzet).versie.inhoud.intensiteiten

        assert (advies.resultaatgebied, advies.verwacht) == ("huishouden", ("licht",))
        assert (advies.advies, advies.grond) == ("midden", "Kan minder zelf.")


class TestIndienen:
    def test_faults_of_content_are_findings_and_never_a_refusal(self, zaak: Verloop) -> None:
        plan = zaak.gevraagd()

        indiening = zaak.maak(plan, een_inzet(aard=None, frequentie=None, begin=None))

        assert {"aard_ontbreekt", "frequentie_ontbreekt", "begin_ontbreekt"} <= {
            b.toets for b in indiening.bevindingen
        }
        assert zaak.lees(plan).status is S.INGEDIEND

    def test_only_on_the_regional_form(self, zaak: Verloop) -> None:
        with geweigerd(("formulierVersie", "H06")):
            zaak.dien_in(zaak.vul_in(zaak.gevraagd()), formulier_versie="eigen formulier")

    def test_it_is_addressed_to_a_worker_of_the_toegang(self, zaak: Verloop) -> None:
        with geweigerd(("gerichtAan", "H09")):
            zaak.dien_in(zaak.vul_in(zaak.gevraagd()), gericht_aan="")

    def test_each_submission_is_a_version_that_stays_as_it_was(self, hvb: Verloop) -> None:
        eerste = hvb.maak(hvb.gevraagd())
        hvb.leg_terug(eerste.plan)
        hvb.maak(eerste.plan, een_inzet(aard="Iets anders."))

        versies = hvb.neem(uitvragen.lees_versies, eerste.plan.id)

        assert [v.volgnummer for v in versies] == [1, 2]
        assert versies[0] == eerste.versie == hvb.neem(uitvragen.lees_versie, eerste.plan.id, 1)

    def test_the_provider_tells_that_the_term_will_pass(self, zaak: Verloop) -> None:
        dag = VANDAAG + timedelta(days=20)

        gemeld = zaak.bij(zaak.vraag(), plannen.meld_termijn, dag, "De cliënt ligt in het ziekenhuis.")

        assert [m.verwacht_op for m in gemeld.termijnmeldingen] == [dag]

    def test_the_receipt_is_recorded_once_with_its_moment(self, zaak: Verloop) -> None:
        plan = zaak.vraag()
        zaak.verzet(hours=3)
        ontvangen = zaak.ontvang(plan)

        assert ontvangen.uitvraag is not None
        assert ontvangen.uitvraag.verzending.afgeleverd_op == zaak.nu
        with pytest.raises(VerkeerdeStatus):
            zaak.ontvang(plan)


class TestBeoordelen:
    def test_a_person_gives_grounds_for_the_verdict(self, zaak: Verloop) -> None:
        intensiteit = Formulieronderdeel.INTENSITEIT in zaak.profiel.verplicht
        with geweigerd(("motivering", "H13"), *([("onderbouwingIntensiteit", "H17")] if intensiteit else [])):
            zaak.beoordeel(zaak.ingediend(), motivering="", onderbouwing_intensiteit="")

    def test_the_verdict_does_not_pass_a_blocking_finding(self, zaak: Verloop) -> None:
        plan = zaak.maak(zaak.gevraagd(), een_inzet(aard=None)).plan

        with geweigerd(("inzet[0].aard", "M14, H01, H16, H21")):
            zaak.beoordeel(plan)

    def test_the_verdict_may_pass_an_advisory_finding(self, zaak: Verloop) -> None:
        plan = zaak.maak(zaak.gevraagd(), een_inzet(frequentie="twee keer per week")).plan

        beoordeling = zaak.beoordeel(plan)

        assert {b.ernst for b in beoordeling.bevindingen} == {Ernst.ADVISEREND}
        assert zaak.neem(uitvragen.lees_beoordelingen, plan.id, rol=Rol.AANBIEDER) == (beoordeling,)
        gelezen = zaak.neem(uitvragen.lees_beoordeling, plan.id, beoordeling.id, rol=Rol.AANBIEDER)
        assert gelezen == beoordeling

    def test_mlo_lays_back_an_incomplete_form_only(self, mlo: Verloop) -> None:
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            mlo.leg_terug(mlo.ingediend())

        assert {v.regel for v in fout.value.velden} == {"M20"}

    def test_mlo_lays_an_incomplete_form_back(self, mlo: Verloop) -> None:
        plan = mlo.maak(mlo.gevraagd(), een_inzet(aard=None)).plan

        assert mlo.leg_terug(plan).status is S.TERUGGELEGD

    def test_hvb_records_the_contact_with_what_it_lays_back(self, hvb: Verloop) -> None:
        plan = hvb.ingediend()

        with geweigerd(("contact", "H18")):
            hvb.leg_terug(plan, contact=None)

        assert hvb.leg_terug(plan).terugleggingen[0].contactpersoon == "Teamleider"

    def test_a_plan_can_be_laid_back_twice(self, hvb: Verloop) -> None:
        plan = hvb.ingediend()
        for _ in range(2):
            hvb.leg_terug(plan)
            hvb.maak(plan)
        hvb.beoordeel(plan)

        vastgesteld = hvb.rond_af(plan)

        assert (vastgesteld.versie, len(vastgesteld.terugleggingen)) == (3, 2)
        assert vastgesteld.vaststelling is not None
        assert vastgesteld.vaststelling.versie == 3


class TestTekenenEnVaststellen:
    def test_only_the_provider_lays_the_plan_down(self, zaak: Verloop) -> None:
        with pytest.raises(GeenToegang):
            zaak.met(plannen.stel_vast, zaak.akkoord(), None)

    def test_not_before_the_municipality_agrees(self, zaak: Verloop) -> None:
        plan = zaak.ingediend()

        with pytest.raises(VerkeerdeStatus):
            zaak.stel_vast(plan)

    def test_mlo_wants_both_signatures(self, mlo: Verloop) -> None:
        plan = mlo.akkoord()
        mlo.onderteken(plan, Ondertekenaar.AANBIEDER)

        with pytest.raises(VoorwaardeNietVervuld) as fout:
            mlo.stel_vast(plan)

        assert {v.regel for v in fout.value.velden} == {"M08, M09"}
        mlo.onderteken(plan, Ondertekenaar.CLIENT)
        assert mlo.stel_vast(plan).status is S.VASTGESTELD

    def test_a_client_who_cannot_sign_is_aligned_with_in_another_way(self, mlo: Verloop) -> None:
        plan = mlo.akkoord()
        mlo.onderteken(plan, Ondertekenaar.AANBIEDER)
        mlo.leg_alternatief_vast(plan, "De cliënt kan niet schrijven.", "Besproken met de mentor.")

        assert mlo.stel_vast(plan).status is S.VASTGESTELD

    @pytest.mark.parametrize(
        ("reden", "andere_wijze", "veld"), [("", "Mentor.", "reden"), ("Kan niet.", "", "andereWijze")]
    )
    def test_half_an_alternative_is_no_alternative(
        self, zaak: Verloop, reden: str, andere_wijze: str, veld: str
    ) -> None:
        with geweigerd((veld, "M09")):
            zaak.leg_alternatief_vast(zaak.akkoord(), reden, andere_wijze)

    def test_hvb_asks_for_no_signature_but_for_a_copy(self, hvb: Verloop) -> None:
        plan = hvb.akkoord()

        with pytest.raises(VoorwaardeNietVervuld) as fout:
            hvb.stel_vast(plan)

        assert {v.regel for v in fout.value.velden} == {"H25"}
        hvb.geef_afschrift(plan)
        assert hvb.stel_vast(plan).status is S.VASTGESTELD

    def test_a_signature_that_is_given_is_recorded(self, zaak: Verloop) -> None:
        getekend = zaak.onderteken(zaak.akkoord(), Ondertekenaar.CLIENT)

        assert [(o.versie, o.door) for o in getekend.ondertekeningen] == [(1, Ondertekenaar.CLIENT)]


class TestMeerDanEenPlan:
    def test_a_provider_that_declines_makes_room_for_another_request(self, zaak: Verloop) -> None:
        assert zaak.weiger(zaak.vraag()).weigerreden == "geen_capaciteit"
        assert zaak.vraag().status is S.UITGEVRAAGD

    def test_a_reassessment_replaces_the_plan_of_another_provider(self, zaak: Verloop) -> None:
        oud = zaak.vastgesteld()

        zaak.vastgesteld(TWEEDE_AANBIEDER, aanleiding=Aanleiding.AANBIEDERSWISSEL, vervangt=oud.id)

        assert zaak.lees(oud).status is S.VERVANGEN

    def test_a_plan_that_ended_meanwhile_is_followed_all_the_same(self, zaak: Verloop) -> None:
        oud = zaak.vastgesteld()
        nieuw = zaak.akkoord(aanleiding=Aanleiding.HERBEOORDELING, vervangt=oud.id)
        zaak.beeindig(oud)

        assert zaak.rond_af(nieuw).status is S.VASTGESTELD
        assert zaak.lees(oud).status is S.BEEINDIGD

    def test_a_plan_that_follows_on_another_names_it(self, zaak: Verloop) -> None:
        with geweigerd(("vervangt", "W08")):
            zaak.stel_op(aanleiding=Aanleiding.HERBEOORDELING)

    def test_changed_results_reach_the_provider_by_a_new_request(self, mlo: Verloop) -> None:
        oud = mlo.vraag()
        mlo.herzie(een_ander_resultaat())

        assert mlo.vraag().resultaten == (een_ander_resultaat(),)
        assert mlo.lees(oud).status is S.INGETROKKEN

    def test_an_outdated_plan_can_be_withdrawn(self, mlo: Verloop) -> None:
        oud = mlo.ingediend()
        mlo.herzie(een_ander_resultaat())

        assert mlo.trek_in(mlo.lees(oud)).status is S.INGETROKKEN

    def test_the_provider_reads_that_the_plan_van_aanpak_was_replaced(self, zaak: Verloop) -> None:
        plan = zaak.gevraagd()
        zaak.herzie()

        gelezen = zaak.neem(uitvragen.haal_plan, plan.id, rol=Rol.AANBIEDER)
        (regel,) = zaak.neem(werkvoorraad.lees_eigen_plannen, 10, None, rol=Rol.AANBIEDER).rijen

        assert gelezen.achterhaald_op == zaak.nu
        assert regel.taken == (
            "Het plan van aanpak is op 16 februari 2026 vernieuwd. Wacht met dit plan: de gemeente trekt het "
            "in of vraagt het opnieuw.",
        )

    def test_an_outdated_plan_is_submitted_with_a_finding_and_not_agreed_with(self, zaak: Verloop) -> None:
        plan = zaak.vul_in(zaak.gevraagd())
        zaak.herzie()

        indiening = zaak.dien_in(zaak.lees(plan))

        assert "plan_van_aanpak_vernieuwd" in {b.toets for b in indiening.bevindingen}
        with geweigerd(("planVanAanpakId", "M13, H15")):
            zaak.beoordeel(indiening.plan)

    def test_an_outdated_plan_is_not_adopted(self, zaak: Verloop) -> None:
        plan = zaak.akkoord()
        zaak.herzie()

        with geweigerd(("planVanAanpakId", "M13, H15")):
            zaak.rond_af(zaak.lees(plan))

    def test_an_adopted_plan_stays_as_it_is(self, zaak: Verloop) -> None:
        plan = zaak.vastgesteld()
        zaak.herzie()

        assert zaak.lees(plan).achterhaald_op is None

    def test_support_that_ends_ends_the_plan(self, zaak: Verloop) -> None:
        assert zaak.beeindig(zaak.vastgesteld()).status is S.BEEINDIGD


class TestGrenzen:
    @pytest.mark.parametrize("rol", [Rol.ADMINISTRATIE, Rol.BESLUIT, Rol.AANBIEDER])
    def test_only_the_toegang_asks_for_a_plan(self, zaak: Verloop, rol: Rol) -> None:
        with pytest.raises(GeenToegang):
            zaak.stel_op(rol=rol)

    def test_a_concept_is_not_for_the_provider(self, zaak: Verloop) -> None:
        plan = zaak.stel_op()

        with pytest.raises(NietGevonden):
            zaak.neem(uitvragen.haal_plan, plan.id, rol=Rol.AANBIEDER)

    def test_the_steps_of_the_provider_are_not_those_of_the_municipality(self, zaak: Verloop) -> None:
        plan = zaak.ingediend()
        oordeel = Oordeelsgegevens(1, None, "", "")  # type: ignore[arg-type]

        with pytest.raises(GeenToegang):
            zaak.bij(plan, uitvragen.beoordeel, oordeel)
        with pytest.raises(GeenToegang):
            zaak.met(plannen.weiger, plan, None, "")

    @pytest.mark.parametrize("lees", [uitvragen.lees_beoordeling, documenten.lees_afschrift])
    def test_what_is_not_there_with_this_plan_is_not_found(self, mlo: Verloop, lees: Any) -> None:
        plan = mlo.vastgesteld()

        with pytest.raises(NietGevonden):
            mlo.neem(lees, plan.id, PLAN_ID)
