"""A check value of each key in use, and nothing passes the guard of what is only added by replacing it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SLEUTELS = {
    "planversie": ("plan_id", "volgnummer"),
    "beoordeling": ("id",),
    "document": ("id",),
    "verwerking": ("id",),
    "zegel": ("volgnummer",),
    "zegelregel": ("verwerking_id",),
    "vernietiging": ("id",),
    "vernietigde_zaak": ("melding_id",),
}
"""The keys of what is only added. INSERT OR REPLACE of SQLite takes a row away without its DELETE trigger."""


def upgrade() -> None:
    op.create_table(
        "sleutelmerk",
        sa.Column("soort", sa.String(16), nullable=False),
        sa.Column("merk", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("soort", "merk", name="pk_sleutelmerk"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for tabel, kolommen in SLEUTELS.items():
            zelfde = " AND ".join(f"{kolom} = NEW.{kolom}" for kolom in kolommen)
            op.execute(f"""
                CREATE TRIGGER {tabel}_geen_vervanging BEFORE INSERT ON {tabel}
                WHEN EXISTS (SELECT 1 FROM {tabel} WHERE {zelfde})
                BEGIN SELECT RAISE(ABORT, 'rows of {tabel} are only added'); END
            """)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for tabel in SLEUTELS:
            op.execute(f"DROP TRIGGER {tabel}_geen_vervanging")
    op.drop_table("sleutelmerk")
