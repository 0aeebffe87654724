import pytest

from app.istandaard.regels import samenhang
from tests.istandaard.regels.bouw import kennis, product
from tests.istandaard.regels.bouw_levering import een_305, een_307, fouten_na, na, start, stop, verwijderd

OPNIEUW = een_305(start("2026-02-23"))


def test_the_first_start_is_accepted():
    assert fouten_na(OPNIEUW) == []


def test_a_second_start_while_the_first_is_current_is_refused():
    assert fouten_na(OPNIEUW, een_305(start())) == ["TR326"]


@pytest.mark.parametrize("reden", ["20", "19"])
def test_after_a_stop_for_a_while_or_for_good_delivery_may_start_again(reden):
    assert fouten_na(OPNIEUW, een_305(start()), een_307(stop(reden=reden))) == []


def test_a_deleted_stop_leaves_the_start_current():
    berichten = een_305(start()), een_307(stop()), een_307(verwijderd(stop()))
    assert fouten_na(OPNIEUW, *berichten) == ["TR326"]


def test_another_allocation_starts_on_its_own():
    assert fouten_na(een_305(start("2026-02-23", nummer=2)), een_305(start(nummer=1))) == []


def test_another_product_of_the_same_allocation_does_not():
    ander = start("2026-02-23", van=product("02", None))
    assert fouten_na(een_305(ander), een_305(start())) == ["TR326"]


def test_a_start_is_corrected_by_deleting_it_in_the_same_message():
    assert fouten_na(een_305(start("2026-01-06"), verwijderd(start("2026-01-05"))), een_305(start())) == []


def test_one_message_does_not_start_an_allocation_twice():
    assert fouten_na(een_305(start("2026-01-05"), start("2026-01-06"))) == ["TR326"]


def test_without_an_allocation_the_product_takes_its_place():
    zonder = een_305(start(nummer=None, van=product("02", "02A03")))
    zelfde = een_305(start("2026-02-23", nummer=None, van=product("02", "02A03")))
    ander = een_305(start("2026-02-23", nummer=None, van=product("02", None)))
    assert fouten_na(zelfde, zonder) == ["TR326"]
    assert fouten_na(ander, zonder) == []


def test_the_finding_says_which_start_is_current():
    (bevinding,) = samenhang(OPNIEUW, na(een_305(start("2026-01-05"))), kennis()).bevindingen
    assert "5 januari 2026" in bevinding.melding
