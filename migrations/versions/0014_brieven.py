"""Letters go with what they are about: also those on an objection, and on an omzetting (W04, W08, W09).

The guard of what is only added knew the plan and the besluit as the subject of a document, so that a case
with a letter on a bezwaar could never be destroyed. What is about an omzetting belongs to no case: it goes
once the client has none left.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0013"

VERWIJST_NAAR = {"planversie": "plan_id", "beoordeling": "plan_id", "document": "verwijst_naar"}
EERST = ("ondersteuningsplan", "besluit")
"""What could be the subject before."""
MET_DE_CLIENT = """
    OR EXISTS (
        SELECT 1 FROM clientomzetting WHERE id = {} AND NOT EXISTS (
            SELECT 1 FROM melding WHERE melding.client_id = clientomzetting.client_id
        )
    )
"""


def upgrade() -> None:
    bewaak((*EERST, "bezwaar"), MET_DE_CLIENT)


def downgrade() -> None:
    bewaak(EERST, "")


def bewaak(onderwerpen: tuple[str, ...], of: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"""
            CREATE OR REPLACE FUNCTION alleen_met_de_zaak() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                verwijzing uuid;
            BEGIN
                EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO verwijzing USING OLD;
                IF NOT ({mag_weg("verwijzing", onderwerpen, of)}) THEN
                    RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME
                        USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN OLD;
            END
            $$
        """)
        return
    for tabel, kolom in VERWIJST_NAAR.items():
        op.execute(f"DROP TRIGGER {tabel}_geen_delete")
        op.execute(f"""
            CREATE TRIGGER {tabel}_geen_delete BEFORE DELETE ON {tabel}
            WHEN NOT ({mag_weg(f"OLD.{kolom}", onderwerpen, of)})
            BEGIN SELECT RAISE(ABORT, 'rows of {tabel} are only added'); END
        """)


def mag_weg(verwijzing: str, onderwerpen: tuple[str, ...], of: str) -> str:
    """When a row that refers to this may be deleted: once its case is, or as `of` says."""
    zaak = " UNION ALL ".join(f"SELECT melding_id FROM {o} WHERE id = {verwijzing}" for o in onderwerpen)
    met_de_zaak = f"EXISTS (SELECT 1 FROM vernietigde_zaak WHERE melding_id IN ({zaak}))"
    return f"{met_de_zaak} {of.format(verwijzing)}"
