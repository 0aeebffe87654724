import pytest

from tests.istandaard.regels.bouw_levering import een_305, een_307, fouten_na, start, stop, verwijderd

TIJDELIJK = stop("2026-02-01", "20")


@pytest.mark.parametrize("eind", ["2026-02-01", "2026-02-20"])
def test_a_final_stop_on_the_same_day_or_later_is_accepted(eind):
    assert fouten_na(een_307(stop(eind)), een_305(start()), een_307(TIJDELIJK)) == []


def test_a_final_stop_before_the_temporary_one_is_refused():
    assert fouten_na(een_307(stop("2026-01-31")), een_305(start()), een_307(TIJDELIJK)) == ["TR414"]


def test_a_deleted_stop_no_longer_holds():
    eerder = een_307(stop("2026-01-31"), verwijderd(TIJDELIJK))
    assert fouten_na(eerder, een_305(start()), een_307(TIJDELIJK)) == []


def test_a_new_start_has_stops_of_its_own():
    eerder = een_305(start("2026-02-01")), een_307(stop("2026-02-20", begin="2026-02-01"))
    assert fouten_na(een_307(stop("2026-01-20")), *eerder, een_305(start())) == []
