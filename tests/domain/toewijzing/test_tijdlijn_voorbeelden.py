"""Twelve stories of what happens to running support, with the 301 that the last step leads to.

P and Q are providers, an extent is in hours a week of 01H01. Unless told otherwise the first decision is of
20 April 2026, numbers begin at 19 and every 301 is approved.
"""

from datetime import date

import pytest

from app.domain.besluit.besluit import Besluitregel, Besluitsoort
from app.domain.feit import Feitsoort, laat_vervallen
from app.domain.fouten import VoorwaardeNietVervuld
from app.domain.toewijzing.toewijzing import Berichtstatus
from app.domain.waarden import Frequentie
from tests.bouw.verloop import Clientverloop, P, Q, d, regel, uren

EIND = d(30, 4, 2027)


@pytest.fixture
def loop() -> Clientverloop:
    return Clientverloop(d(20, 4))


def test_a_gap_ends_the_number_and_begins_another(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    loop.stuur()
    loop.vandaag = d(1, 6)
    loop.beslis(regel(2, d(1, 9), EIND), wijzigt=b1, ingang=d(1, 7))
    assert loop.stuur()[P] == {19: (d(1, 5), d(30, 6), "05"), 20: (d(1, 9), EIND, None)}


def test_a_later_start_deletes_the_number_that_had_not_begun(loop: Clientverloop) -> None:
    loop.vandaag = d(20, 3)
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    loop.stuur()
    loop.vandaag = d(1, 4)
    b2 = loop.besluit(regel(2, d(1, 6), EIND), wijzigt=b1, ingang=d(1, 5))
    loop.voer_uit(b2)
    assert loop.stuur()[P] == {19: (d(1, 5), d(1, 5), "13"), 20: (d(1, 6), EIND, None)}


def test_phases_are_matched_by_extent_and_not_by_the_order_of_lines(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(4, d(1, 5), d(31, 7)), regel(2, d(1, 8), EIND))
    loop.stuur()
    loop.vandaag = d(15, 6)
    eind = d(30, 6, 2027)
    loop.beslis(regel(2, d(1, 9), eind), regel(4, d(1, 7), d(31, 8)), wijzigt=b1, ingang=d(1, 7))
    assert loop.stuur()[P] == {
        19: (d(1, 5), d(31, 8), "04"),
        20: (d(1, 8), d(1, 8), "13"),
        21: (d(1, 9), eind, None),
    }


def test_a_stop_before_a_change_undoes_the_change(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    loop.stuur()
    loop.vandaag = d(1, 6)
    b2 = loop.beslis(regel(4, d(1, 9), EIND), wijzigt=b1, ingang=d(1, 9))
    loop.stuur()
    loop.vandaag = d(10, 7)
    loop.beslis(wijzigt=b2, ingang=d(1, 8))
    assert loop.stuur()[P] == {19: (d(1, 5), d(31, 7), "05"), 20: (d(1, 9), d(1, 9), "13")}


def test_an_increase_that_is_undone_leaves_the_first_number(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    loop.stuur()
    loop.vandaag = d(1, 6)
    b2 = loop.beslis(regel(4, d(1, 9), EIND), wijzigt=b1, ingang=d(1, 9))
    loop.stuur()
    loop.vandaag = d(10, 7)
    loop.beslis(regel(2, d(1, 9), EIND), wijzigt=b2, ingang=d(1, 9))
    assert loop.stuur()[P] == {19: (d(1, 5), EIND, "04"), 20: (d(1, 9), d(1, 9), "13")}


class TestUrgentFirst:
    @pytest.fixture
    def spoed(self) -> Clientverloop:
        loop = Clientverloop(d(28, 3))
        loop.beslis(regel(6, d(1, 4), d(30, 4)), soort=Besluitsoort.SPOED)
        loop.stuur()
        return loop

    def test_a_regular_decision_takes_its_place(self, spoed: Clientverloop) -> None:
        spoed.vandaag = d(8, 4)
        (b1,) = spoed.besluiten.values()
        eind = d(31, 3, 2027)
        spoed.beslis(regel(6, d(20, 4), eind), wijzigt=b1, ingang=d(10, 4), soort=Besluitsoort.REGULIER)
        assert spoed.stuur()[P] == {19: (d(1, 4), d(9, 4), "05"), 20: (d(20, 4), eind, None)}

    def test_a_regular_decision_goes_on_where_it_ends(self, spoed: Clientverloop) -> None:
        spoed.vandaag = d(28, 4)
        spoed.beslis(regel(6, d(1, 5), d(31, 3, 2027)))
        assert spoed.stuur()[P] == {19: (d(1, 4), d(31, 3, 2027), "04")}

    def test_carried_out_after_its_end_it_asks_a_new_number(self, spoed: Clientverloop) -> None:
        spoed.vandaag = d(28, 4)
        b2 = spoed.besluit(regel(6, d(1, 5), d(31, 3, 2027)))
        spoed.vandaag = d(4, 5)
        spoed.voer_uit(b2)
        assert spoed.stuur()[P] == {20: (d(1, 5), d(31, 3, 2027), None)}


def test_a_repair_with_an_earlier_day_keeps_what_was_right(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    loop.stuur()
    loop.vandaag = d(20, 8)
    b2 = loop.beslis(regel(4, d(1, 9), EIND), wijzigt=b1, ingang=d(1, 9))
    loop.stuur()
    loop.gedeclareerd[19] = d(31, 8)
    loop.vandaag = d(5, 10)
    b3 = loop.besluit(regel(4, d(1, 7), EIND), wijzigt=b2, ingang=d(1, 7), soort=Besluitsoort.HERSTEL)
    assert {vraag.regel for stap in loop.stappen(b3) for vraag in stap.vragen} == {"OP186", "UP031"}
    loop.voer_uit(b3, P)
    assert loop.stuur()[P] == {
        19: (d(1, 5), d(30, 6), "14"),
        20: (d(1, 9), EIND, None),
        21: (d(1, 7), d(31, 8), None),
    }


def test_a_total_changes_over_its_whole_run(loop: Clientverloop) -> None:
    def totaal(uur: int) -> Besluitregel:
        return regel(uren(uur, Frequentie.TOTAAL), d(1, 1), d(31, 12), product="01H02")

    loop.vandaag = d(5, 1)
    b1 = loop.beslis(totaal(100), regel(2, d(1, 1), d(31, 12)))
    assert loop.stuur()[P].keys() == {19, 20}
    loop.vandaag = d(1, 6)
    b2 = loop.beslis(totaal(140), regel(2, d(1, 7), d(31, 12)), wijzigt=b1, ingang=d(1, 7))
    assert loop.stuur()[P] == {19: (d(1, 1), d(31, 12), None), 20: (d(1, 1), d(31, 12), "04")}
    assert loop.toewijzingen[20].actueel.omvang == uren(140, Frequentie.TOTAAL)
    loop.vandaag = d(1, 8)
    b3 = loop.besluit(totaal(90), regel(2, d(1, 9), d(31, 12)), wijzigt=b2, ingang=d(1, 9))
    assert [vraag.regel for stap in loop.stappen(b3) for vraag in stap.vragen] == ["OP298"]
    loop.voer_uit(b3, P)
    assert loop.stuur()[P] == {19: (d(1, 1), d(31, 12), None), 20: (d(1, 1), d(31, 12), "05")}


def test_another_provider_and_a_personal_budget_have_reasons_of_their_own(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND), regel(1, d(1, 5), EIND, product="01H03"))
    loop.stuur()
    loop.vandaag = d(1, 9)
    loop.beslis(
        regel(2, d(16, 9), EIND, bij=Q),
        regel(None, d(16, 9), EIND, bij=None, product="01H03"),
        wijzigt=b1,
        ingang=d(16, 9),
    )
    assert loop.stuur() == {
        P: {19: (d(1, 5), d(15, 9), "09"), 20: (d(1, 5), d(15, 9), "08")},
        Q: {21: (d(16, 9), EIND, None)},
    }


def test_a_death_that_is_told_late_needs_no_agreement_and_may_lapse(loop: Clientverloop) -> None:
    loop.beslis(
        regel(4, d(1, 5), d(31, 7)),
        regel(2, d(1, 8), EIND),
        regel(uren(3, Frequentie.PER_MAAND), d(1, 5), bij=Q, product="02D01"),
    )
    loop.stuur()
    loop.vandaag = d(20, 6)
    feit = loop.feit(Feitsoort.OVERLIJDEN, d(10, 6))
    assert loop.stuur() == {
        P: {19: (d(1, 5), d(10, 6), "02"), 21: (d(1, 8), d(1, 8), "13")},
        Q: {20: (d(1, 5), d(10, 6), "02")},
    }
    loop.vandaag = d(5, 7)
    loop.met_feit(laat_vervallen(feit, "Het was een ander.", "m", loop.nu))
    assert loop.stuur() == {
        P: {19: (d(1, 5), d(31, 7), "14"), 22: (d(1, 8), EIND, None)},
        Q: {20: (d(1, 5), None, "14")},
    }


@pytest.mark.parametrize(
    ("eind", "reden"), [(d(30, 11), "05"), (d(31, 3, 2027), "04")], ids=["shorter", "longer"]
)
def test_a_change_is_judged_against_what_the_provider_knows(
    loop: Clientverloop, eind: date, reden: str
) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), d(31, 12)))
    loop.stuur()
    loop.vandaag = d(1, 6)
    b2 = loop.beslis(regel(2, d(1, 9), d(31, 10)), wijzigt=b1, ingang=d(1, 9))
    loop.stuur(status=Berichtstatus.AFGEKEURD)
    loop.vandaag = d(15, 11)
    b3 = loop.besluit(regel(2, d(1, 11), eind), wijzigt=b2, ingang=d(1, 11))
    loop.voer_uit(b3)
    assert loop.stuur()[P] == {19: (d(1, 5), eind, reden)}


def test_what_was_declared_is_credited_before_its_number_goes(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    loop.stuur()
    loop.gedeclareerd[19] = d(30, 9)
    loop.vandaag = d(5, 10)
    b2 = loop.besluit(
        regel(3, d(1, 5), d(14, 5)),
        regel(2, d(15, 5), EIND),
        wijzigt=b1,
        ingang=d(1, 5),
        soort=Besluitsoort.HERSTEL,
    )
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        loop.voer_uit(b2, P)
    assert [f.regel for f in fout.value.velden] == ["TR385"]
    del loop.gedeclareerd[19]
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        loop.voer_uit(b2)
    assert [f.regel for f in fout.value.velden] == ["OP362"]
    loop.voer_uit(b2, P)
    assert loop.stuur()[P] == {
        19: (d(1, 5), d(1, 5), "13"),
        20: (d(1, 5), d(14, 5), None),
        21: (d(15, 5), EIND, None),
    }
