"""A third region is a file: the first half of the process runs for it without a line of code."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.processen.regio import lees_profielen
from tests.api.conftest import Klok
from tests.api.verhaal import Aanbieder, Gemeente, fouten, plan_pad, tot_vastgesteld

REGIO = """
code = "DUI"
naam = "Duinstreek"
versie = "2026.1"
geldig_vanaf = 2026-01-01
voorbeeld = true

begint = "gemeente"
inzet_per = "resultaat"
verplicht = ["resultaten", "aard", "periode"]
ondertekening_verplicht = false
overleg_verplicht = true
afschrift_verplicht = true
deelwijze = "toestemming"
afzien_mogelijk = true
bij_afwijking = "terugleggen"
plan_van_aanpak_is_aanvraag = true
kanalen = ["api"]
termijnen = []
formulier = { naam = "Plan van de Duinstreek", versie = "7", vanaf = 2026-01-01 }
gemeenten = [{ code = "0363", naam = "Duindorp" }]
resultaatgebieden = [{ code = "huishouden", naam = "Een leefbaar huis" }]
intensiteiten = [{ code = "licht", naam = "Licht", uren_vanaf = 0, uren_tot = 10 }]
aanvullende_producten = []
aandachtspunten = []

[[producten]]
resultaatgebied = "huishouden"
intensiteit = "licht"
categorie = "01"
code = "01D01"
eenheid = "04"
tarief = 3000

[toetsen]
aard_ontbreekt = { ernst = "blokkerend" }
begin_ontbreekt = { ernst = "blokkerend" }
eind_ontbreekt = { ernst = "blokkerend" }
resultaat_ontbreekt = { ernst = "blokkerend" }
overleg_ontbreekt = { ernst = "blokkerend" }
afschrift_ontbreekt = { ernst = "blokkerend" }
"""


@pytest.fixture
def duindorp(tmp_path: Path, als_gemeente: Callable[..., TestClient], klok: Klok) -> Iterator[Gemeente]:
    (tmp_path / "duinstreek.toml").write_text(REGIO)
    staat = als_gemeente().app.state
    eigen, staat.profielen = staat.profielen, lees_profielen(tmp_path)
    gemeente = Gemeente(als_gemeente, klok, "0363")
    gemeente.contracteer()
    yield gemeente
    staat.profielen = eigen


def test_a_region_of_its_own_goes_from_melding_to_a_plan_that_is_laid_down(
    duindorp: Gemeente, linde: Aanbieder
) -> None:
    zaak = duindorp.open_zaak()
    per_api = {"kanaal": "api", "geadresseerde": linde.agb, "op": duindorp.nu}
    plan = duindorp.vraag_uit(duindorp.stel_plan_op(zaak), verzending=per_api)
    linde.maak_plan(plan, overleg=None)
    duindorp.leg_terug(plan)
    linde.verbeter_plan(plan)
    duindorp.beoordeel(plan)
    linde.geef_afschrift(plan)

    assert linde.stel_vast(plan)["formulierVersie"] == "7"


def test_its_own_rules_hold(duindorp: Gemeente, linde: Aanbieder) -> None:
    plan = duindorp.stel_plan_op(duindorp.open_zaak())

    antwoord = duindorp.probeer_stap(plan_pad(plan), "/uitvraag", duindorp.uitvraag())

    assert fouten(antwoord) == {("verzending.kanaal", "M26")}
    assert duindorp.zie_af(duindorp.open_zaak())["aanbieder"] == linde.agb
    getekend = duindorp.open_zaak()
    duindorp.onderteken_plan_van_aanpak(getekend)
    assert duindorp.neem_aanvraag_in(getekend, planVanAanpakId=getekend["id"])


def test_the_regions_of_the_package_stay_as_they_are(
    duindorp: Gemeente, roermond: Gemeente, linde: Aanbieder
) -> None:
    assert tot_vastgesteld(roermond, linde, roermond.open_zaak())["profiel"] == "MLO"
    assert duindorp.lees("/regioprofielen", rol=Rol.BESLUIT)
