from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.domain.termijnen import (
    Duur,
    Gebeurtenissen,
    Kalender,
    PlanGebeurtenissen,
    Stap,
    Termijn,
    Tijdseenheid,
    Vertrekpunt,
    klokken,
    vooruitblik,
)

PLAN = UUID(int=1)
MELDING = date(2026, 6, 1)
"""Monday: four weeks end on 29 June, six on 13 July, eight on 27 July."""
OP_SCHEMA = Gebeurtenissen(MELDING, onderzoek_afgerond=date(2026, 6, 29))


def met_plan(plan: PlanGebeurtenissen) -> Gebeurtenissen:
    return replace(OP_SCHEMA, plannen=(plan,))


def test_four_two_and_two_weeks_just_fit(kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]) -> None:
    assert vooruitblik(Gebeurtenissen(MELDING), hart_van_brabant, kalender, MELDING) == ()


def test_research_a_week_late_makes_plan_and_decision_late(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    knelpunten = vooruitblik(Gebeurtenissen(MELDING), hart_van_brabant, kalender, date(2026, 7, 6))

    assert [(k.klok.stap, k.klok.wettelijk, k.verwacht) for k in knelpunten] == [
        (Stap.ONDERZOEK, True, date(2026, 7, 20)),
        (Stap.TOTAAL, False, date(2026, 8, 3)),
    ]
    assert knelpunten[1].uitleg == (
        "Onderzoek klaar op 6 juli 2026, ondersteuningsplan op 20 juli 2026, besluit op 3 augustus 2026. "
        "Dat is 7 dagen na de uiterste datum 27 juli 2026 (regioprofiel HVB)."
    )


def test_an_uitvraag_delivered_a_day_late_is_seen_at_once(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    afgeleverd = date(2026, 6, 30)
    zaak = met_plan(PlanGebeurtenissen(PLAN, afgeleverd))

    [onderzoek, totaal] = vooruitblik(zaak, hart_van_brabant, kalender, afgeleverd)

    assert onderzoek.uitleg == (
        "Onderzoek klaar op 29 juni 2026, ondersteuningsplan op 14 juli 2026. "
        "Dat is 1 dag na de uiterste datum 13 juli 2026 (Wmo 2015 art. 2.3.2 lid 1)."
    )
    assert totaal.verwacht == date(2026, 7, 28)


def test_a_plan_not_yet_asked_for_slips_with_every_day(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    knelpunten = vooruitblik(OP_SCHEMA, hart_van_brabant, kalender, date(2026, 7, 3))

    assert [k.verwacht for k in knelpunten] == [date(2026, 7, 17), date(2026, 7, 31)]


def test_a_late_plan_is_expected_today_at_the_earliest(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    zaak = met_plan(PlanGebeurtenissen(PLAN, date(2026, 6, 29)))

    knelpunten = vooruitblik(zaak, hart_van_brabant, kalender, date(2026, 7, 15))

    assert [k.verwacht for k in knelpunten] == [date(2026, 7, 15), date(2026, 7, 29)]


def test_an_aanvraag_that_does_not_come_makes_the_decision_late(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    zaak = met_plan(PlanGebeurtenissen(PLAN, date(2026, 6, 29), ingediend=date(2026, 7, 13)))

    [totaal] = vooruitblik(zaak, hart_van_brabant, kalender, date(2026, 7, 14))

    assert (totaal.klok.stap, totaal.verwacht) == (Stap.TOTAAL, date(2026, 7, 28))


def test_after_the_aanvraag_no_plan_is_expected_that_was_never_asked_for(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    zaak = replace(OP_SCHEMA, aanvraag=date(2026, 7, 3))

    assert vooruitblik(zaak, hart_van_brabant, kalender, date(2026, 7, 3)) == ()


def test_a_regional_term_from_the_research_does_not_shorten_the_time_after_the_aanvraag(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    week = Termijn(
        Stap.BESLUIT, Vertrekpunt.ONDERZOEK, Duur(1, Tijdseenheid.WEKEN), atw=True, grondslag="regio"
    )

    [totaal] = vooruitblik(
        Gebeurtenissen(MELDING, afgezien_van_plan=True),
        (week, hart_van_brabant[-1]),
        kalender,
        date(2026, 7, 14),
    )[1:]

    assert (totaal.klok.stap, totaal.verwacht) == (Stap.TOTAAL, date(2026, 7, 28))


def test_a_reported_date_is_what_to_expect(kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]) -> None:
    zaak = met_plan(PlanGebeurtenissen(PLAN, date(2026, 6, 29), verwacht=date(2026, 7, 17)))

    knelpunten = vooruitblik(zaak, hart_van_brabant, kalender, date(2026, 7, 1))

    assert [k.verwacht for k in knelpunten] == [date(2026, 7, 17), date(2026, 7, 31)]


def test_the_slowest_of_several_plans_decides(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    vlot = PlanGebeurtenissen(PLAN, date(2026, 6, 29), ingediend=date(2026, 7, 2))
    traag = PlanGebeurtenissen(UUID(int=2), date(2026, 7, 6))
    zaak = replace(OP_SCHEMA, plannen=(vlot, traag))

    knelpunten = vooruitblik(zaak, hart_van_brabant, kalender, date(2026, 7, 6))

    assert [k.verwacht for k in knelpunten] == [date(2026, 7, 20), date(2026, 8, 3)]


def test_a_plan_submitted_early_leaves_room(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    zaak = met_plan(PlanGebeurtenissen(PLAN, date(2026, 7, 1), ingediend=date(2026, 7, 8)))

    assert vooruitblik(zaak, hart_van_brabant, kalender, date(2026, 7, 8)) == ()


def test_a_waived_plan_takes_no_time(kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]) -> None:
    dag = date(2026, 7, 13)
    gevraagd = Gebeurtenissen(MELDING, onderzoek_afgerond=dag)
    afgezien = replace(gevraagd, afgezien_van_plan=True)

    assert vooruitblik(gevraagd, hart_van_brabant, kalender, dag) != ()
    assert vooruitblik(afgezien, hart_van_brabant, kalender, dag) == ()


def test_a_plan_expected_after_the_decision_is_due_endangers_the_decision(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    plan = PlanGebeurtenissen(PLAN, date(2026, 6, 29), verwacht=date(2026, 7, 20))
    zaak = replace(met_plan(plan), aanvraag=date(2026, 7, 1))

    knelpunten = vooruitblik(zaak, (), kalender, date(2026, 7, 6))

    assert [(k.klok.stap, k.verwacht) for k in knelpunten] == [
        (Stap.ONDERZOEK, date(2026, 7, 20)),
        (Stap.BESLUIT, date(2026, 7, 20)),
    ]


def test_an_announced_late_decision_is_expected_on_its_new_date(kalender: Kalender) -> None:
    zaak = replace(OP_SCHEMA, aanvraag=date(2026, 6, 29), verlengd_tot=date(2026, 7, 31))

    [knelpunt] = vooruitblik(zaak, (), kalender, date(2026, 7, 1))

    assert (knelpunt.klok.stap, knelpunt.verwacht) == (Stap.BESLUIT, date(2026, 7, 31))


def test_a_region_without_terms_sees_only_what_the_law_sets(kalender: Kalender) -> None:
    assert vooruitblik(Gebeurtenissen(MELDING), (), kalender, date(2026, 7, 13)) == ()

    [knelpunt] = vooruitblik(Gebeurtenissen(MELDING), (), kalender, date(2026, 7, 14))
    assert knelpunt.klok.stap == Stap.ONDERZOEK


def test_research_and_plan_that_are_done_are_no_longer_foretold(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    te_laat = Gebeurtenissen(
        MELDING,
        onderzoek_afgerond=date(2026, 7, 14),
        plannen=(PlanGebeurtenissen(PLAN, date(2026, 7, 1), ingediend=date(2026, 7, 14)),),
        aanvraag=date(2026, 7, 14),
    )

    knelpunten = vooruitblik(te_laat, hart_van_brabant, kalender, date(2026, 7, 15))

    assert [k.klok.stap for k in knelpunten] == [Stap.TOTAAL]


def test_after_the_announcement_there_is_nothing_to_foresee(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...]
) -> None:
    zaak = replace(OP_SCHEMA, aanvraag=date(2026, 7, 13), bekendgemaakt=date(2026, 9, 1))

    assert vooruitblik(zaak, hart_van_brabant, kalender, date(2026, 9, 1)) == ()


@given(dagen=st.integers(0, 100), afgerond=st.none() | st.integers(0, 100))
def test_a_passed_end_is_always_foretold_and_waiting_never_helps(
    kalender: Kalender, hart_van_brabant: tuple[Termijn, ...], dagen: int, afgerond: int | None
) -> None:
    zaak = Gebeurtenissen(
        MELDING, onderzoek_afgerond=None if afgerond is None else MELDING + timedelta(days=afgerond)
    )
    vandaag = MELDING + timedelta(days=max(dagen, afgerond or 0))
    nu = {k.klok: k.verwacht for k in vooruitblik(zaak, hart_van_brabant, kalender, vandaag)}
    morgen = {
        k.klok: k.verwacht for k in vooruitblik(zaak, hart_van_brabant, kalender, vandaag + timedelta(days=1))
    }

    voorbij = [
        k
        for k in klokken(zaak, hart_van_brabant, kalender)
        if k.stap == Stap.TOTAAL and k.uiterlijk and k.uiterlijk < vandaag
    ]
    assert set(voorbij) <= set(nu)
    assert all(nu[klok] <= morgen[klok] for klok in nu)
