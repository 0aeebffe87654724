"""What a declaration asks in all, and what is answered."""

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0029"

DECLARATIE = (
    ("gemeente", "aangemaakt", "id"),
    ("aanbieder", "aangemaakt", "id"),
    ("gemeente", "aanbieder", "aangemaakt", "id"),
    ("gemeente", "gewijzigd", "id", "aanbieder"),
    ("aanbieder", "gewijzigd", "id"),
    ("gemeente", "antwoord_op", "id"),
    ("aanbieder", "antwoord_op", "id"),
)


def upgrade() -> None:
    op.create_table(
        "declaratie",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("aanbieder", sa.String(8), nullable=False),
        sa.Column("identificatie", sa.String(12), nullable=False),
        sa.Column("nummer", sa.String(12), nullable=False),
        sa.Column("begin", sa.Date(), nullable=False),
        sa.Column("eind", sa.Date(), nullable=False),
        sa.Column("regels", sa.Integer(), nullable=False),
        sa.Column("ingediend", sa.BigInteger(), nullable=False),
        sa.Column("antwoord", sa.String(12)),
        sa.Column("antwoord_op", sa.Date()),
        sa.Column("toegekend", sa.BigInteger()),
        sa.Column("geweigerd", sa.BigInteger()),
        sa.Column("geweigerde_regels", sa.Integer()),
        sa.Column("retourcodes", sa.JSON()),
        sa.Column("aangemaakt", Moment(), nullable=False),
        sa.Column("gewijzigd", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_declaratie"),
        sa.ForeignKeyConstraint(["id"], ["berichtontvangst.id"], name="fk_declaratie_id", ondelete="CASCADE"),
    )
    for kolommen in DECLARATIE:
        op.create_index(f"ix_declaratie_{'_'.join(kolommen)}", "declaratie", kolommen)


def downgrade() -> None:
    op.drop_table("declaratie")
