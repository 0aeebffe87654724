"""All bodies together cannot fill the memory: larger ones need a place, and there are few."""

import asyncio
from types import SimpleNamespace

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from app.api.kader import buitenlaag
from app.api.kader.buitenlaag import (
    KLEIN,
    PLAATSEN,
    PLAATSEN_EEN_BELLER,
    PLAATSEN_VREEMDEN,
    Buitenlaag,
)
from app.api.kader.rest.probleem import probleem
from app.domain.fouten import WmoFout
from tests.lus import draai

A, B, C = ((b"authorization", naam) for naam in (b"a", b"b", b"c"))


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    if "authorization" in request.headers:
        request.state.beller = SimpleNamespace(code=request.headers["authorization"])
    try:
        antwoord = Response(str(len(await request.body())))
    except WmoFout as fout:
        antwoord = probleem(scope, fout)
    await antwoord(scope, receive, send)


class Verzoek:
    """A request of which the body arrives when it is sent."""

    def __init__(self, door: Buitenlaag, *koppen: tuple[bytes, bytes]) -> None:
        self._invoer: asyncio.Queue[Message] = asyncio.Queue()
        self._uit: list[Message] = []
        scope = {"type": "http", "method": "POST", "path": "/", "raw_path": b"/", "headers": list(koppen)}
        self._loopt = asyncio.create_task(door(scope, self._invoer.get, self._neem_op))

    async def _neem_op(self, bericht: Message) -> None:
        self._uit.append(bericht)

    async def stuur(self, lengte: int, *, meer: bool) -> None:
        await self._invoer.put({"type": "http.request", "body": b"x" * lengte, "more_body": meer})
        for _ in range(10):  # as often as it takes to read it
            await asyncio.sleep(0)

    async def status(self) -> int:
        await self._loopt
        start: int = self._uit[0]["status"]
        return start


@pytest.fixture
def laag(monkeypatch: pytest.MonkeyPatch) -> Buitenlaag:
    monkeypatch.setattr(buitenlaag, "WACHT_SECONDEN", 0.02)
    return Buitenlaag(app, grootste_inhoud=10 * KLEIN, seconden=30, foutantwoord=probleem)


async def begonnen(laag: Buitenlaag, aantal: int, *koppen: tuple[bytes, bytes]) -> list[Verzoek]:
    verzoeken = [Verzoek(laag, *koppen) for _ in range(aantal)]
    for verzoek in verzoeken:
        await verzoek.stuur(KLEIN + 1, meer=True)
    return verzoeken


async def status_van(laag: Buitenlaag, lengte: int, *koppen: tuple[bytes, bytes]) -> int:
    verzoek = Verzoek(laag, *koppen)
    await verzoek.stuur(lengte, meer=False)
    return await verzoek.status()


def test_of_strangers_few_large_bodies_are_taken_at_a_time_and_the_others_hear_so(laag: Buitenlaag) -> None:
    async def proef() -> None:
        bezet = await begonnen(laag, PLAATSEN_VREEMDEN)
        assert await status_van(laag, KLEIN + 1) == 503
        assert await status_van(laag, KLEIN) == 200
        assert await status_van(laag, KLEIN + 1, A) == 200
        for verzoek in bezet:
            await verzoek.stuur(1, meer=False)
            assert await verzoek.status() == 200
        assert await status_van(laag, KLEIN + 1) == 200

    draai(proef())


def test_of_callers_with_a_token_more_are_as_many_as_there_may_be(laag: Buitenlaag) -> None:
    async def proef() -> None:
        for nummer in range(PLAATSEN):
            await begonnen(laag, 1, (b"authorization", b"%d" % nummer))
        for koppen in ((A,), ()):
            assert await status_van(laag, KLEIN + 1, *koppen) == 503
            assert await status_van(laag, KLEIN, *koppen) == 200

    draai(proef())


def test_smaller_ones_take_as_much_less_and_more_of_them_fit(laag: Buitenlaag) -> None:
    async def proef() -> None:
        lengte = (b"content-length", b"%d" % (2 * KLEIN))
        bezet = await begonnen(laag, 5 * PLAATSEN_VREEMDEN, lengte)
        assert await status_van(laag, KLEIN + 1, lengte) == 503
        await bezet[0].stuur(1, meer=False)
        assert await bezet[0].status() == 200
        assert await status_van(laag, KLEIN + 1, lengte) == 200

    draai(proef())


