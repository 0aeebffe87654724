"""The history that each party keeps of the messages between it and another (OP095, OP286)."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0016"


def upgrade() -> None:
    op.create_table(
        "keten",
        sa.Column("eigenaar", sa.String(8), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("aanbieder", sa.String(8), nullable=False),
        sa.Column("laatste", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("eigenaar", "gemeente", "aanbieder", name="pk_keten"),
    )
    op.create_table(
        "ketengegeven",
        sa.Column("eigenaar", sa.String(8), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("aanbieder", sa.String(8), nullable=False),
        sa.Column("nummer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("herkomst", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(20), nullable=False),
        sa.Column("persoon", sa.String(32)),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("eigenaar", "gemeente", "aanbieder", "nummer", name="pk_ketengegeven"),
    )
    op.create_index("ix_ketengegeven_eigenaar_herkomst", "ketengegeven", ["eigenaar", "herkomst"])
    op.create_index("ix_ketengegeven_eigenaar_persoon", "ketengegeven", ["eigenaar", "persoon"])
    op.create_table(
        "ketensleutel",
        sa.Column("eigenaar", sa.String(8), nullable=False),
        sa.Column("sleutel", sa.String(32), nullable=False),
        sa.Column("rang", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nummer", sa.BigInteger(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("aanbieder", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint(
            "eigenaar", "sleutel", "rang", "nummer", "gemeente", "aanbieder", name="pk_ketensleutel"
        ),
        sa.ForeignKeyConstraint(
            ["eigenaar", "gemeente", "aanbieder", "nummer"],
            [
                "ketengegeven.eigenaar",
                "ketengegeven.gemeente",
                "ketengegeven.aanbieder",
                "ketengegeven.nummer",
            ],
            name="fk_ketensleutel_eigenaar_gemeente_aanbieder_nummer",
            ondelete="CASCADE",
        ),
    )
    op.create_index(
        "ix_ketensleutel_eigenaar_gemeente_aanbieder_nummer",
        "ketensleutel",
        ["eigenaar", "gemeente", "aanbieder", "nummer"],
    )


def downgrade() -> None:
    op.drop_table("ketensleutel")
    op.drop_table("ketengegeven")
    op.drop_table("keten")
