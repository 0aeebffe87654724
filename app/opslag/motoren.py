"""Connections to SQLite embedded, or to PostgreSQL, as each wants them."""

import os
from collections.abc import Callable
from typing import Any

from psycopg import OperationalError, ProgrammingError
from psycopg.conninfo import make_conninfo
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.base import SQLiteExecutionContext
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeEngine

from app.domain.fouten import WmoFout
from app.opslag.fouten import Geweigerd, Onbereikbaar, Onleesbaar

WACHTTIJD = 10
"""Seconds that a statement, a lock or a connection may take."""
VERBINDINGEN = 15
"""Connections of a process to PostgreSQL, unless it is told otherwise."""
VOORBEREID = 400
"""Statements that a connection to PostgreSQL keeps ready: more than the program has that come often."""
BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED"
"""Of each transaction on PostgreSQL, whatever others set: who waits for a row sees it as it then is."""
LEESBARE_DAGEN = "SET LOCAL datestyle = 'ISO'"
"""And this where that is another: psycopg reads moments in this style only."""
Bestandsnummer = tuple[int, int] | None
"""Which file is at a path, by its device and number; None where there is none."""
BESTAND, JOURNAAL = "bestand", "journaal"
"""What is said of a connection to SQLite, in its `info`: which file stood there, and which journal."""
BESTAND_WEG = (
    "Het bestand van de database is weg, of vervangen terwijl het in gebruik was. Laat dit programma stoppen "
    "(SIGTERM), zet het goede bestand terug zonder een journaal (-wal, -shm) ernaast, en start het opnieuw."
)
JOURNAAL_WEG = (
    "Het journaal (-wal, -shm) van de database is weg terwijl het in gebruik was. Laat dit programma "
    "stoppen (SIGTERM), en start het opnieuw: dan staat er weer alles in. Draai tot dan geen andere "
    "opdracht: wat die bewaart, gaat verloren."
)
VERSLETEN = "versleten"
"""What is said of a connection, in its `info`, that is closed once its transaction is over."""
BESCHADIGD = "De database is beschadigd; zet een reservekopie terug."
LEZERS = 8
"""Requests that read from SQLite at once; they share one Python, so that more would not be faster."""


class Postgres(PGDialect_psycopg):
    """PostgreSQL over psycopg, where each transaction brings its own limits, in the message that begins it.

    So it costs no round trip, and holds behind a pooler, where a connection is that of another after each
    transaction: it may not be set up in another way than theirs.
    """

    supports_statement_cache = True

    def is_disconnect(self, e: Any, connection: Any, cursor: Any) -> bool:
        """Whether a connection is of no use any more.

        Also one that lets read only: when that is put right, those that were open stay as they were. And one
        that keeps statements ready of which a migration changed what they give.
        """
        weg: bool = super().is_disconnect(e, connection, cursor)  # type: ignore[no-untyped-call]
        return weg or getattr(e, "sqlstate", None) in ("25006", "0A000")

    def do_ping(self, dbapi_connection: Any) -> bool:
        """Try whether a connection still works by beginning the transaction that it is wanted for."""
        self.do_begin(dbapi_connection)
        return True

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin a transaction, unless trying the connection did; psycopg itself begins none."""
        if dbapi_connection.pgconn.transaction_status != TransactionStatus.INTRANS:
            stijl = dbapi_connection.pgconn.parameter_status(b"DateStyle") or b""
            dagen = () if stijl.startswith(b"ISO") else (LEESBARE_DAGEN,)
            grenzen = (f"SET LOCAL {wat}_timeout = '{WACHTTIJD}s'" for wat in ("statement", "lock"))
            dbapi_connection.execute("; ".join((BEGIN, *dagen, *grenzen)))

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Undo a transaction, and keep the statements that are ready.

        psycopg would forget them, for fear that they are of tables which the transaction made. Only a
        migration makes tables; any refused request would cost its connection all that it had prepared.
        A connection that is gone has undone it already; one that refuses, as where the database ends behind a
        pooler, is closed, which undoes it. Both are found to be so when they are next wanted.
        """
        pgconn = dbapi_connection.pgconn
        if pgconn.transaction_status in (TransactionStatus.IDLE, TransactionStatus.UNKNOWN):
            return
        try:
            gelukt = pgconn.exec_(b"ROLLBACK").status == ExecStatus.COMMAND_OK
        except OperationalError:  # there is no answer at all
            gelukt = False
        if not gelukt and pgconn.status == ConnStatus.OK:
            dbapi_connection.close()


