"""Facts about a client, and on which lines of which decisions a number rests (W08, M18, W04)."""

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", Moment(), nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feit"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"], ["client.gemeente", "client.id"], name="fk_feit_gemeente"
        ),
    )
    op.create_index("ix_feit_client_id", "feit", ["client_id"])
    op.create_index("ix_feit_gemeente_aangemaakt_id", "feit", ["gemeente", "aangemaakt", "id"])
    op.create_table(
        "draagregel",
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("besluit_id", sa.Uuid(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("besluit_id", "regel", "nummer", name="pk_draagregel"),
        sa.ForeignKeyConstraint(["besluit_id"], ["besluit.id"], name="fk_draagregel_besluit_id"),
        sa.ForeignKeyConstraint(
            ["gemeente", "nummer"],
            ["toewijzing.gemeente", "toewijzing.nummer"],
            name="fk_draagregel_gemeente",
        ),
    )
    op.create_index("ix_draagregel_gemeente_nummer", "draagregel", ["gemeente", "nummer"])


def downgrade() -> None:
    op.drop_table("draagregel")
    op.drop_table("feit")
