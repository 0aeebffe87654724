"""One request is one transaction, on both databases."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from app.opslag import Databank
from tests.api.conftest import BEGIN, Klok
from tests.api.proef import ID

pytestmark = pytest.mark.beide

PAD = f"/v1/proeven/{ID}"


@pytest.fixture
def gemeente(proef_als: Callable[..., TestClient], databank: Databank, klok: Klok) -> Iterator[TestClient]:
    """The stand-in resource on a database of this test."""
    client = proef_als()
    staat = client.app.state
    voorheen = staat.databank, staat.klok
    staat.databank, staat.klok = databank, klok
    yield client
    staat.databank, staat.klok = voorheen


def aantal(client: TestClient) -> int:
    telling: int = client.get(f"{PAD}/aanbieders").json()
    return telling


def test_what_an_endpoint_changes_is_there_when_its_answer_is(gemeente: TestClient) -> None:
    assert gemeente.post(f"{PAD}/aanbieders").status_code == 204
    assert aantal(gemeente) == 1


def test_an_endpoint_that_fails_changes_nothing(gemeente: TestClient) -> None:
    assert gemeente.post(f"{PAD}/weigeringen").status_code == 409
    assert aantal(gemeente) == 0


def test_the_second_of_the_same_is_refused(gemeente: TestClient) -> None:
    gemeente.post(f"{PAD}/aanbieders")
    antwoord = gemeente.post(f"{PAD}/aanbieders")
    assert antwoord.status_code == 409
    assert antwoord.json()["type"] == "/v1/problemen/bestaat-al"
    assert aantal(gemeente) == 1


def test_more_requests_at_once_than_threads_all_get_their_turn(gemeente: TestClient) -> None:
    with ThreadPoolExecutor(60) as groep:
        antwoorden = list(groep.map(lambda _: gemeente.get(f"{PAD}/aanbieders").status_code, range(120)))
    assert antwoorden == [200] * 120


def test_the_clock_of_the_app_is_the_moment_of_the_request(gemeente: TestClient, klok: Klok) -> None:
    assert gemeente.get(f"{PAD}/moment").json() == BEGIN.isoformat()
    klok.verzet(weeks=2)
    assert gemeente.get(f"{PAD}/moment").json() > BEGIN.isoformat()
