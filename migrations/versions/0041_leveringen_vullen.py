"""What was allocated before deliveries began with the wmo301 stands among them, and has its signs (IV077)."""

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0038"


def upgrade() -> None:
    # What is encrypted is read by `wmo herreken`, in pieces.
    op.execute("UPDATE keten SET taken_tot = 0")


def downgrade() -> None:
    """Leave it: what was filled in is what the version before makes of a next wmo301."""
