"""Turns are found that somebody has to end, by the few that there are.

An older program would not end them, and would judge others meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0035"

WAAR = sa.text("beurt IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_keten_beurt", "keten", ["beurt"], sqlite_where=WAAR, postgresql_where=WAAR)


def downgrade() -> None:
    # What does not count any more goes; whoever hands a message over again is remembered then.
    op.execute("""
        DELETE FROM ketengegeven WHERE EXISTS (
            SELECT 1 FROM keten WHERE keten.eigenaar = ketengegeven.eigenaar
                AND keten.gemeente = ketengegeven.gemeente AND keten.aanbieder = ketengegeven.aanbieder
                AND keten.beurt = ketengegeven.herkomst
        )
    """)
    op.execute("UPDATE keten SET beurt = NULL, beurt_op = NULL WHERE beurt IS NOT NULL")
    op.drop_index("ix_keten_beurt", "keten")
