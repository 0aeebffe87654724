import pytest

from app.istandaard.berichten.basis import Verwijzer
from tests.istandaard.regels.bouw import AANBIEDER, bevindingen, fouten
from tests.istandaard.regels.bouw_verzoek import aangevraagd_product, een_315


def verwezen(**velden: str):
    return een_315(aangevraagd_product(verwijzer=Verwijzer(**velden)))


@pytest.mark.parametrize("soort", ["02", "03", "04", "05"])
def test_an_agb_code_takes_the_place_of_a_name(soort):
    assert fouten(verwezen(type=soort, zorgverlener_code=AANBIEDER)) == []


@pytest.mark.parametrize("soort", ["02", "03", "04", "05"])
def test_an_agb_code_with_a_name_is_refused_and_the_name_not_repeated(soort):
    (bevinding,) = bevindingen(verwezen(type=soort, zorgverlener_code=AANBIEDER, naam="Visser"))
    assert bevinding.regel == "CD066"
    assert "Visser" not in bevinding.melding
    assert AANBIEDER not in bevinding.melding
