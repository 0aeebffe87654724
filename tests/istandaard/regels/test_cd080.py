import pytest

from tests.istandaard.regels.bouw import een_301, fouten, product, toegewezen_product

IN_2020 = {"ingangsdatum": "2020-01-01", "einddatum": "2020-12-31"}


def test_an_extent_with_a_product_code_is_accepted():
    assert fouten(een_301(toegewezen_product(product=product("02", "02A03")))) == []


@pytest.mark.parametrize("einddatum", ["2021-01-01", "2026-12-31", "12025-01-01"])
def test_an_extent_without_a_product_code_is_refused(einddatum):
    zonder = toegewezen_product(product=product("02", None), ingangsdatum="2020-01-01", einddatum=einddatum)
    assert fouten(een_301(zonder)) == ["CD080"]


def test_what_ended_in_2020_could_have_one():
    assert fouten(een_301(toegewezen_product(product=product("02", None), **IN_2020))) == []
