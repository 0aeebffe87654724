from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.termijnen import (
    AanZet,
    Duur,
    Gebeurtenissen,
    Kalender,
    Klok,
    Opschorting,
    PlanGebeurtenissen,
    Stand,
    Stap,
    Termijn,
    Tijdseenheid,
    Vertrekpunt,
    aanvraag_mogelijk_vanaf,
    dwangsom_vanaf,
    klokken,
)
from app.domain.waarden import Periode

DAG = timedelta(days=1)
PLAN = UUID(int=1)
MAANDAG = date(2026, 6, 1)
"""A Monday with no holiday in the ten weeks after it."""


def de_klok(
    gebeurtenissen: Gebeurtenissen,
    kalender: Kalender,
    stap: Stap,
    regionaal: tuple[Termijn, ...] = (),
    *,
    wettelijk: bool = True,
) -> Klok:
    [klok] = [
        k for k in klokken(gebeurtenissen, regionaal, kalender) if k.stap == stap and k.wettelijk == wettelijk
    ]
    return klok


def aangevraagd(op: date, **meer: Any) -> Gebeurtenissen:
    return replace(Gebeurtenissen(melding=op - timedelta(weeks=4), aanvraag=op), **meer)


def verzoek_om_aanvulling(op: date, hersteltermijn_tot: date, aangevuld: date | None = None) -> Opschorting:
    return Opschorting(op, "inkomensgegevens ontbreken", hersteltermijn_tot, aangevuld)


# Onderzoek and personal plan (W01)


def test_research_lasts_six_weeks_from_the_melding_art_2_3_2(kalender: Kalender) -> None:
    klok = de_klok(Gebeurtenissen(MAANDAG), kalender, Stap.ONDERZOEK)

    assert (klok.gestart, klok.uiterlijk) == (MAANDAG, date(2026, 7, 13))
    assert klok.grondslag == "Wmo 2015 art. 2.3.2 lid 1"
    assert klok.aan_zet == AanZet.GEMEENTE


def test_research_that_would_end_on_whit_monday_ends_on_tuesday(kalender: Kalender) -> None:
    klok = de_klok(Gebeurtenissen(date(2026, 4, 13)), kalender, Stap.ONDERZOEK)

    assert klok.uiterlijk == date(2026, 5, 26)


def test_finished_research_stops_its_clock(kalender: Kalender) -> None:
    klok = de_klok(Gebeurtenissen(MAANDAG, onderzoek_afgerond=date(2026, 7, 14)), kalender, Stap.ONDERZOEK)

    assert klok.stand(date(2026, 7, 14), gevaar_dagen=0) == Stand.TE_LAAT_GEHAALD


def test_the_client_has_seven_days_for_a_personal_plan(kalender: Kalender) -> None:
    klok = de_klok(Gebeurtenissen(MAANDAG), kalender, Stap.PERSOONLIJK_PLAN)

    assert klok.uiterlijk == date(2026, 6, 8)
    assert klok.aan_zet == AanZet.CLIENT


def test_seven_days_that_end_on_liberation_day_end_a_day_later(kalender: Kalender) -> None:
    klok = de_klok(Gebeurtenissen(date(2026, 4, 28)), kalender, Stap.PERSOONLIJK_PLAN)

    assert klok.uiterlijk == date(2026, 5, 6)


def test_a_personal_plan_handed_in_stops_its_clock(kalender: Kalender) -> None:
    klok = de_klok(Gebeurtenissen(MAANDAG, persoonlijk_plan=MAANDAG + DAG), kalender, Stap.PERSOONLIJK_PLAN)

    assert klok.stand(MAANDAG + DAG, gevaar_dagen=0) == Stand.GEHAALD


