"""Turns for what computes: a few checks of messages wait at a time, so that everything else goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from app.api.kader.fouten import Bezet

TEGELIJK = 1
"""Messages that are checked at a time; Python computes one thing at a time, so more only take turns."""
IN_DE_RIJ = 8
"""Messages that are checked or wait for it; each holds one of the forty threads of all requests."""
WACHT_SECONDEN = 5.0

_rij = BoundedSemaphore(IN_DE_RIJ)
_beurt = BoundedSemaphore(TEGELIJK)


@contextmanager
def op_zijn_beurt() -> Iterator[None]:
    """A turn to check; Bezet when too many wait, or when it does not come in time."""
    bezet = Bezet(
        "Er worden al veel berichten gecontroleerd; stuur dit bericht over enkele seconden opnieuw."
    )
    if not _rij.acquire(blocking=False):
        raise bezet
    try:
        if not _beurt.acquire(timeout=WACHT_SECONDEN):
            raise bezet
        try:
            yield
        finally:
            _beurt.release()
    finally:
        _rij.release()
