"""Clients from before names were found, and what it costs to find one."""

import re
from datetime import date
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import select, update

from app.domain.partijen import Geboortedatum
from app.domain.waarden import Bsn
from app.domain.werkstand import ONBEKEND
from app.opslag import Databank, zoekwaarden
from app.opslag.tabellen import client
from tests import bouw
from tests.opslag.conftest import leg_uit
from tests.opslag.test_migraties import migreer

pytestmark = pytest.mark.beide

KLANT = bouw.een_client()


def gevonden(databank: Databank) -> list[object]:
    with databank.transactie(bouw.verwerker()) as opslag:
        clienten = opslag.clienten.met_naam(KLANT.naam.achternaam, KLANT.geboortedatum, 9)
    return [client.id for client in clienten or ()]


def test_who_was_there_before_names_were_found_is_found_after_it_is_reckoned(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zoekwaarden, "PER_KEER", 2)
    ander = bouw.een_client(id=uuid4(), bsn=None)
    derde = bouw.een_client(id=uuid4(), bsn=Bsn("999990019"))
    with databank.transactie(bouw.verwerker()) as opslag:
        for client in (KLANT, ander, derde):
            opslag.clienten.bewaar(client)
    eerst = gevonden(databank)
    assert len(eerst) == 3

    migreer(databank, command.downgrade, "0026")
    migreer(databank, command.upgrade, "head")
    with databank.transactie(bouw.verwerker()) as opslag:
        assert not opslag.clienten.vindt_ieders_naam()
    assert gevonden(databank) == []

    databank.herreken(ONBEKEND, bouw.NU)
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.clienten.vindt_ieders_naam()
    assert gevonden(databank) == eerst


def test_who_cannot_be_read_keeps_nobody_else_from_being_found(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zoekwaarden, "PER_KEER", 2)
    kapot, *_ = ids = sorted(uuid4() for _ in range(4))
    with databank.transactie(bouw.verwerker()) as opslag:
        for id in ids:
            opslag.clienten.bewaar(bouw.een_client(id=id, bsn=None))
    with databank.motor.begin() as verbinding:
        verbinding.execute(update(client).values(naam_zoekwaarde=None))
        verbinding.execute(update(client).where(client.c.id == kapot).values(inhoud=b"weg"))
    assert [*databank.herreken(ONBEKEND, bouw.NU)] == [f"client {kapot}"]
    with databank.motor.connect() as verbinding:
        leeg = select(client.c.id).where(client.c.naam_zoekwaarde.is_(None))
        assert verbinding.execute(leeg).scalars().all() == [kapot]


def test_to_find_a_name_reads_no_others(databank: Databank) -> None:
    vraag = zoekwaarden.met_naam(
        databank._kluis, bouw.ROERMOND, "Peeters-Jansen", Geboortedatum(date(1948, 5, 17))
    )
    plan = leg_uit(databank, vraag.limit(21))
    for kolom in ("naam_zoekwaarde", "partner_zoekwaarde"):
        assert f"ix_client_{kolom}_gemeente" in plan
    assert not re.search("seq scan|scan client", plan, re.IGNORECASE)


def test_to_see_whether_all_are_found_reads_no_others(databank: Databank) -> None:
    assert "ix_client_naam_zoekwaarde_gemeente" in leg_uit(databank, zoekwaarden.nog_te_vullen().limit(1))
