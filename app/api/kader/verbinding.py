"""A connection as uvicorn serves it: no more at once than there is room for, none silent for long."""

import asyncio
import re
import resource
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from socket import IPPROTO_TCP, TCP_NOTSENT_LOWAT
from typing import Any

import h11
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.domain.fouten import WmoFout

MINSTENS = 64
"""Files that a process opens before it serves anybody, and a few."""
TE_WEINIG_BESTANDEN = (
    "Dit programma mag maar {zacht} bestanden tegelijk openen (ulimit -n); een server heeft er minstens "
    f"{MINSTENS} nodig."
)
RESERVE = 400
"""Open files that are not connections of callers: the database, logs, and what was just accepted."""
WACHTRIJ = 256
"""Connections that may wait to be accepted."""
LANGSTE_STUK = 2**63
"""Bytes of a chunk that nobody has; h11 takes any size of twenty digits, and waits for the bytes."""
KLEINE_STUKKEN, KLEIN_STUK = 1000, 64
"""So many chunks of a body may hold anything; more hold so many bytes each on average. A chunk of one byte
costs as much as one of a thousand, so that thirty callers who sent those held everybody up for eight seconds.
"""
MEESTE_KOPREGELS = 200
"""Lines of the head of a request. Thirty callers who sent 3,900 in each kept everybody waiting for 0.4 s."""
MEESTE_VOORUIT = 2**16
"""Bytes of next requests that wait here for the answer to this one; what more is sent waits with the sender.
The head of a request is not larger."""
STUK, STUKKEN_PER_BEURT = 2**9, 8
"""Of one connection so many pieces are looked at in a turn of the loop; what more came is for the next. Of a
chunk, or a body of known length, all that came is one piece that does not count, as it costs nothing; of all
else it is so many bytes. uvloop reads megabytes of who sends them in one turn, each of which takes an eighth
of a second in small chunks, so that one caller kept all others waiting for two seconds and thirty for eleven.
"""
VLOT = 2**15
"""Bytes of a body that make who sends them the last again to make room."""
TRAAGST = 10_000
"""Bytes a second that who reads an answer takes at least, over the time for the head of a request."""
PEILINGEN = 10
"""How often in that time is looked whether something is still to be read."""
BIJ_HET_SYSTEEM = 2**16
"""Bytes that the system holds for a caller beside those on their way; else it takes megabytes at a time, so
that who reads slowly seems to read nothing for minutes."""
UITLOOP_STIL = 5.0
"""Seconds without a byte after which nobody is waited for who was answered while it sent."""
UITLOOP_BYTES = 2**26
"""Bytes that such a caller may still send, which are thrown away: over twice what a body may hold."""


def ruimte(gewenst: int) -> int:
    """How many connections there may be at once: as wished, if this process may open so many files.

    Raises WmoFout where it may open too few to serve anybody.
    """
    zacht, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if zacht < gewenst + RESERVE:
        zacht = gewenst + RESERVE if hard == resource.RLIM_INFINITY else min(gewenst + RESERVE, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (zacht, hard))
    if zacht < MINSTENS:
        raise WmoFout(TE_WEINIG_BESTANDEN.format(zacht=zacht))
    return max(1, min(gewenst, zacht - RESERVE))


class _Transport:
    """A transport of which the protocol says how it is closed."""

    def __init__(
        self, transport: asyncio.Transport, sluit: Callable[[], None], verder: Callable[[], None]
    ) -> None:
        """Be that transport, but for `close` and reading; `echt` is the transport itself.

        `verder` is called when more may be read.
        """
        self.echt = transport
        self.close = sluit
        self._verder = verder
        self.staat_stil = False
        """Whether nothing more may be read now."""
        self.loopt_uit = False
        self.geschreven = 0
        """Bytes of answers."""

    def write(self, data: bytes) -> None:
        self.geschreven += len(data)
        self.echt.write(data)

    def pause_reading(self) -> None:
        self.staat_stil = True
        self.echt.pause_reading()

    def resume_reading(self) -> None:
        self.staat_stil = False
        self._verder()

    def is_closing(self) -> bool:
        return self.loopt_uit or self.echt.is_closing()

    def __getattr__(self, naam: str) -> Any:
        return getattr(self.echt, naam)


_EINDE_KOP = re.compile(rb"\n\r?\n")


