from calendar import monthrange
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.istandaard.regels.bouw import een_301, fouten, geboren, header, relatie
from tests.istandaard.regels.bouw_levering import een_305, een_307
from tests.istandaard.regels.bouw_verzoek import een_315


def test_somebody_of_120_years_is_accepted():
    assert "TR002" not in fouten(een_301(geboortedatum=geboren("1906-03-02")))


def test_somebody_older_than_120_years_is_refused():
    assert fouten(een_301(geboortedatum=geboren("1906-03-01"))) == ["TR002"]


def test_the_age_of_a_relation_counts_too():
    assert fouten(een_301(relaties=(relatie(geboortedatum=geboren("1850-01-01")),))) == ["TR002"]


def test_a_wholly_unknown_date_of_birth_is_not_tested():
    assert fouten(een_301(geboortedatum=geboren("1900-01-01", "3"))) == []


def test_a_date_of_birth_outside_the_calendar_is_a_finding():
    assert "TR002" in fouten(een_301(geboortedatum=geboren("-0001-01-01")))


def test_on_a_leap_day_who_was_born_on_the_last_of_february_is_not_too_old():
    op_schrikkeldag = header(dagtekening="2020-02-29")
    assert "TR002" not in fouten(een_301(geboortedatum=geboren("1900-02-28"), kop=op_schrikkeldag))
    assert "TR002" in fouten(een_301(geboortedatum=geboren("1900-02-27"), kop=op_schrikkeldag))


def test_a_date_of_birth_far_ahead_is_not_long_ago():
    assert fouten(een_301(geboortedatum=geboren("12025-01-01"))) == ["TR134"]


@settings(deadline=None)  # the first example loads the rules
@given(st.dates(date(1850, 1, 1), date(2026, 1, 1)), st.dates(date(1970, 1, 1), date(2026, 1, 1)))
def test_nobody_is_refused_before_the_120th_birthday_has_passed(geboortedag, dagtekening):
    jaren = dagtekening.year - geboortedag.year
    dag = min(dagtekening.day, monthrange(geboortedag.year, dagtekening.month)[1])
    na_verjaardag = (dagtekening.month, dag) > (geboortedag.month, geboortedag.day)
    bericht = een_301(geboortedatum=geboren(str(geboortedag)), kop=header(dagtekening=str(dagtekening)))
    assert ("TR002" in fouten(bericht)) == (jaren > 120 or (jaren == 120 and na_verjaardag))


def test_it_holds_for_the_client_of_a_start_or_stop_too():
    assert fouten(een_305(geboortedatum=geboren("1906-03-01"))) == ["TR002"]
    assert fouten(een_307(geboortedatum=geboren("1906-03-01"))) == ["TR002"]


def test_the_age_of_the_client_of_a_wmo315_counts_too():
    assert fouten(een_315(geboortedatum=geboren("1906-03-02"), dagtekening="2026-03-02")) == []
    assert fouten(een_315(geboortedatum=geboren("1906-03-01"), dagtekening="2026-03-02")) == ["TR002"]
