"""Whether the tables of a database are those of this program, and how they become that."""

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from app.meegeleverd import meegeleverde_map
from app.opslag import motoren, statistiek
from app.opslag.fouten import AndereMigratie, Geweigerd, NietGemigreerd, Onbereikbaar
from app.opslag.foutvertaling import NIET_ALLE_TEKENS, PAST_NIET, past_niet
from app.opslag.tabellen import client, metadata, verenigbaar

MIGRATIES = meegeleverde_map("migrations")
MIGRATIESLOT = 0x574D4F
"""Number of the PostgreSQL advisory lock under which migrations run."""
NIET_BIJ = "De database is niet gemigreerd naar deze versie van het programma: draai wmo migreer."
NIET_VAN_HIER = (
    "De database heeft tabellen waarvan niet te zeggen is welke migratie ze maakte: alembic_version is leeg "
    "of beschadigd, of ze zijn van een ander programma. Zet een reservekopie terug, of kies een "
    "andere database."
)
_CODERING = text("SHOW server_encoding")
ALLE_TEKENS = ("UTF8", "SQL_ASCII")
"""Encodings of PostgreSQL that keep what they are given; the second takes any bytes."""
TE_NIEUW = "De database is van een nieuwere versie van het programma, waar deze niet mee samengaat."


def migreer(verbinding: Connection) -> None:
    """Bring the schema to the newest version; of several starting at once, one does it.

    One that is newer already stays so; raises AndereMigratie when this program does not go with that.
    Others may be at work meanwhile. Who waits for a table keeps all out who come after, so a migration
    waits half as long as they would, and then leaves everything as it was.
    """
    if verbinding.dialect.name == "postgresql":
        verbinding.execute(text("SET LOCAL statement_timeout = 0"))
        verbinding.execute(text("SET LOCAL lock_timeout = 0"))
        verbinding.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": MIGRATIESLOT})
        verbinding.execute(text(f"SET LOCAL lock_timeout = '{motoren.WACHTTIJD * 500}ms'"))
    vereis_tekens(verbinding)
    vereis_herkomst(verbinding)
    if _is_nieuwer(verbinding):
        _vereis_verenigbaar(verbinding)
        return
    configuratie = Config()
    configuratie.set_main_option("script_location", str(MIGRATIES))
    configuratie.attributes["verbinding"] = verbinding
    try:
        command.upgrade(configuratie, "head")
    except DBAPIError as fout:
        if past_niet(fout):
            raise AndereMigratie(PAST_NIET) from fout
        raise
    vereis_tabellen(verbinding)
    if verbinding.dialect.name == "sqlite":
        statistiek.leg_vast(verbinding)


def vereis_migratie(verbinding: Connection) -> None:
    """Refuse tables that this program cannot work on; raises NietGemigreerd or AndereMigratie.

    They are those of its newest migration, or of a newer one that says that this program goes with it.
    """
    if _staat_op(verbinding) == _migraties(MIGRATIES).get_current_head():
        return
    if not _is_nieuwer(verbinding):
        raise NietGemigreerd(NIET_BIJ)
    _vereis_verenigbaar(verbinding)


def vereis_herkomst(verbinding: Connection) -> None:
    """Refuse tables of which nothing says, or two things say, which migration made them; AndereMigratie."""
    tabellen = set(inspect(verbinding).get_table_names())
    standen = []
    if "alembic_version" in tabellen:
        standen = list(verbinding.execute(text("SELECT version_num FROM alembic_version")).scalars())
    elders = tabellen - {"alembic_version"} if not standen else client.name not in tabellen
    if elders or None in standen or len(standen) > 1:
        raise AndereMigratie(NIET_VAN_HIER)


def vereis_tekens(verbinding: Connection) -> None:
    """Refuse a PostgreSQL database that cannot keep every letter; raises Geweigerd."""
    if verbinding.dialect.name == "postgresql" and verbinding.scalar(_CODERING) not in ALLE_TEKENS:
        raise Geweigerd(NIET_ALLE_TEKENS)


def vereis_tabellen(verbinding: Connection) -> None:
    """Refuse a database of which a table is gone; raises AndereMigratie."""
    if not metadata.tables.keys() <= set(inspect(verbinding).get_table_names()):
        raise AndereMigratie(PAST_NIET)


def vereis_kolommen(verbinding: Connection) -> None:
    """Refuse a database of which a column is gone, or of another type; raises AndereMigratie."""
    kijker = inspect(verbinding)
    for tabel in metadata.sorted_tables:
        soorten = {kolom["name"]: _soort(kolom["type"]) for kolom in kijker.get_columns(tabel.name)}
        for kolom in tabel.c:
            zelfde = verbinding.dialect.name == "sqlite" or soorten.get(kolom.name) is _soort(kolom.type)
            if kolom.name not in soorten or not zelfde:  # SQLite keeps anything in any column
                raise AndereMigratie(PAST_NIET)


def _soort(type_: TypeEngine[Any]) -> type | None:
    try:
        return type_.python_type
    except NotImplementedError:
        return None


def _is_nieuwer(verbinding: Connection) -> bool:
    """Whether the tables are those of a program that has migrations which this one has not."""
    if not inspect(verbinding).has_table("alembic_version"):
        return False
    migratie = _staat_op(verbinding)
    return migratie is not None and not _kent(migratie)


def _vereis_verenigbaar(verbinding: Connection) -> None:
    """Refuse newer tables that do not say that programs as old as this one still go with them."""
    if not _kent(verbinding.execute(select(verenigbaar.c.vanaf)).scalar()):
        raise AndereMigratie(TE_NIEUW)


def _staat_op(verbinding: Connection) -> str | None:
    """The migration that made these tables what they are."""
    return verbinding.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _kent(migratie: str | None) -> bool:
    """Whether this program has a migration of this name."""
    return migratie in {script.revision for script in _migraties(MIGRATIES).walk_revisions()}


@cache
def _migraties(map_: Path) -> ScriptDirectory:
    """The migrations of this program; raises Onbereikbaar while they cannot be read, which is not kept.

    A process without a file to spare finds an empty folder, or none of what is in it.
    """
    with suppress(OSError):
        migraties = ScriptDirectory(str(map_))
        if migraties.get_current_head() is not None:
            return migraties
    raise Onbereikbaar("De migraties van dit programma zijn nu niet te lezen.")
