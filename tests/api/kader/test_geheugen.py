"""After a large message the process keeps no more memory than it uses."""

from collections.abc import Callable
from threading import Event

import pytest
from fastapi.testclient import TestClient
from starlette.responses import Response

from app.api.kader import buitenlaag
from app.api.kader.buitenlaag import Buitenlaag
from app.api.kader.rest.probleem import probleem
from app.domain.partijen import Rol


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
