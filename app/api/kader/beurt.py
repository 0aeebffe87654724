"""Turns for what computes: a few large things are done at a time, so that everything else goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from app.api.kader.fouten import Bezet

WACHT_SECONDEN = 5.0


class Rij:
    """A line of its own for one kind of work; who waits in another is not held up by this one.

    One is at work at a time: Python computes one thing at a time, so more would only take turns.
    """

    def __init__(self, bezig: str, lengte: int = 8) -> None:
        """Begin empty. So many are at work or wait; each holds one of the forty threads of all requests."""
        self._bezig = bezig
        self._plaatsen = BoundedSemaphore(lengte)
        self._beurt = BoundedSemaphore(1)

    @contextmanager
    def beurt(self) -> Iterator[None]:
        """A turn; Bezet when too many wait, or when it does not come in time."""
        bezet = Bezet(f"{self._bezig}; probeer het over enkele seconden opnieuw.")
        if not self._plaatsen.acquire(blocking=False):
            raise bezet
        try:
            if not self._beurt.acquire(timeout=WACHT_SECONDEN):
                raise bezet
            try:
                yield
            finally:
                self._beurt.release()
        finally:
            self._plaatsen.release()


CONTROLE = Rij("Er worden al veel berichten gecontroleerd")
"""Whoever checks or rehearses; where the pages are on, that is anybody."""
AANLEVERING = Rij("Er komen al veel berichten binnen")
"""Who hands over a message, which is kept."""
INZAGE = Rij("Er wordt al veel tegelijk opgehaald", 3)
"""Who fetches what may be much: a message that was kept, or all that is held about a person."""
