"""Every other index on history than its keys begins with what differs most.

By the ones before them PostgreSQL read all of an owner where it had no statistics yet.
"""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0025"

INDEXEN = (
    ("ketengegeven", ("eigenaar", "herkomst"), ("herkomst", "eigenaar")),
    ("ketengegeven", ("eigenaar", "persoon"), ("persoon", "eigenaar")),
    (
        "ketensleutel",
        ("eigenaar", "gemeente", "aanbieder", "nummer"),
        ("nummer", "eigenaar", "gemeente", "aanbieder"),
    ),
)


def upgrade() -> None:
    for tabel, oud, nieuw in INDEXEN:
        vervang(tabel, oud, nieuw)


def downgrade() -> None:
    for tabel, oud, nieuw in INDEXEN:
        vervang(tabel, nieuw, oud)


def vervang(tabel: str, oud: tuple[str, ...], nieuw: tuple[str, ...]) -> None:
    op.create_index(f"ix_{tabel}_{'_'.join(nieuw)}", tabel, nieuw, if_not_exists=True)
    op.drop_index(f"ix_{tabel}_{'_'.join(oud)}", tabel)
