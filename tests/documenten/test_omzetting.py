"""The letter on an omzetting says what becomes what, and that the client keeps what was granted (W08)."""

from dataclasses import replace

from app.domain.waarden import Eenheid, Frequentie, Omvang
from tests.documenten.lezen import tekst
from tests.documenten.voorbeelden import ANDERE_NAAM, omzetting


def test_the_client_reads_what_becomes_what_and_that_the_decision_stays() -> None:
    getoond = tekst(omzetting())
    for zin in (
        "Uw aanbieder is nu Thuiszorg De Linde. Vanaf 1 september 2027 is dat Zorggroep Maasland.",
        "heet nu: Hulp bij het huishouden. Vanaf 1 september 2027 heet zij: Schoon huis.",
        "180 minuten per week (3 uur per week), tot en met 31 maart 2028",
        "Ons besluit van 22 maart 2027 met kenmerk WMO-00000204 blijft gelden.",
        "cliëntondersteuner helpt u daarbij, gratis",
    ):
        assert zin in getoond


def test_a_name_that_ends_with_a_full_stop_gets_no_second_one() -> None:
    getoond = tekst(omzetting(replace(ANDERE_NAAM, aanbieder="De Linde B.V.", product="Schoon.")))
    assert "nu De Linde B.V. Vanaf 1 september 2027 is dat" in getoond
    assert "heet nu: Schoon. Vanaf" in getoond
    assert ".." not in getoond


def test_trips_are_trips_here_too() -> None:
    ritten = replace(ANDERE_NAAM, categorie="08", omvang=Omvang(1, Eenheid.STUKS_OUTPUT, Frequentie.PER_WEEK))
    assert "1 rit per week" in tekst(omzetting(ritten))


def test_what_stays_is_not_said_to_change_and_each_change_has_a_heading_of_its_own() -> None:
    zelfde_aanbieder = replace(ANDERE_NAAM, aanbieder_wordt=ANDERE_NAAM.aanbieder)
    getoond = tekst(omzetting(zelfde_aanbieder, ANDERE_NAAM))
    assert getoond.count("Uw aanbieder is nu") == 1
    assert getoond.index("Wat er verandert, 1 van 2") < getoond.index("Wat er verandert, 2 van 2")
