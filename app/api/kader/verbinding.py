"""A connection as uvicorn serves it: no more at once than there is room for, none silent for long."""

import asyncio
import resource

from uvicorn.protocols.http.h11_impl import H11Protocol

RESERVE = 400
"""Open files that are not connections of callers: the database, logs, and what is accepted in one go."""
WACHTRIJ = 256
"""Connections that may wait to be accepted, and that are accepted in one go at most."""
VLOT = 2**15
"""Bytes of an answer that who reads it takes at least in the time for the head of a request."""


def ruimte(gewenst: int) -> int:
    """How many connections there may be at once: as wished, if this process may open so many files."""
    zacht, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if zacht < gewenst + RESERVE:
        zacht = gewenst + RESERVE if hard == resource.RLIM_INFINITY else min(gewenst + RESERVE, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (zacht, hard))
    return max(1, min(gewenst, zacht - RESERVE))


def verbinding(seconden: float, hoogstens: int) -> type[H11Protocol]:
    """The protocol for uvicorn's `http=`.

    So many `seconden` it waits for the head of each request. That goes for who sends nothing, for who sends a
    head byte by byte, and for who goes on sending a body after the answer. The timeout of uvicorn itself
    starts after an answer, and stops at the next byte.

    Who reads an answer has as long for each VLOT bytes of it. Closing is not enough then, because it would
    wait until all is read: what was not is given up.

    Where there are more than `hoogstens` at once, the one that waits longest makes room, so that who comes
    with a request is served, however many others say nothing.
    """
    wachtenden: dict[H11Protocol, None] = {}

    def bezig(verbinding: H11Protocol) -> bool:
        return verbinding.cycle is not None and not verbinding.cycle.response_complete

    def sluit(verbinding: H11Protocol) -> None:
        wachtenden.pop(verbinding, None)
        if not bezig(verbinding):
            verbinding.timeout_keep_alive_handler()

    class Verbinding(H11Protocol):
        _wacht: asyncio.TimerHandle | None = None
        _leest: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._wacht_op_kop()
            if len(self.connections) > hoogstens:
                sluit(next(iter(wachtenden)))

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if bezig(self):
                wachtenden.pop(self, None)

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._wacht_op_kop()
            self._wacht_op_lezer()

        def pause_writing(self) -> None:
            super().pause_writing()
            self._wacht_op_lezer()

        def resume_writing(self) -> None:
            super().resume_writing()
            self._wacht_op_lezer()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            wachtenden.pop(self, None)
            for wekker in (self._wacht, self._leest):
                if wekker is not None:
                    wekker.cancel()

        def _wacht_op_kop(self) -> None:
            if self._wacht is not None:
                self._wacht.cancel()
            wachtenden.pop(self, None)
            wachtenden[self] = None
            self._wacht = self.loop.call_later(seconden, sluit, self)

        def _wacht_op_lezer(self) -> None:
            if self._leest is not None:
                self._leest.cancel()
            if ongelezen := self.transport.get_write_buffer_size():
                self._leest = self.loop.call_later(seconden, self._keur_lezer, ongelezen)

        def _keur_lezer(self, eerst: int) -> None:
            if eerst - self.transport.get_write_buffer_size() < VLOT:
                self.transport.abort()
            else:
                self._wacht_op_lezer()

    return Verbinding