class GelezenUitSqlite(SQLiteExecutionContext):
    """A statement of which each value that is read is of the kind of its column, or Onleesbaar.

    SQLite keeps anything in any column, so that what a damaged file holds comes out as it is.
    """

    def get_result_processor(
        self, type_: TypeEngine[Any], colname: str, coltype: Any
    ) -> Callable[[Any], Any] | None:
        """What makes a value of Python of one of this column."""
        zet_om = super().get_result_processor(type_, colname, coltype)
        try:
            soort = type_.python_type
        except NotImplementedError:  # the kind is not known, as of an expression
            soort = object

        def lees(waarde: Any) -> Any:
            if waarde is None:
                return None
            try:
                gelezen = waarde if zet_om is None else zet_om(waarde)
            except (ValueError, TypeError, AttributeError):
                gelezen = None
            if isinstance(gelezen, soort) and gelezen is not None:
                return gelezen
            raise Onleesbaar(f"In de kolom {colname} staat iets wat daar niet hoort.")

        return lees


class Sqlite(SQLiteDialect_pysqlite):
    """SQLite over the module of Python, where nothing is read that does not fit."""

    supports_statement_cache = True
    execution_ctx_cls = GelezenUitSqlite


registry.register("postgresql.wmo", __name__, Postgres.__name__)
registry.register("sqlite.wmo", __name__, Sqlite.__name__)


def lees_adres(adres: str) -> URL:
    """The address of a database, in which the password stays out of what is said about it."""
    try:
        adres.encode()
        url = make_url(adres)
        if url.get_backend_name() == "postgresql":
            make_conninfo("", **dict.fromkeys(url.query, ""))  # refuses one that does not exist
            dialect = url.set(drivername="postgresql+wmo").get_dialect()()
            dialect.create_connect_args(url)  # and this a port that is none, or too many
        elif "?" in adres or "\0" in (url.database or "") or url.database in ("", ":memory:"):
            raise ValueError  # no name of a file: in memory each connection has a database for itself
        return url
    except (ArgumentError, ProgrammingError, ValueError):
        raise WmoFout(
            "WMO_DATABASE_URL is geen adres van een database. Verwacht is "
            "postgresql://gebruiker:wachtwoord@host:poort/naam of sqlite:///pad, met vreemde tekens als %XX."
        ) from None


def maak_motor(adres: str, verbindingen: int = VERBINDINGEN, *, voorbereiden: bool = True) -> Engine:
    """Connections as each database wants them; an error shows the statement, never its values."""
    url = lees_adres(adres)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    motor = create_engine(
        url.set(drivername="postgresql+wmo"),
        connect_args={
            "autocommit": True,
            "connect_timeout": WACHTTIJD,
            "client_encoding": "UTF8",
            **({} if voorbereiden else {"prepare_threshold": None}),
        },
        pool_size=verbindingen,
        max_overflow=0,
        pool_timeout=WACHTTIJD,
        pool_pre_ping=True,
        hide_parameters=True,
    )

    @event.listens_for(motor, "connect")
    def stel_in(verbinding: Any, _: object) -> None:
        verbinding.prepared_max = VOORBEREID

    event.listen(motor, "checkin", _sluit_versleten)
    return motor


def maak_lezers(adres: str) -> Engine | None:
    """Connections to an SQLite database that read while another writes, each what was committed by then.

    None for PostgreSQL, where no connection holds another up.
    """
    url = lees_adres(adres)
    if url.get_backend_name() != "sqlite":
        return None
    return _met_sqlite(url, LEZERS, ("query_only=ON", "journal_mode"), "BEGIN")


