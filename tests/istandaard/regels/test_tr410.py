from tests.istandaard.regels.bouw import bevindingen, fouten, product
from tests.istandaard.regels.bouw_verzoek import BUDGET, een_317, nieuw_product, ongewijzigd_product


def nieuw(begin: str, eind: str, **velden):
    return nieuw_product(gewenste_ingangsdatum=begin, einddatum=eind, **velden)


JAN_JUN = nieuw("2027-01-01", "2027-06-30")


def met(*producten):
    return een_317(ongewijzigd_product(), *producten)


def test_the_same_product_in_periods_that_join_up_is_accepted():
    assert fouten(met(JAN_JUN, nieuw("2027-07-01", "2027-12-31"))) == []


def test_the_same_product_in_periods_that_share_a_day_is_refused():
    (bevinding,) = bevindingen(met(JAN_JUN, nieuw("2027-06-30", "2027-12-31")))
    assert bevinding.regel == "TR410"
    assert "nieuw product 1" in bevinding.melding


def test_without_a_code_the_category_decides():
    zonder_code = nieuw("2027-06-30", "2027-12-31", product=product("02", None), **BUDGET)
    assert fouten(met(JAN_JUN, zonder_code)) == ["TR410"]


def test_a_product_alone_stacks_on_nothing_even_outside_the_calendar():
    assert fouten(met(nieuw("12025-01-01", "12025-12-31"))) == []


def test_aids_may_overlap():
    rolstoel = product("11", "11X01")
    ook = nieuw("2027-01-02", "2027-06-30", product=rolstoel)
    assert fouten(met(nieuw("2027-01-01", "2027-06-30", product=rolstoel), ook)) == []
