"""Whoever goes through the worklist for two filters at once reads its indexes alone, and no rows."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0021"

LAATSTE_DAG = ("uiterlijk", "aangemaakt", "melding_id")
VOOR = {
    "gemeente_open_uiterlijk_aangemaakt_melding_id": LAATSTE_DAG,
    "gemeente_open_gewijzigd": ("gewijzigd",),
} | {naam: (naam, *LAATSTE_DAG) for naam in ("aan_zet", "soort", "behandelaar")}
NA = {
    "uiterlijk": LAATSTE_DAG,
    "gewijzigd": ("gewijzigd", "aangemaakt", "melding_id"),
} | {naam: VOOR[naam] for naam in ("aan_zet", "soort", "behandelaar")}
GEVRAAGD = ("vanaf", "tot", "aan_zet", "soort", "behandelaar")


def upgrade() -> None:
    for naam in VOOR:
        op.drop_index(f"ix_werkstand_{naam}", "werkstand")
    for naam, kolommen in NA.items():
        alle = dict.fromkeys((*kolommen, *GEVRAAGD))
        op.create_index(f"ix_werkstand_{naam}", "werkstand", ["gemeente", "open", *alle])


def downgrade() -> None:
    for naam in NA:
        op.drop_index(f"ix_werkstand_{naam}", "werkstand")
    for naam, kolommen in VOOR.items():
        op.create_index(f"ix_werkstand_{naam}", "werkstand", ["gemeente", "open", *kolommen])
