"""How a case ends without a decision in substance: withdrawn, by a fact of the client, or set aside (W10)."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KOLOMMEN = (("melding", "ingetrokken"), ("aanvraag", "ingetrokken"), ("feit", "eindigt_zaken"))


BREDER = ("soort", "uitkomst")
"""Columns of a besluit that now hold 'buiten_behandeling'."""


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


def downgrade() -> None:
    _breedte(16)
    for tabel, kolom in reversed(KOLOMMEN):
        op.drop_column(tabel, kolom)
