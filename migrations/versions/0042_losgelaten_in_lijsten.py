"""What a provider let go of is left out of its list of changes without reading a row for it."""

from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0038"

KOLOMMEN = {
    "ondersteuningsplan": ("aanbieder", "gewijzigd", "id", "uitgevraagd", "status"),
    "toewijzingsbericht": ("aanbieder", "gewijzigd", "id", "status"),
}


def upgrade() -> None:
    for tabel, kolommen in KOLOMMEN.items():
        op.create_index(f"ix_{tabel}_aanbieder_gewijzigd", tabel, [*kolommen, "losgelaten"])
        op.drop_index(f"ix_{tabel}_{'_'.join(kolommen)}", tabel)


def downgrade() -> None:
    for tabel, kolommen in KOLOMMEN.items():
        op.create_index(f"ix_{tabel}_{'_'.join(kolommen)}", tabel, kolommen)
        op.drop_index(f"ix_{tabel}_aanbieder_gewijzigd", tabel)
