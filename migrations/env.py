"""Runs migrations on the connection that `Databank.migreer` brings, or else on WMO_DATABASE_URL."""

import os
from collections.abc import Collection
from typing import Any

from alembic import context
from alembic.migration import MigrationContext
from sqlalchemy import Connection, update

from app.opslag.motoren import maak_motor
from app.opslag.tabellen import metadata, verenigbaar


def noteer_verenigbaar(ctx: MigrationContext, heads: Collection[str], **_: Any) -> None:
    """Let the database say from which migration on a program may work on it, after each step up or down."""
    for hoofd in heads:
        migratie = context.script.get_revision(hoofd).module
        if hasattr(migratie, "verenigbaar_vanaf"):  # there is no table for it before 0012
            ctx.connection.execute(update(verenigbaar).values(vanaf=migratie.verenigbaar_vanaf))


def voer_uit(verbinding: Connection) -> None:
    context.configure(
        connection=verbinding,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
        on_version_apply=noteer_verenigbaar,
    )
    with context.begin_transaction():
        context.run_migrations()


if (gegeven := context.config.attributes.get("verbinding")) is not None:
    voer_uit(gegeven)
else:
    with maak_motor(os.environ["WMO_DATABASE_URL"]).begin() as geopend:
        voer_uit(geopend)
