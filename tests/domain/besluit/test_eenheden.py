"""A decision grants in units that register and contract both have, or it could never be declared (TR341)."""

import pytest

from app.domain.besluit.eenheden import Inkoop, andere_eenheden
from app.domain.waarden import Eenheid, Frequentie, Omvang
from tests.bouw import een_besluit, een_besluitregel, een_contract, een_product

U = Eenheid


def gevonden(eenheid: Eenheid, inkoop: Inkoop) -> list[str]:
    besluit = een_besluit(een_besluitregel(omvang=Omvang(1, eenheid, Frequentie.PER_WEEK)))
    return [fout.melding for fout in andere_eenheden(besluit, inkoop)]


PER_UUR = Inkoop((een_product(),), (een_contract(),))


@pytest.mark.parametrize("eenheid", [U.DAGDEEL, U.STUKS_OUTPUT, U.EURO, U.ETMAAL, U.STUKS_INSPANNING])
def test_another_unit_than_the_price_is_for_is_refused_with_those_there_are(eenheid: Eenheid) -> None:
    (melding,) = gevonden(eenheid, PER_UUR)
    assert "04 (uren), 01 (minuten)" in melding


@pytest.mark.parametrize("eenheid", [U.UUR, U.MINUUT])
def test_hours_and_minutes_go_with_a_price_per_hour(eenheid: Eenheid) -> None:
    assert gevonden(eenheid, PER_UUR) == []


def test_hours_do_not_go_with_a_price_per_minute() -> None:
    per_minuut = Inkoop((een_product(eenheden=(U.UUR, U.MINUUT)),), (een_contract(eenheid=U.MINUUT),))
    assert gevonden(U.MINUUT, per_minuut) == []
    assert gevonden(U.UUR, per_minuut)


def test_a_unit_of_the_register_alone_is_refused() -> None:
    inkoop = Inkoop((een_product(eenheden=(U.UUR, U.STUKS_OUTPUT)),), (een_contract(),))
    assert gevonden(U.STUKS_OUTPUT, inkoop)


def test_the_contract_of_another_provider_allows_nothing() -> None:
    ander = een_contract(aanbieder="41410002", eenheid=U.STUKS_OUTPUT)
    inkoop = Inkoop((een_product(eenheden=(U.UUR, U.STUKS_OUTPUT)),), (een_contract(), ander))
    assert gevonden(U.STUKS_OUTPUT, inkoop)


def test_without_a_contract_the_register_decides() -> None:
    assert gevonden(U.DAGDEEL, Inkoop((een_product(),)))
    assert gevonden(U.UUR, Inkoop((een_product(),))) == []