class _Lezer(h11.Connection):
    """Reads requests, but for heads of very many lines, and bodies in chunks of a size that nobody sends."""

    _stukken = _bytes = 0

    def next_event(self) -> Any:
        if self.their_state is h11.IDLE:
            kop, *_ = _EINDE_KOP.split(bytes(self._receive_buffer), maxsplit=1)
            if kop.count(b"\n") > MEESTE_KOPREGELS:
                self._process_error(self.their_role)
                raise h11.RemoteProtocolError("a head of more lines than anybody sends")
        event = super().next_event()
        if isinstance(event, h11.Request):
            self._stukken = self._bytes = 0
        elif isinstance(event, h11.Data):
            self._stukken += event.chunk_start
            self._bytes += len(event.data)
        te_klein = self._stukken > KLEINE_STUKKEN + self._bytes / KLEIN_STUK
        if te_klein or getattr(self._reader, "_bytes_in_chunk", 0) >= LANGSTE_STUK:
            raise h11.RemoteProtocolError("chunks of a size that nobody sends")
        return event

    @property
    def ongelezen(self) -> int:
        """Bytes that came, and of which nothing was made yet."""
        return len(self._receive_buffer)

    @property
    def aangekondigd(self) -> int:
        """Bytes to come of the chunk, or body of known length, that is read: one step, however many."""
        lezer = self._reader
        return getattr(lezer, "_bytes_in_chunk", 0) or getattr(lezer, "_remaining", 0)


class _Stroom(FlowControl):
    """Takes no more of who sends requests in one go while MEESTE_VOORUIT of them wait.

    Each request that asks for its body goes on reading, also where the body is there already.
    """

    def __init__(self, transport: _Transport, lezer: _Lezer) -> None:
        super().__init__(transport)  # type: ignore[arg-type]
        self._lezer = lezer

    def resume_reading(self) -> None:
        if self._lezer.ongelezen <= MEESTE_VOORUIT:
            super().resume_reading()


