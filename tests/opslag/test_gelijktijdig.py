"""Parallel transactions, on real connections, break nothing."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest

from app.domain.fouten import BestaatAl, VerouderdeRevisie, WmoFout
from app.domain.plan.ondersteuningsplan import Planstatus
from app.opslag import Databank, Opslag, Sleutels
from tests import bouw
from tests.bouw import Zaak

pytestmark = pytest.mark.beide

AANTAL = 8


@pytest.fixture
def databanken(databank_url: str, sleutels: Sleutels, zaak: Zaak) -> Iterator[list[Databank]]:
    """Several programs on one database, each with connections of its own."""
    programmas = [Databank(databank_url, sleutels) for _ in range(AANTAL)]
    yield programmas
    for programma in programmas:
        programma.sluit()


def tegelijk(databanken: list[Databank], stap: Callable[[Opslag, int], Any]) -> list[Any]:
    """What each got, or the class of the error that it got, when all took the step at once."""
    hek = Barrier(len(databanken))

    def neem_stap(volgnummer: int) -> object:
        hek.wait()
        try:
            with databanken[volgnummer].transactie(bouw.verwerker()) as opslag:
                return stap(opslag, volgnummer)
        except WmoFout as fout:
            return type(fout)

    with ThreadPoolExecutor(len(databanken)) as draden:
        return list(draden.map(neem_stap, range(len(databanken))))


@pytest.mark.parametrize("reeks", ["toewijzing", "bericht", "besluit"])
def test_no_number_is_given_out_twice(databanken: list[Databank], reeks: str) -> None:
    nummers = tegelijk(databanken, lambda opslag, _: opslag.nummering.volgende(reeks))
    assert sorted(nummers) == list(range(1, AANTAL + 1))


def test_what_is_made_together_gets_numbers_in_a_row(databanken: list[Databank]) -> None:
    blokken = tegelijk(databanken, lambda opslag, n: opslag.nummering.blok("toewijzing", n + 1))
    assert sorted(map(len, blokken)) == list(range(1, AANTAL + 1))
    samen = sorted(nummer for blok in blokken for nummer in blok)
    assert samen == list(range(1, len(samen) + 1))


def test_each_municipality_has_its_own_series(databank: Databank) -> None:
    for gemeente in (bouw.ROERMOND, bouw.HEUSDEN):
        with databank.transactie(bouw.verwerker(gemeente)) as opslag:
            assert [opslag.nummering.volgende("bericht") for _ in range(2)] == [1, 2]


def test_of_two_changes_to_one_revision_one_wins(databanken: list[Databank], zaak: Zaak) -> None:
    uitkomsten = tegelijk(
        databanken,
        lambda opslag, n: opslag.meldingen.bewaar(replace(zaak.melding, hulpvraag=f"vraag {n}")).revisie,
    )
    assert uitkomsten.count(2) == 1
    assert uitkomsten.count(VerouderdeRevisie) == AANTAL - 1


@pytest.mark.parametrize(
    "maak",
    [
        lambda opslag, zaak: opslag.planversies.bewaar(replace(zaak.planversie, volgnummer=2)),
        lambda opslag, zaak: opslag.berichten.bewaar(bouw.nog_een(zaak.bericht, identificatie="B2")),
        lambda opslag, zaak: opslag.toewijzingen.bewaar(bouw.een_toewijzing(zaak.besluit, nummer=2)),
        lambda opslag, zaak: opslag.clienten.bewaar(bouw.een_client(id=uuid4(), bsn=bouw.ANDER_BSN)),
        lambda opslag, zaak: opslag.plannen_van_aanpak.bewaar(
            bouw.nog_een(zaak.plan_van_aanpak, volgnummer=2)
        ),
        lambda opslag, zaak: opslag.besluiten.bewaar(bouw.nog_een(zaak.besluit, kenmerk="WMO-2")),
    ],
    ids=["planversie", "identificatie", "toewijzingnummer", "bsn", "plan van aanpak", "kenmerk"],
)
def test_what_exists_once_is_made_once(
    databanken: list[Databank], zaak: Zaak, maak: Callable[[Opslag, Zaak], object]
) -> None:
    uitkomsten = tegelijk(databanken, lambda opslag, _: maak(opslag, zaak))
    assert uitkomsten.count(BestaatAl) == AANTAL - 1


def test_a_provider_has_at_most_one_open_plan_for_one_plan_van_aanpak(
    databanken: list[Databank], zaak: Zaak
) -> None:
    with databanken[0].transactie(bouw.verwerker()) as opslag:
        opslag.ondersteuningsplannen.bewaar(replace(zaak.plan, status=Planstatus.INGETROKKEN))
    uitkomsten = tegelijk(
        databanken,
        lambda opslag, _: opslag.ondersteuningsplannen.bewaar(bouw.nog_een(zaak.plan, **bouw.na())).revisie,
    )
    assert uitkomsten.count(1) == 1
    assert uitkomsten.count(BestaatAl) == AANTAL - 1


def test_a_locked_client_is_worked_on_by_one_at_a_time(databanken: list[Databank], zaak: Zaak) -> None:
    def wijs_toe_als_er_niets_loopt(opslag: Opslag, nummer: int) -> bool:
        opslag.clienten.vergrendel(zaak.client.id)
        if len(opslag.toewijzingen.van_client(zaak.client.id)) > 1:
            return False
        opslag.toewijzingen.bewaar(bouw.een_toewijzing(zaak.besluit, nummer=nummer + 10))
        return True

    assert tegelijk(databanken, wijs_toe_als_er_niets_loopt).count(True) == 1


def test_a_failed_step_leaves_nothing_behind(databank: Databank, zaak: Zaak) -> None:
    def stap(opslag: Opslag) -> None:
        opslag.meldingen.bewaar(bouw.nog_een(zaak.melding))
        opslag.meldingen.bewaar(replace(zaak.melding, revisie=7))

    with pytest.raises(VerouderdeRevisie), databank.transactie(bouw.verwerker()) as opslag:
        stap(opslag)
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.meldingen.van_client(zaak.client.id) == (zaak.melding,)


def test_reading_with_a_stale_revision_is_refused(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.meldingen.bewaar(zaak.melding)
        assert opslag.meldingen.haal(zaak.melding.id, revisie=2).revisie == 2
        with pytest.raises(VerouderdeRevisie):
            opslag.meldingen.haal(zaak.melding.id, revisie=1)
