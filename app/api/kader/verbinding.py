"""A connection as uvicorn serves it: no more at once than there is room for, none silent for long."""

import asyncio
import resource

from uvicorn.protocols.http.h11_impl import H11Protocol

RESERVE = 400
"""Open files that are not connections of callers: the database, logs, and what is accepted in one go."""
WACHTRIJ = 256
"""Connections that may wait to be accepted, and that are accepted in one go at most."""
LANGSTE_STUK = 2**63
"""Bytes of a chunk that nobody has; h11 takes any size of twenty digits, and waits for the bytes."""
VLOT = 2**15
"""Bytes by which a caller gets on: who reads an answer takes as many in the time for the head of a request,
and who sends a body and has sent as many more is the last again to make room."""


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

    Where there are more than `hoogstens` at once, the one makes room that waits longest for more of its own
    request, be it the head or the body, so that who comes with a request is served, however many others send
    no more. Who has sent all of it keeps its place until it is answered.
    """
    wachtenden: dict[H11Protocol, None] = {}

    def bezig(verbinding: H11Protocol) -> bool:
        return verbinding.cycle is not None and not verbinding.cycle.response_complete

    def stuurt(verbinding: H11Protocol) -> bool:
        return bezig(verbinding) and verbinding.cycle.more_body

    def wacht(verbinding: H11Protocol) -> bool:
        """Whether it is the caller's turn to send; of a body that is not read on, it is ours."""
        if not bezig(verbinding):
            return True
        return stuurt(verbinding) and not (verbinding.cycle.response_started or verbinding.flow.read_paused)

    def sluit(verbinding: H11Protocol) -> None:
        if not bezig(verbinding):
            wachtenden.pop(verbinding, None)
            verbinding.timeout_keep_alive_handler()

    def maak_ruimte() -> None:
        langst = next(verbinding for verbinding in wachtenden if wacht(verbinding))
        if bezig(langst):
            del wachtenden[langst]
            langst.transport.abort()
        else:
            sluit(langst)

    class Verbinding(H11Protocol):
        _wacht: asyncio.TimerHandle | None = None
        _leest: asyncio.TimerHandle | None = None
        _ongeteld = 0
        """Bytes of a body since it became the last of those that wait."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._wacht_op_kop()
            if len(self.connections) > hoogstens:
                maak_ruimte()

        def data_received(self, data: bytes) -> None:
            begonnen = bezig(self)
            super().data_received(data)
            if stuurt(self) and getattr(self.conn._reader, "_bytes_in_chunk", 0) >= LANGSTE_STUK:
                self._weiger_stuk()
            self._ongeteld += len(data)
            if bezig(self) and (not begonnen or not stuurt(self) or self._ongeteld >= VLOT):
                self._sluit_aan()

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

        def _weiger_stuk(self) -> None:
            if self.cycle.response_started:
                self.transport.close()
            else:
                self.send_400_response("Invalid HTTP request received.")

        def _wacht_op_kop(self) -> None:
            if self._wacht is not None:
                self._wacht.cancel()
            self._sluit_aan()
            self._wacht = self.loop.call_later(seconden, sluit, self)

        def _sluit_aan(self) -> None:
            """Be the last of those that wait, or none of them where its request is complete."""
            self._ongeteld = 0
            wachtenden.pop(self, None)
            if stuurt(self) or not bezig(self):
                wachtenden[self] = None

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
