"""The access record as a Logboek Dataverwerkingen, seals over it, and encryption with a new key (W06)."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KOLOMMEN = {
    "span_id": sa.String(16),
    "parent_span_id": sa.String(16),
    "aanroeper_span_id": sa.String(16),
    "einde": MOMENT,
    "versie": sa.String(),
}
ALLEEN_TOEVOEGEN = ("zegel", "zegelregel")
VERSLEUTELD = {
    "planversie": ("inhoud",),
    "beoordeling": ("inhoud",),
    "document": ("inhoud", "pdf"),
}
OPEN = {
    "planversie": ("plan_id", "volgnummer", "client_id", "gemeente", "aangemaakt", "ingediend_op"),
    "beoordeling": ("id", "client_id", "gemeente", "aangemaakt", "plan_id", "versie", "oordeel"),
    "document": (
        "id",
        "client_id",
        "gemeente",
        "aangemaakt",
        "soort",
        "verwijst_naar",
        "versie",
        "verstrekt_op",
        "sha256",
    ),
}
"""The columns of what is only added: an encrypted one changes with its key only, the others never."""


def upgrade() -> None:
    for naam, soort in KOLOMMEN.items():
        op.add_column("verwerking", sa.Column(naam, soort))
    op.create_table(
        "zegel",
        sa.Column("volgnummer", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("moment", MOMENT, nullable=False),
        sa.Column("van", sa.BigInteger(), nullable=False),
        sa.Column("tot", sa.BigInteger(), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("vorige", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("volgnummer", name="pk_zegel"),
    )
    op.create_table(
        "zegelregel",
        sa.Column("verwerking_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("zegel", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("verwerking_id", name="pk_zegelregel"),
        sa.ForeignKeyConstraint(["zegel"], ["zegel.volgnummer"], name="fk_zegelregel_zegel"),
    )
    op.create_index("ix_zegelregel_zegel", "zegelregel", ["zegel"])
    if op.get_bind().dialect.name == "postgresql":
        bewaak_postgresql()
    else:
        bewaak_sqlite()


def bewaak_postgresql() -> None:
    for tabel in ALLEEN_TOEVOEGEN:
        weiger_postgresql(tabel, "UPDATE OR DELETE OR TRUNCATE")
    for tabel in VERSLEUTELD:
        op.execute(f"DROP TRIGGER {tabel}_alleen_toevoegen ON {tabel}")
        weiger_postgresql(tabel, "TRUNCATE")
        op.execute(f"""
            CREATE TRIGGER {tabel}_alleen_met_de_sleutel BEFORE UPDATE ON {tabel}
            FOR EACH ROW WHEN ({meer_dan_de_sleutel(tabel, "IS NOT DISTINCT FROM", "IS DISTINCT FROM")})
            EXECUTE FUNCTION alleen_toevoegen()
        """)


def weiger_postgresql(tabel: str, daden: str) -> None:
    op.execute(f"""
        CREATE TRIGGER {tabel}_alleen_toevoegen BEFORE {daden} ON {tabel}
        FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen()
    """)


def bewaak_sqlite() -> None:
    for tabel in ALLEEN_TOEVOEGEN:
        for daad in ("UPDATE", "DELETE"):
            weiger_sqlite(tabel, daad)
    for tabel in VERSLEUTELD:
        op.execute(f"DROP TRIGGER {tabel}_geen_update")
        weiger_sqlite(tabel, "UPDATE", f"WHEN {meer_dan_de_sleutel(tabel, 'IS', 'IS NOT')}")


def weiger_sqlite(tabel: str, daad: str, wanneer: str = "") -> None:
    op.execute(f"""
        CREATE TRIGGER {tabel}_geen_{daad.lower()} BEFORE {daad} ON {tabel} {wanneer}
        BEGIN SELECT RAISE(ABORT, 'rows of {tabel} are only added'); END
    """)


def meer_dan_de_sleutel(tabel: str, gelijk: str, anders: str) -> str:
    """Whether an update does more than to encrypt a row again: the first four bytes are of the key."""
    zelfde_sleutel = [f"substr(NEW.{k}, 1, 4) {gelijk} substr(OLD.{k}, 1, 4)" for k in VERSLEUTELD[tabel]]
    ander_gegeven = [f"NEW.{k} {anders} OLD.{k}" for k in OPEN[tabel]]
    return " OR ".join(zelfde_sleutel + ander_gegeven)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for tabel in VERSLEUTELD:
            op.execute(f"DROP TRIGGER {tabel}_alleen_met_de_sleutel ON {tabel}")
            op.execute(f"DROP TRIGGER {tabel}_alleen_toevoegen ON {tabel}")
            weiger_postgresql(tabel, "UPDATE OR TRUNCATE")
    else:
        for tabel in VERSLEUTELD:
            op.execute(f"DROP TRIGGER {tabel}_geen_update")
            weiger_sqlite(tabel, "UPDATE")
    op.drop_table("zegelregel")
    op.drop_table("zegel")
    for kolom in KOLOMMEN:
        op.drop_column("verwerking", kolom)
