"""A connection as uvicorn serves it, closed when it does not come with a whole head of a request in time."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol


def verbinding(seconden: float) -> type[H11Protocol]:
    """The protocol for `uvicorn.run(http=...)`; so many seconds it waits for the head of each request.

    That goes for who sends nothing, for who sends a head byte by byte, and for who goes on sending a body
    after the answer. The timeout of uvicorn itself starts after an answer, and stops at the next byte.
    """

    class Verbinding(H11Protocol):
        _wacht: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._wacht_op_kop()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._wacht_op_kop()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if self._wacht is not None:
                self._wacht.cancel()

        def _wacht_op_kop(self) -> None:
            if self._wacht is not None:
                self._wacht.cancel()
            self._wacht = self.loop.call_later(seconden, self._sluit_zonder_verzoek)

        def _sluit_zonder_verzoek(self) -> None:
            if self.cycle is None or self.cycle.response_complete:
                self.timeout_keep_alive_handler()

    return Verbinding
