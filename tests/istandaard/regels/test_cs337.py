import pytest

from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie


def test_a_line_within_a_month_is_accepted():
    assert fouten(een_323(prestatie(periode=("2026-02-03", "2026-02-04")))) == []


@pytest.mark.parametrize("begin", ["2026-01-31", "2025-02-01"])
def test_a_line_over_two_months_is_refused(begin):
    assert fouten(een_323(prestatie(periode=(begin, "2026-02-28")))) == ["CS337"]
