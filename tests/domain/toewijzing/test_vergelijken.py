"""The difference: which numbers change, go or come."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.besluit.besluit import Besluitregel
from app.domain.feit import Feit, Feitsoort
from app.domain.toewijzing.tijdlijn import Stuk, volgens_besluit
from app.domain.toewijzing.toewijzing import Oorzaak, Toewijzing, Toewijzingsversie
from app.domain.toewijzing.vergelijken import Nummer, Wijziging, is_hervat, vergelijk
from app.domain.waarden import Eenheid, Frequentie, Omvang, Periode
from tests.bouw.basis import CLIENT_ID, NU, ROERMOND
from tests.bouw.toewijzing import een_toewijzing
from tests.bouw.verloop import Q, d, regel, uren

EIND = d(31, 12)
NU_DAG = d(15, 6)
HULPMIDDEL = Omvang(1, Eenheid.STUKS_INSPANNING, Frequentie.PER_MAAND)


def stuk(wat: Besluitregel, besluit: int = 1) -> Stuk:
    return Stuk(volgens_besluit(wat), UUID(int=1), UUID(int=besluit), 1, UUID(int=besluit))


def toewijzing(nummer: int, wat: Besluitregel) -> Toewijzing:
    versie = Toewijzingsversie(1, NU, wat.periode, wat.omvang, wat.budget, UUID(int=1))
    assert wat.aanbieder is not None
    return een_toewijzing(
        nummer=nummer,
        aanbieder=wat.aanbieder,
        categorie=wat.categorie,
        productcode=wat.productcode,
        versies=(versie,),
    )


def nummer(nummer: int, wat: Besluitregel, **anders: bool) -> Nummer:
    """Known to its provider as it is."""
    van = toewijzing(nummer, wat)
    return Nummer(van, van.actueel, **anders)


def uitkomst(
    stukken: Iterable[Besluitregel], nummers: Iterable[Nummer], vandaag: date = NU_DAG
) -> list[tuple[int | None, date, date | None]]:
    """Number (None: new), begin and end of each change; a deletion ends on the day that it begins."""
    return [getoond(w) for w in vergelijk([stuk(s) for s in stukken], nummers, vandaag)]


def getoond(wijziging: Wijziging) -> tuple[int | None, date, date | None]:
    van, periode = wijziging.toewijzing, wijziging.wordt.periode
    return None if van is None else van.nummer, periode.begin, periode.eind


def hulpmiddel(begin: date, eind: date | None) -> Besluitregel:
    return regel(HULPMIDDEL, begin, eind, product="11A01")


JANUARI = d(1, 1)


def totaal(volume: int, begin: date = JANUARI, eind: date | None = EIND, eenheid: str = "04") -> Besluitregel:
    return regel(Omvang(volume, Eenheid(eenheid), Frequentie.TOTAAL), begin, eind)


LOPEND = regel(2, d(1, 2), d(30, 6))
WEG = (19, d(1, 2), d(1, 2))


@pytest.mark.parametrize(
    ("geldt", "verwacht"),
    [
        pytest.param([LOPEND], [], id="the same: nothing"),
        pytest.param([regel(2, d(1, 2), d(31, 3)), regel(2, d(1, 4), d(30, 6))], [], id="the same in phases"),
        pytest.param([], [WEG], id="nothing: deleted"),
        pytest.param([regel(2, d(1, 2), d(1, 2))], [(19, d(1, 2), d(1, 2))], id="its first day only"),
        pytest.param([regel(2, d(1, 2), d(31, 5))], [(19, d(1, 2), d(31, 5))], id="less"),
        pytest.param([regel(2, d(1, 2), d(31, 7))], [(19, d(1, 2), d(31, 7))], id="more"),
        pytest.param([regel(2, d(1, 2), None)], [(19, d(1, 2), None)], id="open"),
        pytest.param([regel(2, d(2, 2), d(30, 6))], [WEG, (None, d(2, 2), d(30, 6))], id="a day later"),
        pytest.param([regel(2, d(31, 1), d(30, 6))], [(None, d(31, 1), d(31, 1))], id="a day earlier"),
        pytest.param(
            [LOPEND, regel(2, d(2, 7), d(31, 7))], [(None, d(2, 7), d(31, 7))], id="again after a gap"
        ),
        pytest.param([LOPEND, regel(2, d(1, 7), d(31, 7))], [(19, d(1, 2), d(31, 7))], id="touching"),
        pytest.param([regel(4, d(1, 2), d(30, 6))], [WEG, (None, d(1, 2), d(30, 6))], id="extent"),
        pytest.param([regel(2, d(1, 2), d(30, 6), bij=Q)], [WEG, (None, d(1, 2), d(30, 6))], id="provider"),
        pytest.param(
            [regel(2, d(1, 2), d(30, 6), product="01H02")], [WEG, (None, d(1, 2), d(30, 6))], id="product"
        ),
        pytest.param([regel(None, d(1, 2), d(30, 6), bij=None)], [WEG], id="a personal budget"),
    ],
)
def test_the_standard_decides_between_change_and_new(
    geldt: list[Besluitregel], verwacht: list[object]
) -> None:
    assert uitkomst(geldt, [nummer(19, LOPEND)]) == verwacht


@pytest.mark.parametrize(
    ("vandaag", "verwacht"),
    [(d(30, 6), (19, d(1, 2), d(31, 7))), (d(1, 7), (None, d(1, 7), d(31, 7)))],
    ids=["on its last day", "the day after"],
)
def test_an_end_that_passed_is_not_extended(vandaag: date, verwacht: object) -> None:
    assert uitkomst([regel(2, d(1, 2), d(31, 7))], [nummer(19, LOPEND)], vandaag) == [verwacht]


def test_an_end_that_passed_but_was_never_told_is_extended() -> None:
    onbekend = Nummer(toewijzing(19, LOPEND))
    assert uitkomst([regel(2, d(1, 2), d(31, 7))], [onbekend], d(1, 9)) == [(19, d(1, 2), d(31, 7))]


def test_an_end_that_passed_goes_back_when_its_fact_was_not_so() -> None:
    hervat = nummer(19, LOPEND, hervat=True)
    assert uitkomst([regel(2, d(1, 2), d(31, 7))], [hervat], d(1, 9)) == [(19, d(1, 2), d(31, 7))]


def test_what_counts_is_the_end_that_the_provider_knows() -> None:
    nu = toewijzing(19, LOPEND)
    open_bekend = Nummer(nu, replace(nu.actueel, periode=Periode(d(1, 2))))
    kort_bekend = Nummer(nu, replace(nu.actueel, periode=Periode(d(1, 2), d(31, 3))))
    langer = [regel(2, d(1, 2), d(31, 7))]
    assert uitkomst(langer, [open_bekend], d(1, 9)) == [(19, d(1, 2), d(31, 7))]
    assert uitkomst(langer, [kort_bekend], d(15, 6)) == [(None, d(1, 7), d(31, 7))]


def test_a_deleted_number_stays_what_it_is() -> None:
    weg = toewijzing(19, LOPEND)
    weg = replace(weg, versies=(replace(weg.actueel, oorzaak=Oorzaak.VERWIJDERING),))
    assert uitkomst([LOPEND], [Nummer(weg, weg.actueel)]) == [(None, d(1, 2), d(30, 6))]


def test_a_number_that_follows_takes_over_from_one_that_could_go_on() -> None:
    volgend = nummer(20, regel(2, d(1, 7), EIND))
    assert uitkomst([regel(2, d(1, 2), EIND)], [nummer(19, LOPEND), volgend]) == []


def test_a_number_that_begins_amid_what_runs_waits_for_room() -> None:
    """20 of the same support begins when 19 has its own days still: it is one too many."""
    volgend = nummer(20, regel(2, d(1, 6), EIND))
    assert uitkomst([regel(2, d(1, 2), EIND)], [nummer(19, LOPEND), volgend]) == [
        (19, d(1, 2), EIND),
        (20, d(1, 6), d(1, 6)),
    ]


class TestSeveralAtOnce:
    def test_each_has_its_number(self) -> None:
        geldt = [hulpmiddel(d(1, 2), None), hulpmiddel(d(1, 2), None), hulpmiddel(d(1, 4), EIND)]
        nummers = [nummer(19 + i, wat) for i, wat in enumerate(geldt)]
        assert uitkomst(geldt, nummers) == []

    def test_one_less_ends_the_one_that_began_last(self) -> None:
        nummers = [nummer(19, hulpmiddel(d(1, 4), None)), nummer(20, hulpmiddel(d(1, 2), None))]
        geldt = [hulpmiddel(d(1, 2), None), hulpmiddel(d(1, 4), d(30, 6))]
        assert uitkomst(geldt, nummers) == [(19, d(1, 4), d(30, 6))]

    def test_of_two_that_began_together_the_lower_number_stays(self) -> None:
        nummers = [nummer(20, hulpmiddel(d(1, 2), None)), nummer(19, hulpmiddel(d(1, 2), None))]
        assert uitkomst([hulpmiddel(d(1, 2), None)], nummers) == [(20, d(1, 2), d(1, 2))]

    def test_one_more_is_a_new_number(self) -> None:
        geldt = [hulpmiddel(d(1, 2), None), hulpmiddel(d(1, 4), EIND)]
        assert uitkomst(geldt, [nummer(19, hulpmiddel(d(1, 2), None))]) == [(None, d(1, 4), EIND)]

    def test_those_with_days_of_their_own_come_before_one_that_goes_on(self) -> None:
        nummers = [nummer(19, hulpmiddel(d(1, 2), d(30, 6))), nummer(20, hulpmiddel(d(1, 3), EIND))]
        geldt = [hulpmiddel(d(1, 2), EIND), hulpmiddel(d(1, 3), d(30, 6))]
        assert uitkomst(geldt, nummers) == []


class TestTotals:
    @pytest.mark.parametrize(
        ("geldt", "verwacht"),
        [
            pytest.param(totaal(100), [], id="the same"),
            pytest.param(totaal(140), [(19, d(1, 1), EIND)], id="amount"),
            pytest.param(totaal(100, eind=d(30, 6)), [(19, d(1, 1), d(30, 6))], id="end"),
            pytest.param(
                totaal(100, begin=d(2, 1)), [(19, d(1, 1), d(1, 1)), (None, d(2, 1), EIND)], id="begin"
            ),
            pytest.param(
                totaal(100, eenheid="01"), [(19, d(1, 1), d(1, 1)), (None, d(1, 1), EIND)], id="unit"
            ),
            pytest.param(
                regel(100, d(1, 1), EIND), [(19, d(1, 1), d(1, 1)), (None, d(1, 1), EIND)], id="week"
            ),
        ],
    )
    def test_it_keeps_its_number_with_its_begin_and_unit(
        self, geldt: Besluitregel, verwacht: list[object]
    ) -> None:
        assert uitkomst([geldt], [nummer(19, totaal(100))], d(1, 1, 2028)) == verwacht

    def test_of_two_at_once_the_one_that_differs_changes(self) -> None:
        nummers = [nummer(19, totaal(100)), nummer(20, totaal(90))]
        (wijziging,) = vergelijk([stuk(totaal(140)), stuk(totaal(100))], nummers, NU_DAG)
        assert getoond(wijziging)[0] == 20
        assert wijziging.wordt.omvang == uren(140, Frequentie.TOTAAL)

    def test_two_that_change_take_a_number_each(self) -> None:
        nummers = [nummer(19, totaal(100)), nummer(20, totaal(90))]
        assert uitkomst([totaal(140), totaal(150)], nummers) == [(19, d(1, 1), EIND), (20, d(1, 1), EIND)]

    def test_two_that_are_equal_are_two(self) -> None:
        assert uitkomst([totaal(100), totaal(100)], [nummer(19, totaal(100))]) == [(None, d(1, 1), EIND)]


def test_changes_come_by_number_and_new_numbers_by_begin_and_product() -> None:
    nummers = [nummer(20, regel(2, d(1, 3), EIND, product="01H03")), nummer(19, LOPEND)]
    nieuw = [
        regel(2, d(1, 8), EIND, product="01H05"),
        regel(2, d(1, 8), EIND, product="01H04"),
        regel(2, d(1, 7), EIND, product="01H06"),
    ]
    uit = vergelijk([stuk(wat) for wat in nieuw], nummers, NU_DAG)
    assert [(getoond(w)[0], w.wordt.productcode) for w in uit] == [
        (19, "01H01"),
        (20, "01H03"),
        (None, "01H06"),
        (None, "01H04"),
        (None, "01H05"),
    ]


def test_new_numbers_that_begin_together_come_by_category_code_and_budget() -> None:
    def budget(bedrag: int, product: str) -> Besluitregel:
        return regel(None, d(1, 7), EIND, product=product, budget=bedrag)

    zonder_product = replace(budget(7, "02"), categorie=None)
    nieuw = [budget(9, "03"), budget(5, "03"), regel(2, d(1, 7), EIND, product="03A01"), zonder_product]
    uit = vergelijk([stuk(wat) for wat in nieuw], [], NU_DAG)
    assert [(w.wordt.categorie, w.wordt.productcode, w.wordt.budget) for w in uit] == [
        (None, None, 7),
        ("03", None, 5),
        ("03", None, 9),
        ("03", "03A01", None),
    ]


class TestWhatGivesItsEnd:
    def door(self, *stukken: Stuk) -> UUID:
        (wijziging,) = vergelijk(stukken, [nummer(19, LOPEND)], NU_DAG)
        assert wijziging.stuk is not None
        return wijziging.stuk.besluit

    def test_it_is_what_ends_then(self) -> None:
        eerst = stuk(regel(2, d(1, 2), d(31, 3)), besluit=1)
        later = stuk(regel(2, d(1, 4), d(31, 5)), besluit=2)
        assert self.door(eerst, later) == UUID(int=2)

    def test_of_two_that_end_then_it_is_what_was_decided_last(self) -> None:
        langst = stuk(hulpmiddel(d(1, 2), d(31, 5)), besluit=1)
        laatst = stuk(hulpmiddel(d(1, 4), d(31, 5)), besluit=2)
        wijzigingen = vergelijk([langst, laatst], [], NU_DAG)
        assert {w.stuk and w.stuk.besluit for w in wijzigingen} == {UUID(int=2)}

    def test_what_goes_on_under_another_number_did_not_end_it(self) -> None:
        eindigt = stuk(hulpmiddel(d(1, 2), d(31, 5)), besluit=1)
        loopt = stuk(hulpmiddel(d(1, 2), EIND), besluit=2)
        nummers = [nummer(n, hulpmiddel(d(1, 2), EIND)) for n in (19, 20)]
        (wijziging,) = vergelijk([eindigt, loopt], nummers, NU_DAG)
        assert wijziging.stuk == eindigt

    def test_where_another_number_takes_over_it_is_what_holds_on_that_day(self) -> None:
        nummers = [nummer(19, LOPEND), nummer(20, regel(2, d(1, 8), EIND))]
        weer = stuk(regel(2, d(1, 3, 2027), None), besluit=4)
        wijziging, _ = vergelijk([stuk(regel(2, d(1, 2), EIND), besluit=3), weer], nummers, NU_DAG)
        assert getoond(wijziging) == (19, d(1, 2), d(31, 7))
        assert wijziging.stuk is not None
        assert wijziging.stuk.besluit == UUID(int=3)

    def test_open_support_is_ended_by_nothing(self) -> None:
        assert self.door(stuk(regel(2, d(1, 2), None), besluit=3)) == UUID(int=3)


class TestResumed:
    bekend = replace(toewijzing(19, LOPEND).actueel, feit_id=UUID(int=99))
    feit = Feit(UUID(int=99), ROERMOND, CLIENT_ID, Feitsoort.OVERLIJDEN, d(30, 6), ())

    def test_a_fact_that_stands_gives_nothing_back(self) -> None:
        assert not is_hervat(self.bekend, [self.feit])

    def test_one_that_lapsed_does(self) -> None:
        assert is_hervat(self.bekend, [replace(self.feit, vervallen=True)])

    def test_one_that_moved_does(self) -> None:
        assert is_hervat(self.bekend, [replace(self.feit, op=self.feit.op + timedelta(days=1))])

    def test_only_the_fact_that_set_its_end_counts(self) -> None:
        ander = replace(self.feit, id=UUID(int=98), vervallen=True)
        assert not is_hervat(self.bekend, [ander])

    def test_what_was_never_told_is_not_resumed(self) -> None:
        assert not is_hervat(None, [replace(self.feit, vervallen=True)])
