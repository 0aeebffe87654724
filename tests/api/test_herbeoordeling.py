"""A reassessment for more or other support asks a plan or a waiver of its own (M02, M04)."""

from typing import Any

import pytest

from app.domain.partijen import Rol
from tests.api.verhaal import Aanbieder, Gemeente, Json, fouten, tot_vastgesteld

MEER, MINDER = (
    {"volume": 5, "eenheid": "04", "frequentie": "2"},
    {"volume": 1, "eenheid": "04", "frequentie": "2"},
)


@pytest.fixture(params=["roermond", "heusden"])
def gemeente(request: pytest.FixtureRequest) -> Gemeente:
    gemeente: Gemeente = request.getfixturevalue(request.param)
    return gemeente


def besloten(gemeente: Gemeente, linde: Aanbieder) -> tuple[Json, Json]:
    """The plan van aanpak and a decision that was carried out: two hours a week."""
    zaak = gemeente.open_zaak()
    tot_vastgesteld(gemeente, linde, zaak)
    besluit = gemeente.beslis(zaak)
    gemeente.wijs_toe(besluit)
    return zaak, besluit


def herbeoordeel(gemeente: Gemeente, zaak: Json, eerder: Json, **regel: Any) -> Json:
    (oud,) = eerder["regels"]
    del oud["nummer"]
    ingang = oud["periode"]["begindatum"]
    nieuw = oud | {"afwijkingVanPlan": "Na de val is het anders."} | regel
    ontwerp = gemeente.ontwerp(
        zaak,
        soort="herbeoordeling",
        wijzigt=eerder["id"],
        ingangsdatum=ingang,
        regels=[nieuw],
        nadeel={"grond": "niet_langer_aangewezen", "gevraagdOp": gemeente.over()},
    )
    gemaakt: Json = gemeente.doe("POST", "/besluiten", ontwerp)
    return gemaakt


@pytest.mark.parametrize("regel", [{"omvang": MEER}, {"productcode": "01H02"}], ids=["more", "other"])
def test_more_or_other_support_does_not_rest_on_the_earlier_plan(
    gemeente: Gemeente, linde: Aanbieder, regel: Json
) -> None:
    zaak, eerder = besloten(gemeente, linde)

    antwoord = gemeente.probeer_te_besluiten(herbeoordeel(gemeente, zaak, eerder, **regel))

    assert ("regels[0].aanbieder", "M02") in fouten(antwoord)


def test_less_may_go_without(gemeente: Gemeente, linde: Aanbieder) -> None:
    zaak, eerder = besloten(gemeente, linde)

    assert gemeente.neem_besluit(herbeoordeel(gemeente, zaak, eerder, omvang=MINDER))


def test_a_waiver_of_its_own_makes_more_possible(roermond: Gemeente, linde: Aanbieder) -> None:
    zaak, eerder = besloten(roermond, linde)
    roermond.zie_af(zaak)

    assert roermond.neem_besluit(herbeoordeel(roermond, zaak, eerder, omvang=MEER))


def test_a_plan_of_its_own_makes_more_possible(heusden: Gemeente, linde: Aanbieder) -> None:
    zaak, eerder = besloten(heusden, linde)
    (oud,) = eerder["planversies"]
    plan = heusden.vraag_plan(zaak, aanleiding="herbeoordeling", vervangt=oud["planId"])
    linde.bevestig_ontvangst(plan)
    linde.verbeter_plan(plan, inzet=[linde.inzet(plan, omvang={"aantal": 5, "eenheid": "uren"})])
    heusden.beoordeel(plan)
    linde.rond_af(plan)

    assert heusden.neem_besluit(herbeoordeel(heusden, zaak, eerder, omvang=MEER))


def test_a_repair_needs_no_plan_of_its_own(roermond: Gemeente, linde: Aanbieder) -> None:
    zaak, eerder = besloten(roermond, linde)
    besluit = herbeoordeel(roermond, zaak, eerder, omvang=MEER)
    ontwerp = roermond.ontwerp(
        zaak,
        soort="herstel",
        wijzigt=eerder["id"],
        ingangsdatum=besluit["ingangsdatum"],
        regels=[{k: v for k, v in r.items() if k != "nummer"} for r in besluit["regels"]],
    )

    herstel = roermond.stap(f"/besluiten/{besluit['id']}", "", ontwerp, methode="PUT", rol=Rol.BESLUIT)

    assert roermond.neem_besluit(herstel)
