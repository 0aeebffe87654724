import pytest

from app.domain.dossier import OpenVerzoek, Verzoeksoort
from tests.istandaard.regels.bouw import (
    AANBIEDER,
    BSN,
    ROERMOND,
    een_301,
    fouten_in_samenhang,
    leeg_dossier,
    sleutel,
    toegewezen_product,
)


def open_verzoek(soort: Verzoeksoort, referentie: str, **velden: str) -> OpenVerzoek:
    standaard = {"gemeente": ROERMOND, "aanbieder": AANBIEDER, "client": sleutel(BSN)}
    return OpenVerzoek(soort=soort, referentie=referentie, **(standaard | velden))


def dossier(*verzoeken: OpenVerzoek):
    return leeg_dossier(open_verzoeken=verzoeken)


def bericht(*referenties: str | None):
    # One product code for all: stacking is not what this is about, and is found on another level.
    return een_301(*(toegewezen_product(n, referentie_aanbieder=r) for n, r in enumerate(referenties, 1)))


AANVRAAG = open_verzoek(Verzoeksoort.TOEWIJZING, "A1")
WIJZIGING = open_verzoek(Verzoeksoort.WIJZIGING, "W1")


def test_an_allocation_of_own_accord_carries_no_reference():
    assert fouten_in_samenhang(bericht(None), dossier(AANVRAAG)) == []


def test_granting_a_requested_product_carries_its_reference_and_the_others_none():
    assert fouten_in_samenhang(bericht("A1", None), dossier(AANVRAAG)) == []


def test_a_reference_without_an_open_request_is_refused():
    assert fouten_in_samenhang(bericht("A2"), dossier(AANVRAAG)) == ["TR379"]


@pytest.mark.parametrize(
    "ander", [{"client": sleutel("999911120")}, {"aanbieder": "42420002"}, {"gemeente": "0855"}]
)
def test_the_request_of_somebody_else_does_not_count(ander):
    vreemd = open_verzoek(Verzoeksoort.TOEWIJZING, "A1", **ander)
    assert fouten_in_samenhang(bericht("A1"), dossier(vreemd)) == ["TR379"]


def test_granting_a_change_carries_its_reference_everywhere():
    assert fouten_in_samenhang(bericht("W1", "W1"), dossier(WIJZIGING)) == []


def test_granting_a_change_without_its_reference_somewhere_is_refused():
    assert "TR379" in fouten_in_samenhang(bericht("W1", None), dossier(WIJZIGING))
