"""Key rotation: what lies encrypted with an older key is encrypted again with the newest (W06)."""

from collections import Counter
from functools import cache
from time import sleep
from typing import Any

from sqlalchemy import (
    Connection,
    LargeBinary,
    Row,
    Table,
    Update,
    bindparam,
    func,
    or_,
    select,
    tuple_,
    update,
)

from app.opslag.databank import Databank
from app.opslag.sleutelmerk import begin_los_te_laten, laat_los
from app.opslag.sleutels import KENMERKLENGTE, Kluis
from app.opslag.tabellen import VERSLEUTELD, metadata
from app.opslag.verzameling import object_id

PER_KEER = 100
"""Rows in one transaction."""
GEDULD = 15.0
"""Seconds after which all that was written without its key being noted has been committed."""


def herversleutel(databank: Databank) -> Counter[str]:
    """Encrypt all rows with the newest key; gives how many there were per table.

    Each transaction holds few rows, for a moment. A run that breaks off can be started again: rows that
    carry the newest key are passed over. Content, revision and look-up hash stay as they are.
    """
    geteld: Counter[str] = Counter()
    for tabel in metadata.sorted_tables:
        kolommen = [kolom.name for kolom in tabel.columns if kolom.info == VERSLEUTELD]
        laatste: Row[Any] | None = None
        while kolommen:
            with databank.onderhoud() as (verbinding, kluis):
                rijen = _oude_rijen(verbinding, kluis, tabel, kolommen, laatste)
                _schrijf(verbinding, kluis, tabel, kolommen, rijen)
            if not rijen:
                break
            geteld[tabel.name] += len(rijen)
            laatste = rijen[-1]
    return geteld


def laat_oude_sleutels_los(databank: Databank) -> bool:
    """After all is encrypted anew, let go of older keys: False where a program still encrypts with one.

    Whoever does, notes its key before it commits (`Databank.keur_sleutels`). Where nobody did, nothing is
    written with an older key any more; what was until then is encrypted anew after all. Broken off at any
    moment, it leaves each key needed.
    """
    with databank.onderhoud() as (verbinding, kluis):
        if not begin_los_te_laten(verbinding, kluis):
            return True
    sleep(GEDULD)
    herversleutel(databank)
    with databank.onderhoud() as (verbinding, kluis):
        return laat_los(verbinding, kluis)


def _oude_rijen(
    verbinding: Connection, kluis: Kluis, tabel: Table, kolommen: list[str], na: Row[Any] | None
) -> list[Row[Any]]:
    """The next rows, in the order of their keys, of which something carries an older key; locked."""
    sleutel = tabel.primary_key.columns
    oud = [
        func.substr(tabel.c[naam], 1, KENMERKLENGTE, type_=LargeBinary) != kluis.actueel for naam in kolommen
    ]
    vraag = select(*sleutel, *(tabel.c[naam] for naam in kolommen)).where(or_(*oud))
    if na is not None:
        grens = [bindparam(None, na._mapping[kolom.name], type_=kolom.type) for kolom in sleutel]
        vraag = vraag.where(tuple_(*sleutel) > tuple_(*grens))
    return list(verbinding.execute(vraag.order_by(*sleutel).limit(PER_KEER).with_for_update()))


def _schrijf(
    verbinding: Connection, kluis: Kluis, tabel: Table, kolommen: list[str], rijen: list[Row[Any]]
) -> None:
    def nieuw(rij: Row[Any]) -> dict[str, Any]:
        waarden = rij._asdict()
        id = object_id(tabel, waarden)
        zelfde_rij = {f"sleutel_{kolom.name}": waarden[kolom.name] for kolom in tabel.primary_key.columns}
        return zelfde_rij | {
            naam: kluis.herversleutel(waarden[naam], f"{tabel.name}.{naam}:{id}") for naam in kolommen
        }

    if rijen:
        verbinding.execute(_zelfde_rij(tabel), [nieuw(rij) for rij in rijen])


@cache
def _zelfde_rij(tabel: Table) -> Update:
    """Change the row with the key `sleutel_<column>`: made once, and sent with many rows at a time."""
    return update(tabel).where(*(k == bindparam(f"sleutel_{k.name}") for k in tabel.primary_key.columns))
