import pytest

from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie


def test_two_lines_for_the_same_are_refused():
    assert fouten(een_323(prestatie("P1"), prestatie("P2"))) == ["TR416"]


@pytest.mark.parametrize(
    "anders",
    [{"toewijzing": 2}, {"code": "02A04"}, {"categorie": "07"}, {"periode": ("2026-01-01", "2026-01-31")}],
)
def test_lines_that_differ_are_accepted(anders):
    assert fouten(een_323(prestatie("P1"), prestatie("P2", **anders))) == []


def test_credits_do_not_count():
    credits = prestatie("C1", vorig="P1"), prestatie("C2", vorig="P2")
    assert fouten(een_323(prestatie("P3"), *credits)) == []
