"""Reasons to keep, requests to destroy, and the record of what was destroyed (W04)."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ALLEEN_TOEVOEGEN = ("vernietiging", "vernietigde_zaak")
VERWIJST_NAAR = {"planversie": "plan_id", "beoordeling": "plan_id", "document": "verwijst_naar"}
"""What is only added, and the column that leads to its case over a plan or a besluit."""


def upgrade() -> None:
    op.create_table(
        "bewaarreden",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bewaarreden"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["client.gemeente", "client.id"],
            name="fk_bewaarreden_gemeente_client_id",
        ),
        sa.ForeignKeyConstraint(["melding_id"], ["melding.id"], name="fk_bewaarreden_melding_id"),
    )
    op.create_index("ix_bewaarreden_client_id", "bewaarreden", ["client_id"])
    op.create_index("ix_bewaarreden_gemeente_aangemaakt", "bewaarreden", ["gemeente", "aangemaakt"])
    op.create_index("ix_bewaarreden_melding_id", "bewaarreden", ["melding_id"])

    op.create_table(
        "vernietigingsverzoek",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.Column("ontvangen_op", sa.Date(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("revisie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_vernietigingsverzoek"),
        sa.ForeignKeyConstraint(
            ["gemeente", "client_id"],
            ["client.gemeente", "client.id"],
            name="fk_vernietigingsverzoek_gemeente_client_id",
        ),
    )
    op.create_index("ix_vernietigingsverzoek_client_id", "vernietigingsverzoek", ["client_id"])
    op.create_index(
        "ix_vernietigingsverzoek_gemeente_aangemaakt", "vernietigingsverzoek", ["gemeente", "aangemaakt"]
    )

    op.create_table(
        "vernietiging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente", sa.String(4), nullable=False),
        sa.Column("grond", sa.String(8), nullable=False),
        sa.Column("op", MOMENT, nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("aangemaakt", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_vernietiging"),
    )
    op.create_index("ix_vernietiging_gemeente_aangemaakt", "vernietiging", ["gemeente", "aangemaakt"])

    op.create_table(
        "vernietigde_zaak",
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("vernietiging_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("melding_id", name="pk_vernietigde_zaak"),
        sa.ForeignKeyConstraint(
            ["vernietiging_id"],
            ["vernietiging.id"],
            name="fk_vernietigde_zaak_vernietiging_id",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_vernietigde_zaak_vernietiging_id", "vernietigde_zaak", ["vernietiging_id"])

    if op.get_bind().dialect.name == "postgresql":
        bewaak_postgresql()
    else:
        bewaak_sqlite()


def bewaak_postgresql() -> None:
    for tabel in ALLEEN_TOEVOEGEN:
        weiger_postgresql(tabel, "UPDATE OR DELETE OR TRUNCATE")
    op.execute("""
        CREATE FUNCTION alleen_met_de_zaak() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            verwijzing uuid;
        BEGIN
            EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO verwijzing USING OLD;
            IF NOT EXISTS (
                SELECT 1 FROM vernietigde_zaak WHERE melding_id IN (
                    SELECT melding_id FROM ondersteuningsplan WHERE id = verwijzing
                    UNION ALL SELECT melding_id FROM besluit WHERE id = verwijzing
                )
            ) THEN
                RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN OLD;
        END
        $$
    """)
    for tabel, kolom in VERWIJST_NAAR.items():
        op.execute(f"DROP TRIGGER {tabel}_alleen_toevoegen ON {tabel}")
        weiger_postgresql(tabel, "UPDATE OR TRUNCATE")
        op.execute(f"""
            CREATE TRIGGER {tabel}_alleen_met_de_zaak BEFORE DELETE ON {tabel}
            FOR EACH ROW EXECUTE FUNCTION alleen_met_de_zaak('{kolom}')
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
    for tabel, kolom in VERWIJST_NAAR.items():
        op.execute(f"DROP TRIGGER {tabel}_geen_delete")
        weiger_sqlite(
            tabel,
            "DELETE",
            f"""WHEN NOT EXISTS (
                SELECT 1 FROM vernietigde_zaak WHERE melding_id IN (
                    SELECT melding_id FROM ondersteuningsplan WHERE id = OLD.{kolom}
                    UNION ALL SELECT melding_id FROM besluit WHERE id = OLD.{kolom}
                )
            )""",
        )


def weiger_sqlite(tabel: str, daad: str, wanneer: str = "") -> None:
    op.execute(f"""
        CREATE TRIGGER {tabel}_geen_{daad.lower()} BEFORE {daad} ON {tabel} {wanneer}
        BEGIN SELECT RAISE(ABORT, 'rows of {tabel} are only added'); END
    """)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for tabel in VERWIJST_NAAR:
            op.execute(f"DROP TRIGGER {tabel}_alleen_met_de_zaak ON {tabel}")
            op.execute(f"DROP TRIGGER {tabel}_alleen_toevoegen ON {tabel}")
            weiger_postgresql(tabel, "UPDATE OR DELETE OR TRUNCATE")
        op.execute("DROP FUNCTION alleen_met_de_zaak()")
    else:
        for tabel in VERWIJST_NAAR:
            op.execute(f"DROP TRIGGER {tabel}_geen_delete")
            weiger_sqlite(tabel, "DELETE")
    for tabel in ("vernietigde_zaak", "vernietiging", "vernietigingsverzoek", "bewaarreden"):
        op.drop_table(tabel)
