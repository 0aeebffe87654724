"""The case in which a fact waits for a provider, so that it is a task there (W08)."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0016"


def upgrade() -> None:
    # Of a fact that waits already this is encrypted: its task comes when the fact changes.
    op.add_column("feit", sa.Column("wacht_in", sa.Uuid()))
    op.create_index("ix_feit_wacht_in", "feit", ["wacht_in"])


def downgrade() -> None:
    op.drop_index("ix_feit_wacht_in", "feit")
    op.drop_column("feit", "wacht_in")