def verbinding(seconden: float, hoogstens: int) -> type[H11Protocol]:
    """The protocol for uvicorn's `http=`.

    So many `seconden` it waits for the head of each request. That goes for who sends nothing, for who sends a
    head byte by byte, and for who goes on sending a body after the answer. The timeout of uvicorn itself
    starts after an answer, and stops at the next byte.

    Who has not read all of an answer takes TRAAGST bytes a second over as long. Closing is not enough then,
    because it would wait until all is read: what was not is given up. In the state of a request the app finds
    how to do so sooner, as `verbreek`.

    Who is answered while it still sends could not read that if the connection were closed at once: what comes
    in after that makes the system of either side throw away what was not read yet (RFC 9112, 9.6). So only
    our side is closed, and what comes is thrown away, for as long as a head may take, UITLOOP_STIL seconds
    of silence and UITLOOP_BYTES at most. Where the connection stays, the same number of bytes goes.

    Where there are more than `hoogstens` at once, one of those makes room, or else the one that waits longest
    for more of its own request, be it the head or the body, so that who comes with a request is served,
    however many others send no more. Who has sent all of it keeps its place until it is answered.
    """
    wachtenden: OrderedDict[Verbinding, None] = OrderedDict()  # noqa: F821

    def bezig(verbinding: H11Protocol) -> bool:
        cyclus = verbinding.cycle
        return cyclus is not None and not (cyclus.response_complete or cyclus.disconnected)

    def stuurt_na(verbinding: H11Protocol) -> bool:
        """Whether it was answered before its request was complete, or could be read."""
        beantwoord = verbinding.conn.our_state in (h11.DONE, h11.MUST_CLOSE, h11.CLOSED)
        return beantwoord and verbinding.conn.their_state in (h11.SEND_BODY, h11.ERROR)

    def stuurt(verbinding: H11Protocol) -> bool:
        return bezig(verbinding) and verbinding.cycle.more_body

    def wacht(verbinding: "Verbinding") -> bool:
        """Whether it is the caller's turn to send; of a body that is not read on, it is ours."""
        if not bezig(verbinding):
            return True
        onze_beurt = verbinding.cycle.response_started or verbinding.flow.read_paused or verbinding.over
        return stuurt(verbinding) and not onze_beurt

    def sluit(verbinding: "Verbinding") -> None:
        if bezig(verbinding):
            return
        wachtenden.pop(verbinding, None)
        if stuurt_na(verbinding):
            verbinding.transport.echt.close()
        else:
            verbinding.timeout_keep_alive_handler()

    def maak_ruimte() -> None:
        langst = next(verbinding for verbinding in wachtenden if wacht(verbinding))
        if bezig(langst):
            del wachtenden[langst]
            langst.transport.abort()
        else:
            sluit(langst)

    class Verbinding(H11Protocol):
        transport: _Transport  # type: ignore[assignment]
        _wacht: asyncio.TimerHandle | None = None
        _leest: asyncio.TimerHandle | None = None
        _loopt_uit: asyncio.TimerHandle | None = None
        _leest_verder: asyncio.Handle | None = None
        _ongeteld = 0
        """Bytes of a body since it became the last of those that wait."""
        _na = 0
        """Bytes since the answer to a request that was not complete."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.conn: _Lezer = _Lezer(h11.SERVER, self.conn._max_incomplete_event_size)
            self.over = bytearray()
            """What came and is for the next turns."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(_Transport(transport, self._sluit, self._verder))  # type: ignore[arg-type]
            self.flow = _Stroom(self.transport, self.conn)
            self.app_state = {**self.app_state, "verbreek": transport.abort}
            with suppress(OSError):
                socket = transport.get_extra_info("socket")
                socket.setsockopt(IPPROTO_TCP, TCP_NOTSENT_LOWAT, BIJ_HET_SYSTEEM)
            self._wacht_op_kop()
            if len(self.connections) > hoogstens:
                maak_ruimte()

        def data_received(self, data: bytes) -> None:
            if stuurt_na(self):
                self._na += len(data)
                if self._na > UITLOOP_BYTES:
                    self.transport.echt.close()
            if not self.over and len(data) <= STUK * STUKKEN_PER_BEURT and self._mag_lezen:
                self._lees_stuk(data)  # as most are
            else:
                self.over += data
                self._lees()

        @property
        def _mag_lezen(self) -> bool:
            return not (self.transport.staat_stil or self.transport.is_closing())

        def _lees(self) -> None:
            """Look at what may be looked at in this turn."""
            self._leest_verder = None
            stukken = STUKKEN_PER_BEURT
            while self.over and stukken and self._mag_lezen:
                stukken -= not self.conn.aangekondigd
                lengte = self.conn.aangekondigd or STUK
                stuk = bytes(self.over[:lengte])
                del self.over[:lengte]
                self._lees_stuk(stuk)
            if self.transport.is_closing():
                self.over.clear()
            self._verder()

        def _lees_stuk(self, stuk: bytes) -> None:
            begonnen = bezig(self)
            super().data_received(stuk)
            self._ongeteld += len(stuk)
            if bezig(self) and (not begonnen or not stuurt(self) or self._ongeteld >= VLOT):
                self._sluit_aan()

        def _verder(self) -> None:
            """Go on in the next turn with what is left; take more only where nothing is."""
            if self.transport.staat_stil:
                return
            if not self.over:
                self.transport.echt.resume_reading()
                return
            self.transport.echt.pause_reading()
            if self._leest_verder is None:
                self._leest_verder = self.loop.call_soon(self._lees)

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._na = 0
            self._wacht_op_kop()
            self._wacht_op_lezer()

        def pause_writing(self) -> None:
            super().pause_writing()
            self._wacht_op_lezer()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            wachtenden.pop(self, None)
            for wekker in (self._wacht, self._leest, self._loopt_uit, self._leest_verder):
                if wekker is not None:
                    wekker.cancel()

        def send_400_response(self, msg: str) -> None:
            """Not to who was answered already: what comes after that is no request."""
            if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
                super().send_400_response(msg)
            else:
                self.transport.close()

        def _unsupported_upgrade_warning(self) -> None:
            """Say nothing: another protocol may be asked for, in vain (RFC 9110, 7.8)."""

        def shutdown(self) -> None:
            if self.transport.loopt_uit:
                self.transport.echt.close()
            else:
                super().shutdown()

        def _sluit(self) -> None:
            """What closing comes down to, whoever asks for it; the second time it is in earnest."""
            if self.transport.is_closing() or not stuurt_na(self):
                self.transport.echt.close()
                return
            self.transport.loopt_uit = True
            if bezig(self):  # who cannot be read on is as one that hung up
                self.cycle.disconnected = True
                self.cycle.message_event.set()
            self.flow.resume_reading()
            self.transport.write_eof()
            self._wacht_op_kop()
            self._wacht_op_lezer()
            self._loop_uit()

        def _loop_uit(self) -> None:
            self._loopt_uit = self.loop.call_later(UITLOOP_STIL, self._keur_uitloop, self._na)

        def _keur_uitloop(self, eerst: int) -> None:
            if self._na == eerst:
                self.transport.echt.close()
            else:
                self._loop_uit()

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
            if self.transport.loopt_uit:
                wachtenden.move_to_end(self, last=False)

        def _wacht_op_lezer(self) -> None:
            if self._leest is None:
                self._keur_lezer(self._gelezen(), 0)

        def _keur_lezer(self, eerst: int, peiling: int) -> None:
            self._leest = None
            if not self.transport.get_write_buffer_size():
                return
            if peiling == PEILINGEN:
                if self._gelezen() - eerst < TRAAGST * seconden:
                    self.transport.abort()
                    return
                eerst, peiling = self._gelezen(), 0
            self._leest = self.loop.call_later(seconden / PEILINGEN, self._keur_lezer, eerst, peiling + 1)

        def _gelezen(self) -> int:
            ongelezen: int = self.transport.get_write_buffer_size()
            return self.transport.geschreven - ongelezen

    return Verbinding
