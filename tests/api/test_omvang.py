"""Extents as practice has them, from the plan to the wmo301 without typing anything again (W05, IV042)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.processen.regio import lees_profielen
from tests.api.conftest import Klok
from tests.api.test_derde_regio import REGIO
from tests.api.verhaal import AGB, Aanbieder, Gemeente, fouten
from tests.documenten.lezen import tekst


def met_omvang(gemeente: Gemeente, linde: Aanbieder, aantal: float) -> dict[str, Any]:
    """A plan van aanpak with a plan for this many hours a week that was adopted."""
    zaak = gemeente.open_zaak()
    per_api = {"kanaal": "api", "geadresseerde": linde.agb, "op": gemeente.nu}
    plan = gemeente.vraag_uit(gemeente.stel_plan_op(zaak), verzending=per_api)
    linde.bevestig_ontvangst(plan)
    (inzet,) = linde.invulling(plan)["inzet"]
    linde.verbeter_plan(plan, inzet=[inzet | {"omvang": {"aantal": aantal, "eenheid": "uren"}}])
    gemeente.beoordeel(plan)
    linde.rond_af(plan)
    return zaak


@pytest.mark.parametrize(("uren", "minuten"), [(3.75, 225), (2.9, 174)])
def test_hours_that_are_not_whole_go_to_the_message_in_minutes(
    roermond: Gemeente, linde: Aanbieder, uren: float, minuten: int
) -> None:
    besluit = roermond.beslis(met_omvang(roermond, linde, uren))

    (toewijzing,) = roermond.wijs_toe(besluit)["toewijzingen"]

    assert toewijzing["actueel"]["omvang"] == {"volume": minuten, "eenheid": "01", "frequentie": "2"}


def test_half_days_on_a_price_per_hour_are_refused_before_the_decision(
    roermond: Gemeente, linde: Aanbieder
) -> None:
    zaak = met_omvang(roermond, linde, 2)
    (regel,) = roermond.doe("POST", "/besluiten/voorstellen", {"planVanAanpakId": zaak["id"]})["regels"]
    del regel["nummer"]
    regel |= {"omvang": {"volume": 1, "eenheid": "16", "frequentie": "2"}, "afwijkingVanPlan": "Meer nodig."}

    antwoord = roermond.probeer_te_besluiten(roermond.ontwerp_besluit(zaak, regels=[regel]))

    assert fouten(antwoord) == {("regels[0].omvang.eenheid", "TR341")}
    assert "01 (minuten)" in antwoord.text


@pytest.fixture
def outputdorp(tmp_path: Path, als_gemeente: Callable[..., TestClient], klok: Klok) -> Iterator[Gemeente]:
    """A municipality of a region that pays its resultaatgebieden per output."""
    regio = REGIO.replace('eenheid = "04"', 'eenheid = "82"').replace('"0363"', '"0344"')
    (tmp_path / "output.toml").write_text(regio.replace('code = "DUI"', 'code = "OUT"'))
    staat = als_gemeente().app.state
    eigen, staat.profielen = staat.profielen, lees_profielen(tmp_path)
    gemeente = Gemeente(als_gemeente, klok, "0344")
    gemeente.contracteer(AGB)
    yield gemeente
    staat.profielen = eigen


def test_a_region_that_pays_per_output_goes_from_melding_to_message(
    outputdorp: Gemeente, linde: Aanbieder
) -> None:
    besluit = outputdorp.beslis(met_omvang(outputdorp, linde, 2.5))
    (regel,) = besluit["regels"]
    assert regel["concreteTijd"] == {"aantal": 2.5, "eenheid": "uren", "perTweeWeken": False}

    uit = outputdorp.wijs_toe(besluit)
    (toewijzing,), (bericht,) = uit["toewijzingen"], uit["berichten"]

    assert toewijzing["actueel"]["omvang"] == {"volume": 1, "eenheid": "82", "frequentie": "4"}
    xml = outputdorp.probeer("GET", f"/berichten/{bericht['id']}/xml", rol=Rol.ADMINISTRATIE).text
    assert "Commentaar>Concrete omvang: 2,5 uur per week.</" in xml


def test_another_time_within_the_same_extent_is_a_decision_and_no_message(
    outputdorp: Gemeente, linde: Aanbieder
) -> None:
    """W05: the client reads the new time; the provider is paid the same, so its wmo301 holds."""
    zaak = met_omvang(outputdorp, linde, 2.5)
    eerder = outputdorp.beslis(zaak)
    (toewijzing,) = outputdorp.wijs_toe(eerder)["toewijzingen"]
    (oud,) = eerder["regels"]
    del oud["nummer"]
    minder = {"aantal": 2, "eenheid": "uren"}
    ontwerp = outputdorp.ontwerp(
        zaak,
        soort="herbeoordeling",
        wijzigt=eerder["id"],
        ingangsdatum=outputdorp.over(days=60),
        regels=[
            oud
            | {
                "periode": oud["periode"] | {"begindatum": outputdorp.over(days=60)},
                "concreteTijd": minder,
                "frequentie": "Elke week twee uur",
                "afwijkingVanPlan": "U kunt meer zelf.",
            }
        ],
        nadeel={"grond": "niet_langer_aangewezen", "gevraagdOp": outputdorp.over()},
    )

    besluit = outputdorp.maak_bekend(outputdorp.neem_besluit(outputdorp.doe("POST", "/besluiten", ontwerp)))

    brief = tekst(outputdorp.probeer("GET", f"/besluiten/{besluit['id']}/document").content)
    assert "2 uur per week" in brief
    assert "U krijgt minder dan voorheen" in brief
    gevolgen = outputdorp.lees(f"/besluiten/{besluit['id']}/gevolgen")
    assert (gevolgen["einden"], gevolgen["stappen"]) == ([], [])
    uit = outputdorp.wijs_toe(besluit)
    assert (uit["toewijzingen"], uit["berichten"]) == ([], [])
    stand = outputdorp.lees(f"/clienten/{besluit['clientId']}/stand")
    assert stand["ongelijkheden"] == []
    assert stand["toewijzingen"][0]["actueel"]["periode"] == toewijzing["actueel"]["periode"]
