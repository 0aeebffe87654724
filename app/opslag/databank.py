"""The database: SQLite embedded, or PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    QueuePool,
    create_engine,
    event,
    make_url,
    select,
    text,
    update,
)
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as GeenVerbinding

from app.domain.waarden import Gemeentecode
from app.meegeleverd import meegeleverde_map
from app.opslag import openstaand, statistiek
from app.opslag.fouten import NietGemigreerd, Onbereikbaar, SchijfVol, VerkeerdeSleutels
from app.opslag.opslag import Opslag
from app.opslag.sleutelmerk import keur_sleutels
from app.opslag.sleutels import Kluis, Sleutels
from app.opslag.tabellen import client, sleutelmerk
from app.opslag.toegang import Tenant
from app.opslag.verwerking import Spoor, Verwerker
from app.opslag.verzameling import Sessie

MIGRATIES = meegeleverde_map("migrations")
WACHTTIJD = 10
"""Seconds that a statement, a lock or a connection may take."""
VERBINDINGEN = 15
"""Connections of a process to PostgreSQL, unless it is told otherwise."""
LEZERS = 8
"""Requests that read from SQLite at once; they share one Python, so that more would not be faster."""
MIGRATIESLOT = 0x574D4F
"""Number of the PostgreSQL advisory lock under which migrations run."""
BESCHADIGD = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB", "XX001", "XX002"})
VOL = frozenset({"SQLITE_FULL", "53100"})
"""What SQLite and PostgreSQL say of a damaged file, and of a full disk."""


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
        self._sleutels_gekeurd = False
        self._vol = False

    def migreer(self) -> None:
        """Bring the schema to the newest version; of several starting at once, one does it."""
        configuratie = Config()
        configuratie.set_main_option("script_location", str(MIGRATIES))
        with self._vertaal_fouten(), self._motor.begin() as verbinding:
            if verbinding.dialect.name == "postgresql":
                verbinding.execute(text("SET LOCAL statement_timeout = 0"))
                verbinding.execute(text("SET LOCAL lock_timeout = 0"))
                verbinding.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": MIGRATIESLOT})
            configuratie.attributes["verbinding"] = verbinding
            command.upgrade(configuratie, "head")
            if verbinding.dialect.name == "sqlite":
                statistiek.leg_vast(verbinding)

    def keur_sleutels(self) -> None:
        """Compare the keys with those of the database, before any other work; raises VerkeerdeSleutels."""
        if not self._sleutels_gekeurd:
            with self._vertaal_fouten(), self._motor.begin() as verbinding:
                keur_sleutels(verbinding, self._kluis)
            self._sleutels_gekeurd = True

    @contextmanager
    def transactie(self, verwerker: Verwerker, *, alleen_lezen: bool = False) -> Iterator[Opslag]:
        """One transaction: committed with its access record at the end, undone by any error.

        What only reads waits for no writer but to leave its access record, also on SQLite; there any change
        that it would make is refused.
        """
        self.keur_sleutels()
        spoor = Spoor(verwerker)
        with self._vertaal_fouten(), (self._lezers if alleen_lezen else self._motor).begin() as verbinding:
            sessie = Sessie(verbinding, self._kluis, verwerker, Tenant.van(verwerker.beller), spoor)
            yield Opslag(sessie)
            openstaand.werk_bij(verbinding, sessie.zaken)
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
        self.keur_sleutels()
        with self._vertaal_fouten(), self._motor.begin() as verbinding:
            if verbinding.dialect.name == "postgresql":
                verbinding.execute(text("SET LOCAL statement_timeout = 0"))
            yield verbinding, self._kluis

    def gemeenten(self) -> tuple[Gemeentecode, ...]:
        """Every municipality that holds data of clients here, by code."""
        vraag = select(client.c.gemeente).distinct().order_by(client.c.gemeente)
        with self._vertaal_fouten(), self._lezers.connect() as verbinding:
            return tuple(verbinding.execute(vraag).scalars())

    def is_bij(self) -> bool:
        """Whether the tables are those of this program's newest migration; an older or newer one is not."""
        try:
            with self._vertaal_fouten(), self._lezers.connect() as verbinding:
                staat_op = verbinding.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        except NietGemigreerd:
            return False
        return staat_op == [_nieuwste_migratie()]

    def beletsel(self) -> str | None:
        """What keeps this database from serving, in Dutch; None when it can. Raises Onbereikbaar."""
        if not self.is_bij():
            return (
                "de database staat niet op de migratie van dit programma: draai wmo migreer van deze versie"
            )
        try:
            self.keur_sleutels()
            if self._vol:
                self._probeer_te_schrijven()
        except (VerkeerdeSleutels, SchijfVol) as fout:
            return fout.melding
        return None

    def _probeer_te_schrijven(self) -> None:
        with self._vertaal_fouten(), self._motor.begin() as verbinding:
            verbinding.execute(update(sleutelmerk).values(soort=sleutelmerk.c.soort))
        self._vol = False

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
                raise NietGemigreerd("De database is niet gemigreerd: draai wmo migreer.") from fout
            if code in BESCHADIGD:
                raise Onbereikbaar("De database is beschadigd; zet een reservekopie terug.") from fout
            if code in VOL:
                self._vol = True
                raise SchijfVol("De schijf van de database is vol.") from fout
            if code == "SQLITE_ERROR" or not isinstance(fout, OperationalError | InterfaceError):
                raise  # a statement of ours that is wrong: SQLite calls that operational too
            raise Onbereikbaar("De database antwoordt nu niet. Probeer het straks opnieuw.") from fout


