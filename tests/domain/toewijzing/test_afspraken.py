"""What a change asks of the provider first."""

from datetime import date
from uuid import UUID

import pytest

from app.domain.besluit.besluit import Besluitregel
from app.domain.toewijzing.afspraken import vragen
from app.domain.toewijzing.tijdlijn import Stuk, volgens_besluit
from app.domain.toewijzing.toewijzing import Oorzaak, Toewijzingsversie
from app.domain.toewijzing.vergelijken import Nummer, Wijziging
from app.domain.waarden import DAG, Frequentie
from tests.bouw.basis import NU
from tests.bouw.toewijzing import een_toewijzing
from tests.bouw.verloop import P, d, regel, uren

BEGIN, EIND, VANDAAG = d(1, 2), d(31, 12), d(15, 6)
LOPEND = regel(2, BEGIN, EIND)
TOTAAL = regel(uren(100, Frequentie.TOTAAL), BEGIN, EIND)
BUDGET = regel(None, BEGIN, EIND, product="02", budget=100_000)


def gevraagd(
    wordt: Besluitregel | None,
    bekend: Besluitregel | None = LOPEND,
    *,
    oorzaak: Oorzaak | None = Oorzaak.HERBEOORDELING,
    vandaag: date = VANDAAG,
    gedeclareerd: date | None = None,
    overleden: date | None = None,
) -> list[str]:
    """The rules that ask something when what the provider knows becomes this; None is deleted."""
    was = bekend or LOPEND
    versie = Toewijzingsversie(1, NU, was.periode, was.omvang, was.budget, UUID(int=1))
    toewijzing = een_toewijzing(nummer=19, aanbieder=P, versies=(versie,))
    inhoud = volgens_besluit(wordt or was)
    stuk = None if wordt is None else Stuk(inhoud, UUID(int=1), UUID(int=1), 1, UUID(int=1))
    gevonden = list(
        vragen(
            Wijziging(toewijzing, inhoud, stuk),
            Nummer(toewijzing, None if bekend is None else versie, gedeclareerd=gedeclareerd),
            oorzaak,
            vandaag,
            overleden,
        )
    )
    assert {(vraag.aanbieder, vraag.nummer) for vraag in gevonden} <= {(P, 19)}
    assert all(vraag.crediteren == (vraag.regel == "TR385") for vraag in gevonden)
    return [vraag.regel for vraag in gevonden]


@pytest.mark.parametrize(("vandaag", "regels"), [(d(31, 1), []), (BEGIN, ["OP362"]), (VANDAAG, ["OP362"])])
def test_to_delete_what_began_asks_agreement(vandaag: date, regels: list[str]) -> None:
    assert gevraagd(None, vandaag=vandaag) == regels


def test_to_delete_what_was_declared_asks_a_credit_first() -> None:
    assert gevraagd(None, gedeclareerd=BEGIN) == ["TR385", "OP362"]


@pytest.mark.parametrize(("overleden", "regels"), [(BEGIN - DAG, []), (BEGIN, ["OP362"])])
def test_to_delete_what_would_have_begun_after_a_death_asks_no_agreement(
    overleden: date, regels: list[str]
) -> None:
    assert gevraagd(None, overleden=overleden) == regels
    assert gevraagd(None, overleden=overleden, gedeclareerd=BEGIN) == ["TR385", *regels]


def test_what_the_provider_was_never_told_asks_nothing() -> None:
    assert gevraagd(None, bekend=None, gedeclareerd=BEGIN) == []
    assert gevraagd(regel(2, BEGIN, BEGIN), bekend=None) == []


def test_a_new_number_asks_nothing() -> None:
    nieuw = Wijziging(None, volgens_besluit(LOPEND), None)
    assert not list(vragen(nieuw, None, None, VANDAAG))


@pytest.mark.parametrize(("eind", "regels"), [(d(14, 6), ["OP186"]), (VANDAAG, []), (d(16, 6), [])])
def test_an_earlier_end_before_today_asks_agreement(eind: date, regels: list[str]) -> None:
    assert gevraagd(regel(2, BEGIN, eind)) == regels


@pytest.mark.parametrize(("eind", "regels"), [(d(30, 6), ["UP031"]), (d(1, 7), []), (d(2, 7), [])])
def test_an_end_before_the_last_declared_day_asks_agreement(eind: date, regels: list[str]) -> None:
    assert gevraagd(regel(2, BEGIN, eind), gedeclareerd=d(1, 7)) == regels


def test_a_death_asks_no_agreement_for_an_earlier_end() -> None:
    assert gevraagd(regel(2, BEGIN, d(1, 6)), oorzaak=Oorzaak.OVERLIJDEN, gedeclareerd=VANDAAG) == []


def test_a_later_end_asks_nothing_even_when_it_has_passed() -> None:
    kort = regel(2, BEGIN, d(31, 3))
    assert gevraagd(regel(2, BEGIN, d(30, 4)), kort, gedeclareerd=d(31, 5)) == []
    assert gevraagd(regel(2, BEGIN, None), kort) == []


def test_an_end_that_stays_asks_nothing_even_when_it_has_passed() -> None:
    kort = regel(uren(100, Frequentie.TOTAAL), BEGIN, d(31, 3))
    assert gevraagd(regel(uren(140, Frequentie.TOTAAL), BEGIN, d(31, 3)), kort) == []


@pytest.mark.parametrize(("volume", "regels"), [(99, ["OP298"]), (100, []), (101, [])])
def test_a_lower_total_asks_agreement(volume: int, regels: list[str]) -> None:
    assert gevraagd(regel(uren(volume, Frequentie.TOTAAL), BEGIN, EIND), TOTAAL) == regels


@pytest.mark.parametrize(("budget", "regels"), [(99_999, ["OP299"]), (100_000, []), (100_001, [])])
def test_a_lower_budget_asks_agreement(budget: int, regels: list[str]) -> None:
    assert gevraagd(regel(None, BEGIN, EIND, product="02", budget=budget), BUDGET) == regels


def test_a_provider_that_asked_itself_agrees_with_a_lower_amount_but_not_with_an_end_that_passed() -> None:
    lager = regel(uren(90, Frequentie.TOTAAL), BEGIN, d(1, 6))
    assert gevraagd(lager, TOTAAL) == ["OP186", "OP298"]
    assert gevraagd(lager, TOTAAL, oorzaak=Oorzaak.VERZOEK_AANBIEDER) == ["OP186"]
    minder = regel(None, BEGIN, EIND, product="02", budget=90_000)
    assert gevraagd(minder, BUDGET, oorzaak=Oorzaak.VERZOEK_AANBIEDER) == []
