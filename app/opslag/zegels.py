"""Seals over the access record: what shows afterwards that no record was changed or taken away (W06).

Records commit with what they are about and wait for nobody. Later a sealer takes those that have no seal
yet, keeps a keyed hash of each, and chains a hash over these hashes to the seal before. Who can write in
the database but lacks the key cannot make a seal that fits.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, exists, func, insert, select, text

from app.domain.fouten import WmoFout
from app.opslag import tabellen as t
from app.opslag.databank import Databank, laat_voorgaan
from app.opslag.fouten import Onleesbaar
from app.opslag.foutvertaling import lezend
from app.opslag.sleutels import Kluis
from app.opslag.verwerking import Verwerking, verwerking_uit

LOG = logging.getLogger(__name__)

Klok = Callable[[], datetime]
"""What time it is; sealing may take so long that one moment would not do."""

PER_ZEGEL = 1000
"""Records under one seal at most."""
BEZINKTIJD = timedelta(hours=1)
"""Longer than any transaction lasts: by then every record with a number as low as those sealed is there."""
ZEGELSLOT = 0x5A4547
"""Number of the PostgreSQL advisory lock under which is sealed."""


ZONDER_ZEGEL = "deze verwerking is niet te lezen, en krijgt geen zegel"
GEEN_ZEGEL = (
    "Zegel {nummer} is er niet; het laatste is {laatste}. Is een reservekopie teruggezet, lees dan verder na "
    "het laatste zegel dat daarin stond: de nummers erna krijgen een andere inhoud."
)
GEWIJZIGD = "dit zegel is gewijzigd"
LOGBOEK = (t.verwerking, t.betrokkene, t.zegel, t.zegelregel)
_BEWAKING = {
    "sqlite": text("SELECT NULL, sql FROM sqlite_master WHERE type = 'trigger'"),
    "postgresql": text(
        "SELECT c.relname,"
        " concat_ws(' ', g.tgname, g.tgtype, nullif(g.tgattr::text, ''), g.tgqual::text, p.prosrc)"
        " FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid"
        " WHERE NOT g.tgisinternal AND c.relnamespace = quote_ident(current_schema())::regnamespace"
        " AND (g.tgenabled = 'A'"
        " OR g.tgenabled = 'O' AND current_setting('session_replication_role') <> 'replica')"
        " UNION ALL SELECT c.relname, r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class"
        " WHERE c.relnamespace = quote_ident(current_schema())::regnamespace"
    ),
}
"""The triggers that a table has and that are in force, and its rules, with all that they say.

