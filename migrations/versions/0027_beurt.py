"""Which message is judged in parts, so that what it left behind so far does not count.

An older program would count it.
"""

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0027"


def upgrade() -> None:
    op.add_column("keten", sa.Column("beurt", sa.Uuid()))
    op.add_column("keten", sa.Column("beurt_op", Moment()))


def downgrade() -> None:
    # What does not count goes; who is judged then begins again.
    op.execute("""
        DELETE FROM ketengegeven WHERE EXISTS (
            SELECT 1 FROM keten WHERE keten.eigenaar = ketengegeven.eigenaar
                AND keten.gemeente = ketengegeven.gemeente AND keten.aanbieder = ketengegeven.aanbieder
                AND keten.beurt = ketengegeven.herkomst
        )
    """)
    op.drop_column("keten", "beurt_op")
    op.drop_column("keten", "beurt")
