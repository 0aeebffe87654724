from tests.istandaard.regels.bouw import een_301, fouten, omvang, toegewezen_product
from tests.istandaard.regels.bouw_verzoek import in_verzoeken


def test_hours_a_week_with_an_end_are_accepted():
    assert fouten(een_301(toegewezen_product(omvang=omvang(frequentie="2")))) == []


def test_hours_a_week_without_an_end_are_refused():
    assert fouten(een_301(toegewezen_product(omvang=omvang(frequentie="2"), einddatum=None))) == ["CD076"]


def test_hours_a_month_need_no_end():
    assert fouten(een_301(toegewezen_product(omvang=omvang(frequentie="4"), einddatum=None))) == []


def test_hours_a_week_that_are_asked_have_an_end_too():
    assert [fouten(bericht) for bericht in in_verzoeken(einddatum=None)] == [["CD076"]] * 3
    per_maand = in_verzoeken(omvang=omvang(frequentie="4"), einddatum=None)
    assert [fouten(bericht) for bericht in per_maand] == [[], [], []]
