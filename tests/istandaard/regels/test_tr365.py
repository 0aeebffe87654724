from app.domain.keten.dossier import Verzoekstand
from tests.istandaard.regels.bouw import fouten_in_samenhang
from tests.istandaard.regels.bouw_verzoek import een_319, met_verzoek


def test_a_first_answer_and_one_after_an_investigation_are_accepted():
    assert fouten_in_samenhang(een_319(), met_verzoek(stand=Verzoekstand.OPEN)) == []
    assert fouten_in_samenhang(een_319(), met_verzoek(stand=Verzoekstand.IN_ONDERZOEK)) == []


def test_an_answer_after_a_refusal_is_refused():
    assert fouten_in_samenhang(een_319(), met_verzoek(stand=Verzoekstand.AFGEWEZEN)) == ["TR365"]
