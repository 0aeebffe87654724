"""From which migration on a program may work on these tables, so that an older one can stay."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0012"


def upgrade() -> None:
    tabel = op.create_table(
        "verenigbaar",
        sa.Column("vanaf", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("vanaf", name="pk_verenigbaar"),
    )
    op.bulk_insert(tabel, [{"vanaf": verenigbaar_vanaf}])


def downgrade() -> None:
    op.drop_table("verenigbaar")
