import pytest

from app.domain.keten.dossier import Verzoeksoort
from tests.istandaard.regels.bouw import fouten_in_samenhang, leeg_dossier
from tests.istandaard.regels.bouw_verzoek import een_319, met_verzoek


@pytest.mark.parametrize("soort", Verzoeksoort)
def test_an_answer_to_a_request_is_accepted(soort):
    assert fouten_in_samenhang(een_319(referentie="R1"), met_verzoek("R1", soort=soort)) == []


def test_an_answer_to_nothing_is_refused():
    assert fouten_in_samenhang(een_319(referentie="R1"), leeg_dossier()) == ["TR355"]
    assert fouten_in_samenhang(een_319(referentie="R1"), met_verzoek("R2")) == ["TR355"]


@pytest.mark.parametrize("ander", [{"aanbieder": "42420002"}, {"gemeente": "0855"}])
def test_the_request_of_or_to_somebody_else_does_not_count(ander):
    assert fouten_in_samenhang(een_319(referentie="R1"), met_verzoek("R1", **ander)) == ["TR355"]
