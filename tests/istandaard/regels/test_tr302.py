from tests.istandaard.regels.bouw import (
    bevindingen,
    een_301,
    fouten,
    omvang,
    op_plaats,
    product,
    toegewezen_product,
)

HALFJAAR_1 = {"ingangsdatum": "2026-01-01", "einddatum": "2026-06-30"}
HALFJAAR_2 = {"ingangsdatum": "2026-07-01", "einddatum": "2026-12-31"}
VANAF_30_JUNI = {"ingangsdatum": "2026-06-30", "einddatum": "2026-12-31"}


def test_the_same_product_in_periods_that_join_up_is_accepted():
    assert fouten(een_301(toegewezen_product(1, **HALFJAAR_1), toegewezen_product(2, **HALFJAAR_2))) == []


def test_the_same_product_in_periods_that_share_a_day_is_refused():
    stapel = een_301(toegewezen_product(1, **HALFJAAR_1), toegewezen_product(2, **VANAF_30_JUNI))
    assert fouten(stapel) == ["TR302"]


def test_an_open_end_overlaps_all_that_comes_later():
    per_maand = omvang(frequentie="4")
    doorlopend = toegewezen_product(1, ingangsdatum="2020-01-01", einddatum=None, omvang=per_maand)
    assert fouten(een_301(doorlopend, toegewezen_product(2, **HALFJAAR_2))) == ["TR302"]


def test_another_product_is_no_stacking():
    assert fouten(een_301(toegewezen_product(1), toegewezen_product(2, product=product("02", "02A04")))) == []


def test_without_a_code_the_category_decides():
    budget = {"omvang": None, "budget": 100_00}
    zonder_code = toegewezen_product(2, product=product("02", None), **budget)
    assert fouten(een_301(toegewezen_product(1), zonder_code)) == ["TR302"]


def test_beside_an_allocation_without_product_nothing_else_runs():
    generiek = toegewezen_product(2, product=None, omvang=None, budget=100_00)
    assert fouten(een_301(toegewezen_product(1), generiek)) == ["TR302"]


def test_an_end_beyond_the_calendar_is_an_end_far_away():
    ver = {"einddatum": "12025-12-31"}
    naast_elkaar = (
        toegewezen_product(1, **HALFJAAR_1),
        toegewezen_product(2, ingangsdatum="2026-07-01", **ver),
    )
    assert fouten(een_301(*naast_elkaar)) == []
    assert fouten(een_301(toegewezen_product(1, **ver), toegewezen_product(2, **VANAF_30_JUNI))) == ["TR302"]


def test_aids_may_overlap():
    rolstoel = product("11", "11X01")
    generiek = toegewezen_product(3, product=None, omvang=None, budget=100_00)
    rolstoelen = toegewezen_product(1, product=rolstoel), toegewezen_product(2, product=rolstoel)
    assert fouten(een_301(*rolstoelen, generiek)) == []


def test_a_deleted_allocation_does_not_count():
    geen_dag = {"ingangsdatum": "2026-05-01", "einddatum": "2026-05-01"}
    verwijderd = toegewezen_product(2, **geen_dag, reden_wijziging="13")
    assert fouten(een_301(toegewezen_product(1), verwijderd)) == []


def test_the_finding_points_at_the_later_one_and_names_the_other():
    eerste = toegewezen_product(7, **HALFJAAR_1)
    tweede = op_plaats(toegewezen_product(8, **VANAF_30_JUNI), nummer=2, regelnummer=61)
    (bevinding,) = bevindingen(een_301(eerste, tweede))
    assert bevinding.klasse == "ToegewezenProduct"
    assert bevinding.pad == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]/Product"
    assert bevinding.regelnummer == 61
    assert "nummer 7" in bevinding.melding
