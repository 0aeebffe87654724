from app.domain.keten.dossier import Verzoekstand
from tests.istandaard.regels.bouw import fouten_in_samenhang
from tests.istandaard.regels.bouw_verzoek import ONDERZOEK, een_319, met_verzoek


def test_an_investigation_as_first_answer_is_accepted():
    assert fouten_in_samenhang(ONDERZOEK, met_verzoek(stand=Verzoekstand.OPEN)) == []


def test_a_second_investigation_is_refused():
    assert fouten_in_samenhang(ONDERZOEK, met_verzoek(stand=Verzoekstand.IN_ONDERZOEK)) == ["TR360"]


def test_an_investigation_after_a_refusal_is_refused():
    assert fouten_in_samenhang(ONDERZOEK, met_verzoek(stand=Verzoekstand.AFGEWEZEN)) == ["TR360", "TR365"]


def test_a_refusal_after_an_investigation_is_accepted():
    assert fouten_in_samenhang(een_319(), met_verzoek(stand=Verzoekstand.IN_ONDERZOEK)) == []
