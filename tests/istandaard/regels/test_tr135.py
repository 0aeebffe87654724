from datetime import timedelta

from tests.istandaard.regels.bouw import VANDAAG, een_301, fouten_in_samenhang, header


def test_a_message_of_today_is_accepted():
    assert fouten_in_samenhang(een_301(kop=header(dagtekening=str(VANDAAG))), vandaag=VANDAAG) == []


def test_a_message_of_tomorrow_is_refused():
    morgen = VANDAAG + timedelta(days=1)
    assert fouten_in_samenhang(een_301(kop=header(dagtekening=str(morgen))), vandaag=VANDAAG) == ["TR135"]


def test_a_year_beyond_the_calendar_lies_in_the_future():
    assert fouten_in_samenhang(een_301(kop=header(dagtekening="12025-01-01"))) == ["TR135"]
