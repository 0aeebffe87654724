"""What a party has to do about its messages (OP090)."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from app.opslag.tabellen import Moment

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0030"

NEDERLAND = ZoneInfo("Europe/Amsterdam")
BEANTWOORD = {
    "414": "wmo301",
    "418": "wmo305",
    "420": "wmo307",
    "444": "wmo315",
    "480": "wmo317",
    "482": "wmo319",
    "484": "wmo323",
}
ONTVANGST = sa.table(
    "berichtontvangst",
    sa.column("id", sa.Uuid()),
    sa.column("aangemaakt", Moment()),
    *map(sa.column, ("eigenaar", "afzender", "code", "identificatie", "status")),
)
BERICHT = sa.table(
    "toewijzingsbericht",
    sa.column("id", sa.Uuid()),
    sa.column("gewijzigd", Moment()),
    *map(sa.column, ("gemeente", "aanbieder", "identificatie", "status")),
)


def upgrade() -> None:
    op.create_table(
        "berichttaak",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("eigenaar", sa.String(8), nullable=False),
        sa.Column("soort", sa.String(28), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("ander", sa.String(8)),
        sa.Column("berichtsoort", sa.String(6)),
        sa.Column("kenmerk", sa.String(12), nullable=False),
        sa.Column("ontvangst_id", sa.Uuid()),
        sa.Column("bericht_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="pk_berichttaak"),
        sa.ForeignKeyConstraint(
            ["ontvangst_id"],
            ["berichtontvangst.id"],
            name="fk_berichttaak_ontvangst_id_berichtontvangst",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["bericht_id"],
            ["toewijzingsbericht.id"],
            name="fk_berichttaak_bericht_id_toewijzingsbericht",
            ondelete="CASCADE",
        ),
    )
    for kolommen in (("eigenaar", "dag", "id", "soort"), ("ontvangst_id",), ("bericht_id",)):
        op.create_index(f"ix_berichttaak_{'_'.join(kolommen)}", "berichttaak", list(kolommen))
    taak = sa.table(
        "berichttaak",
        *(sa.column(naam, sa.Uuid()) for naam in ("id", "ontvangst_id", "bericht_id")),
        sa.column("dag", sa.Date()),
        *map(sa.column, ("eigenaar", "soort", "ander", "berichtsoort", "kenmerk")),
    )
    leeg = dict.fromkeys(("ontvangst_id", "bericht_id"))
    rijen = [{"id": uuid4()} | leeg | rij for rij in (*_van_ontvangsten(), *_van_berichten())]
    if rijen:
        op.bulk_insert(taak, rijen)


def _van_ontvangsten() -> Iterator[dict[str, Any]]:
    """What is known of those that wait for somebody, without what is encrypted."""
    wacht = ONTVANGST.c.status.in_(("na_te_gaan", "geweigerd", "ontvangen", "verzonden"))
    for rij in op.get_bind().execute(sa.select(ONTVANGST).where(wacht)):
        wie, soort, declaratie = rij.eigenaar, rij.status, rij.code == "484"
        if rij.status in ("ontvangen", "verzonden"):
            if rij.code not in BEANTWOORD:
                continue
            soort = "declaratie_te_beantwoorden" if declaratie else "te_beantwoorden"
        if rij.status == "verzonden":
            wie = rij.afzender
            soort = "declaratie_onbeantwoord" if declaratie else "antwoord_ontbreekt"
        ander = rij.afzender if wie == rij.eigenaar else rij.eigenaar
        yield {
            "eigenaar": wie,
            "soort": soort,
            "dag": rij.aangemaakt.astimezone(NEDERLAND).date(),
            "ander": None if ander == wie else ander,
            "berichtsoort": BEANTWOORD.get(rij.code),
            "kenmerk": rij.identificatie,
            "ontvangst_id": rij.id,
        }


def _van_berichten() -> Iterator[dict[str, Any]]:
    for rij in op.get_bind().execute(sa.select(BERICHT).where(BERICHT.c.status == "verzonden")):
        yield {
            "eigenaar": rij.aanbieder,
            "soort": "te_beantwoorden",
            "dag": rij.gewijzigd.astimezone(NEDERLAND).date(),
            "ander": rij.gemeente,
            "berichtsoort": "wmo301",
            "kenmerk": rij.identificatie,
            "bericht_id": rij.id,
        }


def downgrade() -> None:
    op.drop_table("berichttaak")
