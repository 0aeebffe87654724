"""What the letters of a municipality say of itself (W07)."""

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0018"


def upgrade() -> None:
    op.create_table(
        "briefgegevens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("aangemaakt", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_briefgegevens"),
    )
    for kolommen in (("gemeente", "aangemaakt", "id"), ("gemeente", "vanaf", "aangemaakt", "id")):
        op.create_index(f"ix_briefgegevens_{'_'.join(kolommen)}", "briefgegevens", list(kolommen))


def downgrade() -> None:
    op.drop_table("briefgegevens")
