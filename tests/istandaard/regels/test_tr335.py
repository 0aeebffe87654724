import pytest

from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie


@pytest.mark.parametrize(("dagtekening", "verwacht"), [("2031-02-28", []), ("2031-03-01", ["TR335"])])
def test_five_years_back_is_as_far_as_it_goes(dagtekening, verwacht):
    assert fouten(een_323(dagtekening=dagtekening, bericht_dagtekening=dagtekening)) == verwacht


def test_a_leap_day_counts_until_the_end_of_february():
    schrikkel = prestatie(periode=("2024-02-01", "2024-02-29"))
    assert fouten(een_323(schrikkel, dagtekening="2029-02-28", bericht_dagtekening="2029-02-28")) == []
    assert fouten(een_323(schrikkel, dagtekening="2029-03-01", bericht_dagtekening="2029-03-01")) == ["TR335"]


def test_on_a_leap_day_the_last_of_february_is_five_years_ago():
    februari = prestatie(periode=("2023-02-01", "2023-02-28"))
    op_schrikkeldag = een_323(februari, dagtekening="2028-02-29", bericht_dagtekening="2028-02-29")
    assert fouten(op_schrikkeldag) == []
