"""A case ends without a decision in substance (W10), and objections to a decision (W09)."""

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KOLOMMEN = (("melding", "ingetrokken"), ("aanvraag", "ingetrokken"), ("feit", "eindigt_zaken"))


BREDER = ("soort", "uitkomst")
"""Columns of a besluit that now hold 'buiten_behandeling'."""


VINDBAAR = (("client_id",), ("melding_id",), ("besluit_id",), ("opvolger",), ("gemeente", "aangemaakt", "id"))


def _breedte(tekens: int) -> None:
    """SQLite changes no column, nor a table that others refer to: there another column takes its place."""
    for kolom in BREDER:
        if op.get_bind().dialect.name == "postgresql":
            op.alter_column("besluit", kolom, type_=sa.String(tekens))
        else:
            nieuw = sa.Column("nieuw", sa.String(tekens), nullable=False, server_default="")
            op.add_column("besluit", nieuw)
            op.execute(f"UPDATE besluit SET nieuw = {kolom}")
            op.drop_column("besluit", kolom)
            op.execute(f"ALTER TABLE besluit RENAME COLUMN nieuw TO {kolom}")


def upgrade() -> None:
    # A fact of before this column is encrypted: it closes the cases of its client once it changes.
    for tabel, kolom in KOLOMMEN:
        op.add_column(tabel, sa.Column(kolom, sa.Boolean(), nullable=False, server_default=sa.false()))
    _breedte(20)
    op.create_table(
        "bezwaar",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", Moment(), nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("besluit_id", sa.Uuid(), nullable=False),
        sa.Column("opvolger", sa.Uuid()),
        sa.Column("kenmerk", sa.String(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("wacht", sa.Boolean(), nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bezwaar"),
        sa.UniqueConstraint("gemeente", "kenmerk", name="uq_bezwaar_gemeente_kenmerk"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"], ["client.gemeente", "client.id"], name="fk_bezwaar_gemeente_client_id"
        ),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_bezwaar_melding_id"),
        sa.ForeignKeyConstraint(["besluit_id"], ["besluit.id"], name="fk_bezwaar_besluit_id"),
        sa.ForeignKeyConstraint(["opvolger"], ["besluit.id"], name="fk_bezwaar_opvolger"),
    )
    for kolommen in VINDBAAR:
        op.create_index(f"ix_bezwaar_{'_'.join(kolommen)}", "bezwaar", list(kolommen))


def downgrade() -> None:
    op.drop_table("bezwaar")
    _breedte(16)
    for tabel, kolom in reversed(KOLOMMEN):
        op.drop_column(tabel, kolom)
