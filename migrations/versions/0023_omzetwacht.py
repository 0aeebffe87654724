"""The case in which an omzetting waits for a client, so that it is a task there (W08)."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None
# An older program would take one that waits as carried out.
verenigbaar_vanaf = "0023"


def upgrade() -> None:
    op.add_column("clientomzetting", sa.Column("wacht_in", sa.Uuid()))
    op.create_index("ix_clientomzetting_wacht_in", "clientomzetting", ["wacht_in"])


def downgrade() -> None:
    op.execute("DELETE FROM clientomzetting WHERE wacht_in IS NOT NULL")
    op.drop_index("ix_clientomzetting_wacht_in", "clientomzetting")
    op.drop_column("clientomzetting", "wacht_in")