@pytest.mark.parametrize(
    ("onderzoek_gestart", "laatste_dag"),
    [(MAANDAG + DAG, date(2026, 6, 8)), (date(2026, 6, 15), date(2026, 6, 15))],
)
def test_once_the_research_has_begun_no_personal_plan_is_waited_for_after_its_term(
    kalender: Kalender, onderzoek_gestart: date, laatste_dag: date
) -> None:
    klok = de_klok(
        Gebeurtenissen(MAANDAG, onderzoek_gestart=onderzoek_gestart), kalender, Stap.PERSOONLIJK_PLAN
    )

    assert klok.aan_zet_op(laatste_dag) == AanZet.CLIENT
    assert klok.stand(laatste_dag + DAG, gevaar_dagen=0) == Stand.VERVALLEN
    assert klok.aan_zet_op(laatste_dag + DAG) is None


# Urgent (W03)


def test_an_urgent_melding_is_due_the_same_day(kalender: Kalender) -> None:
    klok = de_klok(Gebeurtenissen(MAANDAG, spoed=True), kalender, Stap.SPOED)

    assert klok.uiterlijk == MAANDAG
    assert klok.stand(MAANDAG + DAG, gevaar_dagen=0) == Stand.VERSTREKEN


def test_the_temporary_measure_stops_the_urgent_clock_and_no_other(kalender: Kalender) -> None:
    gebeurtenissen = Gebeurtenissen(MAANDAG, spoed=True, tijdelijk_besluit=MAANDAG)

    assert de_klok(gebeurtenissen, kalender, Stap.SPOED).stand(MAANDAG, 0) == Stand.GEHAALD
    assert de_klok(gebeurtenissen, kalender, Stap.ONDERZOEK).stand(MAANDAG, 0) == Stand.LOOPT


def test_an_ordinary_melding_has_no_urgent_clock(kalender: Kalender) -> None:
    assert Stap.SPOED not in [k.stap for k in klokken(Gebeurtenissen(MAANDAG), (), kalender)]


# The aanvraag and its decision (W02)


def test_an_aanvraag_is_possible_from_the_day_the_research_is_finished(kalender: Kalender) -> None:
    klaar = date(2026, 6, 24)

    assert aanvraag_mogelijk_vanaf(Gebeurtenissen(MAANDAG, onderzoek_afgerond=klaar), kalender) == klaar


def test_an_aanvraag_is_possible_once_six_weeks_passed_without_research(kalender: Kalender) -> None:
    assert aanvraag_mogelijk_vanaf(Gebeurtenissen(MAANDAG), kalender) == date(2026, 7, 14)


def test_research_finished_too_late_does_not_put_off_the_aanvraag(kalender: Kalender) -> None:
    te_laat = Gebeurtenissen(MAANDAG, onderzoek_afgerond=date(2026, 8, 3))

    assert aanvraag_mogelijk_vanaf(te_laat, kalender) == date(2026, 7, 14)


def test_the_decision_clock_waits_for_the_aanvraag(kalender: Kalender) -> None:
    klok = de_klok(Gebeurtenissen(MAANDAG), kalender, Stap.BESLUIT)

    assert klok.stand(MAANDAG + 100 * DAG, gevaar_dagen=0) == Stand.NIET_GESTART


def test_the_decision_is_due_two_weeks_after_the_aanvraag_past_christmas(kalender: Kalender) -> None:
    klok = de_klok(aangevraagd(date(2025, 12, 11)), kalender, Stap.BESLUIT)

    assert klok.uiterlijk == date(2025, 12, 29)
    assert klok.grondslag == "Wmo 2015 art. 2.3.5 lid 2"


def test_the_announcement_stops_the_decision_clock(kalender: Kalender) -> None:
    klok = de_klok(aangevraagd(MAANDAG, bekendgemaakt=date(2026, 6, 15)), kalender, Stap.BESLUIT)

    assert klok.stand(date(2026, 6, 15), gevaar_dagen=0) == Stand.GEHAALD


