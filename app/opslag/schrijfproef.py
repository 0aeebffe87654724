"""Whether a database that refused to keep something takes it again: asked of it before it counts as ready."""

import tempfile
from pathlib import Path

from sqlalchemy import Connection, text, update

from app.opslag.fouten import Geweigerd, SchijfVol
from app.opslag.foutvertaling import GEEN_RECHT, SCHIJF_VOL
from app.opslag.migratiestand import vereis_kolommen
from app.opslag.tabellen import metadata, sleutelmerk, verenigbaar

RUIMTE = 2**20
"""Bytes that have to fit on the disk before it counts as one that is not full any more."""

_ZONDER_RECHT = text(
    "WITH eigen AS (SELECT oid, relname FROM pg_class WHERE relname = ANY(:tabellen) AND relkind = 'r'"
    " AND relnamespace = to_regnamespace(current_schema()::text)) "
    "SELECT EXISTS (SELECT FROM eigen WHERE NOT (has_table_privilege(oid, 'SELECT')"
    " AND has_table_privilege(oid, 'INSERT')) AND relname <> :alleen_migratie) "
    "OR EXISTS (SELECT FROM pg_depend d JOIN eigen ON eigen.oid = d.refobjid"
    " JOIN pg_class s ON s.oid = d.objid"
    " WHERE CASE WHEN s.relkind = 'S' THEN NOT has_sequence_privilege(s.oid, 'USAGE, UPDATE') END)"
)
"""Whether there is a table or sequence of ours that the account may not use; a migration alone writes one."""
_MAG_TIJDELIJK = text("SELECT has_database_privilege(current_database(), 'TEMP')")
_VRAAG_RUIMTE = text(
    "CREATE TEMPORARY TABLE ruimte ON COMMIT DROP AS "
    f"SELECT repeat('x', 1024) FROM generate_series(1, {RUIMTE // 1024})"
)


def probeer_te_schrijven(verbinding: Connection) -> None:
    """Ask for room and for what is needed, and change something; raises what is in the way.

    A small change may fit in what the database had already, where no request does.
    """
    if verbinding.dialect.name == "postgresql":
        if verbinding.scalar(_MAG_TIJDELIJK):
            verbinding.execute(_VRAAG_RUIMTE)
        if verbinding.scalar(
            _ZONDER_RECHT, {"tabellen": list(metadata.tables), "alleen_migratie": verenigbaar.name}
        ):
            raise Geweigerd(GEEN_RECHT)
    else:
        _vraag_ruimte(verbinding.engine.url.database or "")
    vereis_kolommen(verbinding)
    verbinding.execute(update(sleutelmerk).values(soort=sleutelmerk.c.soort))


def _vraag_ruimte(bestand: str) -> None:
    """Write beside the file of SQLite, and take it away again; raises SchijfVol."""
    try:
        with tempfile.TemporaryFile(dir=Path(bestand).parent) as proef:
            proef.write(bytes(RUIMTE))
            proef.flush()
    except OSError as fout:
        raise SchijfVol(SCHIJF_VOL) from fout
