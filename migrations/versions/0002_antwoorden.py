"""Answers that are kept for a day, for requests with an Idempotency-Key."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "antwoord",
        sa.Column("kenmerk", sa.String(64), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=True),
        sa.Column("aangemaakt", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kenmerk", name="pk_antwoord"),
    )
    op.create_index("ix_antwoord_aangemaakt", "antwoord", ["aangemaakt"])


def downgrade() -> None:
    op.drop_table("antwoord")
