"""A credit that was kept before its line was known is found by that line too."""

from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0038"


def upgrade() -> None:
    # What is encrypted is read by `wmo herreken`, in pieces.
    op.execute("UPDATE keten SET taken_tot = 0")


def downgrade() -> None:
    """Leave it: a version before this adds to what was filled in."""
