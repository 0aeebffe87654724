"""Two providers for one plan van aanpak: each its own results and plan, together one decision (M18, W07)."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import etree

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
)

BOSCH = "41410002"
POST_BOSCH = "bosch@zorgmail.example.nl"
RESULTATEN = [
    een_resultaat("R1"),
    een_resultaat("R2", resultaatgebied="financien", omschrijving="De rekeningen zijn op tijd betaald."),
]


@pytest.fixture
def bosch(als_aanbieder: Callable[..., TestClient], klok: Klok) -> Aanbieder:
    """The second provider."""
    return Aanbieder(als_aanbieder, klok, BOSCH)


@pytest.fixture(params=["roermond", "heusden"])
def gemeente(request: pytest.FixtureRequest, roermond: Gemeente, heusden: Gemeente) -> Gemeente:
    """A municipality of either region, where both providers have contracts."""
    gemeente = {"roermond": roermond, "heusden": heusden}[request.param]
    gemeente.contracteer(BOSCH, zorgmail=POST_BOSCH)
    for product in gemeente.profiel["producten"]:
        if (product["resultaatgebied"], product["intensiteit"]) == ("financien", "licht"):
            gemeente.contracteer_product(product, BOSCH)
    return gemeente


@pytest.fixture
def zaak(gemeente: Gemeente) -> Json:
    """A plan van aanpak with a result for each provider."""
    return gemeente.open_zaak(resultaten=RESULTATEN)


def vraag(gemeente: Gemeente, zaak: Json, agb: str, *codes: str) -> Json:
    plan = gemeente.stel_plan_op(zaak, agb, resultaten=list(codes))
    adres = {"verzending": gemeente.per_zorgmail(POST_BOSCH)} if agb == BOSCH else {}
    return gemeente.vraag_uit(plan, **adres)


def maak_af(gemeente: Gemeente, aanbieder: Aanbieder, plan: Json) -> Json:
    """From the request to the plan that was adopted."""
    aanbieder.maak_plan(plan)
    gemeente.beoordeel(plan)
    return aanbieder.rond_af(plan)


def codes(resultaten: list[Json]) -> list[str]:
    return [r["code"] for r in resultaten]


def test_each_is_asked_for_its_own_results(gemeente: Gemeente, bosch: Aanbieder, zaak: Json) -> None:
    plan = vraag(gemeente, zaak, BOSCH, "R2")
    bosch.bevestig_ontvangst(plan)
    assert codes(plan["resultaten"]) == ["R2"]
    assert codes(bosch.lees_gedeeld(plan)["resultaten"]) == ["R2"]


def test_without_results_a_provider_is_asked_for_all(gemeente: Gemeente, zaak: Json) -> None:
    assert codes(gemeente.stel_plan_op(zaak)["resultaten"]) == ["R1", "R2"]


def test_a_result_outside_the_plan_van_aanpak_cannot_be_asked(gemeente: Gemeente, zaak: Json) -> None:
    antwoord = gemeente.probeer(
        "POST", "/ondersteuningsplannen", gemeente.plan_in(zaak, resultaten=["R1", "R9"])
    )
    assert (antwoord.status_code, fouten(antwoord)) == (400, {("resultaten[1]", None)})
    assert gemeente.lees("/ondersteuningsplannen") == []


def test_a_plan_is_held_to_what_its_provider_was_asked(
    gemeente: Gemeente, bosch: Aanbieder, zaak: Json
) -> None:
    plan = vraag(gemeente, zaak, BOSCH, "R2")
    assert [b for b in bosch.maak_plan(plan)["bevindingen"] if b["ernst"] == "blokkerend"] == []


def test_where_the_provider_begins_a_result_of_the_other_is_found(
    heusden: Gemeente, linde: Aanbieder
) -> None:
    zaak = heusden.open_zaak(resultaten=RESULTATEN)
    plan = vraag(heusden, zaak, AGB, "R1")
    ingediend = linde.maak_plan(plan, resultaten=RESULTATEN)
    assert ("resultaat_toegevoegd", "resultaten[1]") in {
        (b["toets"], b["veld"]) for b in ingediend["bevindingen"]
    }


def test_two_plans_become_one_decision_and_two_301s_that_together_equal_it(
    gemeente: Gemeente, linde: Aanbieder, bosch: Aanbieder, zaak: Json
) -> None:
    for aanbieder, code in ((linde, "R1"), (bosch, "R2")):
        maak_af(gemeente, aanbieder, vraag(gemeente, zaak, aanbieder.agb, code))
    besluit = gemeente.beslis(zaak)
    uit = gemeente.wijs_toe(besluit)

    assert {r["aanbieder"]: r["resultaten"] for r in besluit["regels"]} == {AGB: ["R1"], BOSCH: ["R2"]}
    assert {b["aanbieder"] for b in uit["berichten"]} == {AGB, BOSCH}
    in_berichten = [product for b in uit["berichten"] for product in producten(gemeente, b)]
    besloten = [
        (r["aanbieder"], r["categorie"], r["productcode"], str(r["omvang"]["volume"]), r["omvang"]["eenheid"])
        for r in besluit["regels"]
    ]
    assert sorted(in_berichten) == sorted(besloten)


def test_a_plan_that_is_not_there_yet_leaves_its_results_undecided(
    gemeente: Gemeente, linde: Aanbieder, zaak: Json
) -> None:
    maak_af(gemeente, linde, vraag(gemeente, zaak, AGB, "R1"))
    vraag(gemeente, zaak, BOSCH, "R2")
    antwoord = gemeente.probeer_te_besluiten(gemeente.ontwerp_besluit(zaak))
    assert (antwoord.status_code, fouten(antwoord)) == (409, {("regels", "W07")})
    assert "R2" in antwoord.json()["fouten"][0]["melding"]


def test_one_provider_does_not_see_the_other(
    gemeente: Gemeente, linde: Aanbieder, bosch: Aanbieder, zaak: Json
) -> None:
    plan = vraag(gemeente, zaak, BOSCH, "R2")
    assert linde.probeer("GET", plan_pad(plan)).status_code == 404
    assert len(bosch.lees("/ondersteuningsplannen")) == 1


def producten(gemeente: Gemeente, bericht: Json) -> list[tuple[Any, ...]]:
    """Provider, product and extent of each allocated product in the message as it goes out."""
    antwoord = gemeente.probeer("GET", f"/berichten/{bericht['id']}/xml", rol=Rol.BESLUIT)
    wortel = etree.fromstring(antwoord.content)

    def lees(element: Any, naam: str) -> str:
        return str(element.xpath(f"string(.//*[local-name()='{naam}'])"))

    return [
        (lees(wortel, "Ontvanger"), *(lees(product, n) for n in ("Categorie", "Code", "Volume", "Eenheid")))
        for product in wortel.iter("{*}ToegewezenProduct")
    ]
