"""What a municipality would have refused of what an answer grants that came before it worked here."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0038"


def upgrade() -> None:
    op.add_column("declaratie", sa.Column("zou_weigeren", sa.BigInteger()))
    op.add_column("declaratie", sa.Column("zou_weigeren_regels", sa.Integer()))


def downgrade() -> None:
    op.drop_column("declaratie", "zou_weigeren_regels")
    op.drop_column("declaratie", "zou_weigeren")
