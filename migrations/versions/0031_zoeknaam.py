"""By which surnames a client is found; `wmo herreken` fills it, as only who has the keys can."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0031"

KOLOMMEN = ("naam_zoekwaarde", "partner_zoekwaarde")


def upgrade() -> None:
    for kolom in KOLOMMEN:
        op.add_column("client", sa.Column(kolom, sa.String(64)))
        op.create_index(f"ix_client_{kolom}_gemeente", "client", [kolom, "gemeente"])


def downgrade() -> None:
    for kolom in KOLOMMEN:
        op.drop_index(f"ix_client_{kolom}_gemeente", "client")
        op.drop_column("client", kolom)
