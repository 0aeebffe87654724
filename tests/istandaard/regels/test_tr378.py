from tests.istandaard.regels.bouw import (
    een_301,
    fouten_in_samenhang,
    header,
    omvang,
    toegewezen_product,
)

UDEN = header(afzender="0856")  # merged into Maashorst on 1 January 2022
OUD = {"ingangsdatum": "2021-12-31", "omvang": omvang(frequentie="4"), "einddatum": None}
NIEUW = {"ingangsdatum": "2022-01-01", "omvang": omvang(frequentie="4"), "einddatum": None}


def test_a_municipality_of_today_is_accepted():
    assert fouten_in_samenhang(een_301()) == []


def test_a_code_that_is_no_municipality_is_refused():
    assert fouten_in_samenhang(een_301(kop=header(afzender="9999"))) == ["TR378"]


def test_the_code_of_a_merged_municipality_holds_for_what_began_under_it():
    assert fouten_in_samenhang(een_301(toegewezen_product(**OUD), kop=UDEN)) == []


def test_the_code_of_a_merged_municipality_is_refused_for_what_began_later():
    assert fouten_in_samenhang(een_301(toegewezen_product(**NIEUW), kop=UDEN)) == ["TR378"]


def test_one_allocation_from_before_the_merger_is_enough():
    producten = toegewezen_product(1, **OUD), toegewezen_product(2, **NIEUW)
    assert fouten_in_samenhang(een_301(*producten, kop=UDEN)) == []


def test_a_start_outside_the_calendar_is_a_finding():
    verweg = toegewezen_product(ingangsdatum="12025-01-01", einddatum=None)
    assert "TR378" in fouten_in_samenhang(een_301(verweg))
