"""Whether a case is open, in a column with an index: the worklist of a municipality reads nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INDEX = "ix_melding_gemeente_open_aangemaakt_id"


def upgrade() -> None:
    op.add_column("melding", sa.Column("open", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute("""
        UPDATE melding SET open = false
        WHERE EXISTS (
            SELECT 1 FROM besluit
            WHERE melding_id = melding.id AND status = 'bekendgemaakt' AND soort != 'spoed'
        ) AND NOT EXISTS (
            SELECT 1 FROM ondersteuningsplan
            WHERE melding_id = melding.id
            AND status IN ('concept', 'uitgevraagd', 'ingediend', 'teruggelegd', 'akkoord')
        ) AND NOT EXISTS (
            SELECT 1 FROM besluit
            WHERE melding_id = melding.id AND (status IN ('ontwerp', 'genomen') OR toe_te_wijzen)
        )
    """)
    op.create_index(INDEX, "melding", ["gemeente", "open", "aangemaakt", "id"])


def downgrade() -> None:
    op.drop_index(INDEX, "melding")
    op.drop_column("melding", "open")
