from app.istandaard.waarden import Geheel
from tests.istandaard.regels.bouw import bevindingen, een_301, fouten, op_plaats, product, toegewezen_product
from tests.istandaard.regels.bouw_verzoek import aangevraagd_product, een_315, in_verzoeken

BUDGET = {"product": product("02", None), "omvang": None, "budget": Geheel(100_00)}


def test_a_budget_with_an_end_is_accepted():
    assert fouten(een_301(toegewezen_product(**BUDGET))) == []


def test_a_budget_without_an_end_is_refused():
    assert fouten(een_301(toegewezen_product(**BUDGET, einddatum=None))) == ["CD075"]


def test_a_budget_that_is_asked_has_an_end_too():
    assert [fouten(bericht) for bericht in in_verzoeken(**BUDGET)] == [[], [], []]
    assert [fouten(bericht) for bericht in in_verzoeken(**BUDGET, einddatum=None)] == [["CD075"]] * 3


def test_in_a_wmo315_the_end_has_its_own_name():
    aangevraagd = op_plaats(aangevraagd_product(**BUDGET, toewijzing_einddatum=None))
    (bevinding,) = bevindingen(een_315(aangevraagd))
    assert (bevinding.pad or "").endswith("/ToewijzingEinddatum")
