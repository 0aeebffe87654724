"""Whether a database that refused to keep something takes it again: asked of it before it counts as ready."""

import tempfile
from pathlib import Path

from sqlalchemy import Connection, text, update

from app.opslag.fouten import Geweigerd, SchijfVol
from app.opslag.foutvertaling import GEEN_RECHT, SCHIJF_VOL
from app.opslag.migratiestand import vereis_kolommen
from app.opslag.tabellen import sleutelmerk

RUIMTE = 2**20
"""Bytes that have to fit on the disk before it counts as one that is not full any more."""

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


def probeer_te_schrijven(verbinding: Connection) -> None:
    """Ask for room and for what is needed, and change something; raises what is in the way.

    A small change may fit in what the database had already, where no request does.
    """
    if verbinding.dialect.name == "postgresql":
        verbinding.execute(_VRAAG_RUIMTE)
        if verbinding.scalar(_ZONDER_RECHT):
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
