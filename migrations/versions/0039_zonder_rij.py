"""What a list tries its filters on stands in an index: no row is read for it.

That one of both destroyed a message came to be asked of each, and of tasks of one kind a bounded number of
all kinds was read.
"""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0038"

TAAK = ("eigenaar", "afgehandeld", "soort", "dag", "id")
PARTIJEN = (("eigenaar", "afzender"), ("afzender", "eigenaar"))


def upgrade() -> None:
    op.create_index(f"ix_berichttaak_{'_'.join(TAAK)}", "berichttaak", TAAK)
    for wie, ander in PARTIJEN:
        kolommen = (wie, "gewijzigd", "id", ander, "status")
        op.create_index(f"ix_berichtontvangst_{wie}_gewijzigd", "berichtontvangst", [*kolommen, "weg_bij"])
        op.drop_index(f"ix_berichtontvangst_{'_'.join(kolommen)}", "berichtontvangst")


def downgrade() -> None:
    for wie, ander in PARTIJEN:
        kolommen = (wie, "gewijzigd", "id", ander, "status")
        op.create_index(f"ix_berichtontvangst_{'_'.join(kolommen)}", "berichtontvangst", kolommen)
        op.drop_index(f"ix_berichtontvangst_{wie}_gewijzigd", "berichtontvangst")
    op.drop_index(f"ix_berichttaak_{'_'.join(TAAK)}", "berichttaak")
