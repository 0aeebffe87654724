from app.istandaard.waarden import Geheel
from tests.istandaard.regels.bouw import bevindingen, een_301, fouten, omvang, op_plaats, toegewezen_product
from tests.istandaard.regels.bouw_verzoek import in_verzoeken


def test_an_extent_without_a_budget_is_accepted():
    assert fouten(een_301(toegewezen_product(omvang=omvang(), budget=None))) == []


def test_a_budget_beside_an_extent_is_refused_at_the_budget():
    beide = op_plaats(toegewezen_product(omvang=omvang(), budget=100_00))
    (bevinding,) = [b for b in bevindingen(een_301(beide)) if b.regel == "CD078"]
    assert bevinding.pad == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Budget"


def test_it_holds_for_what_is_asked_too():
    for bericht in in_verzoeken(budget=Geheel(100_00)):
        assert fouten(bericht) == ["CD077", "CD078"]
