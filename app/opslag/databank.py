"""The database: SQLite embedded, or PostgreSQL."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from math import inf
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import Any
from uuid import UUID

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, inspect, literal, select, text, tuple_, union, update
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as GeenVerbinding

from app.domain.keten.dossier import Partijen
from app.domain.waarden import AgbCode, Gemeentecode
from app.domain.werkstand import ONBEKEND, Rekenwijze
from app.meegeleverd import meegeleverde_map
from app.opslag import berichttaken, ketenhistorie, motoren, statistiek, vullen, werkstanden, zoekwaarden
from app.opslag.fouten import (
    AndereMigratie,
    Geweigerd,
    NietGemigreerd,
    Onbereikbaar,
    Onleesbaar,
    SchijfVol,
    VerkeerdeSleutels,
)
from app.opslag.motoren import BESCHADIGD, VERBINDINGEN, lees_adres, maak_lezers, maak_motor
from app.opslag.opslag import Opslag
from app.opslag.sleutelmerk import NOTEER, ontbrekende_merken
from app.opslag.sleutels import Kluis, Sleutels
from app.opslag.tabellen import (
    aanbieder,
    berichtontvangst,
    client,
    keten,
    metadata,
    sleutelmerk,
    verenigbaar,
)
from app.opslag.toegang import Tenant
from app.opslag.verwerking import Spoor, Verwerker
from app.opslag.verzameling import Sessie

MIGRATIES = meegeleverde_map("migrations")
PER_KEER = 100
"""Messages that were not judged, given at a time."""
POGINGEN = 5
"""How often some cases are tried to be reckoned; each time waits for whoever has them."""
KEUR_SECONDEN = 1.0
"""For so long keys that were found right are right."""
RUST = 0.25
"""Seconds that upkeep leaves to others after each of its transactions, at most."""
MIGRATIESLOT = 0x574D4F
"""Number of the PostgreSQL advisory lock under which migrations run."""
KAPOT = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "XX001", "XX002")
VOL = frozenset(
    {
        "SQLITE_FULL",
        "SQLITE_IOERR_WRITE",
        "SQLITE_IOERR_FSYNC",
        "SQLITE_IOERR_SHMSIZE",
        "53100",
        "58030",
    }
)
"""What SQLite and PostgreSQL say of a damaged file, and of a disk that is full or takes nothing more."""
GEWEIGERD = {
    "25006": "De database laat alleen lezen: het is een tweede server, of zij is zo ingesteld.",
    "SQLITE_READONLY": "De database laat alleen lezen: het bestand of de map is niet te beschrijven.",
    "42501": "Het account van dit programma mag in de database niet alles wat het nodig heeft.",
}
"""What to say of what PostgreSQL and SQLite refuse, by their code or its beginning."""
AFGEBROKEN = frozenset({"25P03", "25P04"})
"""What PostgreSQL says of a transaction that it ended by itself, as it is set to do after so long."""
RUIMTE = 2**20
"""Bytes that have to fit on the disk before it counts as one that is not full any more."""
NIET_BIJ = "De database is niet gemigreerd naar deze versie van het programma: draai wmo migreer."
TABEL_WEG = (
    "In de database ontbreekt een tabel: draai wmo migreer. Helpt dat niet, zet dan een reservekopie terug."
)
NIET_VAN_HIER = (
    "De database heeft tabellen waarvan niet te zeggen is welke migratie ze maakte: alembic_version is leeg "
    "of beschadigd, of ze zijn van een ander programma. Zet een reservekopie terug, of kies een "
    "andere database."
)
PAST_NIET = (
    "De tabellen zijn niet die van de migratie die in alembic_version staat. "
    "Zet een reservekopie terug, of kies een andere database."
)
SCHIJF_VOL = "De schijf van de database is vol, of laat niet meer schrijven."
TE_NIEUW = "De database is van een nieuwere versie van het programma, waar deze niet mee samengaat."


_OMVANG = func.coalesce(func.length(berichtontvangst.c.xml), 0).label("omvang")
"""Both databases know it without reading all of it."""
_AF_TE_MAKEN = (
    select(keten.c.eigenaar, keten.c.gemeente, keten.c.aanbieder, keten.c.beurt, _OMVANG)
    .outerjoin_from(keten, berichtontvangst, berichtontvangst.c.id == keten.c.beurt)
    .where(keten.c.beurt.is_not(None), berichtontvangst.c.status.is_distinct_from("ontvangen"))
    .limit(PER_KEER)
)


@dataclass(frozen=True, slots=True)
class Wachtbericht:
    """A message that waits to be judged."""

    id: UUID
    eigenaar: str
    afzender: str
    aangemaakt: datetime
    omvang: int
    """Its bytes."""


@dataclass(frozen=True, slots=True)
class Openbeurt:
    """A turn that somebody has to end: of a message that does not wait to be judged."""

    eigenaar: str
    tussen: Partijen
    van: UUID
    """The message."""
    omvang: int
    """The bytes of that; none where it is gone."""


class Databank:
    """One database, with the keys to what is encrypted in it."""

    def __init__(
        self, url: str, sleutels: Sleutels, *, verbindingen: int = VERBINDINGEN, voorbereiden: bool = True
    ) -> None:
        """Prepare connections to `sqlite:///path` or `postgresql://…`; none is opened yet.

        To PostgreSQL there are at most so many `verbindingen`. It keeps statements ready under a name, unless
        `voorbereiden` is False: a pooler may give each transaction another connection, which knows none.
        """
        self._motor = maak_motor(url, verbindingen, voorbereiden=voorbereiden)
        self._lezers = maak_lezers(url) or self._motor
        self._kluis = Kluis(sleutels)
        self._gekeurd_op = -inf
        """When the keys were last found right (`monotonic`)."""
        self._weigert = False

    def migreer(self) -> None:
        """Bring the schema to the newest version; of several starting at once, one does it.

        One that is newer already stays so; raises AndereMigratie when this program does not go with that.
        Others may be at work meanwhile. Who waits for a table keeps all out who come after, so a migration
        waits half as long as they would, and then leaves everything as it was.
        """
        with self._vertaal_fouten(), self._motor.begin() as verbinding:
            if verbinding.dialect.name == "postgresql":
                verbinding.execute(text("SET LOCAL statement_timeout = 0"))
                verbinding.execute(text("SET LOCAL lock_timeout = 0"))
                verbinding.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": MIGRATIESLOT})
                verbinding.execute(text(f"SET LOCAL lock_timeout = '{motoren.WACHTTIJD * 500}ms'"))
            _vereis_herkomst(verbinding)
            if _is_nieuwer(verbinding):
                if not _gaat_samen(verbinding):
                    raise AndereMigratie(TE_NIEUW)
                return
            configuratie = Config()
            configuratie.set_main_option("script_location", str(MIGRATIES))
            configuratie.attributes["verbinding"] = verbinding
            try:
                command.upgrade(configuratie, "head")
            except DBAPIError as fout:
                if _past_niet(fout):
                    raise AndereMigratie(PAST_NIET) from fout
                raise
            _vereis_tabellen(verbinding)
            if verbinding.dialect.name == "sqlite":
                statistiek.leg_vast(verbinding)

    def keur_sleutels(self) -> None:
        """Compare the keys with those of the database, and note the one that encrypts; VerkeerdeSleutels.

        No transaction begins longer than KEUR_SECONDEN after that: a rotation elsewhere may have made this
        program one without the newest key, or have forgotten the one with which it encrypts.
        """
        nu = monotonic()
        # The first of all connections is one that writes: only that puts a file that was put back in order.
        lezers = self._motor if self._gekeurd_op == -inf else self._lezers
        try:
            with self._vertaal_fouten():
                with lezers.connect() as verbinding:
                    ontbreekt = ontbrekende_merken(verbinding, self._kluis)
                if ontbreekt:
                    with self._motor.begin() as verbinding:
                        for merk in ontbrekende_merken(verbinding, self._kluis):
                            verbinding.execute(NOTEER, merk)
        except VerkeerdeSleutels:
            self._gekeurd_op = -inf
            raise
        self._gekeurd_op = nu

    def _vereis_sleutels(self) -> None:
        if monotonic() > self._gekeurd_op + KEUR_SECONDEN:
            self.keur_sleutels()

    @contextmanager
    def transactie(
        self, verwerker: Verwerker, rekenwijze: Rekenwijze = ONBEKEND, *, alleen_lezen: bool = False
    ) -> Iterator[Opslag]:
        """One transaction: committed with its access record at the end, undone by any error.

        What only reads waits for no writer but to leave its access record, also on SQLite; there any change
        that it would make is refused. Without a `rekenwijze` the days of its cases have yet to be reckoned.
        """
        self._vereis_sleutels()
        spoor = Spoor(verwerker)
        with self._vertaal_fouten(), (self._lezers if alleen_lezen else self._motor).begin() as verbinding:
            tenant = Tenant.van(verwerker.beller)
            sessie = Sessie(verbinding, self._kluis, verwerker, tenant, spoor, rekenwijze)
            yield Opslag(sessie)
            ketenhistorie.volg_toewijzingen(sessie)
            berichttaken.schrijf(sessie)
            werkstanden.werk_bij(sessie)
            if spoor.aanrakingen:
                with self._om_te_schrijven(verbinding) as schrijver:
                    spoor.leg_vast(schrijver)

    @contextmanager
    def _om_te_schrijven(self, verbinding: Connection) -> Iterator[Connection]:
        """The connection of a transaction itself; beside that of a reader one that commits at once."""
        if verbinding.engine is self._motor:
            yield verbinding
        else:
            with self._motor.begin() as schrijver:
                yield schrijver

    @contextmanager
    def onderhoud(self) -> Iterator[tuple[Connection, Kluis]]:
        """One transaction for work on the storage itself: it shows nobody anything about a person.

        It may go through a whole table, so that its statements take as long as they need.
        """
        self._vereis_sleutels()
        with self._vertaal_fouten(), self._motor.begin() as verbinding:
            if verbinding.dialect.name == "postgresql":
                verbinding.execute(text("SET LOCAL statement_timeout = 0"))
            yield verbinding, self._kluis

    def herreken(self, rekenwijze: Rekenwijze, nu: datetime) -> dict[str, str]:
        """Reckon the days of all cases anew that were reckoned otherwise, some in each transaction.

        Before that, let all clients be found by name, and make the tasks about allocations in histories. One
        that breaks off goes on where it was the next time; requests go on meanwhile. Where one of these holds
        what is asked for, it is tried again; raises Onbereikbaar when that does not help.

        Gives what was left out, as it cannot be read or reckoned, and why.
        """
        over: dict[str, str] = {}
        self._herhaal(lambda verbinding, kluis, na: zoekwaarden.vul(verbinding, kluis, na, over))
        self._herhaal(lambda verbinding, kluis, na: vullen.vul_taken(verbinding, kluis, nu, over) or None)
        self._herhaal(
            lambda verbinding, kluis, na: werkstanden.herreken(verbinding, kluis, rekenwijze, nu, na, over)
        )
        return over

    def _herhaal(self, stap: Callable[[Connection, Kluis, Any], object]) -> None:
        """Take a step that says how far it came, or None at the end, each time in a transaction."""
        na, mislukt = None, 0
        while True:
            begin = perf_counter()
            try:
                with self.onderhoud() as (verbinding, kluis):
                    na = stap(verbinding, kluis, na)
            except Onbereikbaar:
                mislukt += 1
                if mislukt == POGINGEN:
                    raise
                continue
            if na is None:
                return
            mislukt = 0
            laat_voorgaan(begin)

    def gemeenten(self) -> tuple[Gemeentecode, ...]:
        """Every municipality that holds data of clients here, or keeps an exchange of messages; by code."""
        vraag = union(
            select(client.c.gemeente), select(keten.c.eigenaar).where(keten.c.eigenaar == keten.c.gemeente)
        )
        with self._vertaal_fouten(), self._lezers.connect() as verbinding:
            return tuple(sorted(verbinding.execute(vraag).scalars()))

    def aanbieders(self) -> tuple[AgbCode, ...]:
        """Every provider that keeps an exchange of messages here, or that a municipality knows, by code."""
        wisselt_uit = select(keten.c.eigenaar.label("agb")).where(keten.c.eigenaar == keten.c.aanbieder)
        vraag = union(wisselt_uit, select(aanbieder.c.agb)).order_by("agb")
        with self._vertaal_fouten(), self._lezers.connect() as verbinding:
            return tuple(verbinding.execute(vraag).scalars())

    def te_beoordelen(self, tot: datetime, na: Wachtbericht | None = None) -> tuple[Wachtbericht, ...]:
        """Messages that came in by this moment and wait to be judged, oldest first: some after this one."""
        rij = berichtontvangst.c
        vraag = select(rij.id, rij.eigenaar, rij.afzender, rij.aangemaakt, _OMVANG).where(
            rij.status == "ontvangen", rij.aangemaakt <= tot
        )
        if na is not None:
            plek = tuple_(literal(na.aangemaakt, rij.aangemaakt.type), literal(na.id, rij.id.type))
            vraag = vraag.where(tuple_(rij.aangemaakt, rij.id) > plek)
        with self._vertaal_fouten(), self._lezers.connect() as verbinding:
            rijen = verbinding.execute(vraag.order_by(rij.aangemaakt, rij.id).limit(PER_KEER))
            return tuple(Wachtbericht(*rij) for rij in rijen)

    def af_te_maken(self) -> tuple[Openbeurt, ...]:
        """Turns that somebody has to end, some of them."""
        with self._vertaal_fouten(), self._lezers.connect() as verbinding:
            rijen = verbinding.execute(_AF_TE_MAKEN)
            return tuple(
                Openbeurt(rij.eigenaar, Partijen(rij.gemeente, rij.aanbieder), rij.beurt, rij.omvang)
                for rij in rijen
            )

    def is_bij(self) -> bool:
        """Whether this program can work on the tables: see `vereis_migratie`."""
        try:
            self.vereis_migratie()
        except (NietGemigreerd, AndereMigratie):
            return False
        return True

    def vereis_migratie(self) -> None:
        """Refuse tables that this program cannot work on; raises NietGemigreerd or AndereMigratie.

        They are those of its newest migration, or of a newer one that says that this program goes with it.
        """
        with self._vertaal_fouten(), self._lezers.connect() as verbinding:
            if _staat_op(verbinding) == _migraties(MIGRATIES).get_current_head():
                return
            if not _is_nieuwer(verbinding):
                raise NietGemigreerd(NIET_BIJ)
            if not _gaat_samen(verbinding):
                raise AndereMigratie(TE_NIEUW)

    def beletsel(self) -> str | None:
        """What keeps this database from serving, in Dutch; None when it can. Raises Onbereikbaar."""
        try:
            self.vereis_migratie()
            with self._vertaal_fouten(), self._lezers.connect() as verbinding:
                _vereis_tabellen(verbinding)
            self.keur_sleutels()
            if self._weigert:
                self._probeer_te_schrijven()
        except (NietGemigreerd, AndereMigratie, VerkeerdeSleutels, SchijfVol, Geweigerd) as fout:
            return fout.melding
        return None

    def _probeer_te_schrijven(self) -> None:
        """A small change may fit in what the database had already, where no request does."""
        with self._vertaal_fouten(), self._motor.begin() as verbinding:
            if verbinding.dialect.name == "postgresql":
                verbinding.execute(_VRAAG_RUIMTE)
                if verbinding.scalar(_ZONDER_RECHT):
                    raise Geweigerd(GEWEIGERD["42501"])
            else:
                _vraag_ruimte(self._motor.url.database or "")
            _vereis_kolommen(verbinding)
            verbinding.execute(update(sleutelmerk).values(soort=sleutelmerk.c.soort))
        self._weigert = False

    @property
    def motor(self) -> Engine:
        """The connections that write; on PostgreSQL all."""
        return self._motor

    @property
    def motoren(self) -> tuple[Engine, ...]:
        """All its connections, for whoever measures them."""
        return (self._motor,) if self._lezers is self._motor else (self._motor, self._lezers)

    def sluit(self) -> None:
        """Close all connections."""
        for motor in self.motoren:
            motor.dispose()

    @contextmanager
    def _vertaal_fouten(self) -> Iterator[None]:
        try:
            yield
        except GeenVerbinding as fout:
            raise Onbereikbaar("De database heeft het nu te druk. Probeer het straks opnieuw.") from fout
        except DBAPIError as fout:
            code = _code(fout)
            if _tabel_ontbreekt(fout):
                raise NietGemigreerd(TABEL_WEG) from fout
            if _kolom_ontbreekt(fout):
                self._weigert = True
                raise AndereMigratie(PAST_NIET) from fout
            if code is not None and code.startswith(KAPOT):
                raise Onbereikbaar(BESCHADIGD) from fout
            if _is_geen_tekst(fout):
                # The cause would repeat what stands there, so it is left out.
                raise Onleesbaar("In een kolom staat tekst die niet te lezen is.") from None
            if code in VOL:
                self._weigert = True
                raise SchijfVol(SCHIJF_VOL) from fout
            if (geweigerd := _geweigerd(code)) is not None:
                self._weigert = True
                raise Geweigerd(geweigerd) from fout
            weg = isinstance(fout, OperationalError | InterfaceError) or _brak_af(fout) or code in AFGEBROKEN
            if code == "SQLITE_ERROR" or not weg:
                raise  # a statement of ours that is wrong: SQLite calls that operational too
            raise Onbereikbaar("De database antwoordt nu niet. Probeer het straks opnieuw.") from fout


_ZONDER_RECHT = text(
    "SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace(current_schema()::text) AND ("
    "relkind = 'r' AND relname NOT IN ('alembic_version', 'verenigbaar') AND NOT "
    "(has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT'))"
    " OR relkind = 'S' AND NOT has_sequence_privilege(oid, 'USAGE, UPDATE')))"
)
"""Whether there is a table or a sequence that the account may not use; a migration alone writes those two."""
_VRAAG_RUIMTE = text(
    "CREATE TEMPORARY TABLE ruimte ON COMMIT DROP AS "
    f"SELECT repeat('x', 1024) FROM generate_series(1, {RUIMTE // 1024})"
)


def laat_voorgaan(begin: float) -> None:
    """After a transaction of upkeep that began then (`perf_counter`), let whoever waits go first.

    Who gives a connection back and asks for it at once gets it again, and SQLite has one that writes.
    """
    sleep(min(perf_counter() - begin, RUST))


def _vraag_ruimte(bestand: str) -> None:
    """Write beside the file of SQLite, and take it away again; raises SchijfVol."""
    try:
        with tempfile.TemporaryFile(dir=Path(bestand).parent) as proef:
            proef.write(bytes(RUIMTE))
            proef.flush()
    except OSError as fout:
        raise SchijfVol(SCHIJF_VOL) from fout


@cache
def _migraties(map_: Path) -> ScriptDirectory:
    return ScriptDirectory(str(map_))


def _kent(migratie: str | None) -> bool:
    """Whether this program has a migration of this name."""
    return migratie in {script.revision for script in _migraties(MIGRATIES).walk_revisions()}


def _staat_op(verbinding: Connection) -> str | None:
    """The migration that made these tables what they are."""
    return verbinding.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _vereis_herkomst(verbinding: Connection) -> None:
    """Refuse tables of which nothing says, or two things say, which migration made them; AndereMigratie."""
    tabellen = set(inspect(verbinding).get_table_names())
    standen = []
    if "alembic_version" in tabellen:
        standen = list(verbinding.execute(text("SELECT version_num FROM alembic_version")).scalars())
    elders = tabellen - {"alembic_version"} if not standen else client.name not in tabellen
    if elders or None in standen or len(standen) > 1:
        raise AndereMigratie(NIET_VAN_HIER)


def _vereis_tabellen(verbinding: Connection) -> None:
    """Refuse a database of which a table is gone; raises AndereMigratie."""
    if not metadata.tables.keys() <= set(inspect(verbinding).get_table_names()):
        raise AndereMigratie(PAST_NIET)


def _vereis_kolommen(verbinding: Connection) -> None:
    """Refuse a database of which a column is gone; raises AndereMigratie."""
    kijker = inspect(verbinding)
    for tabel in metadata.sorted_tables:
        if not set(tabel.c.keys()) <= {kolom["name"] for kolom in kijker.get_columns(tabel.name)}:
            raise AndereMigratie(PAST_NIET)


def _is_nieuwer(verbinding: Connection) -> bool:
    """Whether the tables are those of a program that has migrations which this one has not."""
    if not inspect(verbinding).has_table("alembic_version"):
        return False
    migratie = _staat_op(verbinding)
    return migratie is not None and not _kent(migratie)


def _gaat_samen(verbinding: Connection) -> bool:
    """Whether newer tables say that programs as old as this one still go with them."""
    return _kent(verbinding.execute(select(verenigbaar.c.vanaf)).scalar())


def _code(fout: DBAPIError) -> str | None:
    return getattr(fout.orig, "sqlstate", None) or getattr(fout.orig, "sqlite_errorname", None)


def _geweigerd(code: str | None) -> str | None:
    """In Dutch, that the database refuses what this program needs; None of any other code."""
    return next((zin for begin, zin in GEWEIGERD.items() if (code or "").startswith(begin)), None)


def _brak_af(fout: DBAPIError) -> bool:
    """Whether PostgreSQL stopped at a commit: psycopg then has two answers to one command, and no code.

    What it was to commit may be there or not.
    """
    return isinstance(fout, InternalError) and _code(fout) is None


def _tabel_ontbreekt(fout: DBAPIError) -> bool:
    # SQLite has one code for every wrong statement; its sentence on a table holds the name of that alone.
    return _code(fout) == "42P01" or str(fout.orig).startswith("no such table")


def _kolom_ontbreekt(fout: DBAPIError) -> bool:
    # Likewise: of what is read, or written.
    zin = str(fout.orig)
    return _code(fout) == "42703" or zin.startswith("no such column") or " has no column named " in zin


def _past_niet(fout: DBAPIError) -> bool:
    """Whether a migration met a table or column that it did not expect, or missed one (class 42)."""
    code = _code(fout) or ""
    return code == "SQLITE_ERROR" or code.startswith("42")


def _is_geen_tekst(fout: DBAPIError) -> bool:
    # Python says this of a column of SQLite, without a code.
    return str(fout.orig).startswith("Could not decode to UTF-8")


def databasebestand(adres: str) -> Path | None:
    """Where the embedded database at this URL stands, or would; None of another kind of database."""
    url = lees_adres(adres)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def heeft_gegevens(adres: str) -> bool:
    """Whether the embedded database at this URL has been worked with: it has the mark of a key, or clients.

    It is left as it is. Raises AndereMigratie where it is that of another program.
    """
    bestand, motor = databasebestand(adres), maak_lezers(adres)
    if bestand is None or motor is None or not bestand.exists():
        return False
    try:
        with motor.connect() as verbinding:
            _vereis_herkomst(verbinding)
            er_zijn = set(inspect(verbinding).get_table_names())
            vragen = (select(t).limit(1) for t in (sleutelmerk, client) if t.name in er_zijn)
            return any(verbinding.execute(vraag).first() is not None for vraag in vragen)
    except DBAPIError as fout:
        raise Onbereikbaar("De database is niet te lezen.") from fout
    finally:
        motor.dispose()
