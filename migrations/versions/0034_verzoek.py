"""What a provider keeps is destroyed too; the record of it says which provider kept it (W04)."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0033"

INDEX = "ix_vernietiging_aanbieder_aangemaakt_id"


def upgrade() -> None:
    op.add_column("vernietiging", sa.Column("aanbieder", sa.String(8)))
    op.create_index(INDEX, "vernietiging", ["aanbieder", "aangemaakt", "id"])


def downgrade() -> None:
    op.drop_index(INDEX, "vernietiging")
    op.drop_column("vernietiging", "aanbieder")
