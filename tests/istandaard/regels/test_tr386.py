from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.istandaard.regels.bouw import bevindingen, fouten, omvang, product
from tests.istandaard.regels.bouw_verzoek import BUDGET, aangevraagd_product, een_315


def gevraagd(referentie: str, begin: str, eind: str | None, **velden):
    return aangevraagd_product(referentie, toewijzing_ingangsdatum=begin, toewijzing_einddatum=eind, **velden)


JAN_JUN = gevraagd("A1", "2026-01-01", "2026-06-30")


def test_the_same_product_in_periods_that_join_up_is_accepted():
    assert fouten(een_315(JAN_JUN, gevraagd("A2", "2026-07-01", "2026-12-31"))) == []


def test_the_same_product_in_periods_that_share_a_day_is_refused():
    (bevinding,) = bevindingen(een_315(JAN_JUN, gevraagd("A2", "2026-06-30", "2026-12-31")))
    assert bevinding.regel == "TR386"
    assert "aangevraagd product 1" in bevinding.melding


def test_an_open_end_overlaps_all_that_comes_later():
    doorlopend = gevraagd("A2", "2020-01-01", None, omvang=omvang(frequentie="4"))
    assert fouten(een_315(JAN_JUN, doorlopend)) == ["TR386"]


def test_another_product_is_no_stacking():
    ander = gevraagd("A2", "2026-01-01", "2026-06-30", product=product("02", "02A04"))
    assert fouten(een_315(JAN_JUN, ander)) == []


def test_a_product_alone_stacks_on_nothing_even_outside_the_calendar():
    assert fouten(een_315(gevraagd("A1", "12025-01-01", "12025-12-31"))) == []


def test_beside_a_request_without_product_nothing_else_runs_but_aids():
    generiek = gevraagd("A2", "2026-01-01", "2026-06-30", product=None, **BUDGET)
    rolstoel = gevraagd("A3", "2026-01-01", "2026-06-30", product=product("11", "11X01"))
    assert fouten(een_315(JAN_JUN, generiek)) == ["TR386"]
    assert fouten(een_315(rolstoel, generiek)) == []


@settings(deadline=None, max_examples=50)  # the first example loads the rules
@given(st.integers(0, 40), st.integers(0, 20), st.integers(0, 40), st.integers(0, 20))
def test_two_requests_stack_exactly_when_they_share_a_day(begin_1, duur_1, begin_2, duur_2):
    def product_van(referentie: str, begin: int, duur: int):
        eerste = date(2026, 4, 1) + timedelta(days=begin)
        return gevraagd(referentie, str(eerste), str(eerste + timedelta(days=duur)))

    dagen = set(range(begin_1, begin_1 + duur_1 + 1)) & set(range(begin_2, begin_2 + duur_2 + 1))
    bericht = een_315(product_van("A1", begin_1, duur_1), product_van("A2", begin_2, duur_2))
    assert fouten(bericht) == (["TR386"] if dagen else [])
