"""What is allocated equals what holds by decision, field by field and day by day (M18)."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.besluit.besluit import Besluitregel
from app.domain.toewijzing.gelijkheid import (
    ALLEEN_IN_BESLUIT,
    VERGELEKEN,
    grenzen,
    ongelijke_velden,
    ongelijkheden,
    toegewezen,
)
from app.domain.toewijzing.tijdlijn import Stuk, volgens_besluit
from app.domain.toewijzing.toewijzing import Oorzaak, Toewijzing, Toewijzingsversie
from app.domain.waarden import Frequentie, Periode
from tests.bouw.basis import NU
from tests.bouw.toewijzing import een_toewijzing
from tests.bouw.verloop import Q, d, regel, uren

BEGIN, EIND = d(1, 2), d(31, 12)
LOPEND = regel(2, BEGIN, EIND)
TOTAAL = regel(uren(100, Frequentie.TOTAAL), BEGIN, EIND)


def toewijzing(wat: Besluitregel, **anders: object) -> Toewijzing:
    versie = Toewijzingsversie(1, NU, wat.periode, wat.omvang, wat.budget, UUID(int=1))
    return een_toewijzing(
        aanbieder=wat.aanbieder,
        categorie=wat.categorie,
        productcode=wat.productcode,
        versies=(replace(versie, **anders),),  # type: ignore[arg-type]
    )


def verschil(
    geldt: Iterable[Besluitregel], toegewezen: Iterable[Besluitregel]
) -> list[tuple[date, int, int]]:
    """From which day on, how often it holds, how often it is allocated."""
    stukken = [Stuk(volgens_besluit(wat), UUID(int=1), UUID(int=1), 1, UUID(int=1)) for wat in geldt]
    gevonden = ongelijkheden(stukken, [toewijzing(wat) for wat in toegewezen])
    return [(o.vanaf, o.geldend, o.toegewezen) for o in gevonden]


def test_equal_grants_differ_in_no_field() -> None:
    assert ongelijke_velden(volgens_besluit(LOPEND), toegewezen(toewijzing(LOPEND))) == ()


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        (regel(2, BEGIN, EIND, bij=Q), "aanbieder"),
        (replace(LOPEND, categorie="02"), "categorie"),
        (regel(2, BEGIN, EIND, product="01H02"), "productcode"),
        (regel(2, d(2, 2), EIND), "begin"),
        (regel(2, BEGIN, d(30, 12)), "eind"),
        (regel(3, BEGIN, EIND), "omvang"),
        (regel(2, BEGIN, EIND, budget=5), "budget"),
    ],
)
def test_an_allocation_that_differs_in_one_field_is_unequal_in_that_field(
    anders: Besluitregel, veld: str
) -> None:
    assert ongelijke_velden(volgens_besluit(anders), toegewezen(toewijzing(LOPEND))) == (veld,)
    assert verschil([anders], [LOPEND])


def test_every_field_of_a_decision_line_is_compared_or_said_why_not() -> None:
    vergeleken = {naam for naam, _ in VERGELEKEN.values()}
    assert vergeleken | ALLEEN_IN_BESLUIT.keys() == {veld.name for veld in fields(Besluitregel)}
    assert not vergeleken & ALLEEN_IN_BESLUIT.keys()


@pytest.mark.parametrize(
    ("geldt", "is_toegewezen", "verwacht"),
    [
        pytest.param([LOPEND], [LOPEND], [], id="the same"),
        pytest.param([regel(2, BEGIN, d(31, 3)), regel(2, d(1, 4), EIND)], [LOPEND], [], id="in phases"),
        pytest.param([LOPEND], [regel(2, BEGIN, d(31, 3)), regel(2, d(1, 4), EIND)], [], id="in numbers"),
        pytest.param([LOPEND], [], [(BEGIN, 1, 0)], id="missing"),
        pytest.param([], [LOPEND], [(BEGIN, 0, 1)], id="too many"),
        pytest.param([LOPEND], [regel(2, d(2, 2), EIND)], [(BEGIN, 1, 0)], id="a day late"),
        pytest.param([LOPEND], [regel(2, BEGIN, d(30, 12))], [(EIND, 1, 0)], id="a day short"),
        pytest.param([LOPEND], [regel(2, BEGIN, None)], [(d(1, 1, 2027), 0, 1)], id="open"),
        pytest.param(
            [LOPEND], [regel(2, BEGIN, d(31, 3)), regel(2, d(2, 4), EIND)], [(d(1, 4), 1, 0)], id="a gap"
        ),
        pytest.param(
            [LOPEND], [regel(2, BEGIN, d(1, 4)), regel(2, d(1, 4), EIND)], [(d(1, 4), 1, 2)], id="twice"
        ),
        pytest.param([regel(None, BEGIN, EIND, bij=None)], [], [], id="a personal budget"),
        pytest.param([TOTAAL], [TOTAAL], [], id="the same total"),
        pytest.param([TOTAAL, TOTAAL], [TOTAAL], [(BEGIN, 2, 1)], id="one of two totals"),
        pytest.param([], [TOTAAL], [(BEGIN, 0, 1)], id="a total too many"),
        pytest.param(
            [TOTAAL],
            [regel(uren(100, Frequentie.TOTAAL), BEGIN, d(30, 12))],
            [(BEGIN, 1, 0)],
            id="a total a day short",
        ),
        pytest.param(
            [regel(uren(90, Frequentie.TOTAAL), d(1, 3), EIND), TOTAAL],
            [regel(uren(80, Frequentie.TOTAAL), d(1, 5), EIND)],
            [(BEGIN, 1, 0)],
            id="the first of several totals",
        ),
    ],
)
def test_the_first_day_that_differs_is_named(
    geldt: list[Besluitregel], is_toegewezen: list[Besluitregel], verwacht: list[object]
) -> None:
    assert verschil(geldt, is_toegewezen) == verwacht


def test_each_kind_of_support_is_named_once() -> None:
    assert verschil([LOPEND, regel(4, d(1, 3), EIND)], []) == [(BEGIN, 1, 0), (d(1, 3), 1, 0)]


def test_a_deleted_allocation_no_longer_stands_for_its_line() -> None:
    stuk = Stuk(volgens_besluit(LOPEND), UUID(int=1), UUID(int=1), 1, UUID(int=1))
    (gevonden,) = ongelijkheden([stuk], [toewijzing(LOPEND, oorzaak=Oorzaak.VERWIJDERING)])
    assert (gevonden.productcode, gevonden.geldend, gevonden.toegewezen) == (LOPEND.productcode, 1, 0)


def test_between_begins_and_the_days_after_ends_nothing_changes() -> None:
    perioden = [Periode(d(1, 5), d(31, 5)), Periode(BEGIN), Periode(d(1, 6), date.max)]
    assert grenzen(perioden) == [BEGIN, d(1, 5), d(1, 6)]
