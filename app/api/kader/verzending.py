"""Answers that leave: in pieces, and of what is large no more at a time than there is room for.

What a caller has yet to read stays in memory, so that many who read slowly would fill it.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import attrgetter

from app.api.kader.fouten import Bezet

LOG = logging.getLogger(__name__)

STUK = 2**16
"""Bytes that go at once; the next go when these went. An answer that is no larger needs no room."""
RUIMTE_VREEMDEN = 2**24
"""Bytes of larger answers that may be under way at a time, to all who show no token together."""
RUIMTE_BELLERS = 2**26
"""The same to all whose token was found to hold."""
RUIMTE_EEN_BELLER = 2**25
"""The same to one municipality or provider, so that none takes all of it."""

VLOT = STUK
"""Bytes a second; who reads as many keeps its room, unless another has less under way."""
LETTIJD = 2.0
"""Seconds over which that is looked at, at least."""


class Verzending:
    """A larger answer that leaves."""

    def __init__(self, omvang: int, aan: str | None, breek_af: Callable[[], None]) -> None:
        """Begin, with so many bytes, to this municipality or provider; `breek_af` ends the connection."""
        self.omvang = omvang
        self.aan = aan
        self.breek_af = breek_af
        self.verstuurd = 0
        self._sinds = asyncio.get_running_loop().time()
        self._toen = 0

    def is_traag(self) -> bool:
        """Whether it went slowly since somebody last looked; who only just did cannot tell."""
        nu = asyncio.get_running_loop().time()
        if nu - self._sinds < LETTIJD:
            return False
        traag = self.verstuurd - self._toen < VLOT * (nu - self._sinds)
        self._sinds, self._toen = nu, self.verstuurd
        return traag


class Ruimte:
    """Room for larger answers; who reads slowly gives it up when it is needed, and then who has most."""

    def __init__(self, bytes_: int) -> None:
        """So many bytes, and always enough for one answer."""
        self._bytes = bytes_
        self._lopend: dict[Verzending, None] = {}

    @contextmanager
    def neem(self, verzending: Verzending) -> Iterator[None]:
        """Room as long as the block lasts; Bezet where there is none, also when others made way."""
        for eerder in [*self._lopend]:
            if not self._past(verzending) and eerder.is_traag():
                self._laat_wijken(eerder)
        while not self._past(verzending):
            if (grootste := self._grootste(verzending)) is None:
                raise Bezet(
                    "Er wordt al veel groots tegelijk gelezen; probeer het over enkele seconden opnieuw."
                )
            self._laat_wijken(grootste)
        self._lopend[verzending] = None
        try:
            yield
        finally:
            self._lopend.pop(verzending, None)

    def _laat_wijken(self, verzending: Verzending) -> None:
        LOG.info("an answer that was being read made way for another")
        verzending.breek_af()
        del self._lopend[verzending]

    def _grootste(self, voor: Verzending) -> Verzending | None:
        """The largest to who has most under way, if that is more than the other will have with his."""
        per_lezer = Counter({voor.aan: voor.omvang})
        for lopend in self._lopend:
            per_lezer[lopend.aan] += lopend.omvang
        ((meeste, _),) = per_lezer.most_common(1)
        if per_lezer[meeste] == per_lezer[voor.aan]:
            return None
        return max((v for v in self._lopend if v.aan == meeste), key=attrgetter("omvang"))

    def _past(self, verzending: Verzending) -> bool:
        bezet = sum(lopend.omvang for lopend in self._lopend)
        return not bezet or bezet + verzending.omvang <= self._bytes
