"""One access record for all objects of an act: the first in the record, the others in a table of their own.

Records that are there stay as they are, with their seals.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INDEX = "ix_betrokkene_client_id_verwerking_id_nummer"
ZELFDE = "verwerking_id = NEW.verwerking_id AND nummer = NEW.nummer"
"""What INSERT OR REPLACE of SQLite would take away without its DELETE trigger."""


def upgrade() -> None:
    op.create_table(
        "betrokkene",
        sa.Column("verwerking_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("nummer", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("object_id", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("verwerking_id", "nummer", name="pk_betrokkene"),
        sqlite_with_rowid=False,
    )
    op.create_index(INDEX, "betrokkene", ["client_id", "verwerking_id", "nummer"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("""
            CREATE TRIGGER betrokkene_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON betrokkene
            FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen()
        """)
        return
    for naam, daad, wanneer in (
        ("geen_update", "UPDATE", ""),
        ("geen_delete", "DELETE", ""),
        ("geen_vervanging", "INSERT", f"WHEN EXISTS (SELECT 1 FROM betrokkene WHERE {ZELFDE})"),
    ):
        op.execute(f"""
            CREATE TRIGGER betrokkene_{naam} BEFORE {daad} ON betrokkene {wanneer}
            BEGIN SELECT RAISE(ABORT, 'rows of betrokkene are only added'); END
        """)


def downgrade() -> None:
    """Only where no record has others: to take them away would take away what was done with their data."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM betrokkene LIMIT 1")).first():
        raise RuntimeError("There are access records of several persons; an older program cannot show them.")
    op.drop_table("betrokkene")
