"""Work on a database that one program at a time does, as long as it lives."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from app.domain.fouten import WmoFout
from app.instelbestand import waarom_niet
from app.opslag.motoren import maak_motor

ROTATIESLOT = 0x524F54
"""Number of the PostgreSQL advisory lock under which keys are rotated."""
BEZET = "In deze database wordt al een sleutel geroteerd. Wacht tot dat klaar is, en draai dit dan nog eens."
GEEN_SLOT = "De map {map} van de database is niet te lezen of op slot te doen: {waarom}."
_NEEM = text(f"SELECT pg_try_advisory_xact_lock({ROTATIESLOT})")


@contextmanager
def neem(motor: Engine) -> Iterator[Connection | None]:
    """Hold the lock of this database; raises WmoFout where another has it.

    On PostgreSQL a transaction of its own holds it, which is given: it ends with its connection, also behind
    a pooler. On SQLite it is on the folder of the file, and ends with the process.
    """
    if motor.dialect.name == "postgresql":
        eigen = maak_motor(motor.url.render_as_string(hide_password=False), 1, voorbereiden=False)
        try:
            with eigen.begin() as verbinding:
                verbinding.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
                if not verbinding.scalar(_NEEM):
                    raise WmoFout(BEZET)
                yield verbinding
        finally:
            eigen.dispose()
        return
    map_ = Path(motor.url.database or "").resolve().parent  # of the file itself, also behind a link
    try:
        op_slot = os.open(map_, os.O_RDONLY)
    except OSError as fout:
        raise WmoFout(GEEN_SLOT.format(map=map_, waarom=waarom_niet(fout))) from None
    try:
        _doe_op_slot(op_slot, map_)
        yield None
    finally:
        os.close(op_slot)


def _doe_op_slot(nummer: int, map_: Path) -> None:
    try:
        fcntl.flock(nummer, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise WmoFout(BEZET) from None
    except OSError as fout:  # not every file system has locks
        raise WmoFout(GEEN_SLOT.format(map=map_, waarom=waarom_niet(fout))) from None
