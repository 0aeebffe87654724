import pytest

from app.istandaard.berichten.basis import Verwijzer
from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_verzoek import aangevraagd_product, een_315


def verwezen(soort: str, naam: str | None = None):
    return een_315(aangevraagd_product(verwijzer=Verwijzer(type=soort, naam=naam)))


@pytest.mark.parametrize("soort", ["02", "03", "04", "05"])
def test_without_an_agb_code_a_name_suffices(soort):
    assert fouten(verwezen(soort, "Visser")) == []


@pytest.mark.parametrize("soort", ["02", "03", "04", "05"])
def test_without_both_it_is_refused(soort):
    assert fouten(verwezen(soort)) == ["CD067"]


@pytest.mark.parametrize("soort", ["01", "06", "08"])
def test_another_referrer_needs_no_name(soort):
    assert fouten(verwezen(soort)) == []
