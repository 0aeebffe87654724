import pytest

from tests.istandaard.regels.bouw import fouten, omvang
from tests.istandaard.regels.bouw_verzoek import aangevraagd_product, een_315


@pytest.mark.parametrize("eenheid", ["14", "16", "83", "84"])
@pytest.mark.parametrize("frequentie", ["2", "4", "6"])
def test_per_week_month_or_in_total_is_accepted(eenheid, frequentie):
    assert fouten(een_315(aangevraagd_product(omvang=omvang(1, eenheid, frequentie)))) == []


@pytest.mark.parametrize("eenheid", ["14", "16", "83", "84"])
@pytest.mark.parametrize("einddatum", ["2026-12-31", None])
def test_per_day_is_refused(eenheid, einddatum):
    per_dag = aangevraagd_product(omvang=omvang(1, eenheid, "1"), toewijzing_einddatum=einddatum)
    assert fouten(een_315(per_dag)) == ["CS343"]


def test_hours_may_be_asked_per_day():
    assert fouten(een_315(aangevraagd_product(omvang=omvang(1, "04", "1")))) == []