def test_no_few_callers_keep_all_others_out(laag: Buitenlaag) -> None:
    async def proef() -> None:
        for beller in (A, B):
            await begonnen(laag, PLAATSEN_EEN_BELLER, beller)
            assert await status_van(laag, KLEIN + 1, beller) == 503
        assert await status_van(laag, KLEIN + 1, C) == 200

    draai(proef())


def test_a_body_that_waits_for_a_place_gets_the_first_that_comes_free(
    laag: Buitenlaag, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def proef() -> None:
        monkeypatch.setattr(buitenlaag, "WACHT_SECONDEN", 30)
        eerste, *_ = await begonnen(laag, PLAATSEN_VREEMDEN)
        (wacht,) = await begonnen(laag, 1)
        await eerste.stuur(1, meer=False)
        assert await eerste.status() == 200
        await wacht.stuur(1, meer=False)
        assert await wacht.status() == 200

    draai(proef())


@pytest.fixture
def oplettend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sends slowly is found out soon, so that nobody has to wait long for a place."""
    monkeypatch.setattr(buitenlaag, "LETTIJD", 0.01)
    monkeypatch.setattr(buitenlaag, "WACHT_SECONDEN", 0.5)


@pytest.mark.usefixtures("oplettend")
def test_many_who_send_slowly_keep_out_nobody_who_does_not() -> None:
    laag = Buitenlaag(app, grootste_inhoud=10**12, seconden=30, foutantwoord=probleem)

    async def proef() -> None:
        tragen = await begonnen(laag, 4 * PLAATSEN_VREEMDEN)
        assert await status_van(laag, KLEIN + 1) == 200
        assert await tragen[0].status() == 503

    draai(proef())


@pytest.mark.usefixtures("oplettend")
def test_who_sends_fast_enough_keeps_its_place_however_many_wait() -> None:
    laag = Buitenlaag(app, grootste_inhoud=10**12, seconden=30, foutantwoord=probleem)

    async def proef() -> None:
        vlotten = await begonnen(laag, PLAATSEN_VREEMDEN)
        await begonnen(laag, 4 * PLAATSEN_VREEMDEN)
        for meer in [True] * 20 + [False]:
            for verzoek in vlotten:
                await verzoek.stuur(KLEIN, meer=meer)
            await asyncio.sleep(0.002)
        assert [await verzoek.status() for verzoek in vlotten] == [200] * PLAATSEN_VREEMDEN

    draai(proef())


@pytest.mark.usefixtures("oplettend")
def test_who_sends_slowly_keeps_its_place_while_nobody_waits() -> None:
    laag = Buitenlaag(app, grootste_inhoud=10**12, seconden=30, foutantwoord=probleem)

    async def proef() -> None:
        traag, *_ = await begonnen(laag, PLAATSEN_VREEMDEN)
        await asyncio.sleep(0.03)
        await traag.stuur(1, meer=False)
        assert await traag.status() == 200

    draai(proef())


def test_who_has_sent_all_keeps_its_place_until_it_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buitenlaag, "WACHT_SECONDEN", 0.02)
    monkeypatch.setattr(buitenlaag, "LETTIJD", 0.002)
    gelezen = asyncio.Event()

    async def bezig(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()
        await gelezen.wait()
        await Response("")(scope, receive, send)

    async def proef() -> None:
        laag = Buitenlaag(bezig, grootste_inhoud=10**12, seconden=30, foutantwoord=probleem)
        verzoeken = [Verzoek(laag) for _ in range(PLAATSEN_VREEMDEN)]
        for verzoek in verzoeken:
            await verzoek.stuur(KLEIN + 1, meer=False)
        laat = Verzoek(laag)
        await laat.stuur(KLEIN + 1, meer=False)
        await asyncio.sleep(0.05)
        gelezen.set()
        assert [await verzoek.status() for verzoek in verzoeken] == [200] * PLAATSEN_VREEMDEN

    draai(proef())
