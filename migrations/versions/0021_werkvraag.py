"""What the worklist is asked for: whose turn it is, what kind of work, who handles it, since when."""

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0021"

OP_VOLGORDE = "ix_werkstand_gemeente_open_aangemaakt_melding_id"
LOPEND = sa.text("status IN ('concept', 'uitgevraagd', 'ingediend', 'teruggelegd', 'akkoord')")


def upgrade() -> None:
    op.add_column("melding", sa.Column("behandelaar", sa.String(200)))
    op.add_column("werkstand", sa.Column("behandelaar", sa.String(200)))
    op.add_column(
        "werkstand", sa.Column("soort", sa.String(8), nullable=False, server_default=sa.text("'eerste'"))
    )
    op.add_column("werkstand", sa.Column("gewijzigd", Moment()))
    op.add_column(
        "ondersteuningsplan",
        sa.Column("aanbieder_aan_zet", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    # What else was known only from encrypted columns follows with `wmo herreken`.
    op.execute("UPDATE werkstand SET gewijzigd = aangemaakt, merk = ''")
    op.drop_index(OP_VOLGORDE, "werkstand")
    for kolom in ("aan_zet", "soort", "behandelaar"):
        op.create_index(
            f"ix_werkstand_{kolom}",
            "werkstand",
            ["gemeente", "open", kolom, "uiterlijk", "aangemaakt", "melding_id"],
        )
    op.create_index("ix_werkstand_gemeente_open_gewijzigd", "werkstand", ["gemeente", "open", "gewijzigd"])
    op.create_index(
        "ix_ondersteuningsplan_zaken",
        "ondersteuningsplan",
        ["gemeente", "aanbieder", "melding_id"],
        sqlite_where=LOPEND,
        postgresql_where=LOPEND,
    )


def downgrade() -> None:
    op.drop_index("ix_ondersteuningsplan_zaken", "ondersteuningsplan")
    op.drop_index("ix_werkstand_gemeente_open_gewijzigd", "werkstand")
    for kolom in ("aan_zet", "soort", "behandelaar"):
        op.drop_index(f"ix_werkstand_{kolom}", "werkstand")
    op.create_index(OP_VOLGORDE, "werkstand", ["gemeente", "open", "aangemaakt", "melding_id"])
    op.drop_column("ondersteuningsplan", "aanbieder_aan_zet")
    for kolom in ("gewijzigd", "soort", "behandelaar"):
        op.drop_column("werkstand", kolom)
    op.drop_column("melding", "behandelaar")
