"""The day on which what happens to a client ends a case, in a column that is compared with today (W10)."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0015"


def upgrade() -> None:
    op.add_column("melding", sa.Column("sluit_op", sa.Date()))
    op.add_column("feit", sa.Column("eindigt_zaken_op", sa.Date()))
    # On which day it was, is encrypted; that it has come by now is all that this column has to tell.
    op.execute("UPDATE feit SET eindigt_zaken_op = date(aangemaakt) WHERE eindigt_zaken")
    op.drop_column("feit", "eindigt_zaken")


def downgrade() -> None:
    op.add_column("feit", sa.Column("eindigt_zaken", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE feit SET eindigt_zaken = true WHERE eindigt_zaken_op <= CURRENT_DATE")
    op.drop_column("feit", "eindigt_zaken_op")
    op.drop_column("melding", "sluit_op")
