"""Support that has to be reviewed opens its case on the worklist, as a kind of work of its own (W08)."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None
# A program from before cannot read the new kind of work, and would lose the reviews of a decision it changes.
verenigbaar_vanaf = "0033"


def upgrade() -> None:
    # Of what was decided before nothing names a review, so that none has to be held.
    with op.batch_alter_table("werkstand") as tabel:
        tabel.add_column(sa.Column("evaluatie", sa.Boolean(), nullable=False, server_default=sa.false()))
        tabel.alter_column("soort", type_=sa.String(9), existing_type=sa.String(8))


def downgrade() -> None:
    op.execute("UPDATE werkstand SET soort = 'eerste' WHERE soort = 'evaluatie'")
    with op.batch_alter_table("werkstand") as tabel:
        tabel.alter_column("soort", type_=sa.String(8), existing_type=sa.String(9))
        tabel.drop_column("evaluatie")
