import pytest

from tests.istandaard.regels.bouw import bevindingen, een_301, fouten, geboren, relatie
from tests.istandaard.regels.bouw_levering import een_305, een_307
from tests.istandaard.regels.bouw_verzoek import een_315


@pytest.mark.parametrize(
    ("datum", "gebruik"),
    [("1950-05-17", None), ("1950-05-01", "1"), ("1950-01-01", "2"), ("1900-01-01", "3")],
)
def test_unknown_parts_written_as_agreed_are_accepted(datum, gebruik):
    assert fouten(een_301(geboortedatum=geboren(datum, gebruik))) == []


@pytest.mark.parametrize(
    ("datum", "gebruik"), [("1950-05-17", "1"), ("1950-05-01", "2"), ("1950-01-01", "3"), ("1900-01-02", "3")]
)
def test_a_date_that_says_more_than_is_known_is_refused_and_not_repeated(datum, gebruik):
    bericht = een_301(relaties=(relatie(geboortedatum=geboren(datum, gebruik)),))
    (bevinding,) = [b for b in bevindingen(bericht) if b.regel == "CS139"]
    assert bevinding.klasse == "Relatie"
    assert datum not in bevinding.melding


def test_it_holds_for_the_client_of_a_start_or_stop_too():
    assert fouten(een_305(geboortedatum=geboren("1950-05-17", "1"))) == ["CS139"]
    assert fouten(een_307(geboortedatum=geboren("1950-05-17", "1"))) == ["CS139"]


def test_it_holds_for_the_client_of_a_wmo315_too():
    assert fouten(een_315(geboortedatum=geboren("1950-05-17", "1"))) == ["CS139"]
