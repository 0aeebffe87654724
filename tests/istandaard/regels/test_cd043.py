from app.istandaard.waarden import Geheel
from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_verzoek import aangevraagd_product, een_315

NUMMER = {"beschikking_nummer": Geheel(1234)}
INGANG = {"beschikking_ingangsdatum": "2026-03-01"}


def test_a_number_with_its_date_is_accepted():
    assert fouten(een_315(aangevraagd_product(**NUMMER, **INGANG))) == []


def test_a_request_without_a_decision_is_accepted():
    assert fouten(een_315(aangevraagd_product())) == []


def test_either_of_them_alone_is_refused():
    assert fouten(een_315(aangevraagd_product(**NUMMER))) == ["CD043"]
    assert fouten(een_315(aangevraagd_product(**INGANG))) == ["CD043"]
