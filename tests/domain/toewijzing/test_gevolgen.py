"""What the client reads that ends, and what a draft begins with."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.besluit.besluit import Besluitregel, Besluitstatus
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.gevolgen import eerdere_fase, einden, gaten, is_nadelig, lopende_regels
from app.domain.waarden import Frequentie, Periode
from tests.bouw.verloop import Clientverloop, P, Q, regel, uren


def d(dag: int, maand: int, jaar: int = 2026) -> date:
    return date(jaar, maand, dag)


EIND = d(30, 4, 2027)


@pytest.fixture
def loop() -> Clientverloop:
    return Clientverloop(d(20, 4))


def lijn(loop: Clientverloop) -> Clientlijn:
    return Clientlijn(tuple(loop.besluiten.values()), tuple(loop.feiten.values()), tuple(loop.nummers()))


def test_a_stop_ends_what_ran_the_day_before(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    b2 = loop.besluit(wijzigt=b1, ingang=d(1, 9))
    (einde,) = einden(b2, lijn(loop))
    assert (einde.regel.periode, einde.laatste_dag) == (Periode(d(1, 5), EIND), d(31, 8))


def test_a_stop_of_what_has_yet_to_begin_knows_the_phase_before_it(loop: Clientverloop) -> None:
    b1 = loop.beslis(
        regel(3, d(1, 5), d(31, 8)), regel(2, d(1, 9), EIND), regel(1, d(1, 9), EIND, product="01H03")
    )
    b2 = loop.besluit(wijzigt=b1, ingang=d(1, 9))
    gevonden = {
        einde.regel.productcode: (einde.laatste_dag, eerdere_fase(einde, b2, lijn(loop)))
        for einde in einden(b2, lijn(loop))
    }
    assert gevonden == {"01H01": (None, d(31, 8)), "01H03": (None, None)}


def test_what_goes_on_as_it_was_does_not_end(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND), regel(1, d(1, 5), EIND, product="01H03"))
    b2 = loop.besluit(
        regel(2, d(1, 9), EIND), regel(3, d(1, 9), EIND, product="01H03"), wijzigt=b1, ingang=d(1, 9)
    )
    (einde,) = einden(b2, lijn(loop))
    assert (einde.regel.productcode, einde.laatste_dag) == ("01H03", d(31, 8))


def test_what_had_not_begun_never_begins(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(4, d(1, 5), d(31, 7)), regel(2, d(1, 8), EIND))
    b2 = loop.besluit(wijzigt=b1, ingang=d(1, 7))
    assert [einde.laatste_dag for einde in einden(b2, lijn(loop))] == [d(30, 6), None]


@pytest.mark.parametrize(
    ("uur", "eind", "laatste_dag"),
    [(9, EIND, []), (7, EIND, []), (3, EIND, []), (5, d(31, 12), [d(31, 12)])],
    ids=["more", "other", "less", "shorter"],
)
def test_a_total_goes_on_under_another_amount_and_ends_only_where_it_is_shorter(
    loop: Clientverloop, uur: int, eind: date, laatste_dag: list[date]
) -> None:
    b1 = loop.beslis(regel(uren(5, Frequentie.TOTAAL), d(1, 5), EIND))
    b2 = loop.besluit(regel(uren(uur, Frequentie.TOTAAL), d(1, 5), eind), wijzigt=b1, ingang=d(1, 9))
    assert [einde.laatste_dag for einde in einden(b2, lijn(loop))] == laatste_dag


def test_of_two_equal_totals_of_which_one_is_repeated_the_other_ends(loop: Clientverloop) -> None:
    totaal = regel(uren(5, Frequentie.TOTAAL), d(1, 5), EIND, product="11A01")
    b1 = loop.beslis(totaal, totaal)
    b2 = loop.besluit(totaal, wijzigt=b1, ingang=d(1, 9))
    assert [einde.laatste_dag for einde in einden(b2, lijn(loop))] == [d(31, 8)]


def test_a_total_that_is_not_repeated_ends(loop: Clientverloop) -> None:
    b1 = loop.beslis(
        regel(uren(9, Frequentie.TOTAAL), d(1, 5), EIND),
        regel(uren(5, Frequentie.TOTAAL), d(1, 5), EIND, product="01H03"),
    )
    b2 = loop.besluit(
        regel(uren(9, Frequentie.TOTAAL), d(1, 5), EIND),
        wijzigt=b1,
        ingang=d(1, 9),
    )
    assert [(e.regel.productcode, e.laatste_dag) for e in einden(b2, lijn(loop))] == [("01H03", d(31, 8))]


def test_another_decision_ends_nothing_of_this_one(loop: Clientverloop) -> None:
    loop.beslis(regel(2, d(1, 5), EIND))
    b2 = loop.besluit(regel(1, d(1, 6), EIND, product="01H03"))
    assert einden(b2, lijn(loop)) == ()


def test_days_without_support_are_a_gap(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    b2 = loop.besluit(regel(2, d(1, 9), EIND, bij=Q), wijzigt=b1, ingang=d(1, 7))
    (gat,) = gaten(b2, lijn(loop))
    assert (gat.regel, gat.periode) == (1, Periode(d(1, 7), d(31, 8)))


def test_support_that_is_taken_over_the_next_day_leaves_no_gap(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    b2 = loop.besluit(regel(2, d(1, 7), EIND, bij=Q), wijzigt=b1, ingang=d(1, 7))
    assert gaten(b2, lijn(loop)) == ()


def test_a_draft_starts_from_what_holds_from_its_day_on(loop: Clientverloop) -> None:
    b1 = loop.beslis(
        regel(4, d(1, 5), d(31, 7)),
        regel(2, d(1, 8), EIND),
        regel(uren(9, Frequentie.TOTAAL), d(1, 5), EIND, product="01H03"),
        regel(1, d(1, 5), d(31, 5), product="01H04"),
    )
    loop.beslis(regel(3, d(1, 5), EIND, bij=Q))
    assert [
        (r.productcode, r.periode.begin, r.aanbieder) for r in lopende_regels(b1, d(1, 7), lijn(loop))
    ] == [
        ("01H01", d(1, 7), P),
        ("01H01", d(1, 8), P),
        ("01H03", d(1, 5), P),
    ]


@pytest.mark.parametrize(
    ("nieuw", "nadelig"),
    [
        ((), True),
        ((regel(2, d(1, 9), EIND),), False),
        ((regel(3, d(1, 9), EIND),), False),
        ((regel(1, d(1, 9), EIND),), True),
        ((regel(2, d(1, 9), d(28, 2, 2027)),), True),
        ((regel(2, d(1, 10), EIND),), True),
        ((regel(2, d(1, 9), EIND, bij=Q),), False),
        ((regel(1, d(1, 9), EIND, bij=Q),), True),
        ((regel(3, d(1, 9), d(31, 12)), regel(2, d(1, 1, 2027), EIND)), False),
        ((regel(3, d(1, 9), d(31, 12)), regel(1, d(1, 1, 2027), EIND)), True),
    ],
)
def test_a_change_is_to_the_detriment_where_the_client_gets_less_on_some_day(
    loop: Clientverloop, nieuw: tuple[Besluitregel, ...], nadelig: bool
) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    b2 = loop.besluit(*nieuw, wijzigt=b1, ingang=d(1, 9))
    assert is_nadelig(b2, lijn(loop)) is nadelig


def test_a_change_that_was_withdrawn_ends_nothing_and_is_to_nobodys_detriment(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    b2 = replace(loop.besluit(wijzigt=b1, ingang=d(1, 9)), status=Besluitstatus.INGETROKKEN)
    assert (einden(b2, lijn(loop)), is_nadelig(b2, lijn(loop))) == ((), False)


def test_a_first_decision_is_to_nobodys_detriment(loop: Clientverloop) -> None:
    b1 = loop.besluit(regel(2, d(1, 5), EIND))
    assert not is_nadelig(b1, lijn(loop))
