"""What there is to do about an allocation, by whom and since when (OP271, OP272)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from app.domain.berichttaak import (
    NA_TERMIJN,
    WERK,
    Berichttaak,
    Bewaardetaak,
    Taaksoort,
    berichtwerk,
    taken_van_verzoek,
)
from app.domain.keten import historie as h
from app.domain.keten.bijhouden import Einde, Leverperiode
from app.domain.keten.declaratie import GeslotenPeriode, Prestatie
from app.domain.keten.declareren import Maandinhoud
from app.domain.keten.dossier import (
    BekendeToewijzing,
    Betrokkenen,
    Clientsleutel,
    Declaratiesleutel,
    Dossier,
    Partijen,
    Toewijzingsleutel,
    Verzoekstand,
)
from app.domain.keten.levering import Start, Stop
from app.domain.levertaak import ALLES, Taakdeel, geraakt, sleutels, taken_op, toegewezen_volgens
from app.domain.termijnen import AanZet
from app.domain.verzoek.verzoek import BewaardVerzoek
from app.domain.waarden import AgbCode, Gemeentecode
from tests.bouw import kalenders
from tests.bouw.zaak import een_verzoek

GEMEENTE, AGB = Gemeentecode("0957"), AgbCode("42420001")
TUSSEN = Partijen(GEMEENTE, AGB)
NUMMER = Toewijzingsleutel(GEMEENTE, 7)
VAN = Betrokkenen(GEMEENTE, AGB, Clientsleutel("k"))
OVER = NUMMER, VAN
BEGIN, EIND = date(2026, 4, 1), date(2026, 6, 30)
START = Start(7, "02", "02A03", BEGIN)
ID = UUID(int=7)


def versie(**anders: object) -> h.Toewijzingsversie:
    """Decided in March, for April, May and June."""
    besloten = datetime(2026, 3, 20, 9)
    bekend = BekendeToewijzing(VAN.client, AGB, "02", "02A03", BEGIN, EIND, besloten=besloten)
    return h.Toewijzingsversie(NUMMER, replace(bekend, **anders))  # type: ignore[arg-type]


def melding(wat: Start | Stop, *, verwijderd: bool = False) -> h.Levermelding:
    return h.Levermelding(VAN, wat, verwijderd)


def stop(eind: date, reden: str = "19") -> Stop:
    return Stop(START, reden, eind)


def regel(maand: int) -> h.Declaratieregel:
    periode = GeslotenPeriode(date(2026, maand, 1), date(2026, maand, 28))
    prestatie = Prestatie(f"P{maand}", None, 7, "02", "02A03", periode, 4, "04", 3400, 13600)
    return h.Declaratieregel(Declaratiesleutel(GEMEENTE, AGB, "D"), VAN.client, prestatie, toegekend=True)


def gehouden(*leverperiodes: Leverperiode) -> h.Levering:
    return h.Levering(ID, VAN, NUMMER, ID, leverperiodes, te_melden=True, revisie=1)


def maand(nummer: int, aantal: int = 60) -> h.Geleverd:
    inhoud = Maandinhoud((), aantal, "02", "02A03", 3400, 3400)
    return h.Geleverd(ID, NUMMER, VAN.client, ID, date(2026, nummer, 1), inhoud, te_declareren=True)


def verzoek(eigenaar: str, **anders: Any) -> BewaardVerzoek:
    partijen = {"eigenaar": eigenaar, "aanbieder": AGB, "client_id": ID, "ontvangst_id": ID}
    return een_verzoek(GEMEENTE, **partijen, **anders)


def dossier(*gegevens: h.Gegeven) -> Dossier:
    return h.vul(Dossier(clientsleutel=Clientsleutel), gegevens)


def alle(eigenaar: str, *gegevens: h.Gegeven, delen: Iterable[Taakdeel] = ALLES) -> tuple[Berichttaak, ...]:
    van = dossier(*gegevens)
    return taken_op(eigenaar, OVER, delen, van, toegewezen_volgens(van, OVER))


def taken(eigenaar: str, *gegevens: h.Gegeven) -> dict[Taaksoort, date]:
    return {taak.soort: taak.dag for taak in alle(eigenaar, versie(), *gegevens)}


def eigen(*gegevens: h.Gegeven) -> dict[Taaksoort, date]:
    """Of what a provider keeps of its own deliveries."""
    return {taak.soort: taak.dag for taak in alle(AGB, versie(), *gegevens, delen={Taakdeel.EIGEN})}


def merken(eigenaar: str, *gegevens: h.Gegeven) -> set[str | None]:
    return {taak.merk for taak in alle(eigenaar, versie(), *gegevens)}


class TestGemeente:
    def test_a_start_is_waited_for_from_the_first_day_on(self) -> None:
        assert taken(GEMEENTE) == {Taaksoort.GEEN_START: BEGIN}
        assert taken(GEMEENTE, melding(START)) == {Taaksoort.GEEN_STOP: EIND}

    def test_what_was_allocated_afterwards_is_waited_for_from_then_on(self) -> None:
        laat = versie(besloten=datetime(2026, 5, 4, 9))
        assert [taak.dag for taak in alle(GEMEENTE, laat)] == [date(2026, 5, 4)]
        # A later version does not begin the term again.
        assert [taak.dag for taak in alle(GEMEENTE, versie(), laat)] == [BEGIN]

    def test_a_deleted_start_is_waited_for_again(self) -> None:
        weg = melding(START, verwijderd=True)
        assert taken(GEMEENTE, melding(START), weg) == {Taaksoort.GEEN_START: BEGIN}

    def test_a_later_begin_is_looked_into_and_one_on_the_day_is_not(self) -> None:
        later = replace(START, begindatum=date(2026, 4, 2))
        assert Taaksoort.LATER_BEGONNEN not in taken(GEMEENTE, melding(START))
        assert taken(GEMEENTE, melding(later))[Taaksoort.LATER_BEGONNEN] == date(2026, 4, 2)

    @pytest.mark.parametrize(
        ("eind", "reden", "vroeg"), [(29, "19", True), (30, "19", False), (29, "20", False)]
    )
    def test_an_early_stop_is_looked_into_unless_it_is_for_a_while(
        self, eind: int, reden: str, vroeg: bool
    ) -> None:
        gestopt = taken(GEMEENTE, melding(START), melding(stop(date(2026, 6, eind), reden)))
        assert gestopt == ({Taaksoort.EERDER_GESTOPT: date(2026, 6, eind)} if vroeg else {})

    def test_what_was_declared_outside_the_deliveries_is_looked_into(self) -> None:
        gestopt = (melding(START), melding(stop(date(2026, 5, 10), "20")))
        assert Taaksoort.DECLARATIE_ZONDER_LEVERING not in taken(GEMEENTE, *gestopt, regel(4), regel(5))
        zonder = taken(GEMEENTE, *gestopt, regel(4), regel(6))
        assert zonder[Taaksoort.DECLARATIE_ZONDER_LEVERING] == date(2026, 6, 1)

    def test_what_runs_out_is_one_task_of_the_municipality_at_each_step(self) -> None:
        def staat(*maanden: int, budget: int = 54_400) -> list[tuple[str, date, str | None]]:
            gegevens = versie(budget=budget), melding(START), *map(regel, maanden)  # 13,600 each
            taken = alle(GEMEENTE, *gegevens, delen={Taakdeel.DECLARATIE})
            assert {taak.soort for taak in alle(AGB, *gegevens)} == {Taaksoort.GEEN_STOP}
            return [(taak.soort.value, taak.dag, taak.merk) for taak in taken]

        assert staat(4, 5) == []
        ((soort, dag, merk),) = staat(4, 5, 6)
        assert (soort, dag) == ("bijna_op", date(2026, 6, 1))
        # More of the same step is the same task; more that was allocated, or a credit, is not.
        assert staat(4, 5, 6, budget=54_401) != staat(4, 5, 6)
        ((op, sinds, anders),) = staat(4, 5, 6, 7)
        assert (op, sinds) == ("op", date(2026, 7, 1))
        assert merk != anders

    def test_a_line_more_leaves_a_sign_as_it_was(self) -> None:
        gegevens = versie(budget=17_000), melding(START), regel(5)
        (eerst,) = alle(GEMEENTE, *gegevens, delen={Taakdeel.DECLARATIE})
        klein = regel(4)
        klein = replace(klein, prestatie=replace(klein.prestatie, bedrag=100))
        assert alle(GEMEENTE, *gegevens, klein, delen={Taakdeel.DECLARATIE}) == (eerst,)

    def test_nothing_is_asked_once_it_was_deleted(self) -> None:
        assert taken(GEMEENTE, versie(verwijderd=True, besloten=datetime(2026, 5, 1)), regel(4)) == {}

    def test_other_facts_make_it_another_task(self) -> None:
        gestopt = melding(START), melding(stop(date(2026, 5, 1)))
        korter = versie(einddatum=date(2026, 5, 31), besloten=datetime(2026, 5, 2))
        assert merken(GEMEENTE, *gestopt) == merken(GEMEENTE, *gestopt)
        assert merken(GEMEENTE, *gestopt) != merken(GEMEENTE, *gestopt, korter)
        assert merken(GEMEENTE, *gestopt, regel(7)) != merken(GEMEENTE, *gestopt, regel(7), regel(8))

    def test_what_a_provider_keeps_of_itself_is_not_its_task(self) -> None:
        assert taken(GEMEENTE, gehouden(Leverperiode(BEGIN)), maand(4)) == {Taaksoort.GEEN_START: BEGIN}


class TestAanbieder:
    def test_what_it_keeps_and_has_not_told_is_told_within_the_term(self) -> None:
        vastgelegd = gehouden(Leverperiode(BEGIN, (Einde(date(2026, 5, 1), "19"),)))
        assert eigen(vastgelegd) == {
            Taaksoort.START_TE_MELDEN: BEGIN,
            Taaksoort.STOP_TE_MELDEN: date(2026, 5, 1),
        }
        verteld = eigen(vastgelegd, melding(START))
        assert verteld == {Taaksoort.STOP_TE_MELDEN: date(2026, 5, 1)}
        allebei = (melding(START), melding(stop(date(2026, 5, 1))))
        assert eigen(vastgelegd, *allebei) == {}

    @pytest.mark.parametrize("op", [date(2026, 4, 20), None], ids=["rejected since", "on a day not kept"])
    def test_a_report_that_was_rejected_is_there_since_that_day(self, op: date | None) -> None:
        terug = replace(gehouden(Leverperiode(BEGIN)), te_melden=False, afgekeurd=True, afgekeurd_op=op)
        assert eigen(terug) == {Taaksoort.MELDING_AFGEKEURD: op or BEGIN}
        hersteld = replace(terug, afgekeurd=False, te_melden=True)
        assert eigen(terug, hersteld) == {Taaksoort.START_TE_MELDEN: BEGIN}

    def test_that_something_did_not_happen_after_all_is_told_too(self) -> None:
        assert eigen(gehouden(), melding(START)) == {Taaksoort.START_TE_MELDEN: BEGIN}

    def test_what_began_before_it_was_allocated_is_told_from_then_on(self) -> None:
        laat = versie(besloten=datetime(2026, 5, 4, 9)), gehouden(Leverperiode(BEGIN))
        (taak,) = alle(AGB, *laat, delen={Taakdeel.EIGEN})
        assert taak.dag == date(2026, 5, 4)

    def test_a_month_in_which_it_delivered_asks_since_when(self) -> None:
        assert eigen(maand(4)) == {Taaksoort.LEVERING_ZONDER_START: date(2026, 4, 1)}
        assert eigen(maand(4, aantal=0)) == {}
        assert eigen(maand(4), melding(START)) == {}
        bekend = gehouden(Leverperiode(date(2026, 4, 30)))
        assert Taaksoort.LEVERING_ZONDER_START not in eigen(maand(4), bekend)

    def test_a_declaration_that_was_rejected_asks_its_months_anew(self) -> None:
        terug = [replace(maand(n), id=UUID(int=n), te_declareren=False, afgekeurd=True) for n in (5, 4)]
        assert eigen(melding(START), *terug) == {Taaksoort.DECLARATIE_AFGEKEURD: date(2026, 4, 1)}
        assert Taaksoort.DECLARATIE_AFGEKEURD not in taken(GEMEENTE, melding(START), *terug)

    def test_it_reports_start_and_stop_and_mends_what_it_declared(self) -> None:
        assert taken(AGB) == {Taaksoort.GEEN_START: BEGIN}
        later = replace(START, begindatum=date(2026, 5, 1))
        assert taken(AGB, melding(later), regel(4)) == {
            Taaksoort.GEEN_STOP: EIND,
            Taaksoort.DECLARATIE_ZONDER_LEVERING: date(2026, 4, 1),
        }

    def test_a_missing_start_is_its_turn_on_either_list(self) -> None:
        werk = [
            berichtwerk(Bewaardetaak(ID, taak), kalenders(2026), None)
            for eigenaar in (GEMEENTE, AGB)
            for taak in alle(eigenaar, versie())
        ]
        assert [(w.aan_zet, w.uiterlijk) for w in werk] == [(AanZet.AANBIEDER, date(2026, 4, 10))] * 2
        assert werk[0].taak != werk[1].taak


class TestVerzoek:
    def test_a_provider_waits_for_the_answer_and_then_for_the_end(self) -> None:
        gevraagd = verzoek(AGB, stand=Verzoekstand.OPEN)
        (open_,) = taken_van_verzoek(gevraagd)
        assert (open_.soort, open_.aan_zet) == (Taaksoort.VERZOEK_ONBEANTWOORD, AanZet.GEMEENTE)
        (onderzocht,) = taken_van_verzoek(replace(gevraagd, stand=Verzoekstand.IN_ONDERZOEK))
        assert (onderzocht.soort, onderzocht.dag) == (Taaksoort.VERZOEK_IN_ONDERZOEK, gevraagd.dagtekening)
        assert open_.merk != onderzocht.merk

    @pytest.mark.parametrize("stand", [Verzoekstand.AFGEWEZEN, Verzoekstand.TOEGEWEZEN])
    def test_what_ended_is_waited_for_no_more(self, stand: Verzoekstand) -> None:
        assert taken_van_verzoek(verzoek(AGB, stand=stand)) == ()

    def test_for_the_municipality_it_is_a_task_of_the_case(self) -> None:
        gevraagd = replace(verzoek(GEMEENTE, stand=Verzoekstand.OPEN), melding_id=ID)
        assert taken_van_verzoek(gevraagd) == ()

    def test_without_a_case_the_municipality_has_to_answer_all_the_same(self) -> None:
        gevraagd = verzoek(GEMEENTE, stand=Verzoekstand.OPEN)
        (open_,) = taken_van_verzoek(gevraagd)
        (onderzocht,) = taken_van_verzoek(replace(gevraagd, stand=Verzoekstand.IN_ONDERZOEK))
        assert (open_.soort, open_.aan_zet) == (Taaksoort.VERZOEK_TE_BEANTWOORDEN, AanZet.GEMEENTE)
        assert (open_.ander, open_.eigenaar) == (AGB, GEMEENTE)
        assert (onderzocht.soort, onderzocht.dag) == (Taaksoort.VERZOEK_TE_BESLISSEN, gevraagd.dagtekening)


def test_each_thing_in_history_bears_on_no_more_than_it_can_change() -> None:
    assert geraakt([versie()], TUSSEN) == {OVER: ALLES}
    assert geraakt([melding(START)], TUSSEN) == {OVER: ALLES}
    assert geraakt([regel(4), regel(5)], TUSSEN) == {OVER: {Taakdeel.DECLARATIE}}
    assert geraakt([gehouden(), maand(4)], TUSSEN) == {OVER: {Taakdeel.EIGEN}}
    zonder_toewijzing = replace(START, toewijzing=None)
    assert geraakt([melding(zonder_toewijzing)], TUSSEN) == {}


def test_what_there_is_to_do_is_found_by_its_own_keys_alone() -> None:
    gevraagd = set(sleutels(OVER, ALLES))
    for gegeven in (versie(), melding(START), regel(4), gehouden(), maand(4)):
        assert gevraagd & gegeven.vindplaatsen.keys()


def test_each_kind_says_what_to_do_and_what_waits_has_a_term() -> None:
    assert WERK.keys() == set(Taaksoort)
    assert all(WERK[soort].termijn for soort in NA_TERMIJN)
