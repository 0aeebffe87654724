"""The memory of this process, as the C library deals it out (glibc); elsewhere nothing is done."""

import ctypes

_M_ARENA_MAX = -8
"""From malloc.h."""


def deel_geheugen() -> None:
    """Let all threads of this process take their memory from one place.

    It keeps what is given back for who asks next. With a place for each thread a large message, which may be
    read in any of forty, left 200 MB in each.
    """
    if (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        mallopt(_M_ARENA_MAX, 1)


def geef_geheugen_terug() -> None:
    """Give the system what nothing in this process uses any more.

    The C library keeps what stands between two things that are in use, and large messages of many shapes
    leave much of that.
    """
    if (malloc_trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        malloc_trim(0)
