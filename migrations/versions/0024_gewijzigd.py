"""When each thing last changed, for systems that ask what did since.

Of what is there already only the moment at which it was made is known.
"""

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0024"

TABELLEN = (
    "client",
    "melding",
    "onderzoek",
    "plan_van_aanpak",
    "ondersteuningsplan",
    "afziening",
    "aanvraag",
    "besluit",
    "toewijzing",
    "toewijzingsbericht",
    "bezwaar",
    "feit",
    "omzetting",
    "rapportage",
    "aanbieder",
    "product",
    "contract",
    "bewaarreden",
    "vernietigingsverzoek",
    "berichtontvangst",
)
VAN_GEMEENTE = (
    "client",
    "melding",
    "onderzoek",
    "plan_van_aanpak",
    "afziening",
    "aanvraag",
    "bezwaar",
    "rapportage",
)
INDEXEN = (
    *((tabel, ("gemeente", "gewijzigd", "id")) for tabel in VAN_GEMEENTE),
    ("ondersteuningsplan", ("gemeente", "gewijzigd", "id", "status")),
    ("ondersteuningsplan", ("aanbieder", "gewijzigd", "id", "uitgevraagd", "status")),
    ("besluit", ("gemeente", "gewijzigd", "id", "status")),
    ("toewijzing", ("gemeente", "gewijzigd", "nummer", "aanbieder")),
    ("toewijzing", ("aanbieder", "gewijzigd", "gemeente", "nummer")),
    ("toewijzingsbericht", ("gemeente", "gewijzigd", "id", "aanbieder", "status")),
    ("toewijzingsbericht", ("aanbieder", "gewijzigd", "id", "status")),
    ("berichtontvangst", ("eigenaar", "gewijzigd", "id", "afzender", "status")),
    ("berichtontvangst", ("afzender", "gewijzigd", "id", "eigenaar", "status")),
)


def upgrade() -> None:
    for tabel in TABELLEN:
        op.add_column(tabel, sa.Column("gewijzigd", Moment()))
        op.execute(f"UPDATE {tabel} SET gewijzigd = aangemaakt")
    for tabel, kolommen in INDEXEN:
        op.create_index(f"ix_{tabel}_{'_'.join(kolommen)}", tabel, kolommen)


def downgrade() -> None:
    for tabel, kolommen in INDEXEN:
        op.drop_index(f"ix_{tabel}_{'_'.join(kolommen)}", tabel)
    for tabel in TABELLEN:
        op.drop_column(tabel, "gewijzigd")
