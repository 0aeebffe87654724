"""How a case ends without a decision: a withdrawn melding or aanvraag, a fact of the client (W10)."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KOLOMMEN = (("melding", "ingetrokken"), ("aanvraag", "ingetrokken"), ("feit", "eindigt_zaken"))


def upgrade() -> None:
    # A fact of before this column is encrypted: it closes the cases of its client once it changes.
    for tabel, kolom in KOLOMMEN:
        op.add_column(tabel, sa.Column(kolom, sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for tabel, kolom in reversed(KOLOMMEN):
        op.drop_column(tabel, kolom)
