"""What is on every response, limits on what comes in, and the answers to HEAD and OPTIONS."""

import asyncio
import logging
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from app.api.kader.buitenlaag import KOPPEN, Buitenlaag
from app.api.kader.fouten import TeTraag
from app.api.kader.rest import router
from app.api.kader.rest.probleem import probleem
from app.api.kader.trace import trace_van

PADEN = [
    ("GET", "/v1/proeven", 200),
    ("GET", "/v1/openapi.json", 200),
    ("GET", "/v1/vrij/kapot", 500),
    ("GET", "/v1/vrij/onbereikbaar", 503),
    ("GET", "/v1/bestaat-niet", 404),
    ("DELETE", "/v1/proeven", 405),
    ("POST", "/v1/proeven", 415),
    ("HEAD", "/v1/proeven", 200),
    ("OPTIONS", "/v1/proeven", 204),
    ("GET", "/docs/bestaat-niet", 404),
    ("GET", "/livez", 200),
    ("GET", "/readyz", 200),
    ("GET", "/.well-known/security.txt", 200),
]


@pytest.mark.parametrize(("methode", "pad", "status"), PADEN)
def test_every_response_has_the_version_and_the_security_headers(
    proef_als: Callable[..., TestClient], methode: str, pad: str, status: int
) -> None:
    antwoord = proef_als().request(methode, pad)
    assert antwoord.status_code == status
    assert all(kop in antwoord.headers for kop in KOPPEN)
    assert "unsafe" not in antwoord.headers["content-security-policy"]


@pytest.mark.usefixtures("browserbestanden")
@pytest.mark.parametrize("pad", ["/docs", "/docs/swagger-ui.css"])
def test_so_has_what_a_browser_gets(proef_als: Callable[..., TestClient], pad: str) -> None:
    test_every_response_has_the_version_and_the_security_headers(proef_als, "GET", pad, 200)


def test_a_request_without_token_gets_them_too(proef: TestClient) -> None:
    antwoord = proef.get("/v1/proeven")
    assert antwoord.status_code == 401
    assert all(kop in antwoord.headers for kop in KOPPEN)


def test_head_is_get_without_the_body(proef_als: Callable[..., TestClient]) -> None:
    client = proef_als()
    hoofd, geheel = client.head("/v1/proeven"), client.get("/v1/proeven")
    assert hoofd.content == b""
    assert hoofd.headers["content-length"] == str(len(geheel.content))


