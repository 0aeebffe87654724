from tests.istandaard.regels.bouw import een_301, fouten, product, toegewezen_product
from tests.istandaard.regels.bouw_verzoek import BUDGET, in_verzoeken


def test_a_budget_may_stand_without_a_product():
    assert fouten(een_301(toegewezen_product(product=None, omvang=None, budget=100_00))) == []


def test_a_product_may_stand_without_a_budget():
    assert fouten(een_301(toegewezen_product(product=product("02", None), omvang=None))) == []


def test_without_both_it_is_refused():
    assert fouten(een_301(toegewezen_product(product=None, omvang=None))) == ["CD079"]


def test_what_is_asked_without_a_budget_names_a_product_too():
    aangevraagd, nieuw, _ = in_verzoeken(product=None, omvang=None)
    assert fouten(aangevraagd) == ["CD079"]
    assert fouten(nieuw) == ["CD079"]
    assert [fouten(bericht) for bericht in in_verzoeken(product=None, **BUDGET)] == [[], [], []]
