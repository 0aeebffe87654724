from tests.istandaard.regels.bouw import een_301, fouten, product, toegewezen_product
from tests.istandaard.regels.bouw_verzoek import in_verzoeken


def test_a_product_code_with_an_extent_is_accepted():
    assert fouten(een_301(toegewezen_product())) == []


def test_a_product_code_without_an_extent_is_refused():
    assert fouten(een_301(toegewezen_product(omvang=None))) == ["CD041"]


def test_a_category_alone_needs_no_extent():
    assert fouten(een_301(toegewezen_product(product=product("02", None), omvang=None))) == []


def test_what_is_asked_with_a_code_has_an_extent_too():
    aangevraagd, nieuw, _ = in_verzoeken(omvang=None)
    assert fouten(aangevraagd) == ["CD041"]
    assert fouten(nieuw) == ["CD041"]
