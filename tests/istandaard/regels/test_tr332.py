from dataclasses import replace
from datetime import date

import pytest

from app.domain.keten.dossier import BekendeToewijzing, Toewijzingsleutel
from app.domain.waarden import AgbCode, Gemeentecode
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

BEKEND = BekendeToewijzing(
    client=sleutel(BSN),
    aanbieder=AgbCode(AANBIEDER),
    categorie="02",
    productcode="02A03",
    ingangsdatum=date(2026, 4, 1),
)


def met(bekend: BekendeToewijzing, gemeente: str = ROERMOND):
    return leeg_dossier(toewijzingen={Toewijzingsleutel(Gemeentecode(gemeente), 1): bekend})


def test_a_new_number_is_accepted():
    assert fouten_in_samenhang(een_301(toegewezen_product(2)), met(BEKEND)) == []


def test_the_same_allocation_may_be_sent_again_with_another_end():
    assert fouten_in_samenhang(een_301(toegewezen_product(1, einddatum="2027-03-31")), met(BEKEND)) == []


@pytest.mark.parametrize(
    "ander",
    [
        {"client": sleutel("999911120")},
        {"aanbieder": AgbCode("42420002")},
        {"categorie": "07"},
        {"productcode": None},
        {"ingangsdatum": date(2026, 4, 2)},
    ],
)
def test_the_number_of_another_allocation_is_refused(ander):
    assert fouten_in_samenhang(een_301(toegewezen_product(1)), met(replace(BEKEND, **ander))) == ["TR332"]


def test_another_municipality_has_numbers_of_its_own():
    elders = met(replace(BEKEND, categorie="07"), gemeente="0855")
    assert fouten_in_samenhang(een_301(toegewezen_product(1)), elders) == []
