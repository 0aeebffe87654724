"""Key rotation: what lies encrypted with an older key is encrypted again with the newest (W06)."""

from collections import Counter
from collections.abc import Sequence
from functools import cache, partial
from time import monotonic, sleep
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
    text,
    tuple_,
    update,
)

from app.opslag import overslaan
from app.opslag.databank import Databank
from app.opslag.fouten import Onleesbaar
from app.opslag.sleutelmerk import begin_los_te_laten, laat_los
from app.opslag.sleutels import KENMERKLENGTE, Kluis
from app.opslag.tabellen import VERSLEUTELD, metadata
from app.opslag.verzameling import object_id

PER_KEER = 100
"""Rows in one transaction."""
GEDULD = 25.0
"""Seconds after which whoever compared its keys before them has begun its transaction.

That waits for a connection, for that to open or to be let in, and begins up to KEUR_SECONDEN later.
"""
MEESTE = 20
"""Rows that are named of those that cannot be read."""
NIET_TE_LEZEN = (
    "Niet te lezen, en dus niet opnieuw versleuteld: {aantal} rijen, waaronder {welke}. Al het andere is "
    "opnieuw versleuteld. Zet deze rijen terug uit een reservekopie, en draai dit nog eens; tot dan is de "
    "oudere sleutel nodig."
)
LANGST = 120.0
"""Seconds that transactions which began before get to end."""
OUDE_IN_GEBRUIK = (
    "Een programma dat nog draait, versleutelt met een oudere sleutel. Zet daar de nieuwste vooraan, start "
    "het opnieuw, en draai dit nog eens; tot dan is de oudere sleutel nodig."
)
LOOPT_NOG = (
    "In de database loopt een transactie die al open was, en die nog met een oudere sleutel kan schrijven. "
    "Wacht tot zij klaar is (pg_stat_activity), en draai dit nog eens; tot dan is de oudere sleutel nodig."
)

_OPEN = text(
    "SELECT l.virtualtransaction FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
    " WHERE l.locktype = 'virtualxid' AND l.mode = 'ExclusiveLock' AND a.datname = current_database()"
    " AND a.usesysid IS NOT NULL AND l.pid <> pg_backend_pid()"
)
"""The open transactions in this database: when they began only their own account may see, this any account.

PostgreSQL's own work in it, such as vacuum, has no user."""


def herversleutel(databank: Databank) -> Counter[str]:
    """Encrypt all rows with the newest key; gives how many there were per table.

    Each transaction holds few rows, for a moment. A run that breaks off can be started again: rows that
    carry the newest key are passed over. Content, revision and look-up hash stay as they are. What cannot be
    read keeps no other row from its turn; raises Onleesbaar at the end, which names it.
    """
    geteld: Counter[str] = Counter()
    onleesbaar: list[str] = []
    for tabel in metadata.sorted_tables:
        kolommen = [kolom.name for kolom in tabel.columns if kolom.info == VERSLEUTELD]
        laatste: Row[Any] | None = None
        while kolommen:
            with databank.onderhoud() as (verbinding, kluis):
                rijen = _oude_rijen(verbinding, kluis, tabel, kolommen, laatste)
                stap = partial(_schrijf, verbinding, kluis, tabel, kolommen)
                over = overslaan.doe(verbinding, rijen, stap) if rijen else {}
            if not rijen:
                break
            geteld[tabel.name] += len(rijen) - len(over)
            onleesbaar += [f"{tabel.name} {object_id(tabel, rij._asdict())}" for rij in over]
            laatste = rijen[-1]
    if onleesbaar:
        raise Onleesbaar(NIET_TE_LEZEN.format(aantal=len(onleesbaar), welke=", ".join(onleesbaar[:MEESTE])))
    return geteld


def laat_oude_sleutels_los(databank: Databank, houdt: Connection | None) -> str | None:
    """After all is encrypted anew, let go of older keys; why they cannot go yet, in Dutch, or None.

    Whoever still encrypts with one, notes it before it commits (`Databank.keur_sleutels`). Where nobody did,
    and all that was open has ended, nothing is written with an older key any more; what was until then is
    encrypted anew after all. Broken off at any moment, it leaves each key needed.

    `houdt` keeps another rotation out (`Databank.alleen`): where that is lost, this is broken off too.
    """
    with databank.onderhoud() as (verbinding, kluis):
        if not begin_los_te_laten(verbinding, kluis):
            return None
    sleep(GEDULD)
    if houdt is not None and not _eindigt_wat_loopt(houdt):
        return LOOPT_NOG
    herversleutel(databank)
    with databank.onderhoud() as (verbinding, kluis):
        losgelaten = laat_los(verbinding, kluis)
        if houdt is not None:
            houdt.execute(select(1))
        return None if losgelaten else OUDE_IN_GEBRUIK


def _eindigt_wat_loopt(verbinding: Connection) -> bool:
    """Whether all other transactions of this database that are open now end in time."""
    open_ = set(verbinding.execute(_OPEN).scalars())
    einde = monotonic() + LANGST
    while open_ and monotonic() < einde:
        sleep(1)
        open_ &= set(verbinding.execute(_OPEN).scalars())
    return not open_


def _oude_rijen(
    verbinding: Connection, kluis: Kluis, tabel: Table, kolommen: list[str], na: Row[Any] | None
) -> list[Row[Any]]:
    """The keys of the next rows, in their order, of which something carries an older key; locked."""
    sleutel = tabel.primary_key.columns
    oud = [
        func.substr(tabel.c[naam], 1, KENMERKLENGTE, type_=LargeBinary) != kluis.actueel for naam in kolommen
    ]
    vraag = select(*sleutel).where(or_(*oud))
    if na is not None:
        grens = [bindparam(None, na._mapping[kolom.name], type_=kolom.type) for kolom in sleutel]
        vraag = vraag.where(tuple_(*sleutel) > tuple_(*grens))
    return list(verbinding.execute(vraag.order_by(*sleutel).limit(PER_KEER).with_for_update()))


def _schrijf(
    verbinding: Connection, kluis: Kluis, tabel: Table, kolommen: list[str], rijen: Sequence[Row[Any]]
) -> None:
    """Encrypt the rows with these keys anew."""
    sleutel = tabel.primary_key.columns

    def nieuw(rij: Row[Any]) -> dict[str, Any]:
        waarden = rij._asdict()
        id = object_id(tabel, waarden)
        zelfde_rij = {f"sleutel_{kolom.name}": waarden[kolom.name] for kolom in sleutel}
        return zelfde_rij | {
            naam: kluis.herversleutel(waarden[naam], f"{tabel.name}.{naam}:{id}") for naam in kolommen
        }

    vraag = select(*sleutel, *(tabel.c[naam] for naam in kolommen))
    vraag = vraag.where(tuple_(*sleutel).in_([tuple(rij) for rij in rijen]))
    verbinding.execute(_zelfde_rij(tabel), [nieuw(rij) for rij in verbinding.execute(vraag).all()])


@cache
def _zelfde_rij(tabel: Table) -> Update:
    """Change the row with the key `sleutel_<column>`: made once, and sent with many rows at a time."""
    return update(tabel).where(*(k == bindparam(f"sleutel_{k.name}") for k in tabel.primary_key.columns))
