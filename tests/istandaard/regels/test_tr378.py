from app.istandaard.historie import verwerk
from tests.istandaard.regels.bouw import (
    een_301,
    fouten_in_samenhang,
    header,
    leeg_dossier,
    omvang,
    toegewezen_product,
)
from tests.istandaard.regels.bouw_levering import een_305, een_307, fouten_na, start, stop

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


def test_a_start_or_stop_goes_to_the_municipality_that_existed_when_the_allocation_began():
    oud, nieuw = (
        verwerk(leeg_dossier(), een_301(toegewezen_product(**begin), kop=UDEN)) for begin in (OUD, NIEUW)
    )
    assert "TR378" not in fouten_in_samenhang(een_305(ontvanger="0856"), oud)
    assert "TR378" in fouten_in_samenhang(een_305(ontvanger="0856"), nieuw)
    assert "TR378" not in fouten_in_samenhang(een_307(ontvanger="0856"), oud)
    assert "TR378" in fouten_in_samenhang(een_307(ontvanger="0856"), nieuw)


def test_without_an_allocation_the_municipality_exists_on_the_day_of_the_message():
    assert fouten_na(een_305(start(nummer=None))) == []
    assert fouten_na(een_305(start(nummer=None), ontvanger="9999")) == ["TR378"]
    assert "TR378" in fouten_na(een_307(stop(nummer=None), ontvanger="9999"))