def test_head_sends_no_byte_of_the_body() -> None:
    async def lezer(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(scope["method"])(scope, receive, send)

    async def niets() -> Message:
        raise AssertionError("nothing to receive")

    async def stuur(bericht: Message) -> None:
        verstuurd.append(bericht)

    verstuurd: list[Message] = []
    scope = {"type": "http", "method": "HEAD", "path": "/", "headers": []}
    asyncio.run(Buitenlaag(lezer, grootste_inhoud=10, seconden=1, foutantwoord=probleem)(scope, niets, stuur))
    begin, *inhoud = verstuurd
    assert (b"content-length", b"3") in begin["headers"]
    assert {bericht["body"] for bericht in inhoud} == {b""}


def test_options_names_the_methods(proef: TestClient) -> None:
    assert proef.options("/v1/proeven").headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert proef.options("/v1/bestaat-niet").status_code == 404


@pytest.mark.parametrize("pad", ["/v1/openapi.json", "/v1/problemen", "/v1/problemen/te-groot"])
def test_public_parts_may_be_read_from_other_origins(proef: TestClient, pad: str) -> None:
    for antwoord in (proef.get(pad), proef.options(pad, headers={"Origin": "https://elders.example"})):
        assert antwoord.headers["access-control-allow-origin"] == "*"


def test_the_rest_may_not(proef_als: Callable[..., TestClient]) -> None:
    antwoord = proef_als().get("/v1/proeven", headers={"Origin": "https://elders.example"})
    assert "access-control-allow-origin" not in antwoord.headers


def test_a_body_that_announces_too_much_is_refused_unread(
    proef_als: Callable[..., TestClient], grootste_inhoud: int
) -> None:
    antwoord = proef_als().post(
        "/v1/proeven/berichten",
        content=b"a" * (grootste_inhoud + 1),
        headers={"Content-Type": "application/xml"},
    )
    assert antwoord.status_code == 413


def test_the_largest_body_is_taken(proef_als: Callable[..., TestClient], grootste_inhoud: int) -> None:
    antwoord = proef_als().post(
        "/v1/proeven/berichten", content=b"a" * grootste_inhoud, headers={"Content-Type": "application/xml"}
    )
    assert antwoord.json() == grootste_inhoud


def test_a_body_without_length_is_counted_as_it_comes(
    proef_als: Callable[..., TestClient], grootste_inhoud: int
) -> None:
    antwoord = proef_als().post(
        "/v1/proeven/berichten",
        content=(b"a" * 1024 for _ in range(grootste_inhoud)),
        headers={"Content-Type": "application/xml"},
    )
    assert antwoord.status_code == 413


def test_json_has_a_lower_limit(
    proef_als: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(router, "GROOTSTE_JSON", 100)
    antwoord = proef_als().post("/v1/proeven", json={"a": "x" * 100})
    assert antwoord.status_code == 413


def test_a_length_that_is_said_in_two_ways_is_refused_and_ends_the_connection(
    proef_als: Callable[..., TestClient],
) -> None:
    koppen = {"Content-Type": "application/json", "Content-Length": "2", "Transfer-Encoding": "chunked"}
    antwoord = proef_als().post("/v1/proeven", content=b"{}", headers=koppen)
    assert antwoord.status_code == 400
    assert antwoord.json()["type"] == "/v1/problemen/dubbele-lengte"
    assert antwoord.headers["connection"] == "close"


def test_a_body_that_takes_too_long_is_given_up() -> None:
    async def komt_nooit() -> Message:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def lezer(scope: Scope, receive: Receive, send: Send) -> None:
        with pytest.raises(TeTraag):
            await receive()
        gelezen.append(scope)

    async def stuur(_: Message) -> None:
        raise AssertionError("nothing to send")

    gelezen: list[Scope] = []
    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    asyncio.run(
        Buitenlaag(lezer, grootste_inhoud=10, seconden=0.01, foutantwoord=probleem)(scope, komt_nooit, stuur)
    )
    assert gelezen


def test_a_caller_that_hangs_up_is_no_error_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    async def weg() -> Message:
        return {"type": "http.disconnect"}

    async def lezer(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()

    async def stuur(_: Message) -> None:
        raise AssertionError("nobody to send to")

    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    with caplog.at_level(logging.ERROR):
        asyncio.run(
            Buitenlaag(lezer, grootste_inhoud=10, seconden=1, foutantwoord=probleem)(scope, weg, stuur)
        )
    assert caplog.text == ""


@pytest.mark.parametrize(
    "traceparent",
    [
        None,
        "",
        "onzin",
        f"00-{'0' * 32}-{'cd' * 8}-01",
        f"00-{'AB' * 16}-{'cd' * 8}-01",
        f"ff-{'ab' * 16}-{'cd' * 8}-01",
    ],
)
def test_a_request_without_a_valid_trace_gets_its_own(traceparent: str | None) -> None:
    een, ander = trace_van(traceparent), trace_van(traceparent)
    assert een.trace_id != ander.trace_id
    assert len(een.trace_id) == 32
    assert een.aanroeper_span_id is None


def test_a_valid_trace_is_continued() -> None:
    trace = trace_van(f"00-{'ab' * 16}-{'cd' * 8}-01")
    assert (trace.trace_id, trace.aanroeper_span_id) == ("ab" * 16, "cd" * 8)
    assert trace.span_id != "cd" * 8
