from tests.istandaard.regels.bouw_declaratie import dossier, een_323, fouten_met_historie, prestatie


def test_another_product_than_allocated_is_refused():
    assert "TR340" in fouten_met_historie(een_323(prestatie(code="02A04")))


def test_an_unspecific_allocation_allows_any_product():
    aspecifiek = dossier(productcode=None, omvang=None)
    assert "TR340" not in fouten_met_historie(een_323(prestatie(code="02A04")), aspecifiek)
