import pytest

from tests.istandaard.regels.bouw import een_301, fouten, omvang, toegewezen_product
from tests.istandaard.regels.bouw_verzoek import in_verzoeken


@pytest.mark.parametrize("eenheid", ["14", "16", "83", "84"])
@pytest.mark.parametrize("frequentie", ["2", "4", "6"])
def test_per_week_month_or_in_total_is_accepted(eenheid, frequentie):
    assert fouten(een_301(toegewezen_product(omvang=omvang(1, eenheid, frequentie)))) == []


@pytest.mark.parametrize("eenheid", ["14", "16", "83", "84"])
@pytest.mark.parametrize("einddatum", ["2026-12-31", None])
def test_per_day_is_refused(eenheid, einddatum):
    per_dag = toegewezen_product(omvang=omvang(1, eenheid, "1"), einddatum=einddatum)
    assert fouten(een_301(per_dag)) == ["CS338"]


def test_hours_may_be_granted_per_day():
    assert fouten(een_301(toegewezen_product(omvang=omvang(1, "04", "1")))) == []


def test_what_ended_in_2020_could_be_per_day():
    in_2020 = {"ingangsdatum": "2020-01-01", "einddatum": "2020-12-31"}
    assert fouten(een_301(toegewezen_product(omvang=omvang(1, "14", "1"), **in_2020))) == []


def test_it_holds_for_what_a_wmo317_asks_too():
    _, nieuw, gewijzigd = in_verzoeken(omvang=omvang(1, "14", "1"))
    assert fouten(nieuw) == ["CS338"]
    assert fouten(gewijzigd) == ["CS338"]
