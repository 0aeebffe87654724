"""Turns for what computes: a few large things are done at a time, so that everything else goes on."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import BoundedSemaphore
from time import monotonic

from app.api.kader.fouten import Bezet
from app.geheugen import WERK

WACHT_SECONDEN = 5.0


class Rij:
    """A line of its own for one kind of work; who waits in another is not held up by this one.

    One is at work at a time, as a rule: Python computes one thing at a time, so more would only take turns.
    """

    def __init__(self, bezig: str, lengte: int = 8, tegelijk: int = 1) -> None:
        """Begin empty. So many are at work or wait; each holds one of the forty threads of all requests."""
        self._bezig = bezig
        self._plaatsen = BoundedSemaphore(lengte)
        self._beurt = BoundedSemaphore(tegelijk)

    @contextmanager
    def beurt(self, bytes_: int = 0) -> Iterator[None]:
        """A turn for so much; Bezet when too many wait, or when it does not come in time.

        What is large first waits for other large work, also for what is judged beside the requests; what is
        small does not wait for that.
        """
        bezet = Bezet(f"{self._bezig}; probeer het over enkele seconden opnieuw.")
        einde = monotonic() + WACHT_SECONDEN
        with ExitStack() as gekregen:
            if not self._plaatsen.acquire(blocking=False):
                raise bezet
            gekregen.callback(self._plaatsen.release)
            try:
                gekregen.enter_context(WERK.neem(bytes_, WACHT_SECONDEN))
            except TimeoutError:
                raise bezet from None
            if not self._beurt.acquire(timeout=max(0.0, einde - monotonic())):
                raise bezet
            gekregen.callback(self._beurt.release)
            yield


CONTROLE = Rij("Er worden al veel berichten gecontroleerd")
"""Whoever checks or rehearses; where the pages are on, that is anybody."""
AANLEVERING = Rij("Er komen al veel berichten binnen")
"""Who hands over a message, which is kept."""
INZAGE = Rij("Er wordt al veel tegelijk opgehaald", 3)
"""Who fetches what may be much: a message that was kept, or all that is held about a person."""
TABEL = Rij("Er worden al veel bestanden opgehaald", 3, tegelijk=3)
"""Who fetches a table that is sent while it is made: until it was sent, which is as fast as he reads it."""
