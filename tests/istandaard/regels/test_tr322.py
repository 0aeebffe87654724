import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.waarden import Eenheid, Frequentie, Omvang
from app.istandaard.regels import Productlijst, samenhang
from tests.istandaard.regels.bouw import kennis
from tests.istandaard.regels.bouw_declaratie import (
    dossier,
    een_323,
    fouten_met_historie,
    prestatie,
    verzonden,
)

JANUARI = ("2026-01-01", "2026-01-31")
MAART = ("2026-03-01", "2026-03-31")
IN_TOTAAL = Omvang(6, Eenheid.UUR, Frequentie.TOTAAL)
EERDER = prestatie("P0", periode=JANUARI, volume=4)


def test_the_months_together_stay_within_the_total():
    assert fouten_met_historie(een_323(prestatie(volume=2)), dossier(EERDER, omvang=IN_TOTAAL)) == []
    assert fouten_met_historie(een_323(prestatie(volume=3)), dossier(EERDER, omvang=IN_TOTAAL)) == ["TR322"]


def test_a_credit_in_the_message_counts_first_wherever_it_is():
    regels = prestatie(volume=6), prestatie("C1", vorig="P0", periode=JANUARI, volume=4)
    assert fouten_met_historie(een_323(*regels), dossier(EERDER, omvang=IN_TOTAAL)) == []


def test_a_line_that_does_not_fit_leaves_room_for_the_next():
    regels = prestatie("P1", volume=3), prestatie("P2", periode=("2026-01-01", "2026-01-31"), volume=2)
    bericht = een_323(*regels)
    assert fouten_met_historie(bericht, dossier(prestatie("P0", periode=MAART), omvang=IN_TOTAAL)) == [
        "TR322"
    ]


def test_minutes_and_hours_add_up():
    halfuur = prestatie(volume=121, eenheid="01", tarief=125)
    assert fouten_met_historie(een_323(halfuur), dossier(EERDER, omvang=IN_TOTAAL)) == ["TR322"]


@pytest.mark.parametrize(("volume", "fouten"), [(2, []), (3, ["TR322"])])
def test_without_an_end_the_months_count_up_to_the_last_declared_one(volume, fouten):
    doorlopend = {"omvang": Omvang(3, Eenheid.UUR, Frequentie.PER_MAAND), "einddatum": None}
    historie = dossier(EERDER, **doorlopend)
    assert fouten_met_historie(een_323(prestatie(volume=volume)), historie) == fouten


GEWEIGERD = prestatie("P0", periode=JANUARI, volume=3)
"""A line whose reference was used before, so that TR314 refuses it."""


def test_a_credit_that_another_rule_refuses_gives_no_room():
    credit = prestatie("C1", vorig="P0", periode=JANUARI, volume=4)
    historie = dossier(EERDER, omvang=IN_TOTAAL, declaraties=verzonden(credit, nummer="D0"))
    assert fouten_met_historie(een_323(prestatie(volume=6), credit), historie) == ["TR314", "TR322"]


def test_a_debit_that_another_rule_refuses_takes_no_room():
    historie = dossier(omvang=IN_TOTAAL, declaraties=verzonden(GEWEIGERD, nummer="D0"))
    assert fouten_met_historie(een_323(GEWEIGERD, prestatie(volume=4)), historie) == ["TR314"]
    vrij = dossier(omvang=IN_TOTAAL)
    assert fouten_met_historie(een_323(GEWEIGERD, prestatie(volume=4)), vrij) == ["TR322"]


def test_a_line_that_was_granted_before_takes_no_room_a_second_time():
    opnieuw, nieuw = prestatie("P1", periode=JANUARI, volume=2), prestatie("P2", volume=2)
    assert fouten_met_historie(een_323(opnieuw, nieuw), dossier(EERDER, omvang=IN_TOTAAL)) == ["TR389"]


@given(volumes=st.lists(st.integers(0, 10), min_size=1, max_size=6))
def test_what_is_not_refused_always_fits_and_what_is_refused_never_did(volumes):
    codes = [f"02A{nummer:02}" for nummer in range(len(volumes))]
    regels = [prestatie(f"P{code}", code=code, volume=v) for code, v in zip(codes, volumes, strict=True)]
    historie = dossier(omvang=IN_TOTAAL, productcode=None)
    bekend = kennis(producten=Productlijst(frozenset(("02", code) for code in codes)))
    uitkomst = samenhang(een_323(*regels), historie, bekend)
    assert {bevinding.regel for bevinding in uitkomst.bevindingen} <= {"TR321", "TR322"}
    geweigerd = sum(bevinding.regel in ("TR321", "TR322") for bevinding in uitkomst.bevindingen)
    besteed = over = 0
    for volume in volumes:
        if besteed + volume <= IN_TOTAAL.volume:
            besteed += volume
        else:
            over += 1
    assert geweigerd == over
