from tests.istandaard.regels.bouw import fouten, product
from tests.istandaard.regels.bouw_verzoek import een_317, nieuw_product, ongewijzigd_product

ZONDER_CODE = {"product": product("02", None)}


def met(**velden):
    return een_317(ongewijzigd_product(), nieuw_product(**velden))


def test_without_a_code_no_extent_is_accepted():
    assert fouten(met(**ZONDER_CODE, omvang=None)) == []


def test_without_a_code_an_extent_is_refused():
    assert fouten(met(**ZONDER_CODE)) == ["CD096"]


def test_what_ended_in_2020_could_have_one():
    # Asked for on a day on which that still lay ahead (TR380).
    toen = {"gewenste_ingangsdatum": "2020-02-01", "einddatum": "2020-12-31"}
    bericht = een_317(ongewijzigd_product(), nieuw_product(**ZONDER_CODE, **toen), dagtekening="2020-01-01")
    assert fouten(bericht) == []
