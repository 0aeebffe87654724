"""The fold of decisions and facts: what holds, from when to when."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from app.domain.besluit.besluit import Besluit, Besluitregel, Besluitstatus
from app.domain.feit import Feit, Feitsoort, Productaanduiding
from app.domain.partijen import Overgang
from app.domain.toewijzing.tijdlijn import Gebeurtenis, Stuk, geldend, in_volgorde, reeks_van
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Omvang
from tests.bouw.basis import CLIENT_ID, ROERMOND
from tests.bouw.besluit import een_besluit
from tests.bouw.verloop import P, Q, d, regel, uren

EIND = d(31, 12)


def op(dag: int) -> datetime:
    return datetime(2026, 1, dag, 9, 0, tzinfo=UTC)


def besluit(
    nummer: int,
    *regels: Besluitregel,
    wijzigt: int | None = None,
    ingang: date | None = None,
    status: Besluitstatus = Besluitstatus.BEKENDGEMAAKT,
    op_dag: int | None = None,
) -> Besluit:
    """Decision of this number, announced on the day of January with that number."""
    return replace(
        een_besluit(),
        id=UUID(int=nummer),
        regels=tuple(replace(r, nummer=i) for i, r in enumerate(regels, start=1)),
        status=status,
        wijzigt=None if wijzigt is None else UUID(int=wijzigt),
        ingangsdatum=ingang,
        overgangen=(Overgang(status, op(op_dag or nummer), "m"),),
    )


def feit(dag: date, *, soort: Feitsoort = Feitsoort.VERHUIZING, op_dag: int = 20, **anders: object) -> Feit:
    overgangen = (Overgang("vastgelegd", op(op_dag), "m"),)
    basis = Feit(UUID(int=99), ROERMOND, CLIENT_ID, soort, dag, overgangen)
    return replace(basis, **anders)  # type: ignore[arg-type]


JANUARI = d(1, 1)


def totaal(volume: int, begin: date = JANUARI, eind: date | None = EIND, **anders: object) -> Besluitregel:
    return regel(uren(volume, Frequentie.TOTAAL), begin, eind, **anders)  # type: ignore[arg-type]


def getoond(stukken: Iterable[Stuk]) -> list[tuple[int | None, date, date | None]]:
    """Volume (of a budget its euros), begin and end of each, by begin."""
    return sorted(
        (
            s.inhoud.omvang.volume if s.inhoud.omvang else (s.inhoud.budget or 0) // 100,
            s.periode.begin,
            s.periode.eind,
        )
        for s in stukken
    )


def test_a_decision_that_changes_none_adds_its_lines_and_touches_nothing() -> None:
    na = geldend([besluit(1, regel(2, d(1, 2), EIND)), besluit(2, regel(4, d(1, 3), EIND))])
    assert getoond(na) == [(2, d(1, 2), EIND), (4, d(1, 3), EIND)]


def test_a_change_ends_its_reeks_the_day_before_it_and_adds_its_lines() -> None:
    na = geldend(
        [
            besluit(1, regel(2, d(1, 2), EIND), regel(3, d(1, 6), EIND)),
            besluit(2, regel(4, d(1, 5), EIND), wijzigt=1, ingang=d(1, 4)),
        ]
    )
    assert getoond(na) == [(2, d(1, 2), d(31, 3)), (4, d(1, 5), EIND)]


def test_what_begins_on_the_day_of_a_change_goes_and_the_day_before_stays() -> None:
    na = geldend(
        [
            besluit(1, regel(2, d(31, 3), EIND), regel(3, d(1, 4), EIND)),
            besluit(2, wijzigt=1, ingang=d(1, 4)),
        ]
    )
    assert getoond(na) == [(2, d(31, 3), d(31, 3))]


def test_a_change_leaves_every_other_reeks_alone() -> None:
    na = geldend(
        [
            besluit(1, regel(2, d(1, 2), EIND)),
            besluit(2, regel(3, d(1, 2), EIND)),
            besluit(3, wijzigt=1, ingang=d(1, 4)),
        ]
    )
    assert getoond(na) == [(2, d(1, 2), d(31, 3)), (3, d(1, 2), EIND)]


def test_a_change_of_a_change_is_of_the_same_reeks() -> None:
    na = geldend(
        [
            besluit(1, regel(2, d(1, 2), EIND)),
            besluit(2, regel(3, d(1, 6), EIND), wijzigt=1, ingang=d(1, 6)),
            besluit(3, regel(4, d(1, 4), EIND), wijzigt=2, ingang=d(1, 4)),
        ]
    )
    assert getoond(na) == [(2, d(1, 2), d(31, 3)), (4, d(1, 4), EIND)]
    assert {stuk.reeks for stuk in na} == {UUID(int=1)}


def test_support_knows_its_line_and_what_set_its_end() -> None:
    oud, nieuw = geldend(
        [
            besluit(1, regel(9, d(1, 1), d(1, 1)), regel(2, d(1, 2), EIND)),
            besluit(2, regel(4, d(1, 4), EIND), wijzigt=1, ingang=d(1, 4)),
        ]
    )[1:]
    assert (oud.besluit, oud.regel, oud.eind_door) == (UUID(int=1), 2, UUID(int=2))
    assert (nieuw.besluit, nieuw.regel, nieuw.eind_door) == (UUID(int=2), 1, UUID(int=2))


def test_what_ended_by_itself_on_that_day_was_not_ended_by_the_change() -> None:
    (stuk,) = geldend([besluit(1, regel(2, d(1, 2), d(31, 3))), besluit(2, wijzigt=1, ingang=d(1, 4))])
    assert stuk.eind_door == UUID(int=1)


class TestTotals:
    @pytest.mark.parametrize(
        ("oud", "nieuw"),
        [
            (totaal(100), totaal(140)),
            (totaal(100), totaal(100, eind=d(30, 6))),
            (totaal(100, eind=None), totaal(90)),
            (
                regel(None, d(1, 1), EIND, product="02", budget=100_00),
                regel(None, d(1, 1), EIND, product="02", budget=90_00),
            ),
        ],
        ids=["more", "shorter", "was open", "budget"],
    )
    def test_a_line_with_its_begin_replaces_it_whole(self, oud: Besluitregel, nieuw: Besluitregel) -> None:
        na = geldend([besluit(1, oud), besluit(2, nieuw, wijzigt=1, ingang=d(1, 4))])
        assert getoond(na) == getoond(geldend([besluit(2, nieuw)]))

    @pytest.mark.parametrize(
        "anders",
        [
            totaal(140, bij=Q),
            totaal(140, product="01H02"),
            totaal(140, begin=d(2, 1)),
            regel(Omvang(140, Eenheid.MINUUT, Frequentie.TOTAAL), d(1, 1), EIND),
            regel(140, d(1, 1), EIND),
        ],
        ids=["provider", "product", "begin", "unit", "no total"],
    )
    def test_a_line_of_anything_else_leaves_it_and_it_is_cut(self, anders: Besluitregel) -> None:
        na = geldend([besluit(1, totaal(100)), besluit(2, anders, wijzigt=1, ingang=d(1, 4))])
        assert (100, d(1, 1), d(31, 3)) in getoond(na)

    def test_what_is_no_total_is_never_replaced(self) -> None:
        na = geldend(
            [
                besluit(1, regel(2, d(1, 2), EIND)),
                besluit(2, regel(2, d(1, 2), EIND), wijzigt=1, ingang=d(1, 4)),
            ]
        )
        assert getoond(na) == [(2, d(1, 2), d(31, 3)), (2, d(1, 2), EIND)]

    @pytest.mark.parametrize(("eind", "over"), [(d(30, 3), 2), (d(31, 3), 1), (d(1, 4), 1)])
    def test_only_one_that_runs_up_to_the_change_is_replaced(self, eind: date, over: int) -> None:
        na = geldend([besluit(1, totaal(100, eind=eind)), besluit(2, totaal(140), wijzigt=1, ingang=d(1, 4))])
        assert len(na) == over

    def test_one_of_another_reeks_is_not_replaced(self) -> None:
        na = geldend(
            [
                besluit(1, totaal(100)),
                besluit(2, regel(2, d(1, 2), EIND)),
                besluit(3, totaal(140), wijzigt=2, ingang=d(1, 4)),
            ]
        )
        assert (100, d(1, 1), EIND) in getoond(na)

    def test_of_two_reeksen_with_the_same_total_each_changes_its_own(self) -> None:
        na = geldend(
            [
                besluit(1, totaal(100)),
                besluit(2, totaal(100)),
                besluit(3, totaal(140), wijzigt=2, ingang=d(1, 4)),
            ]
        )
        assert getoond(na) == [(100, d(1, 1), EIND), (140, d(1, 1), EIND)]

    def test_of_two_at_once_one_line_replaces_one(self) -> None:
        na = geldend(
            [besluit(1, totaal(100), totaal(100)), besluit(2, totaal(140), wijzigt=1, ingang=d(1, 4))]
        )
        assert getoond(na) == [(100, d(1, 1), d(31, 3)), (140, d(1, 1), EIND)]

    def test_of_two_at_once_the_equal_one_is_repeated(self) -> None:
        na = geldend(
            [besluit(1, totaal(90), totaal(100)), besluit(2, totaal(100), wijzigt=1, ingang=d(1, 4))]
        )
        assert getoond(na) == [(90, d(1, 1), d(31, 3)), (100, d(1, 1), EIND)]

    def test_two_lines_replace_two(self) -> None:
        na = geldend(
            [
                besluit(1, totaal(100), totaal(90)),
                besluit(2, totaal(140), totaal(100), wijzigt=1, ingang=d(1, 4)),
            ]
        )
        assert getoond(na) == [(100, d(1, 1), EIND), (140, d(1, 1), EIND)]

    def test_a_volume_and_a_budget_are_of_different_kinds(self) -> None:
        na = geldend(
            [
                besluit(1, totaal(100)),
                besluit(2, regel(None, d(1, 1), EIND, budget=100), wijzigt=1, ingang=d(1, 4)),
            ]
        )
        assert (100, d(1, 1), d(31, 3)) in getoond(na)


class TestFacts:
    @pytest.mark.parametrize(
        ("soort", "laatste"), [(Feitsoort.OVERLIJDEN, d(10, 4)), (Feitsoort.VERHUIZING, d(9, 4))]
    )
    def test_every_reeks_ends_on_the_last_day(self, soort: Feitsoort, laatste: date) -> None:
        na = geldend(
            [
                besluit(1, regel(2, d(1, 2), EIND)),
                besluit(2, regel(3, d(1, 2), None)),
                feit(d(10, 4), soort=soort),
            ]
        )
        assert getoond(na) == [(2, d(1, 2), laatste), (3, d(1, 2), laatste)]
        assert {stuk.eind_door for stuk in na} == {UUID(int=99)}

    def test_another_domain_may_end_some_products_only(self) -> None:
        alleen = (Productaanduiding("01", "01H02"),)
        na = geldend(
            [
                besluit(1, regel(2, d(1, 2), EIND), regel(3, d(1, 2), EIND, product="01H02")),
                feit(d(10, 4), producten=alleen),
            ]
        )
        assert getoond(na) == [(2, d(1, 2), EIND), (3, d(1, 2), d(9, 4))]

    def test_it_ends_nothing_where_it_waits(self) -> None:
        na = geldend(
            [
                besluit(1, regel(2, d(1, 2), EIND), regel(3, d(1, 2), EIND, bij=Q)),
                feit(d(10, 4), wacht_bij=frozenset({AgbCode(Q)})),
            ]
        )
        assert getoond(na) == [(2, d(1, 2), d(9, 4)), (3, d(1, 2), EIND)]

    @pytest.mark.parametrize(
        ("begin", "over"), [(d(30, 4), []), (d(1, 5), [(4, d(1, 5), EIND)])], ids=["before", "on the day"]
    )
    def test_what_is_decided_afterwards_stands_from_the_return_on(
        self, begin: date, over: list[object]
    ) -> None:
        terug = feit(d(10, 4), op_dag=3, terug_per=d(1, 5))
        na = geldend([besluit(1, regel(2, d(1, 2), EIND)), terug, besluit(4, regel(4, begin, EIND))])
        assert getoond(na) == [(2, d(1, 2), d(9, 4)), *over]

    def test_what_was_decided_before_it_does_not_come_back_with_the_client(self) -> None:
        na = geldend([besluit(1, regel(2, d(1, 6), EIND)), feit(d(10, 4), terug_per=d(1, 5))])
        assert na == ()

    def test_one_that_moved_ends_what_was_decided_since(self) -> None:
        verplaatst = feit(d(10, 4), op_dag=3)
        na = geldend([verplaatst, besluit(4, regel(4, d(1, 2), d(30, 6)), regel(3, d(1, 5), d(30, 6)))])
        assert getoond(na) == [(4, d(1, 2), d(9, 4))]

    def test_one_that_lapsed_is_no_event(self) -> None:
        assert in_volgorde([], [feit(d(10, 4), vervallen=True)]) == ()


class TestOrder:
    def test_announced_comes_before_taken_and_taken_before_drafted(self) -> None:
        ontwerp = besluit(1, status=Besluitstatus.ONTWERP)
        genomen = besluit(2, status=Besluitstatus.GENOMEN)
        bekend = besluit(3)
        assert ids(in_volgorde([ontwerp, genomen, bekend], [])) == [3, 2, 1]

    def test_it_is_that_of_announcing_and_recording(self) -> None:
        assert ids(in_volgorde([besluit(1), besluit(5)], [feit(d(1, 4), op_dag=3)])) == [1, 99, 5]

    def test_a_fact_keeps_its_place_when_it_moves(self) -> None:
        later = Overgang("verplaatst", op(9), "m")
        verplaatst = feit(d(1, 4), op_dag=3)
        verplaatst = replace(verplaatst, overgangen=(*verplaatst.overgangen, later))
        assert ids(in_volgorde([besluit(5)], [verplaatst])) == [99, 5]

    def test_a_decision_counts_from_announcing_and_not_from_taking(self) -> None:
        eerder = besluit(1)
        genomen = replace(eerder, overgangen=(Overgang("genomen", op(1), "m"), Overgang("b", op(8), "m")))
        assert ids(in_volgorde([genomen, besluit(2)], [])) == [2, 1]

    def test_at_one_moment_a_change_comes_after_what_it_changes(self) -> None:
        keten = [besluit(3, wijzigt=2, op_dag=1), besluit(2, wijzigt=1, op_dag=1), besluit(1, op_dag=1)]
        assert ids(in_volgorde(keten, [])) == [1, 2, 3]

    def test_at_one_moment_a_fact_comes_last(self) -> None:
        assert ids(in_volgorde([besluit(1, op_dag=3)], [feit(d(1, 4), op_dag=3)])) == [1, 99]

    def test_a_reeks_is_followed_back_to_its_first_decision(self) -> None:
        eerste, tweede, derde = besluit(1), besluit(2, wijzigt=1), besluit(3, wijzigt=2)
        assert reeks_van(derde, [eerste, besluit(7), tweede]) == (tweede, eerste)
        assert reeks_van(eerste, [eerste, tweede]) == ()

    def test_drafts_that_change_each_other_come_to_an_end(self) -> None:
        eerste, tweede, zelf = besluit(1, wijzigt=2), besluit(2, wijzigt=1), besluit(3, wijzigt=3)
        assert reeks_van(eerste, [eerste, tweede]) == (tweede,)
        assert reeks_van(zelf, [zelf]) == ()


def ids(gebeurtenissen: Iterable[Gebeurtenis]) -> list[int]:
    return [gebeurtenis.id.int for gebeurtenis in gebeurtenissen]


def test_the_provider_is_part_of_what_support_is() -> None:
    (stuk,) = geldend([besluit(1, regel(2, d(1, 2), EIND))])
    assert stuk.inhoud.aard.aanbieder == P
    assert not stuk.inhoud.totaal
