from typing import Any

import pytest

from app.domain.keten.dossier import Dossier, Verzoeksleutel, Verzoeksoort, Verzoekstand
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard.regels import samenhang
from tests.istandaard.regels.bouw import (
    AANBIEDER,
    ROERMOND,
    bekend_verzoek,
    een_301,
    fouten_in_samenhang,
    kennis,
    leeg_dossier,
    sleutel,
    toegewezen_product,
)

AANVRAAG = {"A1": Verzoeksoort.TOEWIJZING}
WIJZIGING = {"W1": Verzoeksoort.WIJZIGING}


def dossier(
    verzoeken: dict[str, Verzoeksoort], aanbieder: str = AANBIEDER, gemeente: str = ROERMOND, **velden: Any
) -> Dossier:
    tussen = Gemeentecode(gemeente), AgbCode(aanbieder)
    return leeg_dossier(
        verzoeken={
            Verzoeksleutel(*tussen, referentie): bekend_verzoek(soort=soort, **velden)
            for referentie, soort in verzoeken.items()
        }
    )


def bericht(*referenties: str | None):
    # One product code for all: stacking is not what this is about, and is found on another level.
    return een_301(*(toegewezen_product(n, referentie_aanbieder=r) for n, r in enumerate(referenties, 1)))


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
    assert fouten_in_samenhang(bericht("A1"), dossier(AANVRAAG, **ander)) == ["TR379"]


def test_a_request_under_investigation_can_still_be_granted():
    in_onderzoek = dossier(AANVRAAG, stand=Verzoekstand.IN_ONDERZOEK)
    assert fouten_in_samenhang(bericht("A1"), in_onderzoek) == []


@pytest.mark.parametrize("stand", [Verzoekstand.AFGEWEZEN, Verzoekstand.TOEGEWEZEN])
def test_a_request_that_has_ended_is_not_granted_again(stand):
    assert fouten_in_samenhang(bericht("A1"), dossier(AANVRAAG, stand=stand)) == ["TR379"]


def test_granting_a_change_carries_its_reference_everywhere():
    assert fouten_in_samenhang(bericht("W1", "W1"), dossier(WIJZIGING)) == []


def test_granting_a_change_without_its_reference_somewhere_is_refused():
    uitkomst = samenhang(bericht("W1", None, "W1"), dossier(WIJZIGING), kennis())
    (bevinding,) = uitkomst.bevindingen  # at the one without, and not at those that are right
    assert bevinding.regel == "TR379"


def test_a_change_and_a_requested_product_are_not_granted_in_one_message():
    assert fouten_in_samenhang(bericht("W1", "A1"), dossier(WIJZIGING | AANVRAAG)) == ["TR379"]
