"""The research: who took part, what the law asks, and a written outcome with identity checked (W01, W11)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain import onderzoek as stappen
from app.domain.fouten import OngeldigeInvoer, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.melding import Bevestiging
from app.domain.onderzoek import (
    ONDERWERPEN,
    Afronding,
    Betrokkene,
    Betrokkenheid,
    Onderdeel,
    Onderwerp,
    Onderzoek,
    Verantwoording,
    tekorten,
    vul_aan,
)
from tests.bouw import (
    CLIENT_ID,
    MELDING_ID,
    ONDERZOEK_ID,
    een_melding,
    een_onderzoek,
    een_onderzoekspunt,
    een_verantwoording,
)

DAG, LATER = date(2026, 2, 2), date(2026, 2, 3)
MELDING = een_melding(ontvangen_op=DAG, bevestiging=Bevestiging(DAG, True, True))
ALLEN = tuple(Betrokkenheid(wie, betrokken=True) for wie in Betrokkene)
AFRONDING = Afronding(
    LATER, identiteit_vastgesteld=True, uitkomst="Hulp is nodig.", uitkomst_verstrekt_op=LATER
)


def lopend(*betrokkenen: Betrokkenheid) -> Onderzoek:
    return stappen.werk_bij(stappen.start(ONDERZOEK_ID, MELDING, DAG), betrokkenen, (), Verantwoording())


def velden(fout: pytest.ExceptionInfo[VoorwaardeNietVervuld]) -> list[str]:
    return [v.veld for v in fout.value.velden]


def test_it_is_about_the_client_who_made_the_melding() -> None:
    onderzoek = stappen.start(UUID(int=9), MELDING, LATER)
    assert (onderzoek.client_id, onderzoek.melding_id) == (CLIENT_ID, MELDING_ID)


def test_it_does_not_start_before_the_confirmation_of_the_melding() -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        stappen.start(ONDERZOEK_ID, replace(MELDING, bevestiging=Bevestiging(LATER, True, True)), DAG)
    assert velden(fout) == ["startdatum"]


def test_it_does_not_start_before_the_client_knows_of_client_support() -> None:
    with pytest.raises(VoorwaardeNietVervuld, match="cliëntondersteuning") as fout:
        stappen.start(ONDERZOEK_ID, replace(MELDING, bevestiging=None), DAG)
    assert [(v.veld, v.regel) for v in fout.value.velden] == [("meldingId", "W01")]


def test_a_part_is_shared_by_its_code_and_so_has_one_of_its_own() -> None:
    dubbel = tuple(Onderdeel("wonen", titel, "…") for titel in ("Wonen", "Nog eens wonen"))
    with pytest.raises(OngeldigeInvoer) as fout:
        stappen.werk_bij(lopend(), ALLEN, dubbel, Verantwoording())
    assert [v.veld for v in fout.value.velden] == ["onderdelen[0].code", "onderdelen[1].code"]


def test_it_is_closed_with_everybody_heard() -> None:
    assert stappen.rond_af(lopend(*ALLEN), AFRONDING).afronding == AFRONDING


@pytest.mark.parametrize("toelichting", [None, " "])
def test_who_was_not_heard_has_a_reason(toelichting: str | None) -> None:
    zonder = (*ALLEN[:2], Betrokkenheid(Betrokkene.MANTELZORGER, False, toelichting))
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        stappen.rond_af(lopend(*zonder), AFRONDING)
    assert velden(fout) == ["betrokkenen"]
    assert "mantelzorger" in fout.value.velden[0].melding


def test_somebody_may_be_missing_with_a_reason() -> None:
    met_reden = (*ALLEN[:2], Betrokkenheid(Betrokkene.MANTELZORGER, False, "Die is er niet."))
    assert stappen.rond_af(lopend(*met_reden), AFRONDING).afronding


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"identiteit_vastgesteld": False}, "identiteitVastgesteld"),
        ({"op": date(2026, 2, 1)}, "datum"),
        ({"uitkomst_verstrekt_op": DAG}, "datum"),
    ],
)
def test_what_the_outcome_lacks_is_named(anders: dict[str, object], veld: str) -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        stappen.rond_af(lopend(*ALLEN), replace(AFRONDING, **anders))  # type: ignore[arg-type]
    assert velden(fout) == [veld]


def test_once_closed_it_changes_no_more() -> None:
    klaar = stappen.rond_af(lopend(*ALLEN), AFRONDING)
    with pytest.raises(VerkeerdeStatus):
        stappen.werk_bij(klaar, ALLEN, (), Verantwoording())
    with pytest.raises(VerkeerdeStatus):
        stappen.rond_af(klaar, AFRONDING)


def gemist(onderzoek: Onderzoek, **melding: object) -> list[tuple[str, str | None]]:
    return [(t.veld, t.regel) for t in tekorten(onderzoek, replace(MELDING, **melding))]  # type: ignore[arg-type]


def test_a_research_that_answers_all_that_the_law_asks_lacks_nothing() -> None:
    assert gemist(een_onderzoek()) == []


@pytest.mark.parametrize("onderwerp", Onderwerp)
def test_each_subject_of_the_law_that_was_not_answered_is_found(onderwerp: Onderwerp) -> None:
    punten = tuple(p for p in een_verantwoording().punten if p.onderwerp is not onderwerp)
    (tekort,) = tekorten(een_onderzoek(verantwoording=een_verantwoording(punten=punten)), MELDING)

    assert (tekort.veld, tekort.regel) == ("verantwoording.punten", "W11")
    assert ONDERWERPEN[onderwerp] in tekort.melding


@pytest.mark.parametrize("van_toepassing", [True, False])
def test_a_subject_without_words_is_not_answered(van_toepassing: bool) -> None:
    leeg = een_onderzoekspunt(Onderwerp.BIJDRAGE, van_toepassing=van_toepassing, toelichting=" ")
    punten = (*een_verantwoording().punten[:-1], leeg)
    assert gemist(een_onderzoek(verantwoording=een_verantwoording(punten=punten))) == [
        ("verantwoording.punten", "W11")
    ]


def test_a_subject_may_not_apply_for_a_reason() -> None:
    reden = een_onderzoekspunt(Onderwerp.BIJDRAGE, van_toepassing=False, toelichting="Jonger dan 18 jaar.")
    punten = (*een_verantwoording().punten[:-1], reden)
    assert gemist(een_onderzoek(verantwoording=een_verantwoording(punten=punten))) == []


def test_that_the_client_heard_of_the_personal_budget_has_its_day() -> None:
    zonder = een_verantwoording(pgb_besproken_op=None)
    assert gemist(een_onderzoek(verantwoording=zonder)) == [("verantwoording.pgbBesprokenDatum", "W11")]


def test_an_informal_carer_who_took_part_was_told_of_client_support() -> None:
    met_mantelzorger = een_onderzoek(betrokkenen=ALLEN)
    assert gemist(met_mantelzorger) == [("verantwoording.mantelzorgerGewezenDatum", "W01")]
    verteld = een_verantwoording(mantelzorger_gewezen_op=DAG)
    assert gemist(replace(met_mantelzorger, verantwoording=verteld)) == []


def test_a_personal_plan_that_was_handed_in_is_used() -> None:
    assert gemist(een_onderzoek(), persoonlijk_plan_op=DAG) == [
        ("verantwoording.persoonlijkPlanBetrokken", "W01")
    ]
    gebruikt = een_verantwoording(persoonlijk_plan_betrokken="Samen doorgenomen.")
    assert gemist(een_onderzoek(verantwoording=gebruikt), persoonlijk_plan_op=DAG) == []


def test_each_subject_has_one_answer() -> None:
    punt = een_onderzoekspunt(Onderwerp.BIJDRAGE)
    with pytest.raises(OngeldigeInvoer) as fout:
        stappen.werk_bij(lopend(), ALLEN, (), Verantwoording((punt, punt)))
    assert [v.veld for v in fout.value.velden] == [
        "verantwoording.punten[0].onderwerp",
        "verantwoording.punten[1].onderwerp",
    ]


def test_what_a_closed_research_lacks_can_be_added() -> None:
    kaal = een_onderzoek(verantwoording=Verantwoording(een_verantwoording().punten[:3]))
    aangevuld = vul_aan(kaal, Verantwoording(een_verantwoording().punten[3:], pgb_besproken_op=LATER))
    assert gemist(aangevuld) == []
    assert aangevuld.afronding == kaal.afronding


def test_what_a_closed_research_found_does_not_change() -> None:
    klaar = een_onderzoek(
        verantwoording=een_verantwoording(mantelzorger_gewezen_op=DAG, persoonlijk_plan_betrokken="Gebruikt.")
    )
    anders = Verantwoording((een_onderzoekspunt(Onderwerp.BIJDRAGE),), LATER, LATER, "Toch niet.")
    with pytest.raises(OngeldigeInvoer) as fout:
        vul_aan(klaar, anders)
    assert [v.veld for v in fout.value.velden] == [
        "punten[0].onderwerp",
        "pgbBesprokenDatum",
        "mantelzorgerGewezenDatum",
        "persoonlijkPlanBetrokken",
    ]


def test_an_addition_too_has_one_answer_to_each_subject() -> None:
    punt = een_onderzoekspunt(Onderwerp.BIJDRAGE)
    with pytest.raises(OngeldigeInvoer) as fout:
        vul_aan(een_onderzoek(verantwoording=Verantwoording()), Verantwoording((punt, punt)))
    assert [v.veld for v in fout.value.velden] == ["punten[0].onderwerp", "punten[1].onderwerp"]


def test_an_empty_addition_adds_nothing() -> None:
    with pytest.raises(OngeldigeInvoer):
        vul_aan(een_onderzoek(), Verantwoording())


def test_a_research_that_runs_is_not_completed_afterwards() -> None:
    with pytest.raises(VerkeerdeStatus):
        vul_aan(lopend(), een_verantwoording())
