"""What there is to do about allocations and requests, on the worklist of both sides (OP271, OP274)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0036"

NEDERLAND = ZoneInfo("Europe/Amsterdam")
ACHT_WEKEN = timedelta(weeks=8)
TABEL = "berichttaak"
OUD, NIEUW = ["eigenaar", "dag", "id", "soort"], ["eigenaar", "afgehandeld", "dag", "id", "soort"]
NUMMER, VERZOEK = ["nummer", "gemeente", "eigenaar"], ["verzoek_id"]
TE_VULLEN = ["taken_tot", "eigenaar", "gemeente", "aanbieder"]
WAAR = sa.text("taken_tot IS NOT NULL")
NAAR_VERZOEK = "fk_berichttaak_eigenaar_verzoek_id_verzoek"


def index(tabel: str, kolommen: list[str]) -> str:
    return f"ix_{tabel}_{'_'.join(kolommen)}"


def upgrade() -> None:
    with op.batch_alter_table(TABEL) as tabel:
        tabel.add_column(sa.Column("gemeente", sa.String(4)))
        tabel.add_column(sa.Column("nummer", sa.Integer()))
        tabel.add_column(sa.Column("verzoek_id", sa.Uuid()))
        tabel.add_column(sa.Column("merk", sa.String(16)))
        tabel.add_column(sa.Column("afgehandeld", sa.Boolean(), nullable=False, server_default=sa.false()))
        tabel.add_column(sa.Column("afhandeling", sa.LargeBinary()))
        tabel.create_foreign_key(
            NAAR_VERZOEK, "verzoek", ["eigenaar", "verzoek_id"], ["eigenaar", "id"], ondelete="CASCADE"
        )
    for kolommen in (NIEUW, NUMMER, VERZOEK):
        op.create_index(index(TABEL, kolommen), TABEL, kolommen)
    op.drop_index(index(TABEL, OUD), TABEL)
    op.add_column("keten", sa.Column("taken_tot", sa.BigInteger()))
    op.create_index(index("keten", TE_VULLEN), "keten", TE_VULLEN, sqlite_where=WAAR, postgresql_where=WAAR)
    # What is encrypted is read by `wmo herreken`: of all histories, and of the allocations in all cases.
    op.execute("UPDATE keten SET taken_tot = 0")
    op.execute("UPDATE werkstand SET merk = ''")
    taak = sa.table(
        TABEL,
        *(sa.column(naam, sa.Uuid()) for naam in ("id", "verzoek_id")),
        sa.column("dag", sa.Date()),
        *map(sa.column, ("eigenaar", "soort", "ander", "kenmerk", "merk")),
    )
    rijen = [{"id": uuid4(), "kenmerk": ""} | rij for rij in _van_verzoeken()]
    if rijen:
        op.bulk_insert(taak, rijen)


def _van_verzoeken() -> Iterator[dict[str, Any]]:
    """What is known of those that wait: one under investigation has its last day after eight weeks."""
    verzoek = sa.table(
        "verzoek",
        sa.column("id", sa.Uuid()),
        sa.column("uiterlijk", sa.Date()),
        sa.column("aangemaakt", Moment()),
        *map(sa.column, ("eigenaar", "gemeente", "aanbieder", "stand")),
    )
    wacht = verzoek.c.eigenaar == verzoek.c.aanbieder, verzoek.c.stand.in_(("open", "in_onderzoek"))
    for rij in op.get_bind().execute(sa.select(verzoek).where(*wacht)):
        dag = rij.aangemaakt.astimezone(NEDERLAND).date()
        if rij.stand == "in_onderzoek" and rij.uiterlijk is not None:
            dag = rij.uiterlijk - ACHT_WEKEN
        yield {
            "verzoek_id": rij.id,
            "dag": dag,
            "eigenaar": rij.eigenaar,
            "soort": "verzoek_onbeantwoord" if rij.stand == "open" else "verzoek_in_onderzoek",
            "ander": rij.gemeente,
            "merk": rij.stand,
        }


def downgrade() -> None:
    op.drop_index(index("keten", TE_VULLEN), "keten")
    op.drop_column("keten", "taken_tot")
    op.execute("DELETE FROM berichttaak WHERE merk IS NOT NULL")
    op.create_index(index(TABEL, OUD), TABEL, OUD)
    for kolommen in (NIEUW, NUMMER, VERZOEK):
        op.drop_index(index(TABEL, kolommen), TABEL)
    with op.batch_alter_table(TABEL) as tabel:
        tabel.drop_constraint(NAAR_VERZOEK, type_="foreignkey")
        for naam in ("afhandeling", "afgehandeld", "merk", "verzoek_id", "nummer", "gemeente"):
            tabel.drop_column(naam)
