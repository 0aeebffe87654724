"""When a case ended without a decision its clocks stop there (W10)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.feit import Feit, Feitsoort, Productaanduiding
from app.domain.ontvangst import Intrekking
from app.domain.partijen import Overgang
from app.domain.termijnen import Gebeurtenissen, Kalender, Stand, Stap, dwangsom_vanaf, klokken, vooruitblik
from app.domain.werkvoorraad import taken
from app.domain.zaak import einde_zonder_besluit, gebeurtenissen
from tests.bouw import (
    CLIENT_ID,
    NU,
    ROERMOND,
    een_aanvraag,
    een_besluit,
    een_melding,
    een_ondersteuningsplan,
    een_open_zaak,
    het_profiel,
    kalenders,
)

MAANDAG = date(2026, 2, 2)
KALENDER: Kalender = kalenders(2026)
GEEINDIGD = Gebeurtenissen(melding=MAANDAG, aanvraag=MAANDAG, geeindigd=MAANDAG + timedelta(days=7))
INTREKKING = Intrekking(MAANDAG + timedelta(days=7), "Niet meer nodig.", "m", NU)


def een_feit(soort: Feitsoort = Feitsoort.OVERLIJDEN, op: date = MAANDAG) -> Feit:
    return Feit(CLIENT_ID, ROERMOND, CLIENT_ID, soort, op, (Overgang("vastgelegd", NU, "m"),))


@pytest.mark.parametrize(("dag", "stand"), [(6, Stand.LOOPT), (7, Stand.VERVALLEN), (70, Stand.VERVALLEN)])
def test_a_clock_runs_until_the_case_ended(dag: int, stand: Stand) -> None:
    (onderzoek,) = (k for k in klokken(GEEINDIGD, (), KALENDER) if k.stap is Stap.ONDERZOEK)
    op = MAANDAG + timedelta(days=dag)
    assert onderzoek.stand(op, 3) is stand
    assert (onderzoek.aan_zet_op(op) is None) is (stand is Stand.VERVALLEN)
    assert (onderzoek.dagen_over(op) is None) is (stand is Stand.VERVALLEN)


def test_a_step_that_was_reached_stays_reached() -> None:
    wat = replace(GEEINDIGD, onderzoek_afgerond=MAANDAG + timedelta(days=3))
    (onderzoek,) = (k for k in klokken(wat, (), KALENDER) if k.stap is Stap.ONDERZOEK)
    assert onderzoek.stand(MAANDAG + timedelta(days=9), 3) is Stand.GEHAALD


def test_nothing_is_foretold_once_the_case_ended() -> None:
    laat = MAANDAG + timedelta(weeks=20)
    assert vooruitblik(replace(GEEINDIGD, geeindigd=None), (), KALENDER, laat)
    assert vooruitblik(GEEINDIGD, (), KALENDER, laat) == ()


def test_no_dwangsom_is_due_when_the_case_ended_within_the_two_weeks() -> None:
    in_gebreke = MAANDAG + timedelta(weeks=3)
    wat = replace(GEEINDIGD, ingebrekestelling=in_gebreke)
    assert dwangsom_vanaf(replace(wat, geeindigd=None), KALENDER) == in_gebreke + timedelta(days=15)
    assert dwangsom_vanaf(replace(wat, geeindigd=in_gebreke + timedelta(days=14)), KALENDER) is None
    assert dwangsom_vanaf(replace(wat, geeindigd=in_gebreke + timedelta(days=15)), KALENDER) is not None


def test_a_fact_ends_a_case_unless_it_lapsed_is_about_some_products_or_the_client_returned() -> None:
    feit = een_feit(Feitsoort.VERHUIZING)
    for ander in (
        replace(feit, vervallen=True),
        replace(feit, producten=(Productaanduiding("01"),)),
        replace(feit, terug_per=MAANDAG + timedelta(days=9)),
    ):
        assert einde_zonder_besluit(een_melding(), (), (ander,)) is None
    einde = einde_zonder_besluit(een_melding(), (), (feit,))
    assert einde is not None
    assert einde.op == MAANDAG


def test_what_ends_a_case_first_counts() -> None:
    zaak = een_open_zaak(melding=een_melding(intrekking=INTREKKING), feiten=(een_feit(),))
    assert gebeurtenissen(zaak).geeindigd == MAANDAG


def test_a_case_ends_with_its_last_aanvraag_withdrawn() -> None:
    eerste = een_aanvraag(intrekking=INTREKKING)
    tweede = replace(eerste, id=CLIENT_ID, intrekking=None)
    assert gebeurtenissen(een_open_zaak(aanvragen=(eerste,))).geeindigd == INTREKKING.op
    beide = gebeurtenissen(een_open_zaak(aanvragen=(eerste, tweede)))
    assert (beide.geeindigd, beide.aanvraag) == (None, tweede.ontvangen_op)


def test_of_a_case_that_ended_only_what_is_under_way_has_to_be_taken_back() -> None:
    zaak = een_open_zaak(
        melding=een_melding(bevestiging=None),
        ondersteuningsplannen=(een_ondersteuningsplan(),),
        besluiten=(een_besluit(kenmerk="B1"),),
        feiten=(een_feit(),),
    )
    assert taken(zaak, het_profiel("mlo"), MAANDAG) == (
        "Trek het plan van aanbieder 41410001 in: de cliënt is overleden.",
        "Trek besluit B1 in: de cliënt is overleden.",
    )
    assert "Bevestig de melding aan de cliënt." in taken(
        zaak, het_profiel("mlo"), MAANDAG - timedelta(days=1)
    )
