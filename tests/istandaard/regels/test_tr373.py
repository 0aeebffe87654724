from datetime import date

import pytest

from app.domain.waarden import Eenheid, Frequentie, Omvang
from app.istandaard.waarden import Geheel
from tests.istandaard.regels.bouw import fouten_in_samenhang, omvang
from tests.istandaard.regels.bouw_verzoek import (
    bekende_toewijzing,
    een_317,
    met_toewijzingen,
    te_wijzigen_product,
)

TOTAAL = bekende_toewijzing(omvang=Omvang(100, Eenheid.UUR, Frequentie.TOTAAL))
BUDGET = bekende_toewijzing(productcode=None, omvang=None, budget=100_00)
PER_WEEK = bekende_toewijzing(ingangsdatum=date(2026, 4, 1))
MEER_TOTAAL = {"omvang": omvang(120, frequentie="6")}
MEER_BUDGET = {"omvang": None, "budget": Geheel(120_00)}


def fouten(toewijzing, vanaf: str, **velden):
    bericht = een_317(te_wijzigen_product(gewenste_ingangsdatum=vanaf, **velden))
    return fouten_in_samenhang(bericht, met_toewijzingen(toewijzing))


@pytest.mark.parametrize(("toewijzing", "velden"), [(TOTAAL, MEER_TOTAAL), (BUDGET, MEER_BUDGET)])
def test_an_amount_over_the_whole_run_changes_from_its_first_day(toewijzing, velden):
    assert fouten(toewijzing, "2026-04-01", **velden) == []
    assert fouten(toewijzing, "2026-06-01", **velden) == ["TR373"]


def test_an_amount_per_week_may_change_halfway():
    assert fouten(PER_WEEK, "2026-06-01") == []


def test_it_holds_where_such_an_amount_begins_and_where_it_stops():
    assert fouten(PER_WEEK, "2026-06-01", **MEER_TOTAAL) == ["TR373"]
    assert fouten(TOTAAL, "2026-06-01") == ["TR373"]
    zonder_budget = bekende_toewijzing(productcode=None, omvang=None)
    assert fouten(zonder_budget, "2026-06-01", **MEER_BUDGET) == ["TR373"]


def test_a_new_end_alone_changes_a_budget_from_its_first_day_too():
    assert fouten(BUDGET, "2026-06-01", omvang=None) == ["TR373"]
