"""Who reads an answer slower than a poor line does is given up; who sends much in one go is read in turns."""

import asyncio
from typing import Any

import pytest
from starlette.responses import Response
from uvicorn import Config
from uvicorn.server import ServerState

from app.api.kader.buitenlaag import Buitenlaag
from app.api.kader.rest.probleem import probleem
from app.api.kader.verbinding import BIJ_HET_SYSTEEM, TRAAGST, verbinding
from tests.lus import draai

SECONDEN = 30
VRAAG = b"GET / HTTP/1.1\r\nHost: wmo\r\n\r\n"
KLEIN, GROOT = 20_000, 3_000_000


class Lijn(asyncio.Transport):
    """What is written waits here until it is read; it pauses the writer as a loop does."""

    def __init__(self, lengte: int) -> None:
        """A connection to an app that gives answers of this length."""
        super().__init__()
        self.gezet: list[tuple[int, ...]] = []
        self.ongelezen = self.geschreven = 0
        self.open = True
        self.staat_stil = False
        """Whether nothing more is read of who sends."""
        self._gepauzeerd = False
        app = Buitenlaag(Response(b"x" * lengte), grootste_inhoud=1, seconden=30, foutantwoord=probleem)
        config = Config(app, ws="none", log_config=None)
        self._protocol: Any = verbinding(SECONDEN, 10)(config, ServerState(), {})  # type: ignore[arg-type]
        self._protocol.connection_made(self)

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self if name == "socket" else default

    def getsockname(self) -> str:
        return ""

    getpeername = getsockname

    def setsockopt(self, *optie: int) -> None:
        self.gezet.append(optie)

    def vraag(self, keren: int = 1, eerst: bytes = b"") -> None:
        self._protocol.data_received(eerst + VRAAG * keren)

    def write(self, data: Any) -> None:
        self.ongelezen += len(data)
        self.geschreven += len(data)
        if self.ongelezen > 2**16 and not self._gepauzeerd:
            self._gepauzeerd = True
            self._protocol.pause_writing()

    def get_write_buffer_size(self) -> int:
        return self.ongelezen

    def is_closing(self) -> bool:
        return not self.open

    def pause_reading(self) -> None:
        self.staat_stil = True

    def resume_reading(self) -> None:
        self.staat_stil = False

    def close(self) -> None:
        self.open = self.open and bool(self.ongelezen)

    def abort(self) -> None:
        self.open = False
        self._protocol.connection_lost(None)

    async def gelezen(self) -> int:
        """In how many turns all that was sent is looked at."""
        beurten = 0
        while self.staat_stil:
            beurten += 1
            await asyncio.sleep(0)
        return beurten

    async def lees(self, per_seconde: float, seconden: int) -> None:
        """Read as much each second."""
        for _ in range(seconden):
            await asyncio.sleep(1)
            self.ongelezen -= min(self.ongelezen, int(per_seconde))
            if self._gepauzeerd and self.ongelezen <= 2**14 and self.open:
                self._gepauzeerd = False
                self._protocol.resume_writing()


@pytest.mark.parametrize(("lengte", "keren"), [(GROOT, 1), (KLEIN, 150)], ids=["one large", "many small"])
@pytest.mark.parametrize(("snelheid", "blijft"), [(0, False), (0.8, False), (1.2, True)])
def test_who_reads_slower_than_that_is_given_up(
    lengte: int, keren: int, snelheid: float, blijft: bool
) -> None:
    async def proef() -> None:
        lijn = Lijn(lengte)
        lijn.vraag(keren)
        await lijn.lees(snelheid * TRAAGST, 4 * SECONDEN)
        assert lijn.open is blijft
        assert lijn.geschreven < lengte * keren

    draai(proef())


def test_who_reads_all_at_once_and_asks_now_and_then_is_never_too_slow() -> None:
    async def proef() -> None:
        lijn = Lijn(2 * KLEIN)
        for _ in range(10 * SECONDEN):
            lijn.vraag()
            await lijn.lees(KLEIN, 2)
        assert lijn.open

    draai(proef())


def test_what_was_never_read_is_no_more_than_some_pieces_however_much_was_asked() -> None:
    async def proef() -> None:
        lijn = Lijn(GROOT)
        lijn.vraag(20)
        await lijn.lees(0, 1)
        assert lijn.geschreven < 200_000
        assert BIJ_HET_SYSTEEM in lijn.gezet[0]

    draai(proef())


@pytest.mark.parametrize(("lengte", "beurten"), [(64, range(50, 63)), (2**13, range(2, 5))])
def test_of_who_sends_much_in_one_go_what_costs_little_is_looked_at_in_each_turn(
    lengte: int, beurten: range
) -> None:
    """Also where it was answered already; and what comes after that is answered too."""
    stuk = b"%x\r\n" % lengte + b"x" * lengte + b"\r\n"
    veel = stuk * (250_000 // len(stuk)) + b"0\r\n\r\n"

    async def proef() -> None:
        lijn = Lijn(KLEIN)
        lijn.vraag(1, b"POST / HTTP/1.1\r\nHost: wmo\r\nTransfer-Encoding: chunked\r\n\r\n" + veel)
        assert await lijn.gelezen() in beurten
        await lijn.lees(0, 1)
        assert lijn.geschreven > 2 * KLEIN

    draai(proef())


def test_a_body_of_known_length_is_read_as_fast_as_it_comes() -> None:
    """However many others send what costs much in each turn, which would take it beyond its time."""

    async def proef() -> None:
        lijn = Lijn(KLEIN)
        lijn.vraag(1, b"POST / HTTP/1.1\r\nHost: wmo\r\nContent-Length: 250000\r\n\r\n" + bytes(250_000))
        assert await lijn.gelezen() <= 2
        await lijn.lees(0, 1)
        assert lijn.geschreven > 2 * KLEIN

    draai(proef())
