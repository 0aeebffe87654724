from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain.keten.declaratie import GeslotenPeriode, Prestatie
from app.domain.keten.levering import Leverhistorie, Start, Stop
from app.domain.termijnen import Kalender
from app.domain.toewijzing.afwijking import Levering, Signaal, leveringen
from app.domain.toewijzing.toewijzing import Oorzaak, Toewijzing
from app.domain.toewijzing.verloop import Maand, Verloop, verloop
from app.domain.waarden import Eenheid, Frequentie, Omvang, Periode
from tests.bouw import een_toewijzing, kalenders

KALENDER: Kalender = kalenders(2026)
BEGIN, EIND = date(2026, 4, 1), date(2026, 6, 30)
START = Start(1, "02", "02A03", BEGIN)
TWEE_UUR = Omvang(2, Eenheid.UUR, Frequentie.PER_WEEK)


def toegewezen(omvang: Omvang | None = TWEE_UUR, eind: date | None = EIND, **versie: Any) -> Toewijzing:
    """Allocated before it begins: two hours a week in April, May and June."""
    toewijzing = een_toewijzing(categorie="02", productcode="02A03")
    anders = replace(toewijzing.actueel, periode=Periode(BEGIN, eind), omvang=omvang, **versie)
    return replace(toewijzing, versies=(anders,))


def stop(eind: date, reden: str = "19", van: Start = START) -> Stop:
    return Stop(van, reden, eind)


def regel(maand: int, volume: int = 4, eenheid: str = "04", referentie: str = "") -> Prestatie:
    """Granted for a day in this month, at 34 euro."""
    dag = date(2026, maand, 10)
    referentie = referentie or f"P{maand}"
    periode = GeslotenPeriode(dag, dag)
    return Prestatie(referentie, None, 1, "02", "02A03", periode, volume, eenheid, 3400, volume * 3400)


def credit(van: Prestatie) -> Prestatie:
    return replace(van, referentie="C1", vorige_referentie=van.referentie, bedrag=-van.bedrag)


def beloop(
    *meldingen: Start | Stop,
    toewijzing: Toewijzing | None = None,
    regels: Collection[Prestatie] = (),
    op: date = date(2026, 5, 20),
) -> Verloop:
    return verloop(toewijzing or toegewezen(), Leverhistorie(meldingen), regels, KALENDER, op)


class TestLeveringen:
    def test_a_delivery_goes_on_until_its_stop(self) -> None:
        assert leveringen(Leverhistorie((START,)), 1) == (Levering(BEGIN),)
        gestopt = leveringen(Leverhistorie((START, stop(EIND))), 1)
        assert gestopt == (Levering(BEGIN, EIND, "19", tijdelijk=False),)

    def test_a_final_stop_after_a_temporary_one_holds(self) -> None:
        historie = Leverhistorie((START, stop(date(2026, 5, 1), "20"), stop(date(2026, 5, 9), "21")))
        assert leveringen(historie, 1) == (Levering(BEGIN, date(2026, 5, 9), "21", tijdelijk=False),)

    def test_a_restart_is_a_delivery_of_its_own(self) -> None:
        opnieuw = replace(START, begindatum=date(2026, 5, 18))
        historie = Leverhistorie((START, stop(date(2026, 5, 1), "20"), opnieuw))
        assert [levering.begin for levering in leveringen(historie, 1)] == [BEGIN, date(2026, 5, 18)]

    def test_what_is_delivered_on_another_number_is_left_out(self) -> None:
        assert leveringen(Leverhistorie((START,)), 2) == ()


