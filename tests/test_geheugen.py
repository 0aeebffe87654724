"""Large things take part of one room, in turn."""

from threading import Event, Thread

import pytest

from app.geheugen import GROOT, Plek, Werkruimte

DEEL = 2 * GROOT


def test_what_fits_is_had_at_once_and_what_does_not_waits() -> None:
    ruimte = Werkruimte(3 * DEEL)
    with ruimte.neem(2 * DEEL, 0), ruimte.neem(DEEL, 0):
        with pytest.raises(TimeoutError), ruimte.neem(DEEL, 0):
            pass
        assert not ruimte.wacht_er_een
    with ruimte.neem(3 * DEEL, 0):
        pass


def test_who_comes_first_gets_it_first_also_when_less_would_fit() -> None:
    ruimte, volgorde = Werkruimte(3 * DEEL), []
    eerste = ruimte.vraag(2 * DEEL, lambda: volgorde.append("eerste"))
    groot = ruimte.vraag(3 * DEEL, lambda: volgorde.append("groot"))
    klein = ruimte.vraag(DEEL, lambda: volgorde.append("klein"))
    assert ruimte.wacht_er_een
    for plek in (eerste, groot, klein):
        plek.geef_terug()
    assert volgorde == ["eerste", "groot", "klein"]


def test_who_gives_up_lets_others_go_and_gives_back_nothing() -> None:
    ruimte = Werkruimte(DEEL)
    heeft = ruimte.vraag(DEEL, lambda: None)
    gaf_op = ruimte.vraag(DEEL, lambda: None)
    gaf_op.geef_terug()
    gaf_op.geef_terug()
    with pytest.raises(TimeoutError), ruimte.neem(DEEL, 0):
        pass
    heeft.geef_terug()
    heeft.geef_terug()
    with ruimte.neem(DEEL, 0), pytest.raises(TimeoutError), ruimte.neem(DEEL, 0):
        pass


def test_more_than_there_is_takes_all_of_it_and_what_is_small_nothing() -> None:
    ruimte = Werkruimte(DEEL, GROOT)
    with ruimte.neem(10 * DEEL, 0), ruimte.neem(GROOT, 0), pytest.raises(TimeoutError), ruimte.neem(DEEL, 0):
        pass


def test_a_thread_that_waits_goes_on_when_it_is_there() -> None:
    ruimte, klaar = Werkruimte(DEEL), Event()

    def werk() -> None:
        with ruimte.neem(DEEL):
            klaar.set()

    with ruimte.neem(DEEL, 0):
        draad = Thread(target=werk)
        draad.start()
        assert not klaar.wait(0.01)
    draad.join(5)
    assert klaar.is_set()


def test_parties_that_wait_get_it_in_turn_and_of_one_who_comes_first() -> None:
    ruimte, volgorde = Werkruimte(DEEL), []

    def vraag(wie: str | None, naam: str) -> Plek:
        return ruimte.vraag(DEEL, lambda: volgorde.append(naam), wie)

    heeft = {naam: vraag(naam[0], naam) for naam in ("a1", "a2", "a3", "a4", "b1", "b2")}
    heeft["van niemand"] = vraag(None, "van niemand")
    heeft["a3"].geef_terug()  # it waits no more
    for nummer in range(6):
        heeft[volgorde[nummer]].geef_terug()
    assert volgorde == ["a1", "a2", "b1", "van niemand", "a4", "b2"]
    assert not ruimte.wacht_er_een
