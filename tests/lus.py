"""A loop in which nobody waits: its time passes at once, when there is nothing else to do."""

import asyncio
from collections.abc import Coroutine
from selectors import DefaultSelector, SelectorKey
from typing import Any


class _ZonderWachten(DefaultSelector):
    """Lets the time pass that there is to wait, instead of waiting."""

    voorbij = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        klaar = super().select(timeout and 0)
        if not klaar and timeout:
            self.voorbij += timeout
        return klaar


class _Lus(asyncio.SelectorEventLoop):
    """Its time moves only while all wait for it, so that a busy machine makes nobody slow."""

    def __init__(self) -> None:
        self._kiezer = _ZonderWachten()
        super().__init__(self._kiezer)

    def time(self) -> float:
        return self._kiezer.voorbij


def draai(proef: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=_Lus) as loper:
        loper.run(proef)
