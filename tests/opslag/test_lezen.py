"""Who only reads goes on while another writes, and still leaves its record first (W06)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest
from sqlalchemy import func, select

from app.opslag import Databank, Onbereikbaar, Sleutels, motoren
from app.opslag.tabellen import verwerking
from tests import bouw
from tests.bouw import Zaak


def aantal_verwerkingen(databank: Databank) -> int:
    with databank.motoren[-1].connect() as verbinding:
        return verbinding.execute(select(func.count()).select_from(verwerking)).scalar_one()


@pytest.mark.beide
def test_reading_goes_on_beside_a_writer_and_shows_what_was_committed(databank: Databank, zaak: Zaak) -> None:
    gelezen = Event()

    def lees() -> str:
        with databank.transactie(bouw.verwerker(), alleen_lezen=True) as opslag:
            hulpvraag = opslag.meldingen.haal(zaak.melding.id).hulpvraag
            gelezen.set()
        return hulpvraag

    with ThreadPoolExecutor() as draden:
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.meldingen.bewaar(replace(zaak.melding, hulpvraag="Iets anders"))
            lezer = draden.submit(lees)
            assert gelezen.wait(5)
        assert lezer.result(5) == zaak.melding.hulpvraag
    with databank.transactie(bouw.verwerker(), alleen_lezen=True) as opslag:
        assert opslag.meldingen.haal(zaak.melding.id).hulpvraag == "Iets anders"


@pytest.mark.beide
def test_what_was_read_is_in_the_record_when_the_transaction_ends(databank: Databank, zaak: Zaak) -> None:
    eerst = aantal_verwerkingen(databank)
    with databank.transactie(bouw.verwerker(), alleen_lezen=True) as opslag:
        opslag.clienten.haal(zaak.client.id)
        assert aantal_verwerkingen(databank) == eerst
    assert aantal_verwerkingen(databank) == eerst + 1


def test_on_sqlite_nothing_is_given_when_the_record_cannot_be_written_in_time(
    databank: Databank, zaak: Zaak, sleutels: Sleutels, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(motoren, "WACHTTIJD", 0.2)
    ander = Databank(sqlite_url, sleutels)
    with (
        databank.transactie(bouw.verwerker()),
        pytest.raises(Onbereikbaar),
        ander.transactie(bouw.verwerker(), alleen_lezen=True) as opslag,
    ):
        assert opslag.clienten.haal(zaak.client.id) == zaak.client
    ander.sluit()


def test_on_sqlite_what_only_reads_cannot_change_anything(databank: Databank, zaak: Zaak) -> None:
    with (
        pytest.raises(Onbereikbaar) as fout,
        databank.transactie(bouw.verwerker(), alleen_lezen=True) as opslag,
    ):
        opslag.meldingen.bewaar(zaak.melding)
    assert "readonly" in str(fout.value.__cause__)
