"""A large message is there once, and after it the process keeps no more memory than it uses."""

import tracemalloc
from collections.abc import Callable
from threading import Event

import pytest
from fastapi.testclient import TestClient
from starlette.responses import Response
from starlette.types import Message

from app.api.kader import buitenlaag
from app.api.kader.buitenlaag import Buitenlaag
from app.api.kader.rest.probleem import probleem
from app.api.kader.rest.router import _GelezenVerzoek
from app.domain.partijen import Rol
from tests.lus import draai


@pytest.mark.parametrize(("bytes_", "geeft_terug"), [(buitenlaag.KLEIN, False), (buitenlaag.KLEIN + 1, True)])
def test_what_a_large_body_took_is_given_back(
    als_gemeente: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch, bytes_: int, geeft_terug: bool
) -> None:
    teruggegeven = Event()
    monkeypatch.setattr(buitenlaag, "geef_geheugen_terug", teruggegeven.set)
    bel = als_gemeente("0957", Rol.ADMINISTRATIE)
    xml = {"Content-Type": "application/xml"}
    assert bel.post("/v1/validaties", content=b"x" * bytes_, headers=xml).status_code == 400
    assert teruggegeven.wait(5 if geeft_terug else 0) is geeft_terug


@pytest.mark.parametrize(("bytes_", "geeft_terug"), [(2**18, False), (2**18 + 1, True)])
def test_so_is_what_a_large_answer_took(
    monkeypatch: pytest.MonkeyPatch, bytes_: int, geeft_terug: bool
) -> None:
    teruggegeven = Event()
    monkeypatch.setattr(buitenlaag, "geef_geheugen_terug", teruggegeven.set)
    laag = Buitenlaag(Response(b"x" * bytes_), grootste_inhoud=1, seconden=1, foutantwoord=probleem)
    assert TestClient(laag).get("/").content == b"x" * bytes_
    assert teruggegeven.wait(5 if geeft_terug else 0) is geeft_terug


def test_a_body_is_in_memory_once_while_it_comes() -> None:
    stukken = iter(range(64, 0, -1))

    async def ontvang() -> Message:
        nog = next(stukken)
        return {"type": "http.request", "body": bytes([nog]) * 2**16, "more_body": nog > 1}

    async def proef() -> None:
        verzoek = _GelezenVerzoek({"type": "http", "method": "POST"}, ontvang)
        tracemalloc.start()
        try:
            inhoud = await verzoek.body()
            _, hoogst = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert inhoud == b"".join(bytes([nog]) * 2**16 for nog in range(64, 0, -1))
        assert await verzoek.body() is inhoud
        assert hoogst < 1.5 * len(inhoud)

    draai(proef())
