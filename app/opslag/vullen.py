"""What follows from histories and was not kept yet when they were: filled in a piece at a time."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from app.domain.keten.dossier import Partijen, Toewijzingsleutel
from app.domain.keten.historie import Toewijzingsversie, van_toewijzing
from app.domain.partijen import Beller, Partij, Rol
from app.opslag import berichttaken, overslaan
from app.opslag import tabellen as t
from app.opslag.ketenhistorie import Ketenhistorie
from app.opslag.ontvangsten import Ontvangsten
from app.opslag.sleutels import Kluis
from app.opslag.toegang import Tenant
from app.opslag.verwerking import Spoor, Verwerker
from app.opslag.verzameling import Sessie

_keten = t.keten.c
_TE_VULLEN = (
    select(t.keten)
    .where(_keten.taken_tot.is_not(None))
    .order_by(_keten.taken_tot, _keten.eigenaar, _keten.gemeente, _keten.aanbieder)
)


def vul_taken(verbinding: Connection, kluis: Kluis, nu: datetime, overgeslagen: dict[str, str]) -> bool:
    """Make some of the tasks about allocations of an exchange from before there were any; whether it did.

    One in which something cannot be read joins those that were `overgeslagen`.
    """
    rijen = verbinding.execute(_TE_VULLEN.limit(len(overgeslagen) + 1))
    keten = next((rij for rij in rijen if _naam(rij) not in overgeslagen), None)
    if keten is None:
        return False
    mislukt = overslaan.doe(verbinding, [keten], lambda _: _vul(verbinding, kluis, nu, keten))
    overgeslagen.update({_naam(rij): waarom for rij, waarom in mislukt.items()})
    return True


def _naam(keten: Row[Any]) -> str:
    return f"keten {keten.eigenaar}: {keten.gemeente}-{keten.aanbieder}"


def _vul(verbinding: Connection, kluis: Kluis, nu: datetime, keten: Row[Any]) -> None:
    eigenaar, tussen = keten.eigenaar, Partijen(keten.gemeente, keten.aanbieder)
    partij = Partij.van_code(eigenaar)
    rol = Rol.ADMINISTRATIE if partij is Partij.GEMEENTE else Rol.AANBIEDER
    verwerker = Verwerker(Beller(partij, eigenaar, "wmo", rol, "wmo herreken"), "herreken", "", nu)
    sessie = Sessie(verbinding, kluis, verwerker, Tenant(partij, eigenaar), Spoor(verwerker))
    bij = Ketenhistorie(sessie, eigenaar, tussen)
    toewijzingen = bij.vul_taken(keten.taken_tot)
    if partij is Partij.AANBIEDER:
        _zet_bij_leveringen(sessie, bij, toewijzingen)
    berichttaken.schrijf(sessie)


def _zet_bij_leveringen(
    sessie: Sessie, bij: Ketenhistorie, toewijzingen: Collection[Toewijzingsleutel]
) -> None:
    """Let these stand among the deliveries of the provider as they were told last, where they hold."""
    laatste = {
        vondst.gegeven.toewijzing: (vondst.herkomst, vondst.gegeven.versie)
        for vondst in bij.vind({van_toewijzing(toewijzing) for toewijzing in toewijzingen})
        if isinstance(vondst.gegeven, Toewijzingsversie)
    }
    ontvangsten = Ontvangsten(sessie)
    van_wie = ontvangsten.bsns_van({herkomst for herkomst, _ in laatste.values()})
    bij.zet_bij_leveringen(
        {
            toewijzing: (versie, client_id)
            for toewijzing, (herkomst, versie) in laatste.items()
            if not versie.verwijderd
            for client_id in ontvangsten.betrokkenen(toewijzing.gemeente, van_wie.get(herkomst, ()))
        }
    )
