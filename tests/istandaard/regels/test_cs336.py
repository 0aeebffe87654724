from tests.istandaard.regels.bouw import een_301, fouten, toegewezen_product


def test_the_lapsed_reason_is_refused():
    assert fouten(een_301(toegewezen_product(reden_wijziging="01"))) == ["CS336"]


def test_other_reasons_are_accepted():
    assert fouten(een_301(toegewezen_product(reden_wijziging="14"))) == []
