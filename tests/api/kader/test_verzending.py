"""All answers together cannot fill the memory: larger ones leave in pieces, and need room."""

import asyncio
import gc
import weakref
from types import SimpleNamespace

import pytest
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.kader import buitenlaag
from app.api.kader.buitenlaag import Buitenlaag
from app.api.kader.fouten import Bezet
from app.api.kader.rest.probleem import probleem
from app.api.kader.verzending import LETTIJD, STUK
from tests.lus import draai

A, B, C, D, E = "0957", "1641", "41410001", "41410002", "0797"
GROOT = 4 * STUK


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    if beller := request.headers.get("authorization"):
        request.state.beller = SimpleNamespace(code=beller)
    await Response(b"x" * int(request.url.path[1:]))(scope, receive, send)


class Lezer:
    """A request of which the caller reads the answer in pieces, when it is told to."""

    def __init__(
        self, door: ASGIApp, lengte: int = GROOT, beller: str | None = None, methode: str = "GET"
    ) -> None:
        self._mag = asyncio.Semaphore(1)  # the head
        self._gevraagd = asyncio.Semaphore(1)
        self.gelezen: list[Message] = []
        self.verbroken = False
        koppen = [] if beller is None else [(b"authorization", beller.encode())]
        pad = f"/{lengte}"
        scope = {
            "type": "http",
            "method": methode,
            "path": pad,
            "raw_path": pad.encode(),
            "headers": koppen,
            "state": {"verbreek": self._verbreek},
        }
        self._loopt = asyncio.create_task(door(scope, self._geen_inhoud, self._neem))  # type: ignore[arg-type]

    async def _geen_inhoud(self) -> Message:
        await self._gevraagd.acquire()
        if self.verbroken:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"", "more_body": False}

    async def _neem(self, bericht: Message) -> None:
        if not self.verbroken:
            await self._mag.acquire()
        self.gelezen.append(bericht)

    def _verbreek(self) -> None:
        self.verbroken = True
        self._mag.release()
        self._gevraagd.release()

    async def begin(self) -> int:
        """The status, when it is there."""
        while not self.gelezen:
            await asyncio.sleep(0)
        status: int = self.gelezen[0]["status"]
        return status

    async def lees(self, stukken: int = 1) -> None:
        for _ in range(stukken):
            self._mag.release()
        await asyncio.sleep(0.001)

    async def einde(self) -> bytes:
        """All of the body, read as fast as it comes."""
        for _ in range(100):
            self._mag.release()
        await self._loopt
        return b"".join(bericht["body"] for bericht in self.gelezen[1:])


@pytest.fixture
def laag(monkeypatch: pytest.MonkeyPatch) -> Buitenlaag:
    """With room for two larger answers to strangers, four to callers and two to each of those."""
    for naam, aantal in (("VREEMDEN", 2), ("BELLERS", 4), ("EEN_BELLER", 2)):
        monkeypatch.setattr(buitenlaag, f"RUIMTE_{naam}", aantal * GROOT)
    return Buitenlaag(app, grootste_inhoud=1, seconden=30, foutantwoord=probleem)


async def begonnen(laag: Buitenlaag, aantal: int, beller: str | None = None) -> list[Lezer]:
    lezers = [Lezer(laag, beller=beller) for _ in range(aantal)]
    assert [await lezer.begin() for lezer in lezers] == [200] * aantal
    return lezers


@pytest.mark.parametrize("lengte", [0, 1, STUK, STUK + 1, 3 * STUK, 3 * STUK + 1])
def test_an_answer_comes_whole_in_pieces_of_which_each_was_taken_before_the_next(
    laag: Buitenlaag, lengte: int
) -> None:
    async def proef() -> None:
        lezer = Lezer(laag, lengte)
        assert await lezer.begin() == 200
        await lezer.lees()
        assert len(lezer.gelezen) == 2
        assert await lezer.einde() == b"x" * lengte
        assert all(len(bericht["body"]) <= STUK for bericht in lezer.gelezen[1:])
        assert [bericht["more_body"] for bericht in lezer.gelezen[1:]].index(False) == len(lezer.gelezen) - 2

    draai(proef())


def test_where_there_is_no_room_a_larger_answer_is_refused_until_another_was_read(laag: Buitenlaag) -> None:
    async def proef() -> None:
        eerste, _ = await begonnen(laag, 2)
        geweigerd = Lezer(laag)
        assert await geweigerd.begin() == 503
        koppen = dict(geweigerd.gelezen[0]["headers"])
        assert koppen[b"retry-after"]
        assert await Lezer(laag, STUK).begin() == 200
        assert await Lezer(laag, methode="HEAD").begin() == 200
        assert await Lezer(laag, beller=A).begin() == 200
        await eerste.einde()
        assert await Lezer(laag).begin() == 200

    draai(proef())


