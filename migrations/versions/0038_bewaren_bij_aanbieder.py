"""A provider too keeps for a reason and destroys on request; a message goes with the last party (W04)."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0037"

TABELLEN = ("bewaarreden", "vernietigingsverzoek")
VERPLICHT = {"bewaarreden": ("client_id", "melding_id"), "vernietigingsverzoek": ("client_id",)}
INDEXEN = (("persoon", "aanbieder"), ("aanbieder", "aangemaakt", "id"))


def index(tabel: str, kolommen: tuple[str, ...]) -> str:
    return f"ix_{tabel}_{'_'.join(kolommen)}"


def upgrade() -> None:
    for naam in TABELLEN:
        with op.batch_alter_table(naam) as tabel:
            tabel.add_column(sa.Column("aanbieder", sa.String(8)))
            tabel.add_column(sa.Column("persoon", sa.String(32)))
            for kolom in VERPLICHT[naam]:
                tabel.alter_column(kolom, existing_type=sa.Uuid(), nullable=True)
        for kolommen in INDEXEN:
            op.create_index(index(naam, kolommen), naam, [*kolommen])
    op.add_column("berichtontvangst", sa.Column("weg_bij", sa.String(8)))


def downgrade() -> None:
    # What one of both destroyed would be seen by it again.
    op.execute("DELETE FROM berichtontvangst WHERE weg_bij IS NOT NULL")
    op.drop_column("berichtontvangst", "weg_bij")
    for naam in TABELLEN:
        op.execute(f"DELETE FROM {naam} WHERE aanbieder IS NOT NULL")
        for kolommen in INDEXEN:
            op.drop_index(index(naam, kolommen), naam)
        with op.batch_alter_table(naam) as tabel:
            for kolom in VERPLICHT[naam]:
                tabel.alter_column(kolom, existing_type=sa.Uuid(), nullable=False)
            tabel.drop_column("persoon")
            tabel.drop_column("aanbieder")
