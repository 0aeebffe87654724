"""The messages about one person are found in the order of lists, so that a page is all that is read."""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0031"

TABEL = "berichtontvangst"
OUD = ["eigenaar", "persoon"]
NIEUW = [*OUD, "aangemaakt", "id"]


def upgrade() -> None:
    vervang(OUD, NIEUW)


def downgrade() -> None:
    vervang(NIEUW, OUD)


def vervang(oud: list[str], nieuw: list[str]) -> None:
    op.create_index(f"ix_{TABEL}_{'_'.join(nieuw)}", TABEL, nieuw)
    op.drop_index(f"ix_{TABEL}_{'_'.join(oud)}", TABEL)