def test_of_one_caller_fewer_are_under_way_so_that_it_leaves_room(laag: Buitenlaag) -> None:
    async def proef() -> None:
        await begonnen(laag, 2, A)
        assert await Lezer(laag, beller=A).begin() == 503
        await begonnen(laag, 2, B)

    draai(proef())


def test_who_has_most_under_way_makes_way_for_who_has_less_however_fast_he_reads(laag: Buitenlaag) -> None:
    async def proef() -> None:
        van_a, van_b = await begonnen(laag, 2, A), await begonnen(laag, 2, B)
        await begonnen(laag, 1, C)
        await begonnen(laag, 1, D)
        for eerste, tweede in (van_a, van_b):
            assert eerste.verbroken is not tweede.verbroken
        assert await Lezer(laag, beller=E).begin() == 503  # each has as much

    draai(proef())


def test_one_that_is_larger_than_all_room_goes_by_itself(laag: Buitenlaag) -> None:
    async def proef() -> None:
        lezer = Lezer(laag, 3 * GROOT)
        assert await lezer.begin() == 200
        assert await Lezer(laag).begin() == 503
        assert await lezer.einde() == b"x" * 3 * GROOT
        assert await Lezer(laag).begin() == 200

    draai(proef())


def test_what_was_done_is_told_whether_there_is_room_or_not(laag: Buitenlaag) -> None:
    async def proef() -> None:
        await begonnen(laag, 2, A)
        assert await Lezer(laag, beller=A, methode="POST").begin() == 200
        await begonnen(laag, 2)
        assert await Lezer(laag, methode="POST").begin() == 503  # of a stranger nothing is kept

    draai(proef())


def test_who_reads_slowly_makes_way_for_another_and_who_does_not_stays(laag: Buitenlaag) -> None:
    async def proef() -> None:
        traag, vlot = await begonnen(laag, 2)
        assert await Lezer(laag).begin() == 503  # nobody can tell yet
        await asyncio.sleep(LETTIJD)
        await traag.lees(1)
        await vlot.lees(3)
        assert await Lezer(laag).begin() == 200
        assert (traag.verbroken, vlot.verbroken) == (True, False)
        assert await vlot.einde() == b"x" * GROOT

    draai(proef())


def test_who_reads_slowly_is_left_alone_while_there_is_room(laag: Buitenlaag) -> None:
    async def proef() -> None:
        (traag,) = await begonnen(laag, 1)
        await asyncio.sleep(10 * LETTIJD)
        await begonnen(laag, 1)
        assert not traag.verbroken
        assert await traag.einde() == b"x" * GROOT

    draai(proef())


def test_an_answer_that_breaks_off_before_its_first_piece_is_told_as_a_fault() -> None:
    async def breekt(scope: Scope, receive: Receive, send: Send) -> None:
        async def stukken():  # type: ignore[no-untyped-def]
            raise ValueError
            yield b""

        await StreamingResponse(stukken())(scope, receive, send)

    async def proef() -> None:
        laag = Buitenlaag(breekt, grootste_inhoud=1, seconden=30, foutantwoord=probleem)
        assert await Lezer(laag).begin() == 500

    draai(proef())


def test_an_answer_that_breaks_off_for_a_reason_is_cut_and_the_log_says_why(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def breekt(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x", "more_body": True})
        raise RuntimeError from Bezet("Nu niet.")

    async def proef() -> None:
        lezer = Lezer(Buitenlaag(breekt, grootste_inhoud=1, seconden=30, foutantwoord=probleem))
        assert await lezer.einde() == b"x"
        assert lezer.verbroken

    with caplog.at_level("INFO"):
        draai(proef())
    (regel,) = caplog.records
    assert regel.levelname == "INFO"
    assert regel.velden["reason"] == "Nu niet."  # type: ignore[attr-defined]


@pytest.mark.parametrize("methode", ["GET", "POST"])
def test_what_a_refused_answer_took_is_free_at_once(laag: Buitenlaag, methode: str) -> None:
    """An error holds all that there was where it arose, so that one that is kept keeps that."""

    class Merk: ...

    class Inhoud(bytes):
        merk: Merk

    over: list[weakref.ref[Merk]] = []

    async def app_(scope: Scope, receive: Receive, send: Send) -> None:
        inhoud = Inhoud(b"x" * GROOT)
        inhoud.merk = Merk()
        over.append(weakref.ref(inhoud.merk))
        await Response(inhoud)(scope, receive, send)

    async def proef() -> None:
        await begonnen(laag, 2)
        laag.app = app_
        geweigerd = Lezer(laag, methode=methode)
        assert await geweigerd.begin() == 503
        await geweigerd.einde()
        del geweigerd
        await asyncio.sleep(1)
        assert over[0]() is None

    gc.disable()
    try:
        draai(proef())
    finally:
        gc.enable()