def test_a_notice_that_it_will_be_late_keeps_the_breach_awb_4_14(kalender: Kalender) -> None:
    klok = de_klok(aangevraagd(MAANDAG, verlengd_tot=date(2026, 6, 29)), kalender, Stap.BESLUIT)

    assert klok.verwacht == date(2026, 6, 29)
    assert klok.uiterlijk == date(2026, 6, 15)
    assert klok.stand(date(2026, 6, 16), gevaar_dagen=0) == Stand.VERSTREKEN


def test_a_notice_that_the_decision_will_be_late_leaves_the_research_alone(kalender: Kalender) -> None:
    klok = de_klok(aangevraagd(MAANDAG, verlengd_tot=date(2026, 6, 29)), kalender, Stap.ONDERZOEK)

    assert klok.verwacht is None


# Suspension (Awb 4:15)


def test_the_term_stands_still_from_the_day_after_the_request_until_the_completion(
    kalender: Kalender,
) -> None:
    verzoek = verzoek_om_aanvulling(date(2026, 6, 3), date(2026, 6, 30), aangevuld=date(2026, 6, 10))
    klok = de_klok(aangevraagd(MAANDAG, opschortingen=(verzoek,)), kalender, Stap.BESLUIT)

    assert klok.opgeschort == (Periode(date(2026, 6, 4), date(2026, 6, 9)),)
    assert klok.uiterlijk == date(2026, 6, 22), "15 June plus six days is Sunday 21, so Monday"


@pytest.mark.parametrize("aangevuld", [None, date(2026, 6, 19)])
def test_a_given_term_that_passes_unused_ends_the_suspension(
    kalender: Kalender, aangevuld: date | None
) -> None:
    verzoek = verzoek_om_aanvulling(date(2026, 6, 3), date(2026, 6, 12), aangevuld)
    klok = de_klok(aangevraagd(MAANDAG, opschortingen=(verzoek,)), kalender, Stap.BESLUIT)

    assert klok.uiterlijk == date(2026, 6, 23)


def test_overlapping_suspensions_count_each_day_once(kalender: Kalender) -> None:
    eerste = verzoek_om_aanvulling(date(2026, 6, 3), date(2026, 6, 10))
    tweede = verzoek_om_aanvulling(date(2026, 6, 8), date(2026, 6, 12))
    klok = de_klok(aangevraagd(MAANDAG, opschortingen=(tweede, eerste)), kalender, Stap.BESLUIT)

    assert klok.uiterlijk == date(2026, 6, 23)


def test_completion_on_the_day_after_the_request_suspends_nothing(kalender: Kalender) -> None:
    verzoek = verzoek_om_aanvulling(date(2026, 6, 3), date(2026, 6, 30), aangevuld=date(2026, 6, 4))
    klok = de_klok(aangevraagd(MAANDAG, opschortingen=(verzoek,)), kalender, Stap.BESLUIT)

    assert klok.opgeschort == ()
    assert klok.uiterlijk == date(2026, 6, 15)


def test_a_term_that_is_over_cannot_be_suspended(kalender: Kalender) -> None:
    te_laat = verzoek_om_aanvulling(date(2026, 6, 15), date(2026, 6, 30))
    klok = de_klok(aangevraagd(MAANDAG, opschortingen=(te_laat,)), kalender, Stap.BESLUIT)

    assert klok.uiterlijk == date(2026, 6, 15)
    assert klok.stand(date(2026, 6, 20), gevaar_dagen=0) == Stand.VERSTREKEN


def test_a_suspension_in_the_days_that_the_atw_added_leaves_one_day(kalender: Kalender) -> None:
    zaterdag = date(2026, 6, 6)
    verzoek = verzoek_om_aanvulling(date(2026, 6, 21), date(2026, 6, 24))
    klok = de_klok(aangevraagd(zaterdag, opschortingen=(verzoek,)), kalender, Stap.BESLUIT)

    assert klok.opgeschort == (Periode(date(2026, 6, 22), date(2026, 6, 23)),)
    assert klok.uiterlijk == date(2026, 6, 24)


