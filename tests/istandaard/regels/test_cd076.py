from tests.istandaard.regels.bouw import een_301, fouten, omvang, toegewezen_product


def test_hours_a_week_with_an_end_are_accepted():
    assert fouten(een_301(toegewezen_product(omvang=omvang(frequentie="2")))) == []


def test_hours_a_week_without_an_end_are_refused():
    assert fouten(een_301(toegewezen_product(omvang=omvang(frequentie="2"), einddatum=None))) == ["CD076"]


def test_hours_a_month_need_no_end():
    assert fouten(een_301(toegewezen_product(omvang=omvang(frequentie="4"), einddatum=None))) == []
