"""Which decisions count as carried out, and which are only taken."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.besluit.besluit import Besluit
from app.domain.fouten import VoorwaardeNietVervuld
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.uitvoeren import voer_uit
from tests.bouw.verloop import Clientverloop, regel

BEGIN, LATER, EIND = date(2026, 5, 1), date(2026, 9, 1), date(2027, 4, 30)


@pytest.fixture
def loop() -> Clientverloop:
    return Clientverloop(date(2026, 4, 20))


def lijn(loop: Clientverloop) -> Clientlijn:
    return Clientlijn(tuple(loop.besluiten.values()), (), tuple(loop.nummers()))


def ids(gebeurtenissen: tuple[object, ...]) -> list[object]:
    return [g.id for g in gebeurtenissen if isinstance(g, Besluit)]


def test_what_waits_is_taken_and_not_carried_out(loop: Clientverloop) -> None:
    eerste = loop.beslis(regel(2, BEGIN, EIND))
    wacht = loop.besluit(regel(1, BEGIN, EIND, product="01H03"))
    assert ids(lijn(loop).uitgevoerd()) == [eerste.id]
    assert ids(lijn(loop).genomen()) == [eerste.id, wacht.id]


def test_a_personal_budget_waits_for_nothing(loop: Clientverloop) -> None:
    pgb = loop.besluit(regel(None, BEGIN, EIND, bij=None))
    assert ids(lijn(loop).uitgevoerd()) == [pgb.id]


def test_a_change_is_tried_with_what_it_changes_and_waits(loop: Clientverloop) -> None:
    eerste = loop.beslis(regel(2, BEGIN, EIND))
    tweede = loop.besluit(regel(3, LATER, EIND), wijzigt=eerste, ingang=LATER)
    derde = loop.besluit(regel(4, LATER, EIND), wijzigt=tweede, ingang=LATER)
    assert ids(lijn(loop).met(derde)) == [eerste.id, tweede.id, derde.id]


def test_a_change_is_not_carried_out_before_what_it_changes(loop: Clientverloop) -> None:
    eerste = loop.beslis(regel(2, BEGIN, EIND))
    tweede = loop.besluit(regel(2, LATER, EIND), wijzigt=eerste, ingang=LATER)
    derde = loop.besluit(regel(4, LATER, EIND), wijzigt=tweede, ingang=LATER)
    nu = lijn(loop)
    with pytest.raises(VoorwaardeNietVervuld, match="eerst het besluit"):
        voer_uit(nu.uitgevoerd(), nu.met(derde), nu.nummers, loop.omstandigheden(), derde)
    assert replace(nu, besluiten=()).uitgevoerd() == ()