def test_research_is_never_suspended(kalender: Kalender) -> None:
    verzoek = verzoek_om_aanvulling(MAANDAG, date(2026, 6, 30))
    zonder, met = aangevraagd(MAANDAG), aangevraagd(MAANDAG, opschortingen=(verzoek,))

    assert de_klok(met, kalender, Stap.ONDERZOEK) == de_klok(zonder, kalender, Stap.ONDERZOEK)


verzoeken = st.builds(
    lambda na, lang, aangevuld: verzoek_om_aanvulling(
        MAANDAG + na * DAG, MAANDAG + (na + lang) * DAG, aangevuld and MAANDAG + (na + aangevuld) * DAG
    ),
    na=st.integers(0, 30),
    lang=st.integers(0, 30),
    aangevuld=st.none() | st.integers(1, 40),
)


@given(opschortingen=st.lists(verzoeken, max_size=4))
def test_each_day_of_standing_still_moves_the_end_by_one_day_or_to_the_next_working_day(
    kalender: Kalender, opschortingen: list[Opschorting]
) -> None:
    klok = de_klok(aangevraagd(MAANDAG, opschortingen=tuple(opschortingen)), kalender, Stap.BESLUIT)
    kaal, stil = MAANDAG + timedelta(weeks=2), set()
    for periode in klok.opgeschort:
        dag = periode.begin
        while periode.bevat(dag):
            assert dag not in stil
            stil.add(dag)
            dag += DAG

    assert klok.uiterlijk is not None
    assert klok.uiterlijk not in stil
    assert kalender.is_werkdag(klok.uiterlijk)
    assert klok.uiterlijk >= kalender.werkdag_vanaf(kaal + len(stil) * DAG)
    lopend = {MAANDAG + n * DAG for n in range(1, (klok.uiterlijk - MAANDAG).days + 1)} - stil
    extra = [dag for dag in sorted(lopend)[14:-1] if kalender.is_werkdag(dag)]
    assert extra == [], "after fourteen running days the term ends on the first working day"


# Notice of default (Awb 4:17)


def test_the_dwangsom_runs_the_day_after_two_weeks_from_the_notice(kalender: Kalender) -> None:
    in_gebreke = aangevraagd(MAANDAG, ingebrekestelling=date(2026, 6, 16))
    klok = de_klok(in_gebreke, kalender, Stap.DWANGSOM)

    assert (klok.gestart, klok.uiterlijk) == (date(2026, 6, 16), date(2026, 6, 30))
    assert dwangsom_vanaf(in_gebreke, kalender) == date(2026, 7, 1)


def test_no_dwangsom_without_a_notice_of_default(kalender: Kalender) -> None:
    assert dwangsom_vanaf(aangevraagd(MAANDAG), kalender) is None


def test_a_notice_on_the_last_day_of_the_term_comes_too_early(kalender: Kalender) -> None:
    te_vroeg = aangevraagd(MAANDAG, ingebrekestelling=date(2026, 6, 15))

    assert de_klok(te_vroeg, kalender, Stap.DWANGSOM).stand(date(2026, 9, 1), 0) == Stand.NIET_GESTART
    assert dwangsom_vanaf(te_vroeg, kalender) is None


def test_a_notice_before_any_aanvraag_starts_nothing(kalender: Kalender) -> None:
    assert dwangsom_vanaf(Gebeurtenissen(MAANDAG, ingebrekestelling=date(2026, 9, 1)), kalender) is None


@pytest.mark.parametrize(
    ("ontvangen", "stand"), [(date(2026, 6, 17), Stand.GEHAALD), (date(2026, 6, 18), Stand.NIET_GESTART)]
)
def test_a_notice_after_the_day_of_the_decision_starts_nothing(
    kalender: Kalender, ontvangen: date, stand: Stand
) -> None:
    besloten = aangevraagd(MAANDAG, bekendgemaakt=date(2026, 6, 17), ingebrekestelling=ontvangen)

    assert de_klok(besloten, kalender, Stap.DWANGSOM).stand(date(2026, 9, 1), 0) == stand
    assert dwangsom_vanaf(besloten, kalender) is None