@cache
def _nieuwste_migratie() -> str | None:
    return ScriptDirectory(str(MIGRATIES)).get_current_head()


def _code(fout: DBAPIError) -> str | None:
    return getattr(fout.orig, "sqlstate", None) or getattr(fout.orig, "sqlite_errorname", None)


def _tabel_ontbreekt(fout: DBAPIError) -> bool:
    # SQLite has one code for every wrong statement; its sentence on a table holds the name of that alone.
    return _code(fout) == "42P01" or str(fout.orig).startswith("no such table")


def heeft_gegevens(adres: str) -> bool:
    """Whether there are clients in the database at this URL."""
    bestand = make_url(adres).database
    if bestand is None or not Path(bestand).exists():
        return False
    motor = maak_motor(adres)
    try:
        with motor.connect() as verbinding:
            return verbinding.execute(select(client.c.id).limit(1)).first() is not None
    except DBAPIError as fout:
        if _tabel_ontbreekt(fout):
            return False
        raise Onbereikbaar("De database is niet te lezen.") from fout
    finally:
        motor.dispose()


class Postgres(PGDialect_psycopg):
    """PostgreSQL over psycopg, where each transaction brings its own limits, in the message that begins it.

    So it costs no round trip, and holds behind a pooler, where a connection is that of another after each
    transaction: it may not be set up in another way than theirs.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin a transaction; psycopg itself begins none."""
        dbapi_connection.execute(
            f"BEGIN; SET LOCAL statement_timeout = '{WACHTTIJD}s'; SET LOCAL lock_timeout = '{WACHTTIJD}s'"
        )


registry.register("postgresql.wmo", __name__, Postgres.__name__)


def maak_motor(adres: str, verbindingen: int = VERBINDINGEN, *, voorbereiden: bool = True) -> Engine:
    """Connections as each database wants them; an error shows the statement, never its values."""
    url = make_url(adres)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(
        url.set(drivername="postgresql+wmo"),
        connect_args={
            "autocommit": True,
            "connect_timeout": WACHTTIJD,
            **({} if voorbereiden else {"prepare_threshold": None}),
        },
        pool_size=verbindingen,
        max_overflow=0,
        pool_timeout=WACHTTIJD,
        pool_pre_ping=True,
        hide_parameters=True,
    )


def maak_lezers(adres: str) -> Engine | None:
    """Connections to an SQLite database that read while another writes, each what was committed by then.

    None for PostgreSQL, where no connection holds another up.
    """
    url = make_url(adres)
    if url.get_backend_name() != "sqlite":
        return None
    return _met_sqlite(url, LEZERS, ("query_only=ON",), "BEGIN")


def _sqlite(url: URL) -> Engine:
    """One connection, for SQLite has one writer at a time; its lock is taken where waiting is harmless."""
    return _met_sqlite(url, 1, ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"), "BEGIN IMMEDIATE")


def _met_sqlite(url: URL, aantal: int, instellingen: tuple[str, ...], begin: str) -> Engine:
    motor = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=aantal,
        max_overflow=0,
        pool_timeout=WACHTTIJD,
        connect_args={"timeout": WACHTTIJD, "check_same_thread": False, "isolation_level": None},
        hide_parameters=True,
    )

    @event.listens_for(motor, "connect")
    def stel_in(verbinding: Any, _: object) -> None:
        for instelling in instellingen:
            verbinding.execute(f"PRAGMA {instelling}")

    @event.listens_for(motor, "begin")
    def begin_transactie(verbinding: Any) -> None:
        verbinding.exec_driver_sql(begin)

    return motor
