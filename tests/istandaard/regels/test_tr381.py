import pytest

from app.istandaard.regels import Productlijst, samenhang
from tests.istandaard.regels.bouw import een_301, fouten_in_samenhang, kennis, product, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.istandaard.regels.bouw_levering import een_305, een_307, na, start, stop, verwijderd
from tests.istandaard.regels.bouw_verzoek import (
    aangevraagd_product,
    bekende_toewijzing,
    een_315,
    een_317,
    met_toewijzingen,
    nieuw_product,
    ongewijzigd_product,
)

LIJST = Productlijst(frozenset({("02", "02A03"), ("07", "07A01")}))


def test_a_code_of_its_category_is_accepted():
    assert fouten_in_samenhang(een_301(), producten=LIJST) == []


@pytest.mark.parametrize("fout", [product("02", "07A01"), product("02", "02A99")])
def test_a_code_of_another_category_or_of_none_is_refused(fout):
    assert fouten_in_samenhang(een_301(toegewezen_product(product=fout)), producten=LIJST) == ["TR381"]


@pytest.mark.parametrize("zonder", [product("02", None), None])
def test_without_a_code_nothing_is_tested(zonder):
    bericht = een_301(toegewezen_product(product=zonder, omvang=None, budget=100_00))
    assert fouten_in_samenhang(bericht, producten=LIJST) == []


ONBEKEND = product("02", "02A99")


def test_a_start_or_stop_names_a_code_of_its_category():
    assert fouten_in_samenhang(een_305(start(van=ONBEKEND)), na()) == ["TR381"]
    gestart = na(een_305(start(van=ONBEKEND)))
    assert fouten_in_samenhang(een_307(stop(van=ONBEKEND)), gestart) == ["TR381"]


def test_what_left_the_list_since_can_still_be_deleted():
    gestart = na(een_305(start(van=ONBEKEND)))
    assert fouten_in_samenhang(een_305(verwijderd(start(van=ONBEKEND))), gestart) == []


def test_what_is_asked_is_a_product_of_the_list_too():
    onbekend = product("02", "07A01")
    toegewezen = met_toewijzingen(bekende_toewijzing())
    aanvraag = een_315(aangevraagd_product(product=onbekend))
    wijziging = een_317(ongewijzigd_product(), nieuw_product(product=onbekend))
    assert fouten_in_samenhang(aanvraag, toegewezen) == ["TR381"]
    assert fouten_in_samenhang(wijziging, toegewezen) == ["TR381"]


def test_a_declared_product_belongs_to_its_category():
    verkeerd = een_323(prestatie(categorie="07"))
    (bevinding,) = samenhang(verkeerd, None, kennis()).bevindingen
    assert (bevinding.regel, bevinding.retourcode) == ("TR381", "S329")
    assert samenhang(een_323(), None, kennis()).bevindingen == ()


def test_a_credit_repeats_what_was_declared_and_is_not_tested():
    credit = een_323(prestatie("C1", vorig="P1", categorie="07"))
    assert samenhang(credit, None, kennis()).bevindingen == ()
