"""The keyed hashes by which a client is found (W06): of the Bsn, and of a surname with the date of birth."""

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, bindparam, select, union, update

from app.domain.partijen import Client, Geboortedatum
from app.domain.waarden import Gemeentecode
from app.domain.zoeknaam import bekend_deel, mogelijke_dagen, mogelijke_namen, zoeknamen
from app.opslag import overslaan
from app.opslag.sleutels import Kluis
from app.opslag.tabellen import client as tabel
from app.opslag.verzameling import lees

PER_KEER = 100
"""Clients that get theirs in one transaction, which others wait for on SQLite."""
NAMEN = (tabel.c.naam_zoekwaarde, tabel.c.partner_zoekwaarde)
"""Empty of a client from before these were kept, until `vul`; the second also without a partner's name."""


def zoekwaarden(kluis: Kluis, client: Client) -> dict[str, str | None]:
    """By what this client is found; for a Bsn or name that is not known a value that nobody asks for."""
    eigen, partner = (
        None if naam is None else _van_naam(kluis, client.gemeente, naam, bekend_deel(client.geboortedatum))
        for naam in zoeknamen(client.naam)
    )
    bsn = None if client.bsn is None else kluis.zoekwaarde(client.gemeente, client.bsn)
    return {
        "bsn_zoekwaarde": bsn or kluis.kenmerk("zonder Bsn", str(client.id)),
        "naam_zoekwaarde": eigen or kluis.kenmerk("zonder naam", str(client.id)),
        "partner_zoekwaarde": partner,
    }


def met_naam(
    kluis: Kluis, gemeente: Gemeentecode, achternaam: str, geboortedatum: Geboortedatum
) -> Select[Any]:
    """The ids of who has this surname, of their own or of a partner, and can be born on this day."""
    waarden = [
        _van_naam(kluis, gemeente, naam, geboren)
        for naam in mogelijke_namen(achternaam)
        for geboren in mogelijke_dagen(geboortedatum)
    ]
    # Two questions, so that each goes by its own index. The municipality is in the hashes.
    vindt = (select(tabel.c.id).where(naam.in_(waarden)) for naam in NAMEN)
    return select(union(*vindt).subquery().c.id)


def nog_te_vullen() -> Select[Any]:
    """The clients from before names were found."""
    return select(tabel.c.id, tabel.c.gemeente, tabel.c.inhoud, tabel.c.revisie).where(NAMEN[0].is_(None))


def vul(verbinding: Connection, kluis: Kluis, na: UUID | None, overgeslagen: dict[str, str]) -> UUID | None:
    """Let some clients be found by name who are not yet, in the order of their ids; gives the last one.

    One who cannot be read joins those that were `overgeslagen`.
    """
    vraag = nog_te_vullen().order_by(tabel.c.id).limit(PER_KEER).with_for_update()
    rijen = verbinding.execute(vraag if na is None else vraag.where(tabel.c.id > na)).all()
    opdracht = update(tabel).where(tabel.c.id == bindparam("deze"))
    clienten = {rij.id: rij for rij in rijen}

    def zet(ids: Collection[UUID]) -> None:
        for id in ids:
            nieuw = zoekwaarden(kluis, _lees(kluis, clienten[id]))
            verbinding.execute(opdracht.values(nieuw), {"deze": id})

    mislukt = overslaan.doe(verbinding, [*clienten], zet)
    overgeslagen.update({f"client {id}": waarom for id, waarom in mislukt.items()})
    return rijen[-1].id if rijen else None


def _lees(kluis: Kluis, rij: Row[Any]) -> Client:
    plaats = f"{tabel.name}.inhoud:{rij.id}"
    inhoud = json.loads(kluis.ontsleutel(rij.inhoud, plaats))
    return lees(Client, inhoud | {"id": rij.id, "gemeente": rij.gemeente, "revisie": rij.revisie}, plaats)


def _van_naam(kluis: Kluis, gemeente: Gemeentecode, naam: str, geboren: str) -> str:
    return kluis.kenmerk("naam", gemeente, naam, geboren)
