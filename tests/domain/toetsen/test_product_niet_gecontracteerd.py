from datetime import date, timedelta

import pytest

from app.domain.partijen import Contract
from app.domain.toetsen import Aanbod
from app.domain.waarden import AgbCode, Periode
from tests.bouw import BEGIN, VERVOER, een_contract, een_product
from tests.domain.toetsen.proef import gevonden


@pytest.mark.parametrize(
    "contract",
    [
        een_contract(aanbieder=AgbCode("41419999")),
        een_contract(VERVOER),
        een_contract(periode=Periode(date(2025, 1, 1), BEGIN - timedelta(days=1))),
        een_contract(periode=Periode(BEGIN + timedelta(days=1))),
    ],
    ids=["other provider", "other product", "ended", "not yet begun"],
)
def test_a_product_without_contract_at_the_start_is_found(regio: str, contract: Contract) -> None:
    aanbod = Aanbod((een_product(),), (contract,))

    assert gevonden("product_niet_gecontracteerd", regio, aanbod=aanbod) == ["inzet[0].producten[0]"]


def test_a_contract_from_the_start_date_on_passes(regio: str) -> None:
    aanbod = Aanbod((een_product(),), (een_contract(periode=Periode(BEGIN)),))

    assert gevonden("product_niet_gecontracteerd", regio, aanbod=aanbod) == []


def test_a_product_that_is_not_in_the_list_at_all_is_left_to_that_toets() -> None:
    assert gevonden("product_niet_gecontracteerd", "mlo", aanbod=Aanbod((), ())) == []
