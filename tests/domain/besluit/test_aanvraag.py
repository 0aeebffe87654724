"""The aanvraag: its own step and its own clock, which may stand still or be late (W02)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.domain.besluit import aanvraag as stappen
from app.domain.besluit.aanvraag import Aanvraag, Verlenging
from app.domain.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.ontvangst import Intrekking
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.termijnen import Opschorting
from tests.bouw import (
    AANVRAAG_ID,
    CLIENT_ID,
    MELDING_ID,
    ROERMOND,
    een_plan_van_aanpak,
    het_profiel,
    kalenders,
)

EERDER, DAG, LATER, EINDE = (date(2026, 2, dag) for dag in (1, 2, 9, 16))
AANVRAAG = Aanvraag(AANVRAAG_ID, ROERMOND, CLIENT_ID, MELDING_ID, DAG)
GETEKEND = een_plan_van_aanpak(ondertekend_door_client_op=DAG)
KALENDER = kalenders(2026)
STILSTAND = Opschorting(DAG, "Een formulier ontbreekt.", EINDE)
VERLENGING = Verlenging(LATER, EINDE + timedelta(days=1), "Een advies is nog niet binnen.")


def schort_op(aanvraag: Aanvraag, **anders: Any) -> Aanvraag:
    return stappen.schort_op(aanvraag, replace(STILSTAND, **anders), KALENDER, None)


def verleng(aanvraag: Aanvraag, **anders: Any) -> Aanvraag:
    return stappen.verleng(aanvraag, replace(VERLENGING, **anders), KALENDER, None)


def dien_in(plan: PlanVanAanpak | None = None, regio: str = "hvb", vanaf: date = DAG) -> Aanvraag:
    return stappen.dien_in(AANVRAAG, mogelijk_vanaf=vanaf, plan_van_aanpak=plan, profiel=het_profiel(regio))


def veld(fout: pytest.ExceptionInfo[VoorwaardeNietVervuld]) -> tuple[str, str | None]:
    (gevonden,) = fout.value.velden
    return gevonden.veld, gevonden.regel


def test_it_is_possible_from_the_day_that_the_law_allows() -> None:
    assert dien_in() == AANVRAAG
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        dien_in(vanaf=LATER)
    assert veld(fout) == ("ontvangstdatum", "W02")


def test_a_signed_plan_van_aanpak_counts_where_the_region_says_so() -> None:
    assert dien_in(GETEKEND) == AANVRAAG


@pytest.mark.parametrize(
    ("plan", "regio"), [(GETEKEND, "mlo"), (een_plan_van_aanpak(), "hvb")], ids=["region", "unsigned"]
)
def test_another_plan_van_aanpak_does_not_count(plan: PlanVanAanpak, regio: str) -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        dien_in(plan, regio)
    assert veld(fout) == ("planVanAanpakId", "W02")


def test_its_term_stands_still_once_at_a_time() -> None:
    stil = schort_op(AANVRAAG)
    assert stil.opschortingen == (STILSTAND,)
    with pytest.raises(VerkeerdeStatus):
        schort_op(stil)


@pytest.mark.parametrize("anders", [{"van": EERDER}, {"hersteltermijn_tot": EERDER}])
def test_a_suspension_lies_after_the_aanvraag_and_before_its_end(anders: dict[str, date]) -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        schort_op(AANVRAAG, **anders)
    assert veld(fout) == ("hersteltermijnEinddatum", "W02")


def test_the_term_runs_again_when_the_aanvraag_is_complete() -> None:
    hervat = stappen.hervat(schort_op(AANVRAAG), LATER)
    assert hervat.opschortingen[-1].tot == LATER
    assert len(schort_op(hervat, van=LATER).opschortingen) == 2


def test_only_what_stands_still_runs_again_and_not_before_it_stood_still() -> None:
    with pytest.raises(VerkeerdeStatus):
        stappen.hervat(AANVRAAG, LATER)
    with pytest.raises(VoorwaardeNietVervuld):
        stappen.hervat(schort_op(AANVRAAG), EERDER)


def test_a_notice_that_the_decision_is_late_names_a_later_day() -> None:
    assert verleng(AANVRAAG).verlengingen == (VERLENGING,)
    for te_vroeg in (DAG, EINDE):
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            verleng(AANVRAAG, nieuwe_datum=te_vroeg)
        assert veld(fout) == ("nieuweDatum", "W02")


def test_a_notice_that_the_decision_is_late_comes_before_the_decision() -> None:
    beslist_op = LATER - timedelta(days=1)
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        stappen.verleng(AANVRAAG, VERLENGING, KALENDER, beslist_op)
    assert veld(fout) == ("datum", "W02")


def test_a_notice_of_default_comes_once_and_after_the_aanvraag() -> None:
    na_de_termijn = EINDE + timedelta(days=1)
    in_gebreke = stappen.stel_in_gebreke(AANVRAAG, na_de_termijn, KALENDER)
    assert in_gebreke.ingebrekestelling_op == na_de_termijn
    with pytest.raises(VerkeerdeStatus):
        stappen.stel_in_gebreke(in_gebreke, na_de_termijn + timedelta(days=1), KALENDER)
    with pytest.raises(VoorwaardeNietVervuld):
        stappen.stel_in_gebreke(AANVRAAG, EERDER, KALENDER)


def test_a_notice_of_default_that_came_too_early_does_not_stand_in_the_way_of_one_that_counts() -> None:
    te_vroeg = stappen.stel_in_gebreke(AANVRAAG, EINDE, KALENDER)
    with pytest.raises(VerkeerdeStatus):
        stappen.stel_in_gebreke(te_vroeg, EINDE, KALENDER)
    na_de_termijn = EINDE + timedelta(days=1)
    assert stappen.stel_in_gebreke(te_vroeg, na_de_termijn, KALENDER).ingebrekestelling_op == na_de_termijn


@pytest.mark.parametrize(
    "stap",
    [
        lambda aanvraag: schort_op(aanvraag),
        lambda aanvraag: stappen.hervat(aanvraag, LATER),
        lambda aanvraag: verleng(aanvraag),
        lambda aanvraag: stappen.stel_in_gebreke(aanvraag, EINDE, KALENDER),
    ],
    ids=["schort_op", "hervat", "verleng", "stel_in_gebreke"],
)
def test_of_one_that_was_withdrawn_no_term_runs_any_more(stap: Callable[[Aanvraag], object]) -> None:
    stil = schort_op(AANVRAAG)
    intrekking = Intrekking(LATER, "De dochter helpt.", "m", datetime(2026, 2, 9, tzinfo=UTC))
    with pytest.raises(VerkeerdeStatus, match="ingetrokken"):
        stap(replace(stil, intrekking=intrekking))
