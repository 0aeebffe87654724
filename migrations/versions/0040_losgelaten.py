"""Requests to destroy on the worklist; what was shared is let go of by a provider that destroyed (W04)."""

from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0038"

GEDEELD = ("ondersteuningsplan", "toewijzingsbericht")
TAAK, VERZOEK, KOLOM = "berichttaak", "vernietigingsverzoek", "vernietigingsverzoek_id"
NAAR_VERZOEK = f"fk_{TAAK}_{KOLOM}_{VERZOEK}"


def upgrade() -> None:
    for naam in GEDEELD:
        op.add_column(naam, sa.Column("losgelaten", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table(TAAK) as tabel:
        tabel.add_column(sa.Column(KOLOM, sa.Uuid()))
        tabel.create_foreign_key(NAAR_VERZOEK, VERZOEK, [KOLOM], ["id"], ondelete="CASCADE")
    op.create_index(f"ix_{TAAK}_{KOLOM}", TAAK, [KOLOM])
    taak = sa.table(
        TAAK,
        *(sa.column(naam, sa.Uuid()) for naam in ("id", KOLOM)),
        sa.column("dag", sa.Date()),
        *map(sa.column, ("eigenaar", "soort", "ander", "kenmerk", "merk")),
    )
    rijen = list(map(_taak, op.get_bind().execute(_OPEN)))
    if rijen:
        op.bulk_insert(taak, rijen)


_verzoek = sa.table(
    VERZOEK,
    sa.column("id", sa.Uuid()),
    sa.column("ontvangen_op", sa.Date()),
    *map(sa.column, ("gemeente", "aanbieder", "status")),
)
_OPEN = sa.select(_verzoek).where(_verzoek.c.status == "open")


def _taak(rij: sa.Row[Any]) -> dict[str, Any]:
    return {
        "id": uuid4(),
        KOLOM: rij.id,
        "dag": rij.ontvangen_op,
        "eigenaar": rij.aanbieder or rij.gemeente,
        "soort": "vernietiging_te_beslissen",
        "ander": rij.gemeente if rij.aanbieder else None,
        "kenmerk": "",
        "merk": rij.status,
    }


def downgrade() -> None:
    op.execute(f"DELETE FROM {TAAK} WHERE {KOLOM} IS NOT NULL")
    op.drop_index(f"ix_{TAAK}_{KOLOM}", TAAK)
    with op.batch_alter_table(TAAK) as tabel:
        tabel.drop_constraint(NAAR_VERZOEK, type_="foreignkey")
        tabel.drop_column(KOLOM)
    for naam in GEDEELD:
        op.drop_column(naam, "losgelaten")
