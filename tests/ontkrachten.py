"""Runs tests while the functions that meet a requirement do nothing, to see that its proof is real.

Each run is a process of its own, forked from a server that has imported everything once.
"""

import io
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from inspect import CO_GENERATOR
from types import FunctionType
from typing import Any

import pytest

import app.main  # noqa: F401  brings in everything that meets a requirement
from app.domain.eisen import eisen

OPTIES = (
    *("-q", "--assert=plain"),
    *("-p", "no:cacheprovider", "-p", "no:xdist"),
    # One database is enough to prove a requirement, and the embedded one starts in no time.
    *("-m", "not alles"),
)


def draai(tests: list[str], *, zonder: str | None = None) -> tuple[int, str]:
    """Run these tests with everything that meets the requirement `zonder` disabled.

    Gives the exit code of pytest (0 all passed, 1 some failed) and what it printed.
    """
    fork = multiprocessing.get_context("forkserver")
    fork.set_forkserver_preload([__name__, "hypothesis", "psycopg"])
    with ProcessPoolExecutor(1, mp_context=fork) as eigen_proces:
        return eigen_proces.submit(_draai, tests, zonder).result()


def _draai(tests: list[str], zonder: str | None) -> tuple[int, str]:
    for eis in eisen():
        if eis.id == zonder:
            for functie in eis.vervullers:
                ontkracht(functie)
    uitvoer = io.StringIO()
    with redirect_stdout(uitvoer), redirect_stderr(uitvoer):
        code = pytest.main([*tests, *OPTIES])
    return int(code), uitvoer.getvalue()


def ontkracht(functie: Callable[..., Any]) -> None:
    """Let a function do nothing, wherever it is referred to: give None, or as a generator yield nothing."""
    assert isinstance(functie, FunctionType), functie
    leeg = _levert_niets if functie.__code__.co_flags & CO_GENERATOR else _doet_niets
    functie.__code__ = leeg.__code__.replace(co_freevars=functie.__code__.co_freevars)


def _doet_niets(*args: Any, **kwargs: Any) -> None:
    pass


def _levert_niets(*args: Any, **kwargs: Any) -> Iterator[Any]:
    yield from ()
