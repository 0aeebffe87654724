"""What there is to do about messages is kept as it follows from them, and read from an index."""

import re
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import select

from app.domain.berichtontvangst import Ontvangststatus
from app.domain.berichttaak import Taaksoort, taken_van_bericht, taken_van_ontvangst
from app.domain.partijen import Partij
from app.domain.toewijzing.toewijzing import Berichtstatus
from app.opslag import Databank, berichttaken, bladzijde
from app.opslag.tabellen import berichtontvangst, berichttaak, toewijzingsbericht
from tests import bouw
from tests.bouw import leg_zaak_vast
from tests.opslag.conftest import leg_uit
from tests.opslag.test_migraties import migreer

pytestmark = pytest.mark.beide

KALENDER = bouw.kalenders(2026)
NAMEN = ("eigenaar", "soort", "dag", "ander", "berichtsoort", "kenmerk", "ontvangst_id", "bericht_id")
Rijen = list[tuple[object, ...]]


def bewaarde_taken(databank: Databank) -> Rijen:
    with databank.motor.connect() as verbinding:
        rijen = verbinding.execute(select(*(berichttaak.c[naam] for naam in NAMEN)))
        return sorted((tuple(rij) for rij in rijen), key=str)


def vereis_taken(databank: Databank) -> int:
    """What is kept is what follows from all messages, of whomever; gives how many tasks that are."""
    with databank.motor.connect() as verbinding:
        ontvangers = set(verbinding.execute(select(berichtontvangst.c.eigenaar)).scalars())
        gemeenten = set(verbinding.execute(select(toewijzingsbericht.c.gemeente)).scalars())
    taken = []
    for code in ontvangers | gemeenten:
        with databank.transactie(bouw.verwerker(code), alleen_lezen=True) as opslag:
            eigen = [o for o in opslag.ontvangsten.bladzijde(200).rijen if o.eigenaar == code]
            taken += [taak for ontvangst in eigen for taak in taken_van_ontvangst(ontvangst)]
            if code in gemeenten:
                berichten = opslag.berichten.bladzijde(200).rijen
                taken += [taak for bericht in berichten for taak in taken_van_bericht(bericht)]
    gerekend = [tuple(getattr(taak, naam) for naam in NAMEN) for taak in taken]
    assert bewaarde_taken(databank) == sorted(gerekend, key=str)
    return len(gerekend)


def leg_berichten_vast(databank: Databank) -> None:
    """A message in each state, and a wmo301 that went out."""
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag:
        zaak = leg_zaak_vast(opslag, bouw.HEUSDEN)
        for nummer, status in enumerate(Ontvangststatus):
            ontvangst = bouw.een_ontvangst(bouw.HEUSDEN, status=status, identificatie=f"9-{nummer}")
            if status is Ontvangststatus.VERZONDEN:
                afzender = replace(ontvangst.indiener, partij=Partij.AANBIEDER, code=ontvangst.afzender)
                ontvangst = replace(ontvangst, indiener=afzender)
            opslag.ontvangsten.bewaar(ontvangst)
        opslag.berichten.bewaar(
            bouw.een_bericht(
                zaak.toewijzing,
                status=Berichtstatus.VERZONDEN,
                id=uuid4(),
                gemeente=bouw.HEUSDEN,
                client_id=zaak.client.id,
                identificatie="000000000009",
            )
        )


def test_each_message_keeps_what_it_asks_as_it_stands(databank: Databank) -> None:
    leg_berichten_vast(databank)
    assert vereis_taken(databank) == 6
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag:
        for ontvangst in opslag.ontvangsten.bladzijde(200).rijen:
            opslag.ontvangsten.bewaar(replace(ontvangst, status=Ontvangststatus.GOEDGEKEURD))
    assert vereis_taken(databank) == 1


def test_messages_from_before_there_were_tasks_ask_what_they_asked(databank: Databank) -> None:
    leg_berichten_vast(databank)
    eerst = bewaarde_taken(databank)
    migreer(databank, command.downgrade, "0029")
    migreer(databank, command.upgrade, "head")
    assert bewaarde_taken(databank) == eerst


@pytest.mark.parametrize("eigenaar", [bouw.HEUSDEN, bouw.AANBIEDER])
def test_a_page_of_tasks_is_read_from_an_index_in_order(databank: Databank, eigenaar: str) -> None:
    vraag = berichttaken.te_doen(eigenaar, bouw.VANDAAG).order_by(*berichttaken.SLEUTEL)
    venster = vraag.with_only_columns(*berichttaken.SLEUTEL).limit(1).offset(bladzijde.VENSTER)
    for gekozen in (venster, vraag.limit(51)):
        plan = leg_uit(databank, gekozen)
        assert re.search("ix_berichttaak_eigenaar_dag", plan)
        assert not re.search("sort|temp b-tree", plan, re.IGNORECASE)


def test_pages_that_each_read_a_bounded_number_show_every_task_once(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag:
        for nummer in range(40):
            status = Ontvangststatus.NA_TE_GAAN if nummer % 10 else Ontvangststatus.GEWEIGERD
            opslag.ontvangsten.bewaar(
                bouw.een_ontvangst(bouw.HEUSDEN, status=status, identificatie=f"305-{nummer}")
            )

    def blader(soort: Taaksoort | None, dag: date) -> list[str]:
        gevonden, cursor = [], None
        while True:
            with databank.transactie(bouw.verwerker(bouw.HEUSDEN), alleen_lezen=True) as opslag:
                blad = opslag.berichttaken.bladzijde(3, cursor, soort, KALENDER, dag)
            gevonden += [taak.kenmerk for taak, _ in blad.rijen]
            cursor = blad.volgende
            if cursor is None:
                return gevonden

    monkeypatch.setattr(bladzijde, "VENSTER", 7)
    assert sorted(blader(None, bouw.VANDAAG)) == sorted(f"305-{nummer}" for nummer in range(40))
    assert len(blader(Taaksoort.GEWEIGERD, bouw.VANDAAG)) == 4
    assert blader(None, date(2020, 1, 1)) == []
