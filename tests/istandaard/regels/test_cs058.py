import pytest

from tests.istandaard.regels.bouw import bevindingen, fouten
from tests.istandaard.regels.bouw_levering import een_305, een_307, start, stop


@pytest.mark.parametrize("status", ["1", "3"])
def test_delivering_and_deleting_are_accepted(status):
    assert fouten(een_305(start(status=status))) == []
    assert fouten(een_307(stop(status=status))) == []


@pytest.mark.parametrize("status", ["2", "9"])
def test_the_values_of_older_releases_are_refused(status):
    assert fouten(een_305(start(status=status))) == ["CS058"]
    assert fouten(een_307(stop(status=status))) == ["CS058"]


def test_the_finding_says_what_the_value_means():
    (bevinding,) = bevindingen(een_305(start(status="2")))
    assert "2 (Gewijzigde aanlevering)" in bevinding.melding
