"""Whether what was decided has yet to be allocated, so that the case stays on the worklist until then."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A decision of before this column that waits for its allocations gets there with its next change.
    op.add_column(
        "besluit", sa.Column("toe_te_wijzen", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column("besluit", "toe_te_wijzen")
