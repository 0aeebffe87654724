import pytest

from app.domain.keten.dossier import Verzoekstand
from tests.istandaard.regels.bouw import fouten_in_samenhang
from tests.istandaard.regels.bouw_verzoek import ONDERZOEK, een_319, met_verzoek


@pytest.mark.parametrize("antwoord", [een_319(), ONDERZOEK])
def test_a_granted_request_is_not_answered_any_more(antwoord):
    assert fouten_in_samenhang(antwoord, met_verzoek(stand=Verzoekstand.TOEGEWEZEN)) == ["TR359"]


@pytest.mark.parametrize("antwoord", [een_319(), ONDERZOEK])
def test_an_open_request_can_be_answered(antwoord):
    assert fouten_in_samenhang(antwoord, met_verzoek(stand=Verzoekstand.OPEN)) == []
