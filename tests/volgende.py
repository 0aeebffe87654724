"""The version after this one, as far as its migrations go."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from app.opslag import migratiestand
from app.opslag.migratiestand import MIGRATIES

NAAM = "volgende"
MIGRATIE = """
import sqlalchemy as sa
from alembic import op

revision = "{naam}"
down_revision = "{hoofd}"
verenigbaar_vanaf = "{vanaf}"


def upgrade():
    op.add_column("client", sa.Column("nieuw", sa.String(8), server_default="x", nullable=False))
    op.create_index("ix_client_nieuw", "client", ["nieuw"])


def downgrade():
    op.drop_index("ix_client_nieuw", "client")
    op.drop_column("client", "nieuw")
"""


def hoofd() -> str:
    """The newest migration of this version."""
    nieuwste = ScriptDirectory(str(MIGRATIES)).get_current_head()
    assert nieuwste is not None
    return nieuwste


@contextmanager
def volgende_versie(map_: Path, *, vanaf: str) -> Iterator[None]:
    """While it lasts, this process is the next version, which goes with programs from this migration on."""
    migraties = map_ / "migraties"
    shutil.copytree(MIGRATIES, migraties, ignore=shutil.ignore_patterns("__pycache__"))
    tekst = MIGRATIE.format(naam=NAAM, hoofd=hoofd(), vanaf=vanaf)
    (migraties / "versions" / f"{NAAM}.py").write_text(tekst)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migratiestand, "MIGRATIES", migraties)
        yield
