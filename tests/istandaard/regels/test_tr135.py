from datetime import timedelta

from tests.istandaard.regels.bouw import VANDAAG, een_301, fouten_in_samenhang, header
from tests.istandaard.regels.bouw_declaratie import een_323, een_325, fouten_met_historie
from tests.istandaard.regels.bouw_levering import een_305, een_307, na, start
from tests.istandaard.regels.bouw_verzoek import een_315, een_317, een_319, te_wijzigen_product


def test_a_message_of_today_is_accepted():
    assert fouten_in_samenhang(een_301(kop=header(dagtekening=str(VANDAAG))), vandaag=VANDAAG) == []


def test_a_message_of_tomorrow_is_refused():
    morgen = VANDAAG + timedelta(days=1)
    assert fouten_in_samenhang(een_301(kop=header(dagtekening=str(morgen))), vandaag=VANDAAG) == ["TR135"]


def test_a_year_beyond_the_calendar_lies_in_the_future():
    assert fouten_in_samenhang(een_301(kop=header(dagtekening="12025-01-01"))) == ["TR135"]


def test_a_start_or_stop_is_not_dated_ahead():
    assert fouten_in_samenhang(een_305(dagtekening="2026-03-03"), na()) == ["TR135"]
    assert fouten_in_samenhang(een_307(dagtekening="2026-03-03"), na(een_305(start()))) == ["TR135"]


def test_requests_and_answers_are_not_dated_ahead_either():
    morgen = str(VANDAAG + timedelta(days=1))
    wijziging = een_317(te_wijzigen_product(), dagtekening=morgen)
    for bericht in (een_315(dagtekening=morgen), wijziging, een_319(dagtekening=morgen)):
        assert "TR135" in fouten_in_samenhang(bericht, vandaag=VANDAAG)
        assert "TR135" not in fouten_in_samenhang(bericht, vandaag=VANDAAG + timedelta(days=1))


def test_a_declaration_and_its_answer_are_not_dated_ahead():
    assert fouten_met_historie(een_323()) == fouten_met_historie(een_325()) == []
    assert fouten_met_historie(een_323(bericht_dagtekening="2026-03-03")) == ["TR135"]
