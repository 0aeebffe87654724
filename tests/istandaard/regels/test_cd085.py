from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_verzoek import ONDERZOEK, een_319


def test_a_refusal_with_a_reason_is_accepted():
    assert fouten(een_319("1", "3")) == []


def test_a_refusal_without_a_reason_is_refused():
    assert fouten(een_319("1", None)) == ["CD085"]


def test_an_investigation_needs_no_reason():
    assert fouten(ONDERZOEK) == []
