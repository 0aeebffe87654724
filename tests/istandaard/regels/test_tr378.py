from dataclasses import replace
from datetime import date

from tests.istandaard.regels.bouw import (
    een_301,
    fouten_in_samenhang,
    header,
    leeg_dossier,
    omvang,
    toegewezen_product,
    verwerk,
)
from tests.istandaard.regels.bouw_declaratie import dossier, een_323, een_325, fouten_met_historie, verzonden
from tests.istandaard.regels.bouw_levering import een_305, een_307, fouten_na, start, stop
from tests.istandaard.regels.bouw_verzoek import (
    aangevraagd_product,
    bekende_toewijzing,
    een_315,
    een_317,
    een_319,
    met_toewijzingen,
    met_verzoek,
    ongewijzigd_product,
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


def test_what_a_wmo315_asks_begins_under_the_municipality():
    def vanaf(datum: str):
        return een_315(aangevraagd_product(toewijzing_ingangsdatum=datum), gemeente="0856")

    assert fouten_in_samenhang(vanaf("2021-12-31")) == []
    assert fouten_in_samenhang(vanaf("2022-01-01")) == ["TR378"]


def test_an_allocation_that_a_wmo317_names_began_under_the_municipality():
    def begonnen(dag: date):
        return met_toewijzingen(bekende_toewijzing(ingangsdatum=dag), gemeente="0856")

    bericht = een_317(ongewijzigd_product(), gemeente="0856")
    assert "TR378" not in fouten_in_samenhang(bericht, begonnen(date(2021, 12, 31)))
    assert "TR378" in fouten_in_samenhang(bericht, begonnen(date(2022, 1, 1)))


def test_the_request_that_a_wmo319_answers_was_about_the_time_of_the_municipality():
    def gevraagd(*dagen: date):
        return met_verzoek("A1", gemeente="0856", ingangsdatums=dagen)

    bericht = een_319(referentie="A1", gemeente="0856")
    assert fouten_in_samenhang(bericht, gevraagd(date(2022, 1, 1), date(2021, 12, 31))) == []
    assert fouten_in_samenhang(bericht, gevraagd(date(2022, 1, 1))) == ["TR378"]


def test_without_a_known_allocation_or_request_the_day_of_the_message_counts():
    assert "TR378" in fouten_in_samenhang(een_317(ongewijzigd_product(), gemeente="9999"))
    assert "TR378" in fouten_in_samenhang(een_319(gemeente="9999"))
    assert "TR378" not in fouten_in_samenhang(een_319())


def test_of_a_declaration_the_municipality_that_receives_it_is_tested():
    nergens = een_323(gemeente="9999")
    assert "TR378" in fouten_met_historie(nergens)
    assert fouten_met_historie(een_323()) == []


def test_of_an_answer_the_municipality_that_sends_it_is_tested():
    nergens = een_325()
    nergens = replace(nergens, header=replace(nergens.header, afzender="9999"))
    assert "TR378" in fouten_met_historie(nergens)
    assert fouten_met_historie(een_325(), dossier(declaraties=verzonden())) == []
