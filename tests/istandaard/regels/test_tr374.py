import pytest

from app.domain.keten.dossier import Verzoekstand
from app.istandaard.regels import samenhang
from tests.istandaard.regels.bouw import fouten_in_samenhang, kennis, sleutel
from tests.istandaard.regels.bouw_verzoek import een_315, een_317, met_verzoek, te_wijzigen_product

BERICHTEN = [een_315(), een_317(te_wijzigen_product())]


@pytest.mark.parametrize("bericht", BERICHTEN)
@pytest.mark.parametrize("stand", [Verzoekstand.OPEN, Verzoekstand.IN_ONDERZOEK])
def test_no_new_request_while_one_waits_for_its_end(bericht, stand):
    assert fouten_in_samenhang(bericht, met_verzoek("R0", stand=stand)) == ["TR374"]


@pytest.mark.parametrize("bericht", BERICHTEN)
@pytest.mark.parametrize("stand", [Verzoekstand.AFGEWEZEN, Verzoekstand.TOEGEWEZEN])
def test_a_new_request_once_the_last_one_has_ended(bericht, stand):
    assert fouten_in_samenhang(bericht, met_verzoek("R0", stand=stand)) == []


@pytest.mark.parametrize(
    "ander", [{"client": sleutel("999911120")}, {"aanbieder": "42420002"}, {"gemeente": "0855"}]
)
def test_the_request_of_somebody_else_does_not_count(ander):
    assert fouten_in_samenhang(een_315(), met_verzoek("R0", **ander)) == []


def test_it_shows_at_the_client_of_a_wmo315_and_at_the_request_of_a_wmo317():
    dossier = met_verzoek("R0")
    klassen = [samenhang(b, dossier, kennis()).bevindingen[0].klasse for b in BERICHTEN]
    assert klassen == ["Client", "Verzoek"]
