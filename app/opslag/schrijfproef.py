"""Whether a database that refused to keep something takes it again: asked of it before it counts as ready."""

import tempfile
from pathlib import Path

from sqlalchemy import Connection, text, update

from app.opslag.fouten import Geweigerd, SchijfVol
from app.opslag.foutvertaling import GEEN_RECHT, GEWEIGERD, REEKS_ACHTER, SCHIJF_VOL
from app.opslag.migratiestand import vereis_kolommen
from app.opslag.tabellen import ALLEEN_TOEVOEGEN, metadata, sleutelmerk, verenigbaar

RUIMTE = 2**20
"""Bytes that have to fit on the disk before it counts as one that is not full any more."""

_ZONDER_RECHT = text(
    "WITH eigen AS (SELECT oid, relname FROM pg_class WHERE relname = ANY(:tabellen) AND relkind = 'r'"
    " AND relnamespace = to_regnamespace(quote_ident(current_schema()))) "
    "SELECT EXISTS (SELECT FROM eigen WHERE NOT (has_table_privilege(oid, 'SELECT')"
    " AND has_table_privilege(oid, 'INSERT')) AND relname <> :alleen_migratie) "
    "OR EXISTS (SELECT FROM eigen WHERE NOT (has_table_privilege(oid, 'UPDATE')"
    " AND has_table_privilege(oid, 'DELETE')) AND relname <> ALL(:alleen_erbij)) "
    "OR EXISTS (SELECT FROM pg_depend d JOIN eigen ON eigen.oid = d.refobjid"
    " JOIN pg_class s ON s.oid = d.objid"
    " WHERE CASE WHEN s.relkind = 'S' THEN NOT has_sequence_privilege(s.oid, 'USAGE, UPDATE') END)"
)
"""Whether there is a table or sequence of ours that the account may not use; a migration alone writes one."""
_OP = text(
    "SELECT EXISTS (SELECT FROM pg_sequence"
    " WHERE seqrelid = pg_get_serial_sequence('verwerking', 'id')::regclass"
    " AND pg_sequence_last_value(seqrelid) >= seqmax)"
)
"""Whether the numbers of the access record are all given out."""
_ACHTER = text(
    "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('verwerking', 'id')::regclass), 0)"
    " < (SELECT coalesce(max(id), 0) FROM verwerking)"
)
"""Whether these numbers are behind those that were given out."""
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
        namen = {
            "tabellen": list(metadata.tables),
            "alleen_migratie": verenigbaar.name,
            "alleen_erbij": [tabel.name for tabel in (*ALLEEN_TOEVOEGEN, verenigbaar)],
        }
        if verbinding.scalar(_ZONDER_RECHT, namen):
            raise Geweigerd(GEEN_RECHT)
        if verbinding.scalar(_OP):
            raise Geweigerd(GEWEIGERD["2200H"])
        if verbinding.scalar(_ACHTER):
            raise Geweigerd(REEKS_ACHTER)
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
