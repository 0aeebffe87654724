from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_levering import een_307, stop, verwijderd


def test_one_day_of_delivery_is_accepted():
    assert fouten(een_307(stop("2026-01-05", begin="2026-01-05"))) == []


def test_a_stop_before_the_begin_is_refused():
    assert fouten(een_307(stop("2026-01-04", begin="2026-01-05"))) == ["TR018"]


def test_a_deletion_that_can_never_have_been_accepted_is_refused_at_once():
    assert fouten(een_307(verwijderd(stop("2026-01-04", begin="2026-01-05")))) == ["TR018"]


def test_days_beyond_the_calendar_are_compared_too():
    assert "TR018" not in fouten(een_307(stop("12025-01-02", begin="12025-01-01")))
    assert "TR018" in fouten(een_307(stop("12025-01-01", begin="12025-01-02")))
