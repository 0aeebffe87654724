import re

from tests.istandaard.regels.bouw import (
    bevindingen,
    een_301,
    fouten,
    geboren,
    header,
    relatie,
    toegewezen_product,
)
from tests.istandaard.regels.bouw_declaratie import een_323, een_325, identificatie, prestatie, terug
from tests.istandaard.regels.bouw_levering import een_305, een_307, start, stop
from tests.istandaard.regels.bouw_verzoek import een_315


def test_dates_on_the_day_of_the_message_are_accepted():
    vandaag = "2026-03-02"
    bericht = een_301(
        toegewezen_product(toewijzingsdatum=vandaag),
        geboortedatum=geboren(vandaag),
        kop=header(dagtekening=vandaag),
    )
    assert fouten(bericht) == []


def test_a_decision_after_the_message_is_refused():
    assert fouten(een_301(toegewezen_product(toewijzingsdatum="2026-03-03"))) == ["TR134"]


def test_nobody_is_born_after_the_message():
    toekomst = geboren("2026-03-03")
    bericht = een_301(geboortedatum=toekomst, relaties=(relatie(geboortedatum=toekomst),))
    assert fouten(bericht) == ["TR134", "TR134"]


def test_support_may_begin_and_end_after_the_message():
    assert fouten(een_301(toegewezen_product(ingangsdatum="2027-01-01", einddatum="2028-01-01"))) == []


def test_a_year_beyond_the_calendar_lies_in_the_future():
    assert "TR134" in fouten(een_301(toegewezen_product(toewijzingsdatum="12025-01-01")))


def test_delivery_is_not_reported_ahead():
    assert fouten(een_305(start("2026-03-02"))) == []
    assert fouten(een_305(start("2026-03-03"))) == ["TR134"]
    assert fouten(een_307(stop("2026-03-03"))) == ["TR134"]
    assert fouten(een_307(stop("2026-03-03", begin="2026-03-03"))) == ["TR134"]


def test_the_client_of_a_start_or_stop_is_not_born_after_the_message():
    toekomst = geboren("2026-03-03")
    assert fouten(een_305(geboortedatum=toekomst)) == ["TR134"]
    assert fouten(een_307(geboortedatum=toekomst)) == ["TR134"]


def test_the_client_of_a_wmo315_is_born_too():
    assert fouten(een_315(geboortedatum=geboren("2026-03-03"), dagtekening="2026-03-02")) == ["TR134"]


def test_the_days_on_which_a_declaration_is_made_and_sent_are_not_compared():
    assert fouten(een_323(dagtekening="2026-03-03")) == []
    assert fouten(een_325(declaratie=identificatie("323-1", "2026-03-03"))) == []


def test_what_is_declared_has_begun_before_the_message():
    maart = ("2026-03-01", "2026-03-31")
    assert "TR134" not in fouten(een_323(prestatie(periode=maart), periode=maart))
    vooruit = {"bericht_dagtekening": "2026-02-28", "dagtekening": "2026-02-28"}
    assert fouten(een_323(prestatie(periode=maart), **vooruit)) == ["TR134", "TR137"]
    assert fouten(een_323(periode=maart, **vooruit)) == ["TR134", "TR137"]
    april = ("2026-04-01", "2026-04-30")
    assert fouten(een_325(terug(prestatie(periode=april)))) == ["TR134", "TR137"]


def test_a_finding_shows_the_date_but_not_that_of_a_person():
    (beslist,) = bevindingen(een_301(toegewezen_product(toewijzingsdatum="2026-03-03")))
    assert "3 maart 2026" in beslist.melding
    (geboren_,) = bevindingen(een_301(geboortedatum=geboren("2026-03-03")))
    assert not re.search("3 maart|2026-03", geboren_.melding)
