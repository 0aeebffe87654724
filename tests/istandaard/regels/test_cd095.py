from tests.istandaard.regels.bouw import fouten, product
from tests.istandaard.regels.bouw_verzoek import aangevraagd_product, een_315

ZONDER_CODE = {"product": product("02", None)}


def test_without_a_code_no_extent_is_accepted():
    assert fouten(een_315(aangevraagd_product(**ZONDER_CODE, omvang=None))) == []


def test_without_a_code_an_extent_is_refused():
    assert fouten(een_315(aangevraagd_product(**ZONDER_CODE))) == ["CD095"]
    assert "CD095" in fouten(een_315(aangevraagd_product(product=None)))


def test_what_ended_in_2020_could_have_one():
    in_2020 = {"toewijzing_ingangsdatum": "2020-01-01", "toewijzing_einddatum": "2020-12-31"}
    in_2021 = {"toewijzing_ingangsdatum": "2020-01-01", "toewijzing_einddatum": "2021-01-01"}
    assert fouten(een_315(aangevraagd_product(**ZONDER_CODE, **in_2020))) == []
    assert fouten(een_315(aangevraagd_product(**ZONDER_CODE, **in_2021))) == ["CD095"]
