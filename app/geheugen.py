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
    """Bytes that large things may count at once; who comes first gets it first, however much others ask.

    What asks for more than there is gets all of it. Python computes one thing at a time, but what it is in
    the middle of stays in memory.
    """

    def __init__(self, bytes_: int) -> None:
        """All of it is free."""
        self._bytes = self._vrij = bytes_
        self._slot = Lock()
        self._wachtrij: deque[Plek] = deque()

    @property
    def wacht_er_een(self) -> bool:
        """Whether somebody waits for what others have."""
        return bool(self._wachtrij)

    def vraag(self, bytes_: int, gekregen: Callable[[], object]) -> "Plek":
        """Ask for so much; `gekregen` is called once it is there, now or by who gives back."""
        plek = Plek(self, max(1, min(bytes_, self._bytes)), gekregen)
        with self._slot:
            self._wachtrij.append(plek)
        self._deel_uit()
        return plek

    @contextmanager
    def neem(self, bytes_: int, seconden: float | None = None) -> Iterator[None]:
        """Have so much in this thread, if it is GROOT; TimeoutError when it does not come in time."""
        if bytes_ <= GROOT:
            yield
            return
        er = Event()
        plek = self.vraag(bytes_, er.set)
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
            elif plek in self._wachtrij:
                self._wachtrij.remove(plek)
        self._deel_uit()

    def _deel_uit(self) -> None:
        gekregen = []
        with self._slot:
            while self._wachtrij and self._wachtrij[0].bytes_ <= self._vrij:
                plek = self._wachtrij.popleft()
                plek.er = True
                self._vrij -= plek.bytes_
                gekregen.append(plek.gekregen)
        for meld in gekregen:
            meld()


class Plek:
    """A part of it, that somebody has or waits for."""

    def __init__(self, ruimte: Werkruimte, bytes_: int, gekregen: Callable[[], object]) -> None:
        """Nothing yet."""
        self._ruimte, self.bytes_, self.gekregen = ruimte, bytes_, gekregen
        self.er = False

    def geef_terug(self) -> None:
        """Have it no more, or wait for it no more; once."""
        self._ruimte._geef_terug(self)


WERK = Werkruimte(40 * 2**20)
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
