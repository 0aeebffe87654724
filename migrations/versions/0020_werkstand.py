"""How the case of a melding stands from one day to another, for the worklist to filter and order by.

What lies in encrypted columns is not read here: the days stay empty until `wmo herreken`, which a server
does by itself when it starts, has reckoned them.
"""

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0020"

OUDE_LIJST = "ix_melding_gemeente_open_aangemaakt_id"
NOOIT, ALTIJD = "'9999-12-31'", "'0001-01-01'"
RIJ = """
    INSERT INTO werkstand (
        melding_id, vanaf, tot, gemeente, aangemaakt, loopt, wacht_op_client, merk, open, aan_zet, uiterlijk
    ) SELECT id, {vanaf}, {tot}, gemeente, aangemaakt, {loopt}, false, '', {open}, 'gemeente', {nooit}
    FROM melding WHERE {waar}
"""


def upgrade() -> None:
    op.create_table(
        "werkstand",
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("aangemaakt", Moment(), nullable=False),
        sa.Column("loopt", sa.Boolean(), nullable=False),
        sa.Column("wacht_op_client", sa.Boolean(), nullable=False),
        sa.Column("eigen_uiterlijk", sa.Date()),
        sa.Column("merk", sa.String(16), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("aan_zet", sa.String(9), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("melding_id", "vanaf", name="pk_werkstand"),
        sa.ForeignKeyConstraint(
            ["melding_id"], ["melding.id"], name="fk_werkstand_melding_id", ondelete="CASCADE"
        ),
    )
    nooit = f"CAST({NOOIT} AS DATE)" if op.get_bind().dialect.name == "postgresql" else NOOIT
    altijd = nooit.replace(NOOIT, ALTIJD)
    gesloten_op = "sluit_op IS NOT NULL AND open"
    for vanaf, tot, loopt, open_, waar in (
        (altijd, nooit, "true", "open", "NOT (sluit_op IS NOT NULL AND open)"),
        (altijd, "sluit_op", "true", "true", gesloten_op),
        ("sluit_op", nooit, "false", "false", gesloten_op),
    ):
        op.execute(RIJ.format(vanaf=vanaf, tot=tot, loopt=loopt, open=open_, waar=waar, nooit=nooit))
    op.create_index(
        "ix_werkstand_gemeente_open_aangemaakt_melding_id",
        "werkstand",
        ["gemeente", "open", "aangemaakt", "melding_id"],
    )
    op.create_index(
        "ix_werkstand_gemeente_open_uiterlijk_aangemaakt_melding_id",
        "werkstand",
        ["gemeente", "open", "uiterlijk", "aangemaakt", "melding_id"],
    )
    op.add_column("ondersteuningsplan", sa.Column("uiterlijk", sa.Date()))
    op.add_column("besluit", sa.Column("toewijzen_voor", sa.Date()))
    op.drop_index(OUDE_LIJST, "melding")
    op.drop_column("melding", "open")
    op.drop_column("melding", "sluit_op")


def downgrade() -> None:
    op.add_column("melding", sa.Column("open", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("melding", sa.Column("sluit_op", sa.Date()))
    op.execute("""
        UPDATE melding SET
            open = EXISTS (SELECT 1 FROM werkstand WHERE melding_id = melding.id AND open),
            sluit_op = (
                SELECT min(dicht.vanaf) FROM werkstand dicht
                WHERE dicht.melding_id = melding.id AND NOT dicht.open
                AND EXISTS (
                    SELECT 1 FROM werkstand eerder
                    WHERE eerder.melding_id = melding.id AND eerder.open AND eerder.tot <= dicht.vanaf
                )
            )
    """)
    op.create_index(OUDE_LIJST, "melding", ["gemeente", "open", "aangemaakt", "id"])
    op.drop_column("besluit", "toewijzen_voor")
    op.drop_column("ondersteuningsplan", "uiterlijk")
    op.drop_table("werkstand")
