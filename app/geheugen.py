"""The memory of this process, as the C library deals it out (glibc); elsewhere nothing is done."""

import ctypes

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
"""From malloc.h."""
_APART = 2**18
"""Bytes from which something has its memory for itself, and the system gets it back at once."""


def deel_geheugen() -> None:
    """Let all threads of this process take their memory from one place, and what is large from the system.

    That place keeps what is given back for who asks next. With one for each thread a large message, which may
    be read in any of forty, left 200 MB in each. After the first large thing the C library would take the
    next from there too, however large, and it would stay between what is in use.
    """
    if (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        mallopt(_M_ARENA_MAX, 1)
        mallopt(_M_MMAP_THRESHOLD, _APART)


def geef_geheugen_terug() -> None:
    """Give the system what nothing in this process uses any more.

    The C library keeps what stands between two things that are in use, and large messages of many shapes
    leave much of that.
    """
    if (malloc_trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        malloc_trim(0)
