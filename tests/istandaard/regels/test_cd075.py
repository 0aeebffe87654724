from tests.istandaard.regels.bouw import een_301, fouten, product, toegewezen_product

BUDGET = {"product": product("02", None), "omvang": None, "budget": 100_00}


def test_a_budget_with_an_end_is_accepted():
    assert fouten(een_301(toegewezen_product(**BUDGET))) == []


def test_a_budget_without_an_end_is_refused():
    assert fouten(een_301(toegewezen_product(**BUDGET, einddatum=None))) == ["CD075"]
