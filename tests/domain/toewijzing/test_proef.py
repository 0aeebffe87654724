"""The trial of a decision before anybody gets a letter: what can never be carried out."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.besluit.besluit import Besluit, Besluitregel
from app.domain.feit import Feitsoort, Productaanduiding, keer_terug
from app.domain.fouten import Veldfout, VoorwaardeNietVervuld
from app.domain.toewijzing.proef import botsingen, stapeling
from app.domain.waarden import Frequentie
from tests.bouw.verloop import Clientverloop, P, Q, d, regel, uren

EIND = d(31, 12)
JANUARI = d(1, 1)


def totaal(volume: int, begin: date = JANUARI, eind: date | None = EIND) -> Besluitregel:
    return regel(uren(volume, Frequentie.TOTAAL), begin, eind)


@pytest.fixture
def loop() -> Clientverloop:
    return Clientverloop(d(1, 6))


def geweigerd(loop: Clientverloop, *regels: Besluitregel, **anders: object) -> list[tuple[str | None, str]]:
    """Rule and field of each fault; empty when the decision is taken."""
    try:
        loop.neem(*regels, **anders)  # type: ignore[arg-type]
    except VoorwaardeNietVervuld as fout:
        return [(veld.regel, veld.veld) for veld in fout.velden]
    return []


class TestStacking:
    @pytest.mark.parametrize(
        ("ander", "fouten"),
        [
            (regel(3, d(1, 9), d(31, 12, 2027)), ["OP259"]),
            (regel(3, d(1, 1, 2027), None), []),
            (regel(3, d(1, 9), EIND, bij=Q), []),
            (regel(3, d(1, 9), EIND, product="01H02"), []),
            (regel(None, d(1, 9), EIND, product="01", budget=5), ["OP259"]),
        ],
        ids=["one day in common", "the day after", "another provider", "another product", "its category"],
    )
    def test_one_product_is_granted_once_at_a_time_at_a_provider(
        self, loop: Clientverloop, ander: Besluitregel, fouten: list[str]
    ) -> None:
        loop.beslis(regel(2, d(1, 7), EIND))
        assert geweigerd(loop, ander) == [(fout, "regels[0].productcode") for fout in fouten]

    def test_of_aids_several_are_granted_at_once(self, loop: Clientverloop) -> None:
        hulpmiddel = regel(uren(1, Frequentie.PER_MAAND), d(1, 7), None, product="11A01")
        assert geweigerd(loop, hulpmiddel, hulpmiddel) == []

    def test_the_line_that_stacks_is_named_with_the_other(self, loop: Clientverloop) -> None:
        loop.besluit(regel(9, d(1, 7), EIND, product="01H07"))
        loop.besluit(regel(9, d(1, 7), EIND, product="01H09"), regel(2, d(1, 7), EIND))
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            loop.neem(regel(1, d(1, 7), EIND, product="01H08"), regel(2, d(1, 9), EIND))
        (veld,) = fout.value.velden
        assert (veld.veld, veld.regel) == ("regels[1].productcode", "OP259")
        assert veld.melding == "Dit product staat ook in regel 2 van besluit B2, in dezelfde periode."

    def test_one_that_begins_earlier_is_at_fault_as_well(self, loop: Clientverloop) -> None:
        loop.besluit(regel(2, d(1, 9), EIND))
        regels = regel(1, d(1, 7), EIND, product="01H08"), regel(2, d(1, 7), EIND)
        assert geweigerd(loop, *regels) == [("OP259", "regels[1].productcode")]

    def test_lines_of_one_decision_name_one_another(self, loop: Clientverloop) -> None:
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            loop.neem(regel(2, d(1, 7), EIND), regel(2, d(1, 9), EIND))
        (veld,) = fout.value.velden
        assert (veld.veld, veld.melding) == (
            "regels[1].productcode",
            "Dit product staat ook in regel 1, in dezelfde periode.",
        )

    def test_what_a_change_ends_is_not_in_the_way(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, d(1, 5), EIND))
        assert geweigerd(loop, regel(4, d(1, 7), EIND), wijzigt=b1, ingang=d(1, 7)) == []

    def test_a_decision_that_waits_counts(self, loop: Clientverloop) -> None:
        loop.neem(regel(2, d(1, 7), EIND))
        assert geweigerd(loop, regel(2, d(1, 9), EIND)) == [("OP259", "regels[0].productcode")]

    def test_faults_of_others_are_not_held_against_a_decision(self, loop: Clientverloop) -> None:
        gestapeld = _naast_elkaar(loop)
        assert {veld.regel for veld in botsingen(gestapeld)} == {"OP259"}
        assert geweigerd(loop, regel(2, d(1, 7), EIND, product="01H02")) == []


def _naast_elkaar(loop: Clientverloop) -> tuple[Besluit, ...]:
    """Two decisions on the same product, as old data may have."""
    een = loop.besluit(regel(2, d(1, 7), EIND))
    ander = replace(een, id=UUID(int=5000))
    loop.besluiten[ander.id] = ander
    return een, ander


class TestPersonalBudget:
    @pytest.mark.parametrize(
        ("ander", "fouten"),
        [
            (regel(None, EIND, None, bij=None), ["OP043"]),
            (regel(None, d(1, 1, 2027), None, bij=None), []),
            (regel(None, d(1, 9), EIND, bij=None, product="01H02"), []),
            (regel(None, d(1, 9), EIND, bij=None, product="02"), []),
        ],
        ids=["one day in common", "the day after", "another product", "a category"],
    )
    def test_no_product_is_in_natura_and_a_personal_budget_at_once(
        self, loop: Clientverloop, ander: Besluitregel, fouten: list[str]
    ) -> None:
        loop.beslis(regel(2, d(1, 7), EIND))
        assert geweigerd(loop, ander) == [(fout, "regels[0].productcode") for fout in fouten]

    def test_two_providers_or_two_personal_budgets_do_not_clash(self, loop: Clientverloop) -> None:
        pgb = regel(None, d(1, 7), EIND, bij=None, product="01H02")
        assert geweigerd(loop, regel(2, d(1, 7), EIND), regel(2, d(1, 7), EIND, bij=Q), pgb, pgb) == []

    def test_lines_without_a_code_do_not_clash(self, loop: Clientverloop) -> None:
        natura = regel(None, d(1, 7), EIND, product="02", budget=5)
        assert geweigerd(loop, natura, regel(None, d(1, 7), EIND, bij=None, product="02")) == []

    def test_the_message_says_so_by_name(self, loop: Clientverloop) -> None:
        loop.besluit(regel(None, d(1, 7), EIND, bij=None))
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            loop.neem(regel(2, d(1, 7), EIND))
        assert [veld.melding for veld in fout.value.velden] == [
            "Dit product is in dezelfde periode in natura en als pgb toegekend: zie regel 1 van besluit B1."
        ]

    def test_it_does_not_count_as_stacking(self, loop: Clientverloop) -> None:
        loop.besluit(regel(None, d(1, 7), EIND, bij=None))
        assert not list(stapeling(loop.genomen()))


class TestBeforeTheIngangsdatum:
    def test_no_line_begins_before_it(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, d(1, 5), EIND))
        assert geweigerd(loop, regel(4, d(1, 7), EIND), wijzigt=b1, ingang=d(1, 7)) == []

    def test_a_line_that_begins_before_it_is_named(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, d(1, 5), EIND))
        regels = [regel(4, d(1, 7), EIND), regel(4, d(30, 6), EIND, product="01H02")]
        assert geweigerd(loop, *regels, wijzigt=b1, ingang=d(1, 7)) == [
            ("W08", "regels[1].periode.begindatum")
        ]

    def test_a_first_decision_has_no_such_day(self, loop: Clientverloop) -> None:
        assert geweigerd(loop, regel(4, d(1, 1), EIND)) == []

    def test_a_change_of_what_is_not_there_any_more_replaces_nothing(self, loop: Clientverloop) -> None:
        weg = replace(loop.beslis(totaal(100)), id=UUID(int=5000))
        assert ("W08", "regels[0].periode.begindatum") in geweigerd(
            loop, totaal(140), wijzigt=weg, ingang=d(1, 7)
        )

    def test_a_running_total_is_repeated_from_its_begin(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(totaal(100))
        assert geweigerd(loop, totaal(140), wijzigt=b1, ingang=d(1, 7)) == []

    def test_a_fact_recorded_since_does_not_take_that_away(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(totaal(100))
        besluit = loop.besluit(totaal(140), wijzigt=b1, ingang=d(1, 7))
        loop.vandaag = d(2, 6)
        loop.feit(Feitsoort.VERHUIZING, d(10, 6))
        loop.voer_uit(besluit)
        assert loop.toewijzingen[19].actueel.omvang == uren(140, Frequentie.TOTAAL)
        assert loop.toewijzingen[19].actueel.periode.eind == d(9, 6)

    def test_one_line_repeats_one_total(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(totaal(100))
        fouten = geweigerd(loop, totaal(100), totaal(100), wijzigt=b1, ingang=d(1, 7))
        assert ("W08", "regels[1].periode.begindatum") in fouten

    def test_a_total_of_a_change_is_repeated_in_the_same_reeks(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, d(1, 5), EIND, product="01H02"))
        b2 = loop.beslis(totaal(100, d(1, 6)), wijzigt=b1, ingang=d(1, 6))
        assert geweigerd(loop, totaal(140, d(1, 6)), wijzigt=b2, ingang=d(1, 7)) == []

    def test_a_total_that_is_not_there_is_not_repeated(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(totaal(100))
        regels = geweigerd(loop, totaal(140, d(2, 1)), wijzigt=b1, ingang=d(1, 7))
        assert ("W08", "regels[0].periode.begindatum") in regels


class TestTotalThatEnded:
    @pytest.mark.parametrize(
        ("eind", "fouten"),
        [
            (d(30, 5), []),
            (d(31, 5), []),
            (d(1, 6), ["OP257"]),
            (None, ["OP257"]),
        ],
        ids=["shorter", "the same end", "a day longer", "open"],
    )
    def test_it_is_not_extended(self, loop: Clientverloop, eind: date | None, fouten: list[str]) -> None:
        b1 = loop.beslis(totaal(100, eind=d(31, 5)))
        assert geweigerd(loop, totaal(140, eind=eind), wijzigt=b1, ingang=d(1, 4)) == [
            (fout, "regels[0].periode.einddatum") for fout in fouten
        ]

    def test_on_its_last_day_it_is(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(totaal(100, eind=d(1, 6)))
        assert geweigerd(loop, totaal(140), wijzigt=b1, ingang=d(1, 4)) == []

    def test_one_that_is_open_may_get_an_end(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(totaal(100, eind=None))
        assert geweigerd(loop, totaal(140), wijzigt=b1, ingang=d(1, 4)) == []


class TestAfterAFact:
    def faal(self, loop: Clientverloop, *regels: Besluitregel) -> list[str]:
        return [veld for code, veld in geweigerd(loop, *regels) if code == "W08"]

    def test_nothing_is_granted_past_its_last_day(self, loop: Clientverloop) -> None:
        loop.feit(Feitsoort.VERHUIZING, d(1, 9))
        regels = regel(2, d(1, 7), d(31, 8)), regel(2, d(1, 7), d(1, 9), product="01H02")
        assert self.faal(loop, *regels) == ["regels[1].periode"]

    def test_nothing_open_is_granted(self, loop: Clientverloop) -> None:
        loop.feit(Feitsoort.VERHUIZING, d(1, 9))
        assert self.faal(loop, regel(2, d(1, 7), None)) == ["regels[0].periode"]

    def test_a_product_that_it_does_not_end_is(self, loop: Clientverloop) -> None:
        loop.feit(Feitsoort.ANDER_DOMEIN, d(1, 7), Productaanduiding("01"))
        uit = self.faal(loop, regel(2, d(1, 7), EIND, product="02D01"), regel(2, d(1, 7), EIND))
        assert uit == ["regels[1].periode"]

    def test_from_the_return_on_it_is(self, loop: Clientverloop) -> None:
        feit = loop.feit(Feitsoort.VERHUIZING, d(1, 5))
        loop.met_feit(keer_terug(feit, d(1, 7), "terug", "m", loop.nu))
        regels = regel(2, d(30, 6), EIND), regel(2, d(1, 7), EIND, product="01H02")
        assert self.faal(loop, *regels) == ["regels[0].periode"]

    def test_a_fact_recorded_afterwards_is_no_fault_of_the_decision(self, loop: Clientverloop) -> None:
        besluit = loop.besluit(regel(2, d(1, 7), EIND))
        loop.vandaag = d(2, 6)
        loop.feit(Feitsoort.VERHUIZING, d(1, 8))
        assert loop.beproef(besluit) == ()

    def test_the_fact_and_its_last_day_are_named(self, loop: Clientverloop) -> None:
        loop.feit(Feitsoort.OVERLIJDEN, d(31, 5))
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            loop.neem(regel(2, d(1, 5), EIND))
        assert fout.value.velden == (
            Veldfout(
                "regels[0].periode",
                "Deze regel loopt door na 31 mei 2026, de laatste dag door het feit overlijden van de "
                "cliënt.",
                "W08",
            ),
        )


class TestWithdrawal:
    def test_what_another_decision_makes_room_for_stays(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, d(1, 5), EIND))
        stop = loop.besluit(wijzigt=b1, ingang=d(1, 7))
        loop.besluit(regel(4, d(1, 7), EIND))
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            loop.trek_in(stop)
        assert [veld.regel for veld in fout.value.velden] == ["OP259"]

    def test_otherwise_it_leaves_what_held_before(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, d(1, 5), EIND))
        stop = loop.besluit(wijzigt=b1, ingang=d(1, 7))
        loop.trek_in(stop)
        assert loop.stappen(b1) == ()
        assert loop.toewijzingen[19].aanbieder == P
