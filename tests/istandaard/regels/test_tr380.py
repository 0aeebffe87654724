import pytest

from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_verzoek import (
    een_317,
    nieuw_product,
    ongewijzigd_product,
    te_wijzigen_product,
)


def vanaf(datum: str):
    return een_317(
        ongewijzigd_product(), nieuw_product(gewenste_ingangsdatum=datum), dagtekening="2026-03-02"
    )


@pytest.mark.parametrize("datum", ["2026-03-03", "2027-01-01"])
def test_a_start_after_the_day_of_the_message_is_accepted(datum):
    assert fouten(vanaf(datum)) == []


@pytest.mark.parametrize("datum", ["2026-03-02", "2026-03-01"])
def test_a_start_on_that_day_or_earlier_is_refused(datum):
    assert fouten(vanaf(datum)) == ["TR380"]


def test_a_change_may_start_earlier():
    assert fouten(een_317(te_wijzigen_product(gewenste_ingangsdatum="2026-01-01"))) == []
