import pytest

from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_declaratie import een_323


@pytest.mark.parametrize("periode", [("2026-02-01", "2026-02-28"), ("2024-02-01", "2024-02-29")])
def test_a_whole_month_is_accepted(periode):
    assert fouten(een_323(periode=periode)) == []


@pytest.mark.parametrize(
    "periode",
    [
        ("2026-02-02", "2026-02-28"),
        ("2026-02-01", "2026-02-27"),
        ("2026-01-01", "2026-02-28"),
        ("2025-02-01", "2026-02-28"),
    ],
)
def test_any_other_period_is_refused(periode):
    assert fouten(een_323(periode=periode)) == ["CS340"]
