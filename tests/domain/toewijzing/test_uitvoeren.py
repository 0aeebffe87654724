"""A decision or a fact carried out: which versions it makes, and when it is refused."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from app.domain.besluit.besluit import Besluitsoort
from app.domain.feit import Feitsoort, keer_terug, laat_vervallen, verplaats
from app.domain.fouten import VoorwaardeNietVervuld
from app.domain.toewijzing.toewijzing import Afspraak, Berichtstatus, Oorzaak
from app.domain.toewijzing.uitvoeren import Draagregel, draagregels, vereis_gelijk, voer_uit
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Omvang, Periode, Weekeenheid, Weekomvang
from tests.bouw.verloop import Clientverloop, P, Q, d, regel, uren

BEGIN, EIND = d(1, 5), d(31, 12)


@pytest.fixture
def loop() -> Clientverloop:
    return Clientverloop(d(20, 4))


def geweigerd(fout: pytest.ExceptionInfo[VoorwaardeNietVervuld]) -> list[tuple[str, str | None]]:
    return [(veld.veld, veld.regel) for veld in fout.value.velden]


class TestNewNumber:
    def test_it_has_what_its_line_grants_and_no_cause(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND, bij=Q))
        toewijzing = loop.toewijzingen[19]
        assert (toewijzing.gemeente, toewijzing.client_id, toewijzing.melding_id) == (
            b1.gemeente,
            b1.client_id,
            b1.melding_id,
        )
        assert (toewijzing.aanbieder, toewijzing.categorie, toewijzing.productcode) == (Q, "01", "01H01")
        (versie,) = toewijzing.versies
        assert (versie.periode, versie.omvang, versie.budget) == (Periode(BEGIN, EIND), uren(2), None)
        assert (versie.volgnummer, versie.besluit_id, versie.oorzaak) == (1, b1.id, None)
        assert (versie.feit_id, versie.afspraak) == (None, None)

    def test_a_budget_goes_along(self, loop: Clientverloop) -> None:
        loop.beslis(regel(None, BEGIN, EIND, product="02", budget=500))
        assert loop.toewijzingen[19].actueel.budget == 500

    def test_the_provider_too_knows_the_time_that_the_extent_does_not_say(self, loop: Clientverloop) -> None:
        tijd = Weekomvang(Decimal("2.50"), Weekeenheid.UREN)
        per_output = Omvang(1, Eenheid.STUKS_OUTPUT, Frequentie.PER_MAAND)
        loop.beslis(replace(regel(2, BEGIN, EIND), omvang=per_output, concrete_tijd=tijd))
        assert loop.toewijzingen[19].actueel.commentaar == "Concrete omvang: 2,5 uur per week."

    def test_the_time_per_two_weeks_is_told_as_such(self, loop: Clientverloop) -> None:
        tijd = Weekomvang(Decimal(45), Weekeenheid.MINUTEN, per_twee_weken=True)
        in_totaal = Omvang(1170, Eenheid.MINUUT, Frequentie.TOTAAL)
        loop.beslis(replace(regel(2, BEGIN, EIND), omvang=in_totaal, concrete_tijd=tijd))
        assert loop.toewijzingen[19].actueel.commentaar == "Concrete omvang: 45 minuten per twee weken."

    def test_an_extent_that_says_the_time_has_no_comment(self, loop: Clientverloop) -> None:
        loop.beslis(replace(regel(2, BEGIN, EIND), concrete_tijd=Weekomvang(Decimal(2), Weekeenheid.UREN)))
        assert loop.toewijzingen[19].actueel.commentaar is None

    def test_where_a_fact_waited_it_ends_by_that_fact(self, loop: Clientverloop) -> None:
        b1 = loop.besluit(regel(2, BEGIN, EIND))
        loop.vandaag = d(21, 4)
        feit = loop.feit(Feitsoort.VERHUIZING, d(1, 7))
        loop.voer_uit(b1)
        versie = loop.toewijzingen[19].actueel
        assert (versie.periode.eind, versie.feit_id, versie.besluit_id) == (d(30, 6), feit.id, b1.id)


class TestNextVersion:
    def test_it_says_which_decision_ended_it_and_why(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND))
        b2 = loop.beslis(wijzigt=b1, ingang=d(1, 7))
        eerste, tweede = loop.toewijzingen[19].versies
        assert eerste.periode == Periode(BEGIN, EIND)
        assert (tweede.volgnummer, tweede.periode) == (2, Periode(BEGIN, d(30, 6)))
        assert (tweede.besluit_id, tweede.oorzaak, tweede.feit_id) == (b2.id, Oorzaak.HERBEOORDELING, None)

    def test_a_fact_leaves_it_with_the_decision_that_it_comes_from(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND))
        feit = loop.feit(Feitsoort.VERHUIZING, d(1, 7))
        versie = loop.toewijzingen[19].actueel
        assert (versie.besluit_id, versie.oorzaak, versie.feit_id) == (b1.id, Oorzaak.VERHUIZING, feit.id)

    def test_a_fact_leaves_it_with_the_decision_of_its_last_day(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, d(31, 7)))
        b2 = loop.beslis(regel(2, d(1, 8), EIND), wijzigt=b1, ingang=d(1, 8))
        assert loop.toewijzingen[19].actueel.besluit_id == b2.id
        loop.feit(Feitsoort.VERHUIZING, d(1, 7))
        assert loop.toewijzingen[19].actueel.besluit_id == b1.id

    def test_a_deletion_is_of_the_decision_that_is_carried_out(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND))
        b2 = loop.beslis(wijzigt=b1, ingang=BEGIN)
        versie = loop.toewijzingen[19].actueel
        assert (versie.besluit_id, versie.oorzaak) == (b2.id, Oorzaak.VERWIJDERING)
        assert versie.periode == Periode(BEGIN, BEGIN)

    def test_a_deletion_by_a_fact_is_of_the_decision_before(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND))
        loop.feit(Feitsoort.VERHUIZING, d(1, 5))
        versie = loop.toewijzingen[19].actueel
        assert (versie.besluit_id, versie.oorzaak) == (b1.id, Oorzaak.VERWIJDERING)

    def test_it_is_decided_now(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND))
        loop.vandaag = d(21, 4)
        loop.beslis(wijzigt=b1, ingang=d(1, 7))
        assert loop.toewijzingen[19].actueel.toegewezen_op.date() == d(21, 4)

    def test_it_is_at_least_a_second_later_than_the_one_before(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND))
        b2 = loop.besluit(wijzigt=b1, ingang=d(1, 7))
        eerder = loop.toewijzingen[19].actueel.toegewezen_op
        bij = replace(loop.omstandigheden(), nu=eerder)
        (na,) = voer_uit(loop.gebeurtenissen(), loop.gebeurtenissen(b2), loop.nummers(), bij, b2)
        assert na.actueel.toegewezen_op == eerder + timedelta(seconds=1)

    def test_its_number_in_line_follows_the_highest(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND))
        b2 = loop.beslis(wijzigt=b1, ingang=d(1, 7))
        loop.beslis(regel(2, d(1, 7), EIND), wijzigt=b2, ingang=d(1, 7))
        assert [v.volgnummer for v in loop.toewijzingen[19].versies] == [1, 2, 3]

    def test_the_agreement_goes_along_where_one_was_asked(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND), regel(2, BEGIN, EIND, product="01H02"))
        loop.stuur()
        loop.vandaag = d(1, 7)
        loop.beslis(regel(2, d(1, 6), d(31, 7), product="01H02"), wijzigt=b1, ingang=d(1, 6))
        assert loop.toewijzingen[19].actueel.afspraak == Afspraak(d(1, 7), "teamleider", "akkoord")
        assert loop.toewijzingen[20].actueel.afspraak is None


class TestRefused:
    def test_without_the_agreement_of_each_provider(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND), regel(2, BEGIN, EIND, bij=Q))
        loop.stuur()
        loop.vandaag = d(1, 7)
        b2 = loop.besluit(wijzigt=b1, ingang=d(1, 6))
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            loop.voer_uit(b2, Q)
        assert geweigerd(fout) == [("afspraken", "OP186")]
        assert fout.value.velden[0].melding.startswith("41410001, toewijzing 19: ")

    def test_as_long_as_lines_have_to_be_credited(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND))
        loop.stuur()
        loop.gedeclareerd[19] = BEGIN
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            loop.voer_uit(loop.besluit(wijzigt=b1, ingang=BEGIN), P)
        assert geweigerd(fout) == [("toewijzingen[19]", "TR385")]

    def test_before_the_decision_that_it_changes(self, loop: Clientverloop) -> None:
        b1 = loop.besluit(regel(2, BEGIN, EIND))
        b2 = loop.besluit(wijzigt=b1, ingang=d(1, 7))
        with pytest.raises(VoorwaardeNietVervuld, match="Voer eerst het besluit uit"):
            loop.voer_uit(b2)
        loop.voer_uit(b1)
        loop.voer_uit(b2)
        assert loop.toewijzingen[19].actueel.periode.eind == d(30, 6)

    def test_but_not_for_want_of_a_personal_budget_that_leads_to_no_number(self, loop: Clientverloop) -> None:
        b1 = loop.besluit(regel(None, BEGIN, EIND, bij=None))
        loop.voer_uit(loop.besluit(regel(2, d(1, 7), EIND), wijzigt=b1, ingang=d(1, 7)))
        assert loop.toewijzingen[19].actueel.periode.begin == d(1, 7)

    def test_while_another_decision_that_makes_room_for_it_waits(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND))
        stop = loop.besluit(wijzigt=b1, ingang=d(1, 7))
        meer = loop.besluit(regel(4, d(1, 7), EIND))
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            loop.voer_uit(meer)
        assert geweigerd(fout) == [("regels[0].productcode", "OP259")]
        loop.voer_uit(stop)
        loop.voer_uit(meer)
        assert loop.toewijzingen[20].actueel.omvang == uren(4)

    def test_where_what_is_allocated_had_drifted_from_what_was_decided(self, loop: Clientverloop) -> None:
        loop.beslis(regel(2, BEGIN, EIND))
        loop.toewijzingen.clear()
        with pytest.raises(VoorwaardeNietVervuld, match="niet gelijk aan de besluiten") as fout:
            loop.beslis(regel(2, BEGIN, EIND, product="01H02"))
        assert geweigerd(fout) == [("toewijzingen", "M18")]
        assert fout.value.velden[0].melding == (
            "Vanaf 1 mei 2026 bij 41410001, product 01/01H01: 1 keer volgens de besluiten, 0 keer toegewezen."
        )

    def test_a_category_without_code_is_named_too(self, loop: Clientverloop) -> None:
        loop.beslis(regel(None, BEGIN, EIND, product="02", budget=5))
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            vereis_gelijk(loop.geldend(), [])
        assert "product 02/-" in fout.value.velden[0].melding

    def test_support_without_a_product_is_named_too(self, loop: Clientverloop) -> None:
        loop.beslis(replace(regel(None, BEGIN, EIND, product="02", budget=5), categorie=None))
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            vereis_gelijk(loop.geldend(), [])
        assert "product -/-" in fout.value.velden[0].melding


class TestFacts:
    def test_one_waits_where_something_has_to_be_settled_and_only_there(self, loop: Clientverloop) -> None:
        loop.beslis(regel(2, BEGIN, EIND), regel(2, BEGIN, EIND, bij=Q))
        loop.stuur()
        loop.vandaag = d(1, 7)
        feit = loop.feit(Feitsoort.VERHUIZING, d(1, 6), met=(Q,))
        assert feit.wacht_bij == {AgbCode(P)}
        assert [loop.toewijzingen[n].actueel.periode.eind for n in (19, 20)] == [EIND, d(31, 5)]
        loop.met_feit(feit, met=(P,))
        assert loop.toewijzingen[19].actueel.periode.eind == d(31, 5)

    def test_an_agreement_is_not_enough_where_lines_have_to_be_credited(self, loop: Clientverloop) -> None:
        loop.beslis(regel(2, BEGIN, EIND))
        loop.stuur()
        loop.gedeclareerd[19] = BEGIN
        assert loop.feit(Feitsoort.VERHUIZING, BEGIN, met=(P,)).wacht_bij == {AgbCode(P)}
        assert not loop.toewijzingen[19].verwijderd

    def test_one_that_moves_later_gives_its_days_back(self, loop: Clientverloop) -> None:
        loop.beslis(regel(2, BEGIN, EIND))
        feit = loop.feit(Feitsoort.VERHUIZING, d(1, 7))
        loop.stuur()
        loop.vandaag = d(2, 7)
        loop.met_feit(verplaats(feit, d(1, 9), loop.vandaag, "later", "m", loop.nu))
        assert loop.stuur()[P] == {19: (BEGIN, d(31, 8), "14")}

    def test_one_that_moves_earlier_ends_what_was_decided_since(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND))
        feit = loop.feit(Feitsoort.VERHUIZING, d(1, 9))
        loop.vandaag = d(21, 4)
        loop.beslis(regel(4, d(1, 6), d(31, 8)), wijzigt=b1, ingang=d(1, 6))
        loop.stuur()
        loop.met_feit(verplaats(feit, d(1, 8), loop.vandaag, "eerder", "m", loop.nu))
        assert loop.stuur()[P] == {19: (BEGIN, d(31, 5), None), 20: (d(1, 6), d(31, 7), "07")}

    def test_one_does_not_move_past_the_return(self, loop: Clientverloop) -> None:
        feit = loop.feit(Feitsoort.VERHUIZING, d(1, 7))
        terug = loop.met_feit(keer_terug(feit, d(1, 9), "terug", "m", loop.nu))
        assert verplaats(terug, d(1, 9), loop.vandaag, "later", "m", loop.nu).laatste_dag == d(31, 8)
        with pytest.raises(VoorwaardeNietVervuld):
            verplaats(terug, d(2, 9), loop.vandaag, "later", "m", loop.nu)

    def test_one_that_lapsed_before_it_was_told_leaves_no_trace(self, loop: Clientverloop) -> None:
        loop.beslis(regel(2, BEGIN, EIND))
        loop.stuur()
        feit = loop.feit(Feitsoort.VERHUIZING, d(1, 7))
        loop.met_feit(laat_vervallen(feit, "niet zo", "m", loop.nu))
        assert loop.stuur()[P] == {19: (BEGIN, EIND, None)}


def test_a_change_that_the_provider_rejected_is_told_again_with_the_repair(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, BEGIN, EIND))
    loop.stuur()
    b2 = loop.beslis(wijzigt=b1, ingang=d(1, 7))
    loop.stuur(status=Berichtstatus.AFGEKEURD)
    loop.beslis(regel(2, d(1, 7), d(31, 7)), wijzigt=b2, ingang=d(1, 7), soort=Besluitsoort.HERSTEL)
    assert loop.stuur()[P] == {19: (BEGIN, d(31, 7), "14")}


class TestLines:
    def regels(self, loop: Clientverloop) -> set[tuple[int, int, int]]:
        """Decision (its number from 1), line and number."""
        gevonden = draagregels(loop.geldend(), loop.toewijzingen.values())
        return {(r.besluit_id.int - 999, r.regel, r.nummer) for r in gevonden}

    def test_a_number_rests_on_each_line_that_it_runs_over(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND), regel(2, BEGIN, EIND, product="01H02"))
        loop.beslis(regel(2, d(1, 7), EIND), wijzigt=b1, ingang=d(1, 7))
        assert self.regels(loop) == {(1, 1, 19), (2, 1, 19), (1, 2, 20)}

    def test_and_not_on_a_line_of_the_same_support_at_another_time(self, loop: Clientverloop) -> None:
        loop.beslis(regel(2, BEGIN, d(31, 5)), regel(2, d(1, 7), EIND))
        assert self.regels(loop) == {(1, 1, 19), (1, 2, 20)}

    def test_a_total_rests_on_the_line_with_its_begin(self, loop: Clientverloop) -> None:
        een, twee = (
            regel(uren(90, Frequentie.TOTAAL), begin, EIND, product="11A01") for begin in (BEGIN, d(1, 7))
        )
        loop.beslis(een, twee)
        assert self.regels(loop) == {(1, 1, 19), (1, 2, 20)}

    def test_a_deleted_number_rests_on_nothing(self, loop: Clientverloop) -> None:
        b1 = loop.beslis(regel(2, BEGIN, EIND))
        b2 = loop.beslis(wijzigt=b1, ingang=BEGIN)
        loop.beslis(regel(2, BEGIN, EIND), wijzigt=b2, ingang=BEGIN)
        gevonden = draagregels(loop.geldend(), loop.toewijzingen.values())
        assert gevonden == {Draagregel(UUID(int=1002), 1, 20)}
