"""The messages that come in, as they came, and what became of each (OP286)."""

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0018"


def upgrade() -> None:
    op.create_table(
        "berichtontvangst",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("eigenaar", sa.String(8), nullable=False),
        sa.Column("afzender", sa.String(8), nullable=False),
        sa.Column("code", sa.String(3), nullable=False),
        sa.Column("identificatie", sa.String(12), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("persoon", sa.String(32)),
        sa.Column("xml", sa.LargeBinary(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", Moment(), nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_berichtontvangst"),
        sa.UniqueConstraint(
            "eigenaar",
            "code",
            "afzender",
            "identificatie",
            "hash",
            name="uq_berichtontvangst_eigenaar_code_afzender_identificatie_hash",
        ),
    )
    for kolommen in (
        ("eigenaar", "aangemaakt", "id"),
        ("afzender", "aangemaakt", "id"),
        ("eigenaar", "status", "aangemaakt", "id"),
        ("afzender", "status", "aangemaakt", "id"),
        ("status", "aangemaakt", "id"),
        ("afzender", "code", "identificatie"),
        ("eigenaar", "persoon"),
    ):
        op.create_index(f"ix_berichtontvangst_{'_'.join(kolommen)}", "berichtontvangst", list(kolommen))


def downgrade() -> None:
    op.drop_table("berichtontvangst")
