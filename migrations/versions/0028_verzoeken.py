"""The requests of providers, as each party keeps them; those from before stay in its history alone."""

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0028"

LIJSTEN = (
    ("client_id",),
    ("ontvangst_id",),
    ("wacht_in",),
    ("eigenaar", "aangemaakt", "id"),
    ("eigenaar", "status", "aangemaakt", "id"),
    ("eigenaar", "soort", "aangemaakt", "id"),
    ("eigenaar", "status", "soort", "aangemaakt", "id"),
    ("eigenaar", "gewijzigd", "id", "status", "soort"),
)


def upgrade() -> None:
    op.create_table(
        "verzoek",
        sa.Column("eigenaar", sa.String(8), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("aanbieder", sa.String(8), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("ontvangst_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(12), nullable=False),
        sa.Column("stand", sa.String(12), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("uiterlijk", sa.Date()),
        sa.Column("wacht_in", sa.Uuid()),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", Moment(), nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.Column("gewijzigd", Moment()),
        sa.PrimaryKeyConstraint("eigenaar", "id", name="pk_verzoek"),
        sa.ForeignKeyConstraint(
            ["ontvangst_id"], ["berichtontvangst.id"], name="fk_verzoek_ontvangst_id", ondelete="CASCADE"
        ),
    )
    for kolommen in LIJSTEN:
        op.create_index(f"ix_verzoek_{'_'.join(kolommen)}", "verzoek", kolommen)


def downgrade() -> None:
    op.drop_table("verzoek")
