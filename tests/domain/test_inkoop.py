"""What held on a day: names, units and tariffs of products and contracts."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from app.domain.fouten import BestaatAl
from app.domain.inkoop import (
    beeindig_contract,
    contracttarief,
    niet_gecontracteerd_vanaf,
    vereis_vrij,
    wijzig_product,
    wijzig_tarief,
)
from app.domain.partijen import Overgang, Tarief
from app.domain.waarden import Eenheid, Periode
from tests.bouw import een_contract, een_product

OVERGANG = Overgang("gewijzigd", datetime(2026, 3, 2, 9, 0, tzinfo=UTC), "m")
OPVOLGER = UUID(int=77)
OUD, NIEUW, TOT = date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30)


def test_a_product_has_the_name_and_units_that_held_on_the_day() -> None:
    product = een_product()
    gewijzigd = wijzig_product(product, "Nieuw", (Eenheid.MINUUT,), NIEUW, OVERGANG)
    later = wijzig_product(gewijzigd, "Nieuwst", (Eenheid.UUR,), date(2027, 1, 1), OVERGANG)

    assert [later.op(dag).omschrijving for dag in (OUD, NIEUW, date(2027, 1, 1))] == [
        product.omschrijving,
        "Nieuw",
        "Nieuwst",
    ]
    assert later.op(OUD).eenheden == (Eenheid.UUR,)
    assert later.op(NIEUW).eenheden == (Eenheid.MINUUT,)


def test_a_contract_has_the_tariff_that_held_on_the_day() -> None:
    contract = een_contract()
    gewijzigd = wijzig_tarief(contract, Tarief(NIEUW, 3560), OVERGANG)
    product = (contract.categorie, contract.code)

    def op(dag: date, eenheid: Eenheid = contract.eenheid) -> int | None:
        return contracttarief([gewijzigd], contract.aanbieder, product, eenheid, dag)

    assert (op(OUD), op(NIEUW)) == (contract.tarief, 3560)
    assert op(date(2024, 12, 31)) is None
    assert op(NIEUW, Eenheid.EURO) is None


def test_an_end_makes_room_for_the_next_contract_only() -> None:
    contract = een_contract()
    volgende = een_contract(id=OPVOLGER, periode=Periode(NIEUW))
    with pytest.raises(BestaatAl):
        vereis_vrij(volgende, [contract])
    vereis_vrij(volgende, [beeindig_contract(contract, OUD, OVERGANG)])
    vereis_vrij(contract, [contract])


@pytest.mark.parametrize(
    ("perioden", "eerste_dag_zonder"),
    [
        ([], OUD),
        ([Periode(OUD)], None),
        ([Periode(OUD, TOT)], None),
        ([Periode(NIEUW)], OUD),
        ([Periode(OUD, OUD)], NIEUW),
        ([Periode(NIEUW, TOT), Periode(OUD, OUD)], None),
        ([Periode(OUD, OUD), Periode(date(2026, 1, 2))], NIEUW),
    ],
)
def test_contracts_one_after_another_cover_a_period(
    perioden: list[Periode], eerste_dag_zonder: date | None
) -> None:
    contracten = [een_contract(periode=periode) for periode in perioden]
    aanbieder, product = een_contract().aanbieder, ("01", "01H01")

    def zonder(eenheid: Eenheid | None, tot: date | None) -> date | None:
        return niet_gecontracteerd_vanaf(contracten, aanbieder, product, eenheid, Periode(OUD, tot))

    for eenheid in (Eenheid.UUR, Eenheid.MINUUT, None):
        assert zonder(eenheid, TOT) == eerste_dag_zonder
    assert zonder(Eenheid.DAGDEEL, TOT) == OUD


def test_support_without_an_end_outlives_every_contract_that_has_one() -> None:
    contract = een_contract(periode=Periode(OUD, TOT))
    vanaf = niet_gecontracteerd_vanaf(
        [contract], contract.aanbieder, ("01", "01H01"), contract.eenheid, Periode(OUD)
    )
    assert vanaf == date(2026, 7, 1)
