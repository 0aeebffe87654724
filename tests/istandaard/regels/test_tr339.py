from tests.istandaard.regels.bouw_declaratie import dossier, een_323, fouten_met_historie, prestatie


def test_another_category_than_allocated_is_refused():
    assert "TR339" in fouten_met_historie(een_323(prestatie(categorie="07")))


def test_a_generic_allocation_allows_any_category():
    generiek = dossier(categorie=None, productcode=None, omvang=None, budget=1000_00)
    assert "TR339" not in fouten_met_historie(een_323(prestatie(categorie="07")), generiek)
