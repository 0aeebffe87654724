"""Runs migrations on the connection that `Databank.migreer` brings, or else on WMO_DATABASE_URL."""

import os

from alembic import context
from sqlalchemy import Connection

from app.opslag.databank import maak_motor
from app.opslag.tabellen import metadata


def voer_uit(verbinding: Connection) -> None:
    context.configure(
        connection=verbinding, target_metadata=metadata, render_as_batch=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()


if (gegeven := context.config.attributes.get("verbinding")) is not None:
    voer_uit(gegeven)
else:
    with maak_motor(os.environ["WMO_DATABASE_URL"]).begin() as geopend:
        voer_uit(geopend)