class TestSignalen:
    def test_none_when_all_goes_as_allocated(self) -> None:
        assert beloop(START, regels=[regel(4)]).signalen == ()
        assert beloop(START, stop(EIND), op=date(2026, 8, 1)).signalen == ()

    @pytest.mark.parametrize(
        ("dag", "verwacht"), [(date(2026, 4, 10), ()), (date(2026, 4, 11), ("geen_start",))]
    )
    def test_a_start_is_missed_after_five_working_days(self, dag: date, verwacht: tuple[str, ...]) -> None:
        """Good Friday and Easter Monday, 3 and 6 April, do not count."""
        assert beloop(op=dag).signalen == verwacht

    def test_what_was_allocated_afterwards_is_started_from_then_on(self) -> None:
        laat = toegewezen(toegewezen_op=een_toewijzing().actueel.toegewezen_op.replace(month=5, day=19))
        assert beloop(toewijzing=laat).signalen == ()
        assert beloop(toewijzing=laat, op=date(2026, 6, 1)).signalen == (Signaal.GEEN_START,)

    def test_a_later_begin_shows(self) -> None:
        assert beloop(replace(START, begindatum=date(2026, 4, 2))).signalen == (Signaal.LATER_BEGONNEN,)

    def test_an_early_stop_shows_unless_it_is_for_a_while(self) -> None:
        assert beloop(START, stop(date(2026, 5, 1))).signalen == (Signaal.EERDER_GESTOPT,)
        assert beloop(START, stop(date(2026, 5, 1), "20")).signalen == ()

    def test_a_stop_is_missed_after_the_end(self) -> None:
        assert beloop(START, op=date(2026, 7, 7)).signalen == ()
        assert beloop(START, op=date(2026, 7, 8)).signalen == (Signaal.GEEN_STOP,)

    def test_what_was_declared_without_delivery_shows(self) -> None:
        weg = beloop(START, stop(date(2026, 5, 1), "20"), regels=[regel(4), regel(5)])
        assert weg.signalen == (Signaal.DECLARATIE_ZONDER_LEVERING,)

    def test_a_deleted_allocation_has_none(self) -> None:
        weg = toegewezen(oorzaak=Oorzaak.VERWIJDERING)
        assert beloop(toewijzing=weg).signalen == ()

    @pytest.mark.parametrize(
        ("uren", "verwacht"), [(19, ()), (20, (Signaal.BIJNA_OP,)), (28, (Signaal.OP,)), (29, (Signaal.OP,))]
    )
    def test_what_runs_out_shows_from_seven_tenths(self, uren: int, verwacht: tuple[Signaal, ...]) -> None:
        """Two hours in each of the fourteen weeks that it touches are 28."""
        assert beloop(START, regels=[regel(4, uren)]).signalen == verwacht


class TestDeclaraties:
    def test_hours_count_in_minutes_whatever_they_were_declared_in(self) -> None:
        gevonden = beloop(START, regels=[regel(4, 4), regel(5, 90, "01")])
        assert gevonden.eenheid is Eenheid.MINUUT
        assert gevonden.maanden == (
            Maand(date(2026, 4, 1), 240, 600, 13_600),
            Maand(date(2026, 5, 1), 90, 600, 306_000),
        )
        assert (gevonden.volume, gevonden.hoogste, gevonden.procent) == (330, 1680, 19)

    def test_a_month_in_which_nothing_was_declared_is_there(self) -> None:
        assert [(maand.begin.month, maand.volume) for maand in beloop(START).maanden] == [(4, 0), (5, 0)]

    def test_nothing_is_there_before_the_first_day(self) -> None:
        assert beloop(op=date(2026, 3, 31)).maanden == ()

    def test_what_a_credit_took_back_does_not_count(self) -> None:
        eerste = regel(4)
        assert beloop(START, regels=[eerste, credit(eerste)]).bedrag == 0

    def test_without_an_end_there_is_no_most(self) -> None:
        gevonden = beloop(START, toewijzing=toegewezen(eind=None), regels=[regel(4, 99)])
        assert (gevonden.hoogste, gevonden.procent, gevonden.signalen) == (None, None, ())

    def test_a_total_has_no_most_for_a_month(self) -> None:
        totaal = toegewezen(Omvang(100, Eenheid.STUKS_INSPANNING, Frequentie.TOTAAL))
        gevonden = beloop(START, toewijzing=totaal, regels=[regel(4, 30, "84")])
        assert [maand.hoogste for maand in gevonden.maanden] == [None, None]
        assert (gevonden.volume, gevonden.hoogste) == (30, 100)

    def test_a_budget_counts_in_cents(self) -> None:
        budget = toegewezen(None, budget=100_000)
        gevonden = beloop(START, toewijzing=budget, regels=[regel(4, 25)])
        assert (gevonden.eenheid, gevonden.volume, gevonden.maanden[0].volume) == (None, None, None)
        assert gevonden.procent == 85
        assert gevonden.signalen == (Signaal.BIJNA_OP,)

    def test_months_of_very_long_ago_are_left_out(self) -> None:
        oud = toegewezen(eind=None)
        assert len(beloop(START, toewijzing=oud, op=date(2040, 1, 1)).maanden) == 61
