"""The case in which a wmo301 is a task and by when it has to be answered; which allocations end when."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None
verenigbaar_vanaf = "0025"

EINDE = (
    ("gemeente", "eind", "nummer", "aanbieder", "gewijzigd"),
    ("aanbieder", "eind", "gemeente", "nummer", "gewijzigd"),
)


def upgrade() -> None:
    op.add_column("toewijzingsbericht", sa.Column("wacht_in", sa.Uuid()))
    op.add_column("toewijzingsbericht", sa.Column("uiterlijk", sa.Date()))
    op.create_index("ix_toewijzingsbericht_wacht_in", "toewijzingsbericht", ["wacht_in"])
    # A rejected one waits until a later one takes its place; the days follow with `wmo herreken`. Where a
    # municipality never said of any message what became of it, nothing tells which of them wait.
    op.execute("""
        UPDATE toewijzingsbericht SET wacht_in = (
            SELECT toewijzing.melding_id FROM berichtversie
            JOIN toewijzing ON toewijzing.gemeente = berichtversie.gemeente
                AND toewijzing.nummer = berichtversie.nummer
            WHERE berichtversie.bericht_id = toewijzingsbericht.id
            ORDER BY toewijzing.aangemaakt DESC, toewijzing.nummer DESC LIMIT 1
        )
        WHERE gemeente IN (SELECT gemeente FROM toewijzingsbericht gezegd WHERE gezegd.status <> 'klaar')
            AND (status IN ('klaar', 'verzonden') OR (status = 'afgekeurd' AND NOT EXISTS (
                SELECT 1 FROM toewijzingsbericht later
                WHERE later.client_id = toewijzingsbericht.client_id
                    AND later.aanbieder = toewijzingsbericht.aanbieder
                    AND later.aangemaakt > toewijzingsbericht.aangemaakt
            )))
    """)
    op.execute("""
        UPDATE werkstand SET merk = '' WHERE melding_id IN (
            SELECT wacht_in FROM toewijzingsbericht WHERE wacht_in IS NOT NULL
        )
    """)
    for kolommen in EINDE:
        op.create_index(f"ix_toewijzing_{'_'.join(kolommen)}", "toewijzing", kolommen)


def downgrade() -> None:
    for kolommen in EINDE:
        op.drop_index(f"ix_toewijzing_{'_'.join(kolommen)}", "toewijzing")
    op.drop_index("ix_toewijzingsbericht_wacht_in", "toewijzingsbericht")
    op.drop_column("toewijzingsbericht", "uiterlijk")
    op.drop_column("toewijzingsbericht", "wacht_in")
