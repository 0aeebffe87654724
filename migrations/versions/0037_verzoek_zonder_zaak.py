"""A request that fits no case is a task on the worklist of its municipality (OP274, OP346)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0037"

NEDERLAND = ZoneInfo("Europe/Amsterdam")
ACHT_WEKEN = timedelta(weeks=8)
SOORTEN = {"open": "verzoek_te_beantwoorden", "in_onderzoek": "verzoek_te_beslissen"}


def upgrade() -> None:
    taak = sa.table(
        "berichttaak",
        *(sa.column(naam, sa.Uuid()) for naam in ("id", "verzoek_id")),
        sa.column("dag", sa.Date()),
        *map(sa.column, ("eigenaar", "soort", "ander", "kenmerk", "merk")),
    )
    rijen = list(_van_verzoeken())
    if rijen:
        op.bulk_insert(taak, rijen)


def _van_verzoeken() -> Iterator[dict[str, Any]]:
    """What is known of those that wait: one under investigation has its last day after eight weeks."""
    verzoek = sa.table(
        "verzoek",
        *(sa.column(naam, sa.Uuid()) for naam in ("id", "wacht_in")),
        sa.column("uiterlijk", sa.Date()),
        sa.column("aangemaakt", Moment()),
        *map(sa.column, ("eigenaar", "gemeente", "aanbieder", "stand")),
    )
    wacht = (
        verzoek.c.eigenaar == verzoek.c.gemeente,
        verzoek.c.stand.in_(SOORTEN),
        verzoek.c.wacht_in.is_(None),
    )
    for rij in op.get_bind().execute(sa.select(verzoek).where(*wacht)):
        dag = rij.aangemaakt.astimezone(NEDERLAND).date()
        if rij.stand == "in_onderzoek" and rij.uiterlijk is not None:
            dag = rij.uiterlijk - ACHT_WEKEN
        yield {
            "id": uuid4(),
            "verzoek_id": rij.id,
            "dag": dag,
            "eigenaar": rij.eigenaar,
            "soort": SOORTEN[rij.stand],
            "ander": rij.aanbieder,
            "kenmerk": "",
            "merk": rij.stand,
        }


def downgrade() -> None:
    soorten = ", ".join(f"'{soort}'" for soort in SOORTEN.values())
    op.execute(f"DELETE FROM berichttaak WHERE soort IN ({soorten})")
