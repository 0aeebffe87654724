"""The review of what was granted: on which day it can be, from when it is a task, and what ends that."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.besluit.besluit import (
    Bekendmaking,
    Besluit,
    Besluitsoort,
    Besluitstatus,
    Evaluatie,
    Evaluatieuitkomst,
)
from app.domain.besluit.evaluatie import (
    VOORAF,
    evaluatieklok,
    evalueer,
    onjuiste_evaluatiedatum,
    voorgesteld_vervolg,
    voorgestelde_evaluatiedatum,
)
from app.domain.feit import Feitsoort, Productaanduiding
from app.domain.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.termijnen import Duur, Klok, Tijdseenheid
from app.domain.waarden import DAG, Periode
from app.domain.woorden import datum
from tests.bouw import (
    BEGIN,
    EIND,
    NU,
    VANDAAG,
    een_bekendgemaakt_besluit,
    een_besluit,
    een_besluitregel,
    een_feit,
    een_opvolger,
    het_profiel,
    kalenders,
)

MLO = het_profiel("mlo")
KALENDER = kalenders(2026)
HALFWEG = date(2026, 10, 1)
NA_EEN_HALF_JAAR = replace(MLO, evaluatie_na=Duur(6, Tijdseenheid.MAANDEN))


def besloten(evaluatiedatum: date | None = HALFWEG, **anders: Any) -> Besluit:
    return een_bekendgemaakt_besluit(
        **{"bekendmaking": Bekendmaking(VANDAAG, "post"), "evaluatiedatum": evaluatiedatum} | anders
    )


def een_evaluatie(op: date, **anders: Any) -> Evaluatie:
    gegevens: dict[str, Any] = {
        "wijze": "Gesprek thuis",
        "uitkomst": Evaluatieuitkomst.VOORTZETTEN,
        "toelichting": "De hulp helpt.",
        "door": "medewerker-1",
        "vastgelegd_op": NU,
    }
    return Evaluatie(op, **gegevens | anders)


HERBEOORDELEN: dict[str, Any] = {"uitkomst": Evaluatieuitkomst.HERBEOORDELEN}


def geevalueerd(besluit: Besluit, op: date, **anders: Any) -> Besluit:
    return evalueer(besluit, een_evaluatie(op, **anders), None, op)


def klok(besluit: Besluit, *feiten: Any, vervangen: bool = False) -> Klok | None:
    return evaluatieklok(besluit, feiten, vervangen=vervangen)


class TestDag:
    @pytest.mark.parametrize("dag", [BEGIN, HALFWEG, EIND])
    def test_it_lies_in_the_days_that_are_granted(self, dag: date) -> None:
        assert not [*onjuiste_evaluatiedatum(een_besluit(evaluatiedatum=dag), VANDAAG)]

    @pytest.mark.parametrize("dag", [BEGIN - DAG, EIND + DAG])
    def test_before_or_after_them_is_refused_with_the_days_that_can(self, dag: date) -> None:
        (fout,) = onjuiste_evaluatiedatum(een_besluit(evaluatiedatum=dag), VANDAAG)

        assert (fout.veld, fout.regel) == ("evaluatiedatum", "W08")
        assert f"vanaf {datum(BEGIN)} tot en met {datum(EIND)}" in fout.melding

    def test_of_support_without_an_end_any_later_day_can(self) -> None:
        besluit = een_besluit(
            een_besluitregel(periode=Periode(BEGIN)), evaluatiedatum=BEGIN + timedelta(days=9999)
        )

        assert not [*onjuiste_evaluatiedatum(besluit, VANDAAG)]

    def test_a_day_that_has_passed_is_none(self) -> None:
        assert [*onjuiste_evaluatiedatum(een_besluit(evaluatiedatum=HALFWEG), HALFWEG + DAG)]

    def test_a_change_is_reviewed_from_its_first_day_on(self) -> None:
        wijziging = een_opvolger(een_besluitregel(), ingangsdatum=HALFWEG, evaluatiedatum=HALFWEG - DAG)

        assert [*onjuiste_evaluatiedatum(wijziging, VANDAAG)]

    @pytest.mark.parametrize(
        "besluit",
        [een_besluit(soort=Besluitsoort.SPOED), een_opvolger(ingangsdatum=HALFWEG)],
        ids=["urgent", "stop"],
    )
    def test_what_is_temporary_or_grants_nothing_has_none(self, besluit: Besluit) -> None:
        assert [*onjuiste_evaluatiedatum(replace(besluit, evaluatiedatum=HALFWEG), VANDAAG)]


class TestVoorstel:
    def test_without_a_region_that_names_one_there_is_none(self) -> None:
        assert voorgestelde_evaluatiedatum(een_besluit(), None, MLO, KALENDER, VANDAAG) is None

    def test_the_region_counts_from_the_first_day_of_support(self) -> None:
        assert MLO.evaluatie_na is None
        dag = voorgestelde_evaluatiedatum(een_besluit(), None, NA_EEN_HALF_JAAR, KALENDER, VANDAAG)

        assert dag == date(BEGIN.year, BEGIN.month + 6, BEGIN.day)

    def test_support_that_ends_sooner_has_none(self) -> None:
        kort = een_besluit(een_besluitregel(periode=Periode(BEGIN, BEGIN + timedelta(days=90))))

        assert voorgestelde_evaluatiedatum(kort, None, NA_EEN_HALF_JAAR, KALENDER, VANDAAG) is None

    def test_a_change_keeps_the_day_that_the_client_knows(self) -> None:
        wijziging = een_opvolger(een_besluitregel(), ingangsdatum=BEGIN)

        dag = voorgestelde_evaluatiedatum(wijziging, besloten(), NA_EEN_HALF_JAAR, KALENDER, VANDAAG)

        assert dag == HALFWEG

    def test_a_change_from_after_that_day_does_not(self) -> None:
        wijziging = een_opvolger(een_besluitregel(), ingangsdatum=HALFWEG + DAG)

        assert voorgestelde_evaluatiedatum(wijziging, besloten(), MLO, KALENDER, VANDAAG) is None

    def test_a_stop_has_none(self) -> None:
        stop = een_opvolger(ingangsdatum=BEGIN)

        assert voorgestelde_evaluatiedatum(stop, besloten(), NA_EEN_HALF_JAAR, KALENDER, VANDAAG) is None

    def test_after_a_review_that_led_to_it_the_region_says_the_next_day(self) -> None:
        eerder = geevalueerd(besloten(), BEGIN, **HERBEOORDELEN)
        wijziging = een_opvolger(een_besluitregel(), ingangsdatum=BEGIN)

        assert voorgestelde_evaluatiedatum(wijziging, eerder, MLO, KALENDER, BEGIN) is None

    def test_after_a_review_the_region_counts_from_there(self) -> None:
        op = date(2026, 8, 27)

        dag = voorgesteld_vervolg(besloten(), op, NA_EEN_HALF_JAAR, KALENDER, op)

        assert dag == date(2027, 2, 27)

    def test_a_review_before_the_planned_one_was_a_task_leaves_that(self) -> None:
        eerder, op = HALFWEG - VOORAF - DAG, HALFWEG - VOORAF

        assert voorgesteld_vervolg(besloten(), eerder, MLO, KALENDER, eerder) == HALFWEG
        assert voorgesteld_vervolg(besloten(), op, MLO, KALENDER, op) is None
        assert voorgesteld_vervolg(besloten(), eerder, MLO, KALENDER, HALFWEG) is None, "too late to plan"


class TestKlok:
    def test_it_runs_from_six_weeks_before_until_its_day(self) -> None:
        loopt = klok(besloten())

        assert loopt is not None
        assert (loopt.gestart, loopt.uiterlijk) == (HALFWEG - timedelta(weeks=6), HALFWEG)
        assert (loopt.wettelijk, loopt.aan_zet, loopt.besluit) == (False, "gemeente", besloten().id)

    def test_not_before_the_client_has_the_decision(self) -> None:
        loopt = klok(besloten(HALFWEG, bekendmaking=Bekendmaking(HALFWEG - DAG, "post")))

        assert loopt is not None
        assert loopt.gestart == HALFWEG - DAG

    @pytest.mark.parametrize("status", [s for s in Besluitstatus if s != Besluitstatus.BEKENDGEMAAKT])
    def test_only_of_a_decision_that_works(self, status: Besluitstatus) -> None:
        assert klok(besloten(status=status)) is None

    def test_none_without_a_day_or_once_a_later_decision_changes_it(self) -> None:
        assert klok(besloten(None)) is None
        assert klok(besloten(), vervangen=True) is None

    def test_it_ends_with_the_support(self) -> None:
        loopt = klok(besloten())

        assert loopt is not None
        assert loopt.vervallen == EIND + DAG

    @pytest.mark.parametrize("soort", Feitsoort)
    def test_what_ends_all_support_of_the_client_ends_it(self, soort: Feitsoort) -> None:
        loopt = klok(besloten(), een_feit(soort=soort, op=BEGIN))

        assert loopt is not None
        assert loopt.aan_zet_op(HALFWEG) is None

    @pytest.mark.parametrize(
        "anders",
        [{"vervallen": True}, {"terug_per": HALFWEG}, {"producten": (Productaanduiding("07"),)}],
        ids=["lapsed", "returned", "some products"],
    )
    def test_what_does_not_end_all_leaves_it(self, anders: dict[str, Any]) -> None:
        loopt = klok(besloten(), een_feit(soort=Feitsoort.ANDER_DOMEIN, op=BEGIN, **anders))

        assert loopt is not None
        assert loopt.aan_zet_op(HALFWEG) == "gemeente"


class TestEvalueren:
    def test_support_that_goes_on_is_reviewed_again_on_the_day_that_is_named(self) -> None:
        volgende = HALFWEG + timedelta(weeks=20)

        besluit = geevalueerd(besloten(), HALFWEG, volgende=volgende)

        loopt = klok(besluit)
        assert besluit.volgende_evaluatie == volgende
        assert loopt is not None
        assert (loopt.gestart, loopt.uiterlijk) == (volgende - VOORAF, volgende)
        assert besluit.evaluatiedatum == HALFWEG, "what the letter says does not change"

    def test_without_a_next_day_no_task_is_left(self) -> None:
        assert klok(geevalueerd(besloten(), HALFWEG)) is None

    @pytest.mark.parametrize("weken", [20, 5, -3], ids=["long before its day", "before it", "after it"])
    def test_a_reassessment_has_to_be_there_six_weeks_after_the_review_whatever_was_planned(
        self, weken: int
    ) -> None:
        op = HALFWEG - timedelta(weeks=weken)
        besluit = geevalueerd(besloten(), op, **HERBEOORDELEN)

        loopt = klok(besluit)
        assert besluit.volgende_evaluatie is None
        assert loopt is not None
        assert (loopt.gestart, loopt.uiterlijk) == (op, op + VOORAF)
        assert klok(besluit, vervangen=True) is None

    def test_a_reassessment_does_not_keep_the_day_that_an_earlier_review_named(self) -> None:
        eerst = geevalueerd(besloten(), HALFWEG, volgende=HALFWEG + timedelta(weeks=20))

        loopt = klok(geevalueerd(eerst, HALFWEG + DAG, **HERBEOORDELEN))
        assert loopt is not None
        assert loopt.uiterlijk == HALFWEG + DAG + VOORAF

    def test_who_says_so_twice_wins_no_time(self) -> None:
        eerst = geevalueerd(besloten(), HALFWEG, **HERBEOORDELEN)

        loopt = klok(geevalueerd(eerst, HALFWEG + DAG, **HERBEOORDELEN))
        assert loopt is not None
        assert loopt.uiterlijk == HALFWEG + VOORAF

    def test_a_review_that_nobody_planned_gives_a_reassessment_six_weeks(self) -> None:
        loopt = klok(geevalueerd(besloten(None), HALFWEG, **HERBEOORDELEN))

        assert loopt is not None
        assert loopt.uiterlijk == HALFWEG + VOORAF

    def test_a_later_review_can_say_that_it_fits_after_all(self) -> None:
        eerst = geevalueerd(besloten(), HALFWEG, **HERBEOORDELEN)

        assert klok(geevalueerd(eerst, HALFWEG + DAG)) is None

    @pytest.mark.parametrize(
        ("evaluatie", "veld"),
        [
            (een_evaluatie(VANDAAG - DAG), "datum"),
            (een_evaluatie(HALFWEG + DAG), "datum"),
            (een_evaluatie(HALFWEG, volgende=HALFWEG), "volgendeDatum"),
            (een_evaluatie(HALFWEG, volgende=EIND + DAG), "volgendeDatum"),
            (een_evaluatie(HALFWEG, volgende=EIND, **HERBEOORDELEN), "volgendeDatum"),
        ],
        ids=[
            "before the decision",
            "yet to come",
            "not after today",
            "past the support",
            "with a new decision",
        ],
    )
    def test_a_day_that_cannot_be_is_refused(self, evaluatie: Evaluatie, veld: str) -> None:
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            evalueer(besloten(), evaluatie, None, HALFWEG)

        assert [(f.veld, f.regel) for f in fout.value.velden] == [(veld, "W08")]

    def test_reviews_are_recorded_in_the_order_of_their_days(self) -> None:
        with pytest.raises(VoorwaardeNietVervuld):
            evalueer(geevalueerd(besloten(), HALFWEG), een_evaluatie(HALFWEG - DAG), None, HALFWEG)

    @pytest.mark.parametrize(
        "besluit",
        [
            besloten(status=Besluitstatus.INGETROKKEN),
            een_besluit(),
            besloten(soort=Besluitsoort.SPOED),
            replace(een_opvolger(ingangsdatum=BEGIN), bekendmaking=Bekendmaking(VANDAAG, "post")),
        ],
        ids=["withdrawn", "draft", "urgent", "stop"],
    )
    def test_only_what_an_announced_decision_grants_is_reviewed(self, besluit: Besluit) -> None:
        with pytest.raises(VerkeerdeStatus):
            evalueer(besluit, een_evaluatie(HALFWEG), None, HALFWEG)

    def test_what_a_later_decision_changes_is_reviewed_there(self) -> None:
        opvolger = een_opvolger(een_besluitregel(), ingangsdatum=BEGIN, kenmerk="WMO-2")

        with pytest.raises(VerkeerdeStatus, match="WMO-2"):
            evalueer(besloten(), een_evaluatie(HALFWEG), opvolger, HALFWEG)
