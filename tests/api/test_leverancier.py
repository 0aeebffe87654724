"""A supplier without AGB code delivers in natura: it holds by decision, and nothing is allocated (W07)."""

from typing import Any

import pytest

from tests.api.spoed import keur_goed
from tests.api.spoed import ontwerp as ontwerp_spoed
from tests.api.verhaal import Aanbieder, Gemeente, Json, een_resultaat, fouten, tot_vastgesteld
from tests.documenten.lezen import tekst

LIFT = {
    "leveringsvorm": "natura",
    "leverancier": "Traplift Zuid",
    "categorie": "13",
    "resultaten": ["R2"],
    "activiteiten": "Een traplift, met plaatsing en onderhoud.",
    "frequentie": "Eenmalig",
    "omvang": {"volume": 1, "eenheid": "82", "frequentie": "6"},
}


def lift(zaak: Json, **anders: Any) -> Json:
    """One stair lift, for as long as the plan van aanpak runs."""
    return LIFT | {"periode": zaak["termijn"]} | anders


def test_a_shop_alone_delivers_what_was_decided_and_nothing_is_left_to_do(roermond: Gemeente) -> None:
    zaak = roermond.open_zaak(resultaten=[een_resultaat(code="R2")])

    besluit = roermond.beslis(zaak, regels=[lift(zaak)])

    brief = tekst(roermond.probeer("GET", f"/besluiten/{besluit['id']}/document").content)
    assert "Traplift Zuid" in brief
    assert "1 traplift" in brief
    assert roermond.lees(f"/besluiten/{besluit['id']}/gevolgen")["beletsels"] == []
    open_zaken = roermond.lees("/werkvoorraad")
    assert zaak["meldingId"] not in {rij["meldingId"] for rij in open_zaken}


def test_beside_a_provider_only_the_line_of_the_provider_is_allocated(
    roermond: Gemeente, linde: Aanbieder
) -> None:
    zaak = roermond.open_zaak(resultaten=[een_resultaat(), een_resultaat(code="R2")])
    tot_vastgesteld(roermond, linde, zaak)
    (gepland, *_) = roermond.doe("POST", "/besluiten/voorstellen", {"planVanAanpakId": zaak["id"]})["regels"]
    del gepland["nummer"]
    besluit = roermond.beslis(zaak, regels=[gepland | {"resultaten": ["R1"]}, lift(zaak)])

    (toewijzing,) = roermond.wijs_toe(besluit)["toewijzingen"]

    assert toewijzing["aanbieder"] == linde.agb
    stand = roermond.lees(f"/clienten/{besluit['clientId']}/stand")
    assert [s["inhoud"].get("leverancier") for s in stand["geldend"]] == [None, "Traplift Zuid"]
    assert (stand["ongelijkheden"], stand["stappen"]) == ([], [])


def test_what_a_shop_delivers_can_be_stopped_by_a_later_decision(roermond: Gemeente) -> None:
    zaak = roermond.open_zaak(resultaten=[een_resultaat(code="R2")])
    eerder = roermond.beslis(zaak, regels=[lift(zaak)])

    stop = roermond.doe(
        "POST",
        "/besluiten",
        roermond.ontwerp(
            zaak,
            soort="herbeoordeling",
            wijzigt=eerder["id"],
            ingangsdatum=roermond.over(days=60),
            regels=[],
            nadeel={"grond": "niet_langer_aangewezen", "gevraagdOp": roermond.over()},
        ),
    )
    bekend = roermond.maak_bekend(roermond.neem_besluit(stop))

    (einde,) = roermond.lees(f"/besluiten/{bekend['id']}/gevolgen")["einden"]
    assert (einde["regel"]["leverancier"], einde["laatsteDag"]) == ("Traplift Zuid", roermond.over(days=59))
    brief = tekst(roermond.probeer("GET", f"/besluiten/{bekend['id']}/document").content)
    assert "Traplift Zuid" in brief
    assert roermond.wijs_toe(bekend)["toewijzingen"] == []


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"aanbieder": "41410001"}, ("regels[0].aanbieder", "W07")),
        (
            {"leveringsvorm": "pgb", "budget": 90_000, "pgbMotivering": "Zelf kiezen."},
            ("regels[0].aanbieder", "W07"),
        ),
        ({"omvang": {"volume": 2, "eenheid": "04", "frequentie": "2"}}, ("regels[0].leverancier", "M02")),
    ],
    ids=["beside a provider", "with a personal budget", "help by the hour"],
)
def test_a_supplier_stands_alone_and_gives_no_help_by_the_hour(
    roermond: Gemeente, anders: Json, fout: tuple[str, str]
) -> None:
    periode = {"begindatum": roermond.over(), "einddatum": roermond.over(days=30)}
    besluit = ontwerp_spoed(roermond, regels=[LIFT | {"periode": periode} | anders])

    assert fout in fouten(roermond.probeer_te_besluiten(besluit))


VERVOER = {
    "categorie": "08",
    "productcode": "08V01",
    "resultaten": ["R1"],
    "activiteiten": "Vervoer met de taxi.",
    "frequentie": "Zo vaak als u wilt",
    "omvang": {"volume": 100, "eenheid": "84", "frequentie": "6"},
}


def test_trips_that_go_from_a_provider_to_a_taxi_company_end_there_as_with_another_provider(
    roermond: Gemeente,
) -> None:
    product = {"categorie": "08", "code": "08V01", "eenheid": "84", "tarief": 1200}
    roermond.contracteer_product(product)
    periode = {"begindatum": roermond.over(), "einddatum": roermond.over(days=90)}
    natura = {"leveringsvorm": "natura"} | VERVOER
    eerst = ontwerp_spoed(roermond, regels=[natura | {"aanbieder": "41410001", "periode": periode}])
    eerder = roermond.maak_bekend(roermond.neem_besluit(eerst))
    (bericht,) = roermond.wijs_toe(eerder)["berichten"]
    keur_goed(roermond, bericht)
    dag = roermond.over(days=30)
    rest = {"begindatum": dag, "einddatum": roermond.over(days=90)}
    later = {
        "soort": "spoed",
        "meldingId": eerder["meldingId"],
        "motivering": "De aanbieder stopt.",
        "wijzigt": eerder["id"],
        "ingangsdatum": dag,
        "regels": [natura | {"leverancier": "Taxi Maas", "periode": rest}],
        "nadeel": {"grond": "niet_meer_toereikend", "gevraagdOp": roermond.over()},
    }

    besluit = roermond.maak_bekend(roermond.neem_besluit(roermond.doe("POST", "/besluiten", later)))
    uit = roermond.wijs_toe(besluit)

    (toewijzing,) = uit["toewijzingen"]
    assert (toewijzing["actueel"]["periode"]["einddatum"], toewijzing["actueel"]["oorzaak"]) == (
        roermond.over(days=29),
        "andere_aanbieder",
    )
    stand = roermond.lees(f"/clienten/{besluit['clientId']}/stand")
    assert (stand["ongelijkheden"], stand["stappen"]) == ([], [])
    assert stand["geldend"][-1]["inhoud"]["leverancier"] == "Taxi Maas"
