"""The review of what was granted, from the decision that names its day to the worklist (Wmo 2.3.9, W08)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI

from app.domain.partijen import Rol
from app.domain.profielen import Profielen
from app.domain.termijnen import Duur, Tijdseenheid
from tests.api.conftest import Klok
from tests.api.verhaal import Aanbieder, Gemeente, Json, fouten, tot_vastgesteld

EVALUATIE: Json = {
    "wijze": "Gesprek thuis, met de dochter",
    "uitkomst": "voortzetten",
    "toelichting": "De hulp helpt, en blijft nodig.",
}


def besloten(gemeente: Gemeente, linde: Aanbieder, **anders: Any) -> tuple[Json, Json]:
    """The plan van aanpak and a decision on support from day 30 to 394, carried out."""
    zaak = gemeente.open_zaak()
    tot_vastgesteld(gemeente, linde, zaak)
    besluit = gemeente.beslis(zaak, **anders)
    for bericht in gemeente.wijs_toe(besluit)["berichten"]:
        for status in ("verzonden", "goedgekeurd"):
            gemeente.stap(
                f"/berichten/{bericht['id']}", "/statussen", {"status": status}, rol=Rol.ADMINISTRATIE
            )
    return zaak, besluit


def evalueer(gemeente: Gemeente, besluit: Json, **anders: Any) -> Any:
    evaluatie = EVALUATIE | {"datum": gemeente.over()} | anders
    return gemeente.probeer_stap(f"/besluiten/{besluit['id']}", "/evaluaties", evaluatie)


def werk(gemeente: Gemeente) -> list[Json]:
    gevonden: list[Json] = gemeente.lees("/werkvoorraad?soort=evaluatie")
    return gevonden


@pytest.mark.beide
def test_a_review_is_work_from_six_weeks_ahead_until_it_is_recorded(
    roermond: Gemeente, linde: Aanbieder, klok: Klok
) -> None:
    dag = roermond.over(days=200)
    zaak, besluit = besloten(roermond, linde, evaluatiedatum=dag)
    assert besluit["volgendeEvaluatie"] == dag
    assert roermond.lees("/werkvoorraad") == []

    klok.verzet(days=158)
    (regel,) = werk(roermond)
    assert (regel["meldingId"], regel["uiterlijk"], regel["aanZet"]) == (zaak["meldingId"], dag, "gemeente")
    assert "Evalueer uiterlijk op" in regel["taken"][0]

    volgende = roermond.over(days=100)
    antwoord = evalueer(roermond, besluit, volgendeDatum=volgende)

    assert antwoord.is_success, antwoord.text
    assert (antwoord.json()["evaluatiedatum"], antwoord.json()["volgendeEvaluatie"]) == (dag, volgende)
    (evaluatie,) = antwoord.json()["evaluaties"]
    assert (evaluatie["door"], evaluatie["uitkomst"]) == ("medewerker-1", "voortzetten")
    assert roermond.lees("/werkvoorraad") == []
    klok.verzet(days=58)
    assert [r["uiterlijk"] for r in werk(roermond)] == [volgende]


@pytest.mark.beide
def test_a_reassessment_stays_work_until_a_decision_in_another_case_changes_it(
    roermond: Gemeente, linde: Aanbieder, klok: Klok
) -> None:
    zaak, besluit = besloten(roermond, linde)
    klok.verzet(days=60)
    assert evalueer(roermond, besluit, uitkomst="herbeoordelen").is_success
    (regel,) = werk(roermond)
    assert regel["uiterlijk"] == roermond.over(weeks=6)

    melding = roermond.neem_melding_aan({"id": zaak["clientId"]})
    roermond.doe_onderzoek(melding)
    stop = {
        "soort": "herbeoordeling",
        "meldingId": melding["id"],
        "wijzigt": besluit["id"],
        "ingangsdatum": roermond.over(days=1),
        "motivering": "U redt het zonder hulp.",
        "regels": [],
        "nadeel": {"grond": "niet_langer_aangewezen", "gevraagdOp": roermond.over()},
    }
    roermond.maak_bekend(roermond.neem_besluit(roermond.doe("POST", "/besluiten", stop)))

    assert werk(roermond) == []
    assert evalueer(roermond, besluit).status_code == 409


def test_what_ends_the_cases_of_the_client_ends_it_and_a_return_brings_it_back(
    roermond: Gemeente, linde: Aanbieder, klok: Klok
) -> None:
    zaak, _ = besloten(roermond, linde, evaluatiedatum=roermond.over(days=60))
    klok.verzet(days=40)
    assert len(werk(roermond)) == 1

    feiten = f"/clienten/{zaak['clientId']}/feiten"
    feit = roermond.doe(
        "POST", feiten, {"soort": "overlijden", "datum": roermond.over()}, rol=Rol.ADMINISTRATIE
    )
    assert werk(roermond) == []

    roermond.stap(
        f"{feiten}/{feit['feit']['id']}",
        "/vervallenverklaringen",
        {"reden": "Het was een ander."},
        rol=Rol.ADMINISTRATIE,
    )
    assert len(werk(roermond)) == 1


@pytest.fixture
def na_dertig_weken(app: FastAPI) -> Iterator[None]:
    """Regions that review support after thirty weeks."""
    eigen, na = app.state.profielen, Duur(30, Tijdseenheid.WEKEN)
    app.state.profielen = Profielen(tuple(replace(p, evaluatie_na=na) for p in eigen.alle))
    yield
    app.state.profielen = eigen


@pytest.mark.usefixtures("na_dertig_weken")
def test_the_region_says_the_day_where_nobody_does(roermond: Gemeente, linde: Aanbieder) -> None:
    _, besluit = besloten(roermond, linde)

    assert besluit["evaluatiedatum"] == roermond.over(days=30, weeks=30)


def test_a_day_outside_the_support_is_refused_before_the_decision_is_taken(
    roermond: Gemeente, linde: Aanbieder
) -> None:
    zaak = roermond.open_zaak()
    tot_vastgesteld(roermond, linde, zaak)

    besluit = roermond.ontwerp_besluit(zaak, evaluatiedatum=roermond.over(days=29))

    assert ("evaluatiedatum", "W08") in fouten(roermond.probeer_te_besluiten(besluit))


def test_a_review_has_to_have_been_held(roermond: Gemeente, linde: Aanbieder) -> None:
    _, besluit = besloten(roermond, linde)

    assert fouten(evalueer(roermond, besluit, datum=roermond.over(days=1))) == {("datum", "W08")}
