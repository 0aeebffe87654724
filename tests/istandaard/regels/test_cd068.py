import pytest

from app.istandaard.berichten.basis import Verwijzer
from tests.istandaard.regels.bouw import AANBIEDER, fouten
from tests.istandaard.regels.bouw_verzoek import aangevraagd_product, een_315


def verwezen(soort: str, code: str | None):
    return een_315(aangevraagd_product(verwijzer=Verwijzer(type=soort, zorgverlener_code=code)))


@pytest.mark.parametrize("soort", ["01", "06", "08"])
def test_another_referrer_has_no_agb_code(soort):
    assert fouten(verwezen(soort, None)) == []
    assert fouten(verwezen(soort, AANBIEDER)) == ["CD068"]


@pytest.mark.parametrize("soort", ["02", "03", "04", "05"])
def test_a_care_provider_may_have_one(soort):
    assert fouten(verwezen(soort, AANBIEDER)) == []
