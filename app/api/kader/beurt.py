"""Turns for what computes: a few large things are done at a time, so that everything else goes on."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock
from time import monotonic

from app.api.kader.fouten import Bezet
from app.geheugen import WERK, Werkruimte

WACHT_SECONDEN = 5.0


class Rij:
    """A line of its own for one kind of work; who waits in another is not held up by this one.

    One is at work at a time, as a rule: Python computes one thing at a time, so more would only take turns.
    Turns go round the parties, and none has more than half of the line (rounded up). All who show no token
    are one party.
    """

    def __init__(self, bezig: str, lengte: int = 8, tegelijk: int = 1) -> None:
        """Begin empty. So many are at work or wait; each holds one of the forty threads of all requests.

        All lines together leave eight of these, so that what is in no line goes on while all are full.
        """
        self._bezig = bezig
        self.lengte = lengte
        self._per_partij: Counter[str | None] = Counter()
        self._slot = Lock()
        self._beurt = Werkruimte(tegelijk)

    @contextmanager
    def beurt(self, wie: str | None, bytes_: int = 0) -> Iterator[None]:
        """A turn of this municipality or provider for so much; None is who shows no token.

        Bezet when too many wait, all together or of this party, or when it does not come in time. What is
        large first waits for other large work, also for what is judged beside the requests; what is small
        does not wait for that.
        """
        einde = monotonic() + WACHT_SECONDEN
        with ExitStack() as gekregen:
            try:
                gekregen.enter_context(self._plaats(wie))
                gekregen.enter_context(WERK.neem(bytes_, WACHT_SECONDEN, wie))
                gekregen.enter_context(self._beurt.neem(1, max(0.0, einde - monotonic()), wie))
            except TimeoutError:
                raise self._bezet() from None
            yield

    @contextmanager
    def _plaats(self, wie: str | None) -> Iterator[None]:
        with self._slot:
            if self._per_partij.total() >= self.lengte or 2 * self._per_partij[wie] >= self.lengte:
                raise self._bezet()
            self._per_partij[wie] += 1
        try:
            yield
        finally:
            with self._slot:
                self._per_partij[wie] -= 1

    def _bezet(self) -> Bezet:
        return Bezet(f"{self._bezig}; probeer het over enkele seconden opnieuw.")


CONTROLE = Rij("Er worden al veel berichten gecontroleerd")
"""Whoever checks or rehearses; where the pages are on, that is anybody."""
AANLEVERING = Rij("Er komen al veel berichten binnen")
"""Who hands over a message, which is kept."""
INZAGE = Rij("Er wordt al veel tegelijk opgehaald", 3)
"""Who fetches what may be much: a message that was kept, or all that is held about a person."""
DOCUMENT = Rij("Er worden al veel documenten gemaakt", 10)
"""Whose step or request asks for a document, which is made outside its transaction."""
TABEL = Rij("Er worden al veel bestanden opgehaald", 3, tegelijk=3)
"""Who fetches a table that is sent while it is made: until it was sent, which is as fast as he reads it."""