def test_a_notice_that_the_decision_will_be_late_does_not_hold_off_the_dwangsom(kalender: Kalender) -> None:
    gemeld = aangevraagd(MAANDAG, verlengd_tot=date(2026, 8, 3), ingebrekestelling=date(2026, 6, 16))

    assert dwangsom_vanaf(gemeld, kalender) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("bekendgemaakt", "vanaf"), [(date(2026, 6, 30), None), (date(2026, 7, 1), date(2026, 7, 1))]
)
def test_a_decision_within_the_two_weeks_prevents_the_dwangsom(
    kalender: Kalender, bekendgemaakt: date, vanaf: date | None
) -> None:
    besloten = aangevraagd(MAANDAG, ingebrekestelling=date(2026, 6, 16), bekendgemaakt=bekendgemaakt)

    assert dwangsom_vanaf(besloten, kalender) == vanaf


# Regional clocks (H19, H20, H31)


def test_hart_van_brabant_runs_four_two_two_and_eight_weeks(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    gebeurtenissen = Gebeurtenissen(
        MAANDAG,
        onderzoek_afgerond=date(2026, 6, 29),
        plannen=(PlanGebeurtenissen(PLAN, afgeleverd=date(2026, 6, 29), ingediend=date(2026, 7, 13)),),
        aanvraag=date(2026, 7, 13),
    )
    einden = {
        k.stap: k.uiterlijk for k in klokken(gebeurtenissen, hart_van_brabant, kalender) if not k.wettelijk
    }

    assert einden == {
        Stap.ONDERZOEK: date(2026, 6, 29),
        Stap.PLAN: date(2026, 7, 13),
        Stap.BESLUIT: date(2026, 7, 27),
        Stap.TOTAAL: date(2026, 7, 27),
    }


def test_the_plan_clock_starts_at_delivery_and_is_the_providers_turn(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    gebeurtenissen = Gebeurtenissen(MAANDAG, plannen=(PlanGebeurtenissen(PLAN),))
    wacht = de_klok(gebeurtenissen, kalender, Stap.PLAN, hart_van_brabant, wettelijk=False)
    afgeleverd = replace(gebeurtenissen, plannen=(PlanGebeurtenissen(PLAN, afgeleverd=MAANDAG),))
    loopt = de_klok(afgeleverd, kalender, Stap.PLAN, hart_van_brabant, wettelijk=False)

    assert wacht.stand(date(2026, 9, 1), gevaar_dagen=0) == Stand.NIET_GESTART
    assert loopt.uiterlijk == date(2026, 6, 15)
    assert loopt.aan_zet_op(MAANDAG) == AanZet.AANBIEDER
    assert loopt.plan == PLAN


def test_every_plan_has_its_own_clock(kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]) -> None:
    ander = UUID(int=2)
    gebeurtenissen = Gebeurtenissen(
        MAANDAG,
        plannen=(
            PlanGebeurtenissen(PLAN, MAANDAG, ingediend=MAANDAG + DAG),
            PlanGebeurtenissen(ander, MAANDAG),
        ),
    )
    standen = {
        k.plan: k.stand(date(2026, 6, 20), 0)
        for k in klokken(gebeurtenissen, hart_van_brabant, kalender)
        if k.stap == Stap.PLAN
    }

    assert standen == {PLAN: Stand.GEHAALD, ander: Stand.VERSTREKEN}


def test_an_overrun_notice_shifts_the_plan_on_the_worklist_and_keeps_the_term(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    plan = PlanGebeurtenissen(PLAN, afgeleverd=MAANDAG, verwacht=date(2026, 6, 19))
    klok = de_klok(
        Gebeurtenissen(MAANDAG, plannen=(plan,)), kalender, Stap.PLAN, hart_van_brabant, wettelijk=False
    )

    assert (klok.verwacht, klok.uiterlijk) == (date(2026, 6, 19), date(2026, 6, 15))


def test_a_region_without_terms_has_no_plan_clock(kalender: Kalender) -> None:
    gebeurtenissen = Gebeurtenissen(MAANDAG, plannen=(PlanGebeurtenissen(PLAN, afgeleverd=MAANDAG),))

    assert all(k.wettelijk and k.stap != Stap.PLAN for k in klokken(gebeurtenissen, (), kalender))


@pytest.mark.parametrize(("atw", "uiterlijk"), [(True, date(2026, 4, 28)), (False, date(2026, 4, 27))])
def test_the_profile_says_whether_the_atw_holds_for_a_regional_term(
    kalender: Kalender, atw: bool, uiterlijk: date
) -> None:
    termijn = Termijn(Stap.TOTAAL, Vertrekpunt.MELDING, Duur(8, Tijdseenheid.WEKEN), atw, "regioprofiel")
    klok = de_klok(Gebeurtenissen(date(2026, 3, 2)), kalender, Stap.TOTAAL, (termijn,), wettelijk=False)

    assert klok.uiterlijk == uiterlijk


def test_a_region_may_count_from_the_end_of_the_research(kalender: Kalender) -> None:
    termijn = Termijn(
        Stap.BESLUIT, Vertrekpunt.ONDERZOEK, Duur(3, Tijdseenheid.WEKEN), atw=True, grondslag="regioprofiel"
    )
    gebeurtenissen = Gebeurtenissen(MAANDAG, onderzoek_afgerond=date(2026, 6, 22))
    klok = de_klok(gebeurtenissen, kalender, Stap.BESLUIT, (termijn,), wettelijk=False)

    assert (klok.gestart, klok.uiterlijk) == (date(2026, 6, 22), date(2026, 7, 13))


def test_a_suspension_holds_for_the_regional_end_too(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    verzoek = verzoek_om_aanvulling(date(2026, 7, 13), date(2026, 7, 21))
    gebeurtenissen = Gebeurtenissen(MAANDAG, aanvraag=date(2026, 7, 13), opschortingen=(verzoek,))
    klok = de_klok(gebeurtenissen, kalender, Stap.TOTAAL, hart_van_brabant, wettelijk=False)

    assert klok.uiterlijk == date(2026, 8, 3)


@pytest.mark.parametrize(
    ("naam", "vanaf"), [(Stap.TOTAAL, Vertrekpunt.UITVRAAG), (Stap.PLAN, Vertrekpunt.MELDING)]
)
def test_only_a_plan_counts_from_the_uitvraag_and_always(naam: Stap, vanaf: Vertrekpunt) -> None:
    with pytest.raises(ValueError, match="Alleen de termijn 'plan' loopt vanaf de uitvraag"):
        Termijn(naam, vanaf, Duur(2, Tijdseenheid.WEKEN), atw=True, grondslag="regio")


@given(
    weken=st.lists(st.integers(1, 30), min_size=3, max_size=3),
    aanvraag=st.none() | st.integers(0, 80),
    atw=st.booleans(),
)
def test_no_regional_term_ever_moves_a_statutory_end(
    kalender: Kalender, weken: list[int], aanvraag: int | None, atw: bool
) -> None:
    gebeurtenissen = Gebeurtenissen(MAANDAG, aanvraag=None if aanvraag is None else MAANDAG + aanvraag * DAG)
    namen = (
        (Stap.ONDERZOEK, Vertrekpunt.MELDING),
        (Stap.BESLUIT, Vertrekpunt.AANVRAAG),
        (Stap.TOTAAL, Vertrekpunt.MELDING),
    )
    regionaal = tuple(
        Termijn(stap, vanaf, Duur(n, Tijdseenheid.WEKEN), atw, "regio")
        for (stap, vanaf), n in zip(namen, weken, strict=True)
    )
    wettelijk = [k for k in klokken(gebeurtenissen, regionaal, kalender) if k.wettelijk]

    assert wettelijk == list(klokken(gebeurtenissen, (), kalender))
