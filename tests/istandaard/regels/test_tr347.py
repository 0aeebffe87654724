import pytest

from app.domain.keten.dossier import Verzoeksoort, Verzoekstand
from tests.istandaard.regels.bouw import fouten_in_samenhang, sleutel
from tests.istandaard.regels.bouw_verzoek import (
    aangevraagd_product,
    een_315,
    een_317,
    met_verzoek,
    te_wijzigen_product,
)

VOORBIJ = {"stand": Verzoekstand.AFGEWEZEN}


def test_a_new_reference_is_accepted():
    dossier = met_verzoek("A0", **VOORBIJ)
    assert fouten_in_samenhang(een_315(aangevraagd_product("A1")), dossier) == []
    assert fouten_in_samenhang(een_317(te_wijzigen_product(), referentie="W1"), dossier) == []


@pytest.mark.parametrize("soort", Verzoeksoort)
def test_both_requests_share_their_references(soort):
    dossier = met_verzoek("R1", soort=soort, **VOORBIJ)
    assert fouten_in_samenhang(een_315(aangevraagd_product("R1")), dossier) == ["TR347"]
    assert fouten_in_samenhang(een_317(te_wijzigen_product(), referentie="R1"), dossier) == ["TR347"]


def test_each_product_with_a_used_reference_is_a_finding():
    bericht = een_315(aangevraagd_product("R1"), aangevraagd_product("R2"))
    assert fouten_in_samenhang(bericht, met_verzoek("R2", **VOORBIJ)) == ["TR347"]


def test_a_reference_used_for_another_client_counts():
    dossier = met_verzoek("R1", client=sleutel("999911120"), **VOORBIJ)
    assert fouten_in_samenhang(een_315(aangevraagd_product("R1")), dossier) == ["TR347"]


def test_the_reference_of_another_provider_does_not_count():
    dossier = met_verzoek("R1", aanbieder="42420002", **VOORBIJ)
    assert fouten_in_samenhang(een_315(aangevraagd_product("R1")), dossier) == []


def test_what_was_asked_of_another_municipality_does_not_count():
    dossier = met_verzoek("R1", gemeente="0855", **VOORBIJ)
    assert fouten_in_samenhang(een_315(aangevraagd_product("R1")), dossier) == []
    assert fouten_in_samenhang(een_317(te_wijzigen_product(), referentie="R1"), dossier) == []
