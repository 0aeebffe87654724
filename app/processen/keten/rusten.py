"""What rests on a message that is taken back, as whoever has to look into it reads it."""

from collections.abc import Collection
from typing import cast
from uuid import UUID

from app.domain.keten.dossier import Partijen
from app.domain.waarden import Gemeentecode
from app.istandaard.rustend import SOORTEN, hierop_rust, rust_op
from app.istandaard.tonen import toonbaar
from app.processen.handeling import Handeling


def wat_rust_op(handeling: Handeling, tussen: Partijen, herkomsten: Collection[UUID]) -> str | None:
    """In Dutch, which messages either party accepted after these and that rest on them; None without any.

    `herkomsten` are the ids under which the two keep what one message left behind, before that is taken back.
    """
    ids: dict[UUID, None] = {}
    for eigenaar in tussen:
        bij = handeling.opslag.keten(eigenaar, tussen)
        for herkomst in herkomsten:
            ids |= dict.fromkeys(cast(UUID, id) for id in rust_op(bij, herkomst))
    namen = {
        id: (SOORTEN[code], identificatie)
        for id, (code, identificatie) in handeling.opslag.ontvangsten.kenmerken([*ids]).items()
        if code in SOORTEN
    }
    van_gemeente = handeling.opslag.als_gemeente(Gemeentecode(tussen.gemeente)).berichten
    rest = [id for id in ids if id not in namen]
    for eigen in van_gemeente.met_ids(rest) if rest else ():
        namen[eigen.id] = ("wmo301", eigen.identificatie)
    genoemd = dict.fromkeys(namen[id] for id in ids if id in namen)
    return hierop_rust([f"{soort} {toonbaar(identificatie, 40)}" for soort, identificatie in genoemd])