def _sqlite(url: URL) -> Engine:
    """One connection, for SQLite has one writer at a time; its lock is taken where waiting is harmless."""
    return _met_sqlite(url, 1, ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"), "BEGIN IMMEDIATE")


def _met_sqlite(url: URL, aantal: int, instellingen: tuple[str, ...], begin: str) -> Engine:
    motor = create_engine(
        url.set(drivername="sqlite+wmo"),
        poolclass=QueuePool,
        pool_size=aantal,
        max_overflow=0,
        pool_timeout=WACHTTIJD,
        connect_args={"timeout": WACHTTIJD, "check_same_thread": False, "isolation_level": None},
        hide_parameters=True,
    )

    @event.listens_for(motor, "connect")
    def stel_in(verbinding: Any, _: object) -> None:
        try:
            for instelling in instellingen:
                verbinding.execute(f"PRAGMA {instelling}")
        except UnicodeDecodeError as fout:  # what SQLite says quotes tables whose names are no text any more
            raise Onbereikbaar(BESCHADIGD) from fout

    @event.listens_for(motor, "begin")
    def begin_transactie(verbinding: Any) -> None:
        verbinding.exec_driver_sql(begin)

    event.listen(motor, "checkin", _sluit_versleten)
    return motor


def bewaak_bestand(*motoren: Engine) -> None:
    """Let these keep nothing in a file of SQLite, or in its journal, that is not at its place any more.

    SQLite goes on with what it opened, also where a backup was put in its place or all was taken away, and
    what it was told to keep is gone when it is closed. So that is refused, and nothing else is opened: what
    stands there now may be half of a copy, or have the journal of the other beside it. No connection is
    closed either, for the last one that is puts the journal into its file.
    """
    bestand = motoren[0].url.database or ""
    eerste: list[Bestandsnummer] = []
    """The file that was opened first, until all is closed."""

    def vergeet(_: object) -> None:
        eerste.clear()

    def vereis_bestand(_: object, plek: ConnectionPoolEntry, *__: object) -> None:
        plek.info[BESTAND] = _waar(bestand)
        if eerste and plek.info[BESTAND] != eerste[0]:
            raise Geweigerd(BESTAND_WEG)

    def onthoud(_: object, plek: ConnectionPoolEntry) -> None:
        nu = _waar(bestand)
        if plek.info[BESTAND] not in (None, nu):  # which of these two it has open is not known
            raise Geweigerd(BESTAND_WEG)
        eerste[:] = [nu]
        plek.info[JOURNAAL] = _journaal(bestand)

    def vereis_beide(verbinding: Connection) -> None:
        if [_waar(bestand)] != eerste:
            raise Geweigerd(BESTAND_WEG)
        nu = _journaal(bestand)
        if any(was not in (None, is_) for was, is_ in zip(verbinding.info[JOURNAAL], nu, strict=True)):
            raise Geweigerd(JOURNAAL_WEG)
        verbinding.info[JOURNAAL] = nu  # SQLite makes one when it first writes

    for motor in motoren:
        event.listen(motor, "engine_disposed", vergeet)
        event.listen(motor, "do_connect", vereis_bestand)
        event.listen(motor, "connect", onthoud)
        event.listen(motor, "begin", vereis_beide)
        event.listen(motor, "commit", vereis_beide)


def _journaal(bestand: str) -> list[Bestandsnummer]:
    """Which journal who opens this path now would find: beside the file itself, also behind a link.

    In its second part SQLite keeps who works on the first: without it another works on that as if alone.
    """
    echt = os.path.realpath(bestand) if os.path.islink(bestand) else bestand
    return [_waar(f"{echt}{einde}") for einde in ("-wal", "-shm")]


def _waar(bestand: str) -> Bestandsnummer:
    """Which file is at this path now; None where there is none."""
    try:
        stand = os.stat(bestand)
    except OSError:
        return None
    return stand.st_dev, stand.st_ino


def _sluit_versleten(_: object, plek: ConnectionPoolEntry) -> None:
    """Close a connection that had something large, and let the next be another.

    SQLite keeps what it was given for as long as a statement is ready for use, and libpq a place in which it
    fits; so each of some connections would keep as much as the largest message that it ever had.
    """
    if VERSLETEN in plek.info:
        plek.invalidate()
