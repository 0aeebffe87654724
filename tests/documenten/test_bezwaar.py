"""The letters on an objection say what the client has to know (W09)."""

from dataclasses import replace
from datetime import date

import pytest

from app.documenten.bezwaar import (
    NIET_GEHOORD,
    Beslissing,
    Bezwaarbrief,
    Ontvangst,
    maak_beslissing,
    maak_ontvangstbevestiging,
)
from app.documenten.tekst import NAAM_ONBEKEND
from app.domain.besluit.besluit import Bekendmaking, Verzendweg
from app.domain.bezwaar.bezwaar import Bezwaaruitkomst, Hoorafziening
from tests.bouw import briefgegevens
from tests.documenten.lezen import lees, tekst

BRIEF = Bezwaarbrief(
    gemeente="Roermond",
    client="J. Voorbeeld",
    adres=("Voorbeeldstraat 1", "6041 AA Roermond"),
    kenmerk="BZW-7",
    datum=date(2027, 4, 12),
    besluit="B-1",
    besluit_op=date(2027, 3, 22),
    ontvangen_op=date(2027, 4, 9),
    afzender=briefgegevens(),
)
ONTVANGST = Ontvangst(
    brief=BRIEF,
    te_laat=False,
    termijn_tot=date(2027, 5, 3),
    commissie=False,
    uiterlijk=date(2027, 6, 14),
    voorlopig=False,
    aanvullen_tot=None,
)
BESLISSING = Beslissing(
    brief=BRIEF,
    uitkomst=Bezwaaruitkomst.ONGEGROND,
    motivering="Twee uur is genoeg.",
    beroepsclausule="Ga naar de rechtbank Limburg.",
    gehoord_op=date(2027, 5, 10),
    niet_gehoord=None,
    verschoonbaar=None,
    ook_tegen=(),
    opvolger=None,
    bekendmaking=None,
    beroep_tot=None,
    voorlopig=False,
)


def test_the_confirmation_says_against_what_until_when_and_that_the_decision_holds() -> None:
    gelezen = tekst(maak_ontvangstbevestiging(ONTVANGST))
    for zin in ("kenmerk B-1", "9 april 2027", "uiterlijk op 14 juni 2027", "geldt het besluit", "BZW-7"):
        assert zin in gelezen
    assert "te laat" not in gelezen
    assert "commissie" not in gelezen
    assert "nog niet besloten" not in gelezen


def test_a_day_that_a_decree_may_still_move_is_said_to_be_so() -> None:
    gelezen = tekst(maak_ontvangstbevestiging(replace(ONTVANGST, voorlopig=True)))
    assert "uiterlijk op 14 juni 2027. Die dag kan nog iets later worden" in gelezen


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"te_laat": True}, "moest er op 3 mei 2027 zijn"),
        ({"commissie": True}, "onafhankelijke commissie"),
        ({"aanvullen_tot": date(2027, 4, 26)}, "uiterlijk op 26 april 2027. Doet u dat niet"),
    ],
)
def test_the_confirmation_says_what_is_the_matter(anders: dict[str, object], zin: str) -> None:
    assert zin in tekst(maak_ontvangstbevestiging(replace(ONTVANGST, **anders)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("uitkomst", "zin"),
    [
        (Bezwaaruitkomst.ONGEGROND, "Ons besluit blijft zoals het was"),
        (Bezwaaruitkomst.GEGROND, "leest u in ons nieuwe besluit"),
        (Bezwaaruitkomst.NIET_ONTVANKELIJK, "Wij kunnen uw bezwaar niet behandelen"),
    ],
)
def test_the_decision_says_its_outcome_grounds_hearing_and_the_way_to_court(
    uitkomst: Bezwaaruitkomst, zin: str
) -> None:
    gelezen = tekst(maak_beslissing(replace(BESLISSING, uitkomst=uitkomst)))
    for deel in (
        zin,
        "Twee uur is genoeg.",
        "Op 10 mei 2027",
        "Ga naar de rechtbank Limburg.",
        "B. Claessen",
        "hoofd Juridische Zaken",
    ):
        assert deel in gelezen


@pytest.mark.parametrize("grond", Hoorafziening)
def test_the_decision_says_why_nobody_was_heard(grond: Hoorafziening) -> None:
    assert NIET_GEHOORD[grond] in tekst(maak_beslissing(replace(BESLISSING, niet_gehoord=grond)))


def test_the_decision_names_what_it_is_also_about_and_what_follows() -> None:
    anders = replace(
        BESLISSING,
        uitkomst=Bezwaaruitkomst.GEGROND,
        ook_tegen=("B-2",),
        opvolger="B-3",
        verschoonbaar="U lag in het ziekenhuis.",
    )
    gelezen = tekst(maak_beslissing(anders))
    for deel in ("kenmerk B-2", "nieuwe besluit met kenmerk B-3", "U lag in het ziekenhuis."):
        assert deel in gelezen


def test_a_letter_is_tagged_and_always_the_same() -> None:
    pdf = maak_beslissing(BESLISSING)
    assert pdf == maak_beslissing(BESLISSING)
    assert lees(pdf).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_decision_says_that_somebody_else_decides() -> None:
    gelezen = tekst(maak_beslissing(BESLISSING))
    assert "is iemand anders dan wie het besluit nam" in gelezen
    assert "A. de Vries" not in gelezen


def test_the_decision_names_the_last_day_to_go_to_court_once_it_was_sent() -> None:
    verzonden = Bekendmaking(date(2027, 5, 20), "aangetekend", weg=Verzendweg.POST)
    gelezen = tekst(maak_beslissing(replace(BESLISSING, bekendmaking=verzonden, beroep_tot=date(2027, 7, 1))))
    assert "Wij hebben deze beslissing op 20 mei 2027 per post naar u gestuurd." in gelezen
    assert "Verstuur uw beroep uiterlijk op 1 juli 2027." in gelezen
    assert "uiterlijk op" not in tekst(maak_beslissing(BESLISSING))


def test_who_acts_for_somebody_without_a_name_that_is_known_reads_no_stray_words() -> None:
    namens = replace(ONTVANGST, brief=replace(BRIEF, namens=NAAM_ONBEKEND))
    assert "kregen wij uw bezwaar namens de cliënt tegen" in tekst(maak_ontvangstbevestiging(namens))
