from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_verzoek import ONDERZOEK, een_319


def test_an_investigation_without_a_reason_is_accepted():
    assert fouten(ONDERZOEK) == []


def test_an_investigation_with_a_reason_of_refusal_is_refused():
    assert fouten(een_319("2", "3")) == ["CD086"]
