"""How long records are kept, and what may go (W04)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.bewaren import (
    Beslissing,
    Bewaardezaak,
    Grond,
    TeVernietigen,
    Vernietigingsverzoek,
    Verzoekstatus,
    Weigergrond,
    beslis,
    bewaard_tot,
    te_vernietigen,
)
from app.domain.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.waarden import Gemeentecode

GEMAAKT = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
LAATSTE_DAG = date(2040, 3, 3)
DAG = timedelta(days=1)


def zaak(
    gemaakt: datetime = GEMAAKT,
    *,
    lopend: tuple[str, ...] = (),
    tot: date | None = None,
    naar: frozenset[UUID] = frozenset(),
) -> Bewaardezaak:
    return Bewaardezaak(uuid4(), gemaakt, lopend, tot, naar)


def gaat(
    *zaken: Bewaardezaak, dag: date = LAATSTE_DAG + DAG, ingewilligd: datetime | None = None
) -> set[UUID]:
    weg = te_vernietigen(zaken, GEMAAKT, dag, ingewilligd)
    return set() if weg is None else set(weg.zaken)


@pytest.mark.parametrize(
    ("gemaakt", "tot"),
    [("2025-03-03", "2040-03-03"), ("2024-02-29", "2039-02-28"), ("2025-12-31", "2040-12-31")],
)
def test_fifteen_years_end_on_the_same_day_of_the_calendar(gemaakt: str, tot: str) -> None:
    assert bewaard_tot(date.fromisoformat(gemaakt)) == date.fromisoformat(tot)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_what_is_made_later_is_never_kept_shorter(dag: date, later: int) -> None:
    assert bewaard_tot(dag) <= bewaard_tot(dag + timedelta(days=later))


def test_a_case_stays_on_the_last_day_of_its_term_and_may_go_the_day_after() -> None:
    oud = zaak()
    assert gaat(oud, dag=LAATSTE_DAG) == set()
    assert gaat(oud, dag=LAATSTE_DAG + DAG) == {oud.melding_id}


def test_the_day_of_making_is_the_day_in_the_netherlands() -> None:
    na_middernacht_hier = zaak(datetime(2025, 3, 3, 23, 30, tzinfo=UTC))
    assert gaat(na_middernacht_hier, dag=date(2040, 3, 4)) == set()
    assert gaat(na_middernacht_hier, dag=date(2040, 3, 5)) == {na_middernacht_hier.melding_id}


def test_what_still_runs_stays_whatever_its_age() -> None:
    assert gaat(zaak(lopend=("Er loopt nog een toewijzing.",)), dag=date(2060, 1, 1)) == set()


def test_a_recorded_reason_keeps_a_case_up_to_and_including_its_last_day() -> None:
    bewaard = zaak(tot=date(2045, 6, 1))
    assert gaat(bewaard, dag=date(2045, 6, 1)) == set()
    assert gaat(bewaard, dag=date(2045, 6, 2)) == {bewaard.melding_id}


def test_a_case_that_stays_keeps_what_it_refers_to_step_by_step() -> None:
    eerste = zaak()
    tweede = zaak(naar=frozenset({eerste.melding_id}))
    derde = zaak(naar=frozenset({tweede.melding_id}), lopend=("loopt",))
    los = zaak()
    assert gaat(eerste, tweede, derde, los) == {los.melding_id}
    assert gaat(eerste, tweede) == {eerste.melding_id, tweede.melding_id}


def test_a_case_may_go_though_it_refers_to_one_that_stays() -> None:
    blijft = zaak(lopend=("loopt",))
    weg = zaak(naar=frozenset({blijft.melding_id}))
    assert gaat(blijft, weg) == {weg.melding_id}


def test_the_client_goes_with_the_last_case() -> None:
    oud, jong = zaak(), zaak(GEMAAKT + 365 * DAG)
    dag = LAATSTE_DAG + DAG
    assert te_vernietigen((oud, jong), GEMAAKT, dag, None) == TeVernietigen(
        Grond.TERMIJN, frozenset({oud.melding_id}), client=False
    )
    assert te_vernietigen((oud,), GEMAAKT, dag, None) == TeVernietigen(
        Grond.TERMIJN, frozenset({oud.melding_id}), client=True
    )


def test_a_client_whose_own_data_are_younger_than_the_term_stays_without_cases() -> None:
    oud = zaak()
    weg = te_vernietigen((oud,), GEMAAKT + DAG, LAATSTE_DAG + DAG, None)
    assert weg == TeVernietigen(Grond.TERMIJN, frozenset({oud.melding_id}), client=False)


def test_a_granted_request_puts_the_term_aside_for_what_was_there() -> None:
    toen, later = zaak(), zaak(GEMAAKT + 3 * DAG)
    weg = te_vernietigen((toen, later), GEMAAKT, date(2026, 1, 1), GEMAAKT + DAG)
    assert weg == TeVernietigen(Grond.VERZOEK, frozenset({toen.melding_id}), client=False)


def test_a_granted_request_does_not_put_a_reason_aside() -> None:
    assert gaat(zaak(tot=date(2030, 1, 1)), dag=date(2026, 1, 1), ingewilligd=GEMAAKT + DAG) == set()


VERZOEK = Vernietigingsverzoek(uuid4(), Gemeentecode("0957"), uuid4(), date(2026, 1, 31))
INWILLIGEN = Beslissing("Niets staat eraan in de weg.", None, "b.beslist", GEMAAKT)
AFWIJZEN = replace(INWILLIGEN, weigergrond=Weigergrond.WET, motivering="De rekening staat nog open.")
VANDAAG = date(2026, 2, 2)


def test_a_granted_request_is_carried_out_within_three_months() -> None:
    assert VERZOEK.uiterlijk == date(2026, 4, 30)


def test_a_request_is_granted_when_nothing_keeps_a_case() -> None:
    assert beslis(VERZOEK, INWILLIGEN, (zaak(),), VANDAAG).status is Verzoekstatus.INGEWILLIGD


def test_a_request_cannot_be_granted_while_something_keeps_a_case() -> None:
    with pytest.raises(VoorwaardeNietVervuld) as gevangen:
        beslis(VERZOEK, INWILLIGEN, (zaak(lopend=("Er loopt nog een toewijzing.",)),), VANDAAG)
    assert [(v.melding, v.regel) for v in gevangen.value.velden] == [("Er loopt nog een toewijzing.", "W04")]


def test_a_request_can_be_refused_while_something_keeps_a_case() -> None:
    beslist = beslis(VERZOEK, AFWIJZEN, (zaak(lopend=("loopt",)),), VANDAAG)
    assert (beslist.status, beslist.beslissing) == (Verzoekstatus.AFGEWEZEN, AFWIJZEN)


def test_a_request_is_decided_once() -> None:
    with pytest.raises(VerkeerdeStatus):
        beslis(beslis(VERZOEK, AFWIJZEN, (), VANDAAG), INWILLIGEN, (), VANDAAG)
