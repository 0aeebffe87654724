"""What a good answer looks like."""

from collections.abc import Callable, Generator
from inspect import GEN_CLOSED, getgeneratorstate
from typing import Any

import pytest
from anyio import run, sleep_forever
from fastapi.testclient import TestClient

from app.api.kader.rest.antwoorden import Csv
from tests.api.proef import GOED, ID


@pytest.fixture
def gemeente(proef_als: Callable[..., TestClient]) -> TestClient:
    return proef_als()


def test_what_is_made_has_an_address_and_a_revision(gemeente: TestClient) -> None:
    antwoord = gemeente.post("/v1/proeven", json=GOED)
    assert antwoord.status_code == 201
    assert antwoord.headers["location"] == f"/v1/proeven/{ID}"
    assert antwoord.headers["etag"] == '"3"'


def test_names_are_camel_case_moments_are_utc_and_what_is_absent_is_left_out(gemeente: TestClient) -> None:
    assert gemeente.post("/v1/proeven", json=GOED).json() == {
        "id": str(ID),
        "bsn": "999990019",
        "begindatum": "2026-03-01",
        "vastgelegdOp": "2026-03-01T09:00:00Z",
        "getal": 1.25,
    }


@pytest.mark.parametrize(
    ("in_", "uit"),
    [
        ("2026-03-01T00:30:00+01:00", "2026-02-28T23:30:00Z"),
        ("2026-03-01t09:00:00z", "2026-03-01T09:00:00Z"),
        ("2026-03-01T09:00:00.25-05:30", "2026-03-01T14:30:00.250000Z"),
    ],
)
def test_a_moment_in_any_offset_comes_out_in_utc(gemeente: TestClient, in_: str, uit: str) -> None:
    assert gemeente.post("/v1/proeven", json=GOED | {"vastgelegdOp": in_}).json()["vastgelegdOp"] == uit


def test_a_list_links_to_its_next_page_until_the_last(gemeente: TestClient) -> None:
    eerste = gemeente.get("/v1/proeven?limiet=2")
    assert eerste.links["next"]["url"] == "/v1/proeven?limiet=2&cursor=verder"
    assert "link" not in gemeente.get(eerste.links["next"]["url"]).headers


def test_xml_reaches_the_endpoint_as_bytes(gemeente: TestClient) -> None:
    antwoord = gemeente.post(
        "/v1/proeven/berichten", content=b"<a/>", headers={"Content-Type": "application/xml"}
    )
    assert antwoord.json() == 4


@pytest.mark.parametrize("asgi", [{}, {"spec_version": "2.4"}], ids=["told of a hang-up", "sending fails"])
@pytest.mark.parametrize("heel", [True, False], ids=["read to its end", "broken off"])
def test_a_table_lets_go_of_what_it_holds_as_soon_as_its_answer_ends(asgi: Any, heel: bool) -> None:
    """It is not dropped here before it is looked at, so that nothing but its end can have closed it."""

    def maak() -> Generator[str]:
        yield "a\r\n"
        while not heel:
            yield "b\r\n"

    async def ontvang() -> Any:
        if heel or asgi:
            await sleep_forever()
        return {"type": "http.disconnect"}

    async def stuur(deel: Any) -> None:
        if asgi and not heel and deel.get("body"):
            raise OSError

    async def antwoord() -> None:
        try:
            await Csv(tabel)({"type": "http", "asgi": asgi}, ontvang, stuur)
        except Exception:
            assert not heel

    tabel = maak()
    run(antwoord)
    assert getgeneratorstate(tabel) == GEN_CLOSED