Of SQLite all triggers, each of all tables that it names: which one it is on stands as somebody wrote it."""
_WEIGER_POSTGRESQL = (
    "{0}_alleen_toevoegen 58 BEGIN RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME "
    "USING ERRCODE = 'restrict_violation'; END"
)
"""Before each statement that updates, deletes or truncates, which is 58."""
_WEIGER_SQLITE = (
    "CREATE TRIGGER {0}_geen_update BEFORE UPDATE ON {0} BEGIN {1} END",
    "CREATE TRIGGER {0}_geen_delete BEFORE DELETE ON {0} BEGIN {1} END",
    "CREATE TRIGGER {0}_geen_vervanging BEFORE INSERT ON {0} "
    "WHEN EXISTS (SELECT 1 FROM {0} WHERE {2}) BEGIN {1} END",
)


@dataclass(frozen=True, slots=True)
class Zegel:
    """One batch of records: how many, the lowest and highest number, and the hash that chains them."""

    volgnummer: int
    moment: datetime
    van: int
    tot: int
    aantal: int
    vorige: str
    """Hash of the seal before; empty for the first."""
    hash: str


@dataclass(frozen=True, slots=True)
class Afwijking:
    """The first thing that is not as it was sealed: which seal, which record if it can be told, and what."""

    zegel: int | None
    verwerking: int | None
    wat: str


@dataclass(frozen=True, slots=True)
class Keuring:
    """What a check of the whole record found; sound when `afwijking` is None."""

    laatste: Zegel | None
    verzegeld: int
    onverzegeld: int
    oudste_onverzegeld: datetime | None
    afwijking: Afwijking | None


@dataclass(frozen=True, slots=True)
class Logregel:
    """A sealed record, with the pseudonym of the person that it is about."""

    zegel: int
    verwerking: Verwerking
    betrokkene: str


def verzegel(
    databank: Databank, nu: datetime, na: int = 0, overgeslagen: set[int] | None = None
) -> Zegel | None:
    """Seal the records that wait, at most PER_ZEGEL of them; None when none waits.

    Records may commit in another order than that of their numbers. So a seal takes what has none yet,
    wherever its number lies, and looks back as far as a number can still turn up. Who makes several seals in
    a row looks back once, and goes on after the last record that it sealed (`na`): what turns up before that
    is for the next run. One that cannot be read gets no seal, and a check says so; it joins `overgeslagen`.
    """
    with databank.onderhoud() as (verbinding, kluis):
        if verbinding.dialect.name == "postgresql":
            verbinding.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": ZEGELSLOT})
        grens = na or _grens(verbinding, nu)
        rijen, verdere = _te_verzegelen(verbinding, grens, set() if overgeslagen is None else overgeslagen)
        if not rijen:
            return None
        laatste = _laatste(verbinding)
        hashes = {rij.id: _hash_van(kluis, rij, verdere.get(rij.id, ())) for rij in rijen}
        volgnummer = 1 if laatste is None else laatste.volgnummer + 1
        vorige = "" if laatste is None else laatste.hash
        zegel = Zegel(
            volgnummer=volgnummer,
            moment=nu,
            van=rijen[0].id,
            tot=rijen[-1].id,
            aantal=len(rijen),
            vorige=vorige,
            hash=_hash_over(kluis, volgnummer, nu, vorige, hashes.items()),
        )
        verbinding.execute(insert(t.zegel), asdict(zegel))
        verbinding.execute(
            insert(t.zegelregel),
            [{"verwerking_id": id, "zegel": volgnummer, "hash": hash} for id, hash in hashes.items()],
        )
        return zegel


def verzegel_alles(databank: Databank, klok: Klok, overgeslagen: set[int] | None = None) -> Iterator[Zegel]:
    """Seal all records that wait, and give each seal as soon as it is made, with the moment of that."""
    na, begin = 0, perf_counter()
    while zegel := verzegel(databank, klok(), na, overgeslagen):
        na = zegel.tot
        yield zegel
        laat_voorgaan(begin)
        begin = perf_counter()


def keur(
    databank: Databank, nu: datetime, inhoud_vanaf: datetime | None = None, bekend: str | None = None
) -> Keuring:
    """Check every seal and every record, oldest first, up to the first that is not as it was sealed.

    Of seals from before `inhoud_vanaf` the records may be gone; their hashes still carry the chain. `bekend`
    is the hash of a seal that was noted elsewhere: the chain has to hold it, or its end was cut off.
    """
    gezien = bekend is None
    laatste: Zegel | None = None
    verzegeld = 0
    afwijking: Afwijking | None = None
    while afwijking is None:
        with databank.onderhoud() as (verbinding, kluis):
            try:
                volgende = _zegel_na(verbinding, laatste)
            except Onleesbaar:
                nummer = 1 if laatste is None else laatste.volgnummer + 1
                afwijking = Afwijking(nummer, None, GEWIJZIGD)
                break
            if volgende is None:
                afwijking = _overgeslagen(verbinding, nu) or _zegel_weg(verbinding)
                if afwijking is None and not gezien:
                    afwijking = Afwijking(None, None, "het zegel dat u noteerde, staat er niet meer in")
                if afwijking is None and laatste is None:
                    afwijking = _alles_weg(verbinding)
                break
            mag_weg = inhoud_vanaf is not None and volgende.moment < inhoud_vanaf
            afwijking = _afwijking(verbinding, kluis, laatste, volgende, mag_weg)
        if afwijking is None:
            laatste, verzegeld = volgende, verzegeld + volgende.aantal
            gezien = gezien or volgende.hash == bekend
    with databank.onderhoud() as (verbinding, _):
        vraag = select(func.count(), func.min(t.verwerking.c.id)).where(_zonder_zegel())
        onverzegeld, eerste = verbinding.execute(vraag).one()
        oudste = None
        try:
            rijen = _alle(verbinding, select(t.verwerking).where(t.verwerking.c.id == eerste))
            _verdere(verbinding, rijen)
            oudste = rijen[0].moment if rijen else None
        except Onleesbaar:
            afwijking = afwijking or Afwijking(None, eerste, ZONDER_ZEGEL)
    return Keuring(laatste, verzegeld, onverzegeld, oudste, afwijking)


def onbewaakt(databank: Databank) -> list[str]:
    """The tables of the access record of which a row can be changed, taken away, or not be kept at all.

    A check names what was; but a database that was put back without its triggers, or with others, lets it
    happen.
    """
    bewakers: dict[str, set[str]] = {tabel.name: set() for tabel in LOGBOEK}
    with databank.onderhoud() as (verbinding, _):
        for op, tekst in verbinding.execute(_BEWAKING[verbinding.dialect.name]):
            noemt = re.findall(r"\w+", tekst.lower()) if op is None else [op]
            for naam in bewakers.keys() & noemt:
                bewakers[naam].add(" ".join(tekst.split()))
        soort = verbinding.dialect.name
    return [tabel.name for tabel in LOGBOEK if bewakers[tabel.name] != _bewakers(tabel, soort)]


def _bewakers(tabel: Table, soort: str) -> set[str]:
    """The triggers that the migrations gave this table on this kind of database, and no others."""
    if soort == "postgresql":
        return {_WEIGER_POSTGRESQL.format(tabel.name)}
    weiger = f"SELECT RAISE(ABORT, 'rows of {tabel.name} are only added');"
    zelfde = " AND ".join(f"{k.name} = NEW.{k.name}" for k in tabel.primary_key.columns)
    return {tekst.format(tabel.name, weiger, zelfde) for tekst in _WEIGER_SQLITE}


def logregels(
    databank: Databank,
    klok: Klok,
    na_zegel: int = 0,
    gemeente: str | None = None,
    overgeslagen: set[int] | None = None,
) -> Iterator[Logregel]:
    """All records after a seal, in the order in which they were sealed, so that none is passed over.

    Each seal is read in a transaction of its own: however long the reader takes, nobody waits for it. What
    has no seal yet gets one once the reader has come that far; what cannot get one joins `overgeslagen`.
    Raises WmoFout where the seal after which is read is not there: what gets its number is something else.
    """
    if na_zegel:
        _vereis_zegel(databank, na_zegel)
    nieuw = verzegel_alles(databank, klok, overgeslagen)
    while True:
        with databank.onderhoud() as (verbinding, kluis):
            try:
                zegel, rijen, verdere = _lees_na(verbinding, na_zegel, gemeente)
            except Onleesbaar:
                waar = f"Na zegel {na_zegel} staat in het logboek iets wat niet te lezen is"
                raise Onleesbaar(f"{waar}; `wmo controleer-logboek` zegt waar.") from None
        if zegel is None:
            if next(nieuw, None) is None:
                return
            continue
        na_zegel = zegel.volgnummer
        for rij in rijen:
            for daad in ({}, *verdere.get(rij.id, ())):
                daad = rij._asdict() | daad
                betrokkene = kluis.kenmerk("betrokkene", rij.gemeente, str(daad["client_id"]))
                yield Logregel(zegel.volgnummer, verwerking_uit(daad), betrokkene)


def _vereis_zegel(databank: Databank, nummer: int) -> None:
    with databank.onderhoud() as (verbinding, _):
        laatste = verbinding.scalar(select(func.max(t.zegel.c.volgnummer))) or 0
    if nummer > laatste:
        raise WmoFout(GEEN_ZEGEL.format(nummer=nummer, laatste=laatste))


def _lees_na(
    verbinding: Connection, zegel: int, gemeente: str | None
) -> tuple[Zegel | None, Sequence[Row[Any]], dict[int, "list[Object]"]]:
    """The seal after this one, its records of this municipality or of all, and their further objects."""
    volgende = _eerste(verbinding, select(t.zegel).where(t.zegel.c.volgnummer > zegel))
    if volgende is None:
        return None, (), {}
    eigen = [] if gemeente is None else [t.verwerking.c.gemeente == gemeente]
    rijen = _alle(
        verbinding,
        select(t.verwerking)
        .join(t.zegelregel, t.zegelregel.c.verwerking_id == t.verwerking.c.id)
        .where(t.zegelregel.c.zegel == volgende.volgnummer, *eigen)
        .order_by(t.verwerking.c.id),
    )
    return volgende, rijen, _verdere(verbinding, rijen)


Object = dict[str, Any]
"""An object of a record after the first: `nummer`, `client_id`, `object_id`."""


def _te_verzegelen(
    verbinding: Connection, grens: int, overgeslagen: set[int]
) -> tuple[Sequence[Row[Any]], dict[int, list[Object]]]:
    """The first records above this number without a seal that can be read, and their further objects."""
    id = t.verwerking.c.id
    while True:
        wachtend = select(t.verwerking).where(id > grens, _zonder_zegel(grens)).order_by(id).limit(PER_ZEGEL)
        try:
            rijen = _alle(verbinding, wachtend)
            return rijen, _verdere(verbinding, rijen)
        except Onleesbaar:
            nummers = verbinding.execute(wachtend.with_only_columns(id)).scalars().all()
        leesbaar: list[Row[Any]] = []
        verdere: dict[int, list[Object]] = {}
        for nummer in nummers:
            try:
                (rij,) = _alle(verbinding, select(t.verwerking).where(id == nummer))
                verdere |= _verdere(verbinding, [rij])
            except Onleesbaar:
                LOG.error("access record %s cannot be read, and gets no seal", nummer)
                overgeslagen.add(nummer)
            else:
                leesbaar.append(rij)
        if leesbaar:
            return leesbaar, verdere
        grens = nummers[-1]


@lezend()
def _alle(verbinding: Connection, vraag: Select[Any]) -> Sequence[Row[Any]]:
    return verbinding.execute(vraag).all()


def _verdere(verbinding: Connection, rijen: Sequence[Row[Any]]) -> dict[int, list[Object]]:
    """Of each of these records that has them, its objects after the first, in order."""
    b = t.betrokkene
    vraag = select(b.c.verwerking_id, b.c.nummer, b.c.client_id, b.c.object_id)
    vraag = vraag.where(b.c.verwerking_id.in_([rij.id for rij in rijen if rij.id is not None]))
    verdere: dict[int, list[Object]] = {}
    for rij in _alle(verbinding, vraag.order_by(b.c.verwerking_id, b.c.nummer)):
        object_ = rij._asdict()
        verdere.setdefault(object_.pop("verwerking_id"), []).append(object_)
    return verdere


def _zonder_zegel(vanaf: int = 0) -> ColumnElement[bool]:
    """Whether a record with a number above `vanaf` has no seal; no lower one is looked at."""
    regel = t.zegelregel.c.verwerking_id
    return ~exists().where(regel == t.verwerking.c.id, regel > vanaf)


def _grens(verbinding: Connection, nu: datetime) -> int:
    """The number up to which every record has been sealed: nothing as low can turn up any more."""
    vraag = select(func.max(t.zegel.c.tot)).where(t.zegel.c.moment < nu - BEZINKTIJD)
    return verbinding.execute(vraag).scalar() or 0


def _laatste(verbinding: Connection) -> Zegel | None:
    return _eerste(verbinding, select(t.zegel), t.zegel.c.volgnummer.desc())


def _zegel_na(verbinding: Connection, vorige: Zegel | None) -> Zegel | None:
    na = () if vorige is None else (t.zegel.c.volgnummer > vorige.volgnummer,)
    return _eerste(verbinding, select(t.zegel).where(*na))


def _eerste(verbinding: Connection, vraag: Select[Any], volgorde: Any = t.zegel.c.volgnummer) -> Zegel | None:
    rijen = _alle(verbinding, vraag.order_by(volgorde).limit(1))
    return Zegel(**rijen[0]._mapping) if rijen else None


def _afwijking(
    verbinding: Connection, kluis: Kluis, vorige: Zegel | None, zegel: Zegel, mag_weg: bool
) -> Afwijking | None:
    """What is wrong with one seal, after the one before has been found sound."""
    verwacht = 1 if vorige is None else vorige.volgnummer + 1
    if zegel.volgnummer != verwacht:
        return Afwijking(verwacht, None, "dit zegel ontbreekt")
    try:
        regels, verdere = _verzegeld(verbinding, zegel)
    except Onleesbaar:
        return Afwijking(
            zegel.volgnummer, _eerste_onleesbare(verbinding, zegel), "deze verwerking is gewijzigd"
        )
    for regel in regels:
        if regel.id is None:
            if not mag_weg:
                return Afwijking(zegel.volgnummer, regel.verwerking_id, "deze verwerking ontbreekt")
        elif _hash_van(kluis, regel, verdere.get(regel.id, ())) != regel.verzegeld:
            return Afwijking(zegel.volgnummer, regel.verwerking_id, "deze verwerking is gewijzigd")
    if len(regels) != zegel.aantal:
        wat = f"van de {zegel.aantal} hashes van verwerkingen {zegel.van} tot en met {zegel.tot}"
        return Afwijking(zegel.volgnummer, None, f"{wat} zijn er {len(regels)}")
    hashes = ((regel.verwerking_id, regel.verzegeld) for regel in regels)
    schakel = "" if vorige is None else vorige.hash
    hash = _hash_over(kluis, zegel.volgnummer, zegel.moment, schakel, hashes)
    tussen = (regels[0].verwerking_id, regels[-1].verwerking_id) if regels else (0, 0)
    if (zegel.vorige, zegel.hash, zegel.van, zegel.tot) != (schakel, hash, *tussen):
        return Afwijking(zegel.volgnummer, None, GEWIJZIGD)
    return None


def _verzegeld(
    verbinding: Connection, zegel: Zegel, *waar: ColumnElement[bool]
) -> tuple[Sequence[Row[Any]], dict[int, list[Object]]]:
    """The records under this seal, each beside its hash, and of each its objects after the first."""
    regels = _alle(
        verbinding,
        select(t.zegelregel.c.verwerking_id, t.zegelregel.c.hash.label("verzegeld"), t.verwerking)
        .outerjoin(t.verwerking, t.verwerking.c.id == t.zegelregel.c.verwerking_id)
        .where(t.zegelregel.c.zegel == zegel.volgnummer, *waar)
        .order_by(t.zegelregel.c.verwerking_id),
    )
    return regels, _verdere(verbinding, regels)


def _eerste_onleesbare(verbinding: Connection, zegel: Zegel) -> int | None:
    nummer = t.zegelregel.c.verwerking_id
    vraag = select(nummer).where(t.zegelregel.c.zegel == zegel.volgnummer).order_by(nummer)
    id: int | None = None  # where a number itself cannot be read
    try:
        for id in verbinding.execute(vraag).scalars().all():
            _verzegeld(verbinding, zegel, nummer == id)
    except Onleesbaar:
        return id
    return None


def _overgeslagen(verbinding: Connection, nu: datetime) -> Afwijking | None:
    """A record without a seal whose number is so low that it was put there afterwards."""
    vraag = select(func.min(t.verwerking.c.id)).where(
        t.verwerking.c.id <= _grens(verbinding, nu), _zonder_zegel()
    )
    id = verbinding.execute(vraag).scalar()
    return None if id is None else Afwijking(None, id, "deze verwerking is er later tussen gezet")


_UITERSTEN = select(
    select(func.min(t.zegelregel.c.zegel)).scalar_subquery(),
    select(func.max(t.zegelregel.c.zegel)).scalar_subquery(),
    select(func.coalesce(func.max(t.zegel.c.volgnummer), 0)).scalar_subquery(),
)
"""The first and last seal of which there are hashes, and the last that there is, all at one moment."""


def _zegel_weg(verbinding: Connection) -> Afwijking | None:
    """A hash of which the seal is not there: its record counts as sealed, and nothing holds it.

    One that is gone from between the others is missed in their chain.
    """
    eerste, laatste, zegel = verbinding.execute(_UITERSTEN).one()
    if eerste is None or (eerste > 0 and laatste <= zegel):
        return None
    van = t.zegelregel.c.zegel
    vraag = select(t.zegelregel.c.verwerking_id).where(van > zegel if eerste > 0 else van < 1)
    id = verbinding.execute(vraag.order_by(van, t.zegelregel.c.verwerking_id).limit(1)).scalar()
    return Afwijking(None, id, "het zegel van deze verwerking ontbreekt")


def _alles_weg(verbinding: Connection) -> Afwijking | None:
    """No record beside no seal, of clients that are there: making one leaves a record, always."""
    leeg = verbinding.execute(select(t.verwerking.c.id).limit(1)).first() is None
    clienten = verbinding.execute(select(t.client.c.id).limit(1)).first() is not None
    return Afwijking(None, None, "het is leeg, terwijl er cliënten zijn") if leeg and clienten else None


def _hash_van(kluis: Kluis, rij: Row[Any], verdere: Iterable[Object]) -> str:
    """Keyed hash of what a record says of all its objects; what is empty counts as what is not there."""
    waarden = {kolom.name: rij._mapping[kolom.name] for kolom in t.verwerking.columns}
    gevuld = {naam: _tekst(waarde) for naam, waarde in sorted(waarden.items()) if waarde is not None}
    objecten = [[o["nummer"], str(o["client_id"]), o["object_id"]] for o in verdere]
    return kluis.kenmerk("verwerking", gevuld, *([objecten] if objecten else []))


def _hash_over(
    kluis: Kluis, volgnummer: int, moment: datetime, vorige: str, hashes: Iterable[tuple[int, str]]
) -> str:
    return kluis.kenmerk("zegel", volgnummer, _tekst(moment), vorige, list(hashes))


def _tekst(waarde: object) -> str:
    return waarde.astimezone(UTC).isoformat() if isinstance(waarde, datetime) else str(waarde)
