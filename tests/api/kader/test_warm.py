"""What is made ready before the first request, so that it need not wait for it."""

import pytest
from fastapi.testclient import TestClient

from app.api.kader.rest.handeling import uitvoer
from app.api.kader.rest.router import Afhandelaar, Route
from app.instellingen import Instellingen
from app.main import maak_app, warm_op
from app.opslag.verzameling import adapter
from app.processen.kalender import kalender


def test_a_server_that_was_warmed_up_builds_nothing_at_its_first_request(
    instellingen: Instellingen, monkeypatch: pytest.MonkeyPatch
) -> None:
    gebouwd: list[Route] = []
    bouw = Route.get_route_handler

    def onthoud(route: Route) -> Afhandelaar:
        gebouwd.append(route)
        return bouw(route)

    monkeypatch.setattr(Route, "get_route_handler", onthoud)
    app = maak_app(instellingen)
    for soort in (kalender, uitvoer, adapter):
        soort.cache_clear()
    warm_op(app)
    assert all(soort.cache_info().currsize for soort in (kalender, uitvoer, adapter))
    gebouwd.clear()
    with TestClient(app) as client:
        client.get("/v1/clienten")
        client.get("/v1/ondersteuningsplannen")
    assert gebouwd == []
