"""The term stands still on the grounds of Awb 4:15; an aanvraag that stays incomplete is set aside (4:5)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.besluit.aanvraag import (
    Aanvraag,
    buiten_te_stellen,
    hervat,
    schort_op,
    vereis_buiten_te_stellen,
)
from app.domain.besluit.besluit import Besluitsoort, Uitkomst
from app.domain.besluit.grondslag import inhoud_zonder_behandeling
from app.domain.besluit.stappen import bepaal_uitkomst
from app.domain.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.ontvangst import Intrekking
from app.domain.termijnen import Opschorting, Opschortingsgrond, uiterste_besluitdag
from app.domain.werkvoorraad import termijntaken
from tests.bouw import NU, een_aanvraag, een_besluit, een_open_zaak, kalenders

MAANDAG = date(2026, 2, 2)
G = Opschortingsgrond
TE_VERTELLEN = (G.BUITENLANDSE_INFORMATIE, G.VERTRAGING_AANVRAGER, G.OVERMACHT)
KALENDER = kalenders(2026)


def na(**duur: int) -> date:
    return MAANDAG + timedelta(**duur)


def opgeschort(grond: Opschortingsgrond, van: date = MAANDAG, tot: date | None = None) -> Aanvraag:
    verteld = van if grond in TE_VERTELLEN else None
    opschorting = Opschorting(van, "Reden.", tot or na(weeks=1), grond=grond, medegedeeld_op=verteld)
    return schort_op(een_aanvraag(ontvangen_op=MAANDAG), opschorting, KALENDER, None)


def uiterlijk(aanvraag: Aanvraag) -> date:
    return uiterste_besluitdag(aanvraag.ontvangen_op, aanvraag.opschortingen, KALENDER)


@pytest.mark.parametrize(
    ("grond", "dagen"),
    [
        # From Tuesday the 3rd up to the 9th, which is not included: six days.
        (G.AANVULLING, 6),
        (G.BUITENLANDSE_INFORMATIE, 6),
        # From the day itself, Wednesday the 4th, up to the 9th: five days, and of an agreed day that one too.
        (G.VERTRAGING_AANVRAGER, 5),
        (G.OVERMACHT, 5),
        (G.INSTEMMING, 6),
    ],
)
def test_each_ground_moves_the_last_day_by_the_days_it_lasts(grond: Opschortingsgrond, dagen: int) -> None:
    van = MAANDAG if grond in (G.AANVULLING, G.BUITENLANDSE_INFORMATIE) else na(days=2)
    zonder_weekend = KALENDER.werkdag_vanaf(na(weeks=2, days=dagen))
    assert uiterlijk(opgeschort(grond, van)) == zonder_weekend


def test_one_that_ends_early_counts_until_it_ended() -> None:
    aanvraag = opgeschort(G.OVERMACHT, na(days=1))
    assert uiterlijk(hervat(aanvraag, na(days=3), na(days=3))) == na(weeks=2, days=2)


@pytest.mark.parametrize("grond", TE_VERTELLEN)
def test_of_begin_and_end_the_client_is_told(grond: Opschortingsgrond) -> None:
    zonder = Opschorting(MAANDAG, "Reden.", na(weeks=1), grond=grond)
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        schort_op(een_aanvraag(ontvangen_op=MAANDAG), zonder, KALENDER, None)
    assert [v.veld for v in fout.value.velden] == ["mededelingsdatum"]

    aanvraag = opgeschort(grond)
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        hervat(aanvraag, na(days=3))
    assert [v.veld for v in fout.value.velden] == ["mededelingsdatum"]
    (klaar,) = hervat(aanvraag, na(days=3), na(days=4)).opschortingen
    assert (klaar.tot, klaar.einde_medegedeeld_op) == (na(days=3), na(days=4))


@pytest.mark.parametrize("grond", [G.AANVULLING, G.INSTEMMING])
def test_what_the_client_did_needs_no_telling(grond: Opschortingsgrond) -> None:
    assert hervat(opgeschort(grond), na(days=3)).opschortingen[0].tot == na(days=3)


def test_a_withdrawn_aanvraag_has_no_term_to_suspend() -> None:
    ingetrokken = een_aanvraag(ontvangen_op=MAANDAG, intrekking=Intrekking(MAANDAG, "Niet nodig.", "m", NU))
    with pytest.raises(VerkeerdeStatus):
        schort_op(ingetrokken, Opschorting(MAANDAG, "Reden.", na(weeks=1)), KALENDER, None)


@pytest.mark.parametrize("grond", [g for g in G if g is not G.AANVULLING])
def test_a_term_that_is_over_cannot_stand_still(grond: Opschortingsgrond) -> None:
    laatste = na(weeks=2) - timedelta(days=grond is G.BUITENLANDSE_INFORMATIE)
    assert uiterlijk(opgeschort(grond, laatste, na(weeks=3))) > na(weeks=2)
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        opgeschort(grond, laatste + timedelta(days=1), na(weeks=3))
    assert [(v.veld, "16 februari 2026" in v.melding) for v in fout.value.velden] == [("begindatum", True)]


def test_after_the_term_completion_is_asked_for_only_to_set_aside() -> None:
    aanvraag = opgeschort(G.AANVULLING, na(weeks=3), na(weeks=4))
    assert uiterlijk(aanvraag) == na(weeks=2)
    assert buiten_te_stellen(aanvraag, KALENDER) == (na(weeks=4, days=1), na(weeks=8))


@pytest.mark.parametrize("grond", [g for g in G if g is not G.INSTEMMING])
def test_a_suspension_of_no_day_is_none(grond: Opschortingsgrond) -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        opgeschort(grond, MAANDAG, MAANDAG)
    assert [v.veld for v in fout.value.velden] == ["hersteltermijnEinddatum"]


def test_a_day_on_which_the_term_stood_still_already_is_none() -> None:
    eerder = hervat(opgeschort(G.OVERMACHT), na(weeks=1), na(weeks=1))
    binnen = Opschorting(na(days=2), "Reden.", na(days=4), grond=G.OVERMACHT, medegedeeld_op=na(days=2))
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        schort_op(eerder, binnen, KALENDER, None)
    assert [v.veld for v in fout.value.velden] == ["hersteltermijnEinddatum"]


def test_after_the_decision_no_term_is_left_to_stand_still() -> None:
    aanvraag, beslist_op = een_aanvraag(ontvangen_op=MAANDAG), na(days=3)
    stil = Opschorting(beslist_op, "Reden.", na(weeks=1))
    assert schort_op(aanvraag, stil, KALENDER, beslist_op).opschortingen == (stil,)
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        schort_op(aanvraag, replace(stil, van=na(days=4)), KALENDER, beslist_op)
    assert [v.veld for v in fout.value.velden] == ["begindatum"]


@pytest.mark.parametrize(
    ("grond", "dag", "begin"),
    [
        (G.OVERMACHT, 8, "Deel de cliënt mee"),
        (G.OVERMACHT, 7, None),
        (G.AANVULLING, 8, "De cliënt vulde de aanvraag niet aan"),
        (G.AANVULLING, 7, None),
        (G.AANVULLING, 60, None),
        (G.INSTEMMING, 8, None),
    ],
)
def test_the_worklist_says_when_a_suspension_is_over(
    grond: Opschortingsgrond, dag: int, begin: str | None
) -> None:
    zaak = een_open_zaak(aanvragen=(opgeschort(grond),))
    assert [t[: len(begin or "")] for t in termijntaken(zaak, KALENDER, na(days=dag))] == (
        [begin] if begin else []
    )


class TestBuitenBehandeling:
    """Set aside: only after the time to complete, and within four weeks of its end (Awb 4:5)."""

    def fouten(self, aanvraag: Aanvraag, op: date) -> list[str | None]:
        return [fout.regel for fout in vereis_buiten_te_stellen(aanvraag, op, KALENDER)]

    def test_an_unused_term_opens_four_weeks(self) -> None:
        aanvraag = opgeschort(G.AANVULLING)
        assert buiten_te_stellen(aanvraag, KALENDER) == (na(days=8), na(weeks=5))
        assert self.fouten(aanvraag, na(days=7)) == ["W10"]
        assert self.fouten(aanvraag, na(days=8)) == []
        assert self.fouten(aanvraag, na(weeks=5)) == []
        assert self.fouten(aanvraag, na(weeks=5, days=1)) == ["W10"]

    def test_the_four_weeks_run_from_a_completion_that_is_not_enough(self) -> None:
        aanvraag = hervat(opgeschort(G.AANVULLING), na(days=2))
        assert buiten_te_stellen(aanvraag, KALENDER) == (na(days=2), na(days=30))

    @pytest.mark.parametrize("grond", [G.INSTEMMING, G.OVERMACHT])
    def test_without_a_term_to_complete_it_is_not(self, grond: Opschortingsgrond) -> None:
        assert self.fouten(opgeschort(grond), na(weeks=2)) == ["W10"]

    def test_it_is_an_outcome_of_its_own_and_decides_nothing(self) -> None:
        assert bepaal_uitkomst((), (), None, Besluitsoort.BUITEN_BEHANDELING) is Uitkomst.BUITEN_BEHANDELING
        besluit = een_besluit(soort=Besluitsoort.BUITEN_BEHANDELING)
        assert [f.veld for f in inhoud_zonder_behandeling(besluit)] == ["regels"]
        assert not list(inhoud_zonder_behandeling(replace(besluit, regels=())))
        assert not list(inhoud_zonder_behandeling(replace(besluit, soort=Besluitsoort.REGULIER)))
