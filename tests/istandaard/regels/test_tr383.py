from tests.istandaard.regels.bouw import bevindingen, fouten, product
from tests.istandaard.regels.bouw_verzoek import aangevraagd_product, een_315

ANDER = product("07", "07A01")


def test_each_product_its_own_reference_is_accepted():
    assert fouten(een_315(aangevraagd_product("A1"), aangevraagd_product("A2", product=ANDER))) == []


def test_a_reference_twice_is_refused_where_it_comes_again():
    eerste, tweede = aangevraagd_product("A1"), aangevraagd_product("A1", product=ANDER)
    assert [b.regel for b in bevindingen(een_315(eerste, tweede))] == ["TR101", "TR383"]
