"""Omzettingen: what is bought changes, for many clients at once (W08)."""

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0013"


def upgrade() -> None:
    op.create_table(
        "omzetting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("aangemaakt", Moment(), nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_omzetting"),
    )
    op.create_index("ix_omzetting_gemeente_aangemaakt_id", "omzetting", ["gemeente", "aangemaakt", "id"])
    op.create_table(
        "clientomzetting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", Moment(), nullable=False),
        sa.Column("omzetting_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clientomzetting"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"], ["client.gemeente", "client.id"], name="fk_clientomzetting_gemeente"
        ),
        sa.ForeignKeyConstraint(["omzetting_id"], ["omzetting.id"], name="fk_clientomzetting_omzetting_id"),
        sa.UniqueConstraint("omzetting_id", "client_id", name="uq_clientomzetting_omzetting_id_client_id"),
    )
    op.create_index("ix_clientomzetting_client_id", "clientomzetting", ["client_id"])
    op.create_index(
        "ix_clientomzetting_gemeente_aangemaakt_id", "clientomzetting", ["gemeente", "aangemaakt", "id"]
    )
    op.create_index(
        "ix_toewijzing_gemeente_categorie_productcode_client_id_eind",
        "toewijzing",
        ["gemeente", "categorie", "productcode", "client_id", "eind"],
    )
    op.create_index(
        "ix_besluit_gemeente_toe_te_wijzen_client_id", "besluit", ["gemeente", "toe_te_wijzen", "client_id"]
    )


def downgrade() -> None:
    op.drop_index("ix_besluit_gemeente_toe_te_wijzen_client_id", "besluit")
    op.drop_index("ix_toewijzing_gemeente_categorie_productcode_client_id_eind", "toewijzing")
    op.drop_table("clientomzetting")
    op.drop_table("omzetting")
