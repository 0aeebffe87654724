"""Indexes that serve each list in its order, and each reference to what may be destroyed.

A page then costs the same however much is stored.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WEG = {
    "aanvraag": (("gemeente", "aangemaakt"),),
    "afziening": (
        ("aanbieder",),
        ("gemeente", "aangemaakt"),
    ),
    "beoordeling": (("gemeente", "aangemaakt"),),
    "besluit": (("gemeente", "aangemaakt"),),
    "bewaarreden": (("gemeente", "aangemaakt"),),
    "client": (("gemeente", "aangemaakt"),),
    "document": (("gemeente", "aangemaakt"),),
    "melding": (("gemeente", "aangemaakt"),),
    "ondersteuningsplan": (
        ("aanbieder",),
        ("gemeente", "aangemaakt"),
    ),
    "onderzoek": (("gemeente", "aangemaakt"),),
    "plan_van_aanpak": (("gemeente", "aangemaakt"),),
    "planversie": (("gemeente", "aangemaakt"),),
    "rapportage": (("gemeente", "aangemaakt"),),
    "toewijzing": (
        ("aanbieder",),
        ("gemeente", "aangemaakt"),
    ),
    "toewijzingsbericht": (
        ("aanbieder",),
        ("gemeente", "aangemaakt"),
    ),
    "vernietiging": (("gemeente", "aangemaakt"),),
    "vernietigingsverzoek": (("gemeente", "aangemaakt"),),
}
ERBIJ = {
    "aanvraag": (
        ("gemeente", "aangemaakt", "id"),
        ("plan_van_aanpak_id",),
    ),
    "afziening": (("gemeente", "aangemaakt", "id"),),
    "beoordeling": (("gemeente", "aangemaakt", "id"),),
    "besluit": (
        ("aanvraag_id",),
        ("gemeente", "aangemaakt", "id"),
        ("gemeente", "status", "aangemaakt", "id"),
        ("plan_van_aanpak_id",),
        ("wijzigt",),
    ),
    "bewaarreden": (("gemeente", "aangemaakt", "id"),),
    "client": (("gemeente", "aangemaakt", "id"),),
    "document": (("gemeente", "aangemaakt", "id"),),
    "melding": (("gemeente", "aangemaakt", "id"),),
    "ondersteuningsplan": (
        ("aanbieder", "status", "aangemaakt", "id"),
        ("aanbieder", "uitgevraagd", "aangemaakt", "id"),
        ("gemeente", "aangemaakt", "id"),
        ("gemeente", "status", "aangemaakt", "id"),
        ("plan_van_aanpak_id",),
        ("vervangt",),
    ),
    "onderzoek": (("gemeente", "aangemaakt", "id"),),
    "plan_van_aanpak": (
        ("gemeente", "aangemaakt", "id"),
        ("onderzoek_id",),
        ("vervangt",),
    ),
    "planversie": (("gemeente", "aangemaakt", "plan_id", "volgnummer"),),
    "rapportage": (
        ("afziening_id",),
        ("gemeente", "aangemaakt", "id"),
    ),
    "toewijzing": (
        ("aanbieder", "aangemaakt", "gemeente", "nummer"),
        ("gemeente", "aanbieder", "aangemaakt", "nummer"),
        ("gemeente", "aangemaakt", "nummer"),
    ),
    "toewijzingsbericht": (
        ("aanbieder", "status", "aangemaakt", "id"),
        ("gemeente", "aanbieder", "aangemaakt", "id"),
        ("gemeente", "aanbieder", "status", "aangemaakt", "id"),
        ("gemeente", "aangemaakt", "id"),
        ("gemeente", "status", "aangemaakt", "id"),
    ),
    "vernietiging": (("gemeente", "aangemaakt", "id"),),
    "vernietigingsverzoek": (("gemeente", "aangemaakt", "id"),),
}
"""Per table the columns of the indexes that go, and of those that come in their place."""

GEDEELTELIJK = {
    "ix_ondersteuningsplan_lopend": (
        "ondersteuningsplan",
        ("aanbieder", "uitgevraagd", "aangemaakt", "id"),
        "status IN ('concept', 'uitgevraagd', 'ingediend', 'teruggelegd', 'akkoord')",
    ),
    "ix_toewijzingsbericht_aanbieder_aangemaakt_id": (
        "toewijzingsbericht",
        ("aanbieder", "aangemaakt", "id"),
        "status != 'klaar'",
    ),
}
"""The lists of a provider that hold some rows only: index, table, columns and which rows."""


def upgrade() -> None:
    for tabel, indexen in ERBIJ.items():
        maak(tabel, indexen)
    for naam, (tabel, kolommen, waar) in GEDEELTELIJK.items():
        op.create_index(
            naam, tabel, list(kolommen), sqlite_where=sa.text(waar), postgresql_where=sa.text(waar)
        )
    for tabel, indexen in WEG.items():
        laat_weg(tabel, indexen)


def downgrade() -> None:
    for tabel, indexen in WEG.items():
        maak(tabel, indexen)
    for naam, (tabel, *_) in GEDEELTELIJK.items():
        op.drop_index(naam, tabel)
    for tabel, indexen in ERBIJ.items():
        laat_weg(tabel, indexen)


def maak(tabel: str, indexen: tuple[tuple[str, ...], ...]) -> None:
    for kolommen in indexen:
        op.create_index(naam_van(tabel, kolommen), tabel, list(kolommen))


def laat_weg(tabel: str, indexen: tuple[tuple[str, ...], ...]) -> None:
    for kolommen in indexen:
        op.drop_index(naam_van(tabel, kolommen), tabel)


def naam_van(tabel: str, kolommen: tuple[str, ...]) -> str:
    return f"ix_{tabel}_{'_'.join(kolommen)}"
