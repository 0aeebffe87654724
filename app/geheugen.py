"""The memory of this process: how much of it large things may take together, and how it is given back."""

import ctypes
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
"""From malloc.h."""
GROOT = 2**18
"""Bytes above which something is large. It has its memory for itself, which the system gets back at once; a
message takes part of what large ones may take together, and is looked through for what it counts before any
tree is made of it; a connection to the database over which it went is not used again."""


class Werkruimte:
    """Bytes that large things may count at once; parties get it in turn, however much each asks.

    Of one party who comes first gets it first. What asks for more than there is gets all of it. Python
    computes one thing at a time, but what it is in the middle of stays in memory.
    """

    def __init__(self, bytes_: int, vanaf: int = 0) -> None:
        """All of it is free; a thread that asks for no more than `vanaf` need not have it."""
        self._bytes = self._vrij = bytes_
        self._vanaf = vanaf
        self._slot = Lock()
        self._wachtenden: dict[str | None, deque[Plek]] = {}
        """Those of each party; the next is the first of the first."""

    @property
    def wacht_er_een(self) -> bool:
        """Whether somebody waits for what others have."""
        return bool(self._wachtenden)

    def vraag(self, bytes_: int, gekregen: Callable[[], object], wie: str | None = None) -> "Plek":
        """Ask for so much; `gekregen` is called once it is there, now or by who gives back."""
        plek = Plek(self, max(1, min(bytes_, self._bytes)), gekregen, wie)
        with self._slot:
            self._wachtenden.setdefault(wie, deque()).append(plek)
        self._deel_uit()
        return plek

    @contextmanager
    def neem(self, bytes_: int, seconden: float | None = None, wie: str | None = None) -> Iterator[None]:
        """Have so much in this thread; TimeoutError when it does not come in time."""
        if bytes_ <= self._vanaf:
            yield
            return
        er = Event()
        plek = self.vraag(bytes_, er.set, wie)
        try:
            if not er.wait(seconden):
                raise TimeoutError
            yield
        finally:
            plek.geef_terug()

    def _geef_terug(self, plek: "Plek") -> None:
        with self._slot:
            if plek.er:
                plek.er = False
                self._vrij += plek.bytes_
            elif plek in self._wachtenden.get(plek.wie, ()):
                self._wachtenden[plek.wie].remove(plek)
                if not self._wachtenden[plek.wie]:
                    del self._wachtenden[plek.wie]
        self._deel_uit()

    def _deel_uit(self) -> None:
        gekregen = []
        with self._slot:
            while self._wachtenden:
                wie, zijn = next(iter(self._wachtenden.items()))
                if zijn[0].bytes_ > self._vrij:
                    break
                plek = zijn.popleft()
                del self._wachtenden[wie]
                if zijn:
                    self._wachtenden[wie] = zijn  # behind the other parties
                plek.er = True
                self._vrij -= plek.bytes_
                gekregen.append(plek.gekregen)
        for meld in gekregen:
            meld()


class Plek:
    """A part of it, that somebody has or waits for."""

    def __init__(
        self, ruimte: Werkruimte, bytes_: int, gekregen: Callable[[], object], wie: str | None
    ) -> None:
        """Nothing yet; `wie` is the municipality or provider for which it is, None where none is known."""
        self._ruimte, self.bytes_, self.gekregen, self.wie = ruimte, bytes_, gekregen, wie
        self.er = False

    def geef_terug(self) -> None:
        """Have it no more, or wait for it no more; once."""
        self._ruimte._geef_terug(self)


WERK = Werkruimte(40 * 2**20, GROOT)
"""Bytes of messages that are read, checked, judged or answered at once, by requests and beside them; each
takes two to five times as much memory. So two of 25 MB are not worked on at once: together they took 343 MB
above rest."""


def deel_geheugen() -> None:
    """Let all threads of this process take their memory from one place, and what is large from the system.

    That place keeps what is given back for who asks next. With one for each thread a large message, which may
    be read in any of forty, left 200 MB in each. After the first large thing the C library would take the
    next from there too, however large, and it would stay between what is in use. That is so with glibc;
    elsewhere nothing is done.
    """
    if (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        mallopt(_M_ARENA_MAX, 1)
        mallopt(_M_MMAP_THRESHOLD, GROOT)


def geef_geheugen_terug() -> None:
    """Give the system what nothing in this process uses any more.

    The C library keeps what stands between two things that are in use, and large messages of many shapes
    leave much of that.
    """
    if (malloc_trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        malloc_trim(0)
