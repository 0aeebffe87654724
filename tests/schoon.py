"""One PostgreSQL database for all tests of a process, as it was made before each of them."""

from contextlib import suppress

import psycopg
from psycopg import sql
from sqlalchemy import URL

TESTS = 100
"""After so many it is made anew: rows that are gone stay on their pages, and in the indexes."""
CATALOGI = (
    "pg_attribute", "pg_class", "pg_constraint", "pg_db_role_setting", "pg_index", "pg_policy", "pg_proc",
    "pg_rewrite", "pg_statistic", "pg_trigger", "pg_type",
)  # fmt: skip
_VORM = sql.SQL("SELECT {}").format(
    sql.SQL(", ").join(
        sql.SQL("(SELECT (count(*), max(xmin::text::bigint))::text FROM {})").format(
            sql.Identifier(catalogus)
        )
        for catalogus in CATALOGI
    )
)
"""How much is in each catalogue, and who last wrote in it: all that is no row of a table of ours."""
_SLUIT_ANDEREN = sql.SQL(
    "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_TABELLEN = sql.SQL("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
_ZET_TERUG = sql.SQL(
    "SELECT setval(quote_ident(sequencename)::regclass, start_value, false) FROM pg_sequences"
)


class Schoon:
    """A copy of a template, of which the rows go after each test: that is far less work than another copy.

    After a test that changed more than rows it is copied again.
    """

    def __init__(self, server: URL, sjabloon: str, naam: str) -> None:
        self._server = server
        self._sjabloon, self._naam = sql.Identifier(sjabloon), sql.Identifier(naam)
        self._plek = server.set(database=naam)
        self._tests = 0
        self._vorm: tuple[str, ...] | None = None
        self._leeg = sql.Composed([])
        self._inhoud: list[tuple[sql.Identifier, bytes]] = []

    def voor_een_test(self) -> URL:
        """Where it is, and as the template is."""
        if self._tests % TESTS == 0 or not self._maak_leeg():
            self._maak()
        self._tests += 1
        return self._plek

    def _maak(self) -> None:
        with verbind(self._server) as beheer:
            beheer.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(self._naam))
            beheer.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(self._naam, self._sjabloon))
        with verbind(self._plek) as verbinding:
            tabellen = [sql.Identifier(naam) for (naam,) in verbinding.execute(_TABELLEN)]
            inhoud = [(tabel, _kopie(verbinding, tabel)) for tabel in tabellen]
            self._vorm = verbinding.execute(_VORM).fetchone()
        weg = (sql.SQL("DELETE FROM {}").format(tabel) for tabel in tabellen)
        # Without its triggers, which keep rows from going.
        self._leeg = sql.SQL("; ").join([sql.SQL("SET session_replication_role = replica"), *weg])
        self._inhoud = [(tabel, rijen) for tabel, rijen in inhoud if rijen]

    def _maak_leeg(self) -> bool:
        """Put back what the template holds, unless more than rows changed."""
        with suppress(psycopg.OperationalError), verbind(self._plek) as verbinding:
            verbinding.execute(_SLUIT_ANDEREN)
            if verbinding.execute(_VORM).fetchone() != self._vorm:
                return False
            verbinding.execute(self._leeg)
            for tabel, rijen in self._inhoud:
                with verbinding.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(tabel)) as terug:
                    terug.write(rijen)
            verbinding.execute(_ZET_TERUG)
            return True
        return False


def verbind(plek: URL) -> psycopg.Connection[tuple[str, ...]]:
    """A connection on which each command is done at once."""
    return psycopg.connect(adres(plek), autocommit=True)


def adres(plek: URL) -> str:
    """With its password, as a program is given it."""
    return plek.render_as_string(hide_password=False)


def _kopie(verbinding: psycopg.Connection[tuple[str, ...]], tabel: sql.Identifier) -> bytes:
    with verbinding.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(tabel)) as rijen:
        return b"".join(map(bytes, rijen))
