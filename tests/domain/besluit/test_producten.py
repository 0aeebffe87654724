"""What the municipality buys bounds what a decision may grant (M17, W08)."""

from datetime import timedelta

import pytest

from app.domain.besluit.eenheden import Inkoop
from app.domain.besluit.producten import zonder_contract
from app.domain.partijen import Contract
from app.domain.waarden import Periode
from app.domain.woorden import datum
from tests.bouw import (
    BEGIN,
    TWEEDE_AANBIEDER,
    VERVOER,
    een_besluit,
    een_besluitregel,
    een_contract,
    een_pgb_regel,
    een_product,
)

DAG = timedelta(days=1)


def geweigerd(*contracten: Contract) -> list[tuple[str, str | None]]:
    besluit = een_besluit(een_pgb_regel(), een_besluitregel())
    fouten = zonder_contract(besluit, Inkoop((een_product(),), contracten))
    return [(fout.veld, fout.regel) for fout in fouten]


@pytest.mark.parametrize(
    "contract",
    [
        een_contract(aanbieder=TWEEDE_AANBIEDER),
        een_contract(VERVOER),
        een_contract(periode=Periode(BEGIN - 2 * DAG, BEGIN - DAG)),
        een_contract(periode=Periode(BEGIN + DAG)),
    ],
    ids=["other provider", "other product", "ended", "not yet begun"],
)
def test_a_line_in_natura_asks_a_contract_on_its_first_day(contract: Contract) -> None:
    assert geweigerd(contract) == geweigerd() == [("regels[1].aanbieder", "M17")]


def test_a_contract_on_the_first_day_is_enough_whatever_its_end() -> None:
    assert geweigerd(een_contract(periode=Periode(BEGIN, BEGIN))) == []


def test_the_fault_names_provider_product_and_day() -> None:
    (fout,) = zonder_contract(een_besluit(), Inkoop((een_product(),)))
    assert fout.melding == (
        f"Aanbieder 41410001 heeft op {datum(BEGIN)} geen contract voor product 01/01H01."
    )


def test_a_supplier_without_code_and_a_product_that_is_not_listed_are_left_alone() -> None:
    winkel = een_besluitregel(aanbieder=None, leverancier="Fietsenwinkel")
    assert list(zonder_contract(een_besluit(winkel), Inkoop((een_product(),)))) == []
    assert list(zonder_contract(een_besluit(), Inkoop())) == []
