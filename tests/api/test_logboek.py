"""The access record over HTTP: joined to the trace of the request, and what it cannot hold is not done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.opslag import Databank, Sleutels
from app.opslag.tabellen import client as clienten
from app.opslag.tabellen import verwerking
from tests import bouw
from tests.bellen import bel_aan

pytestmark = pytest.mark.beide

TRACE_ID, AANROEPER = "ab" * 16, "cd" * 8


@contextmanager
def zonder_logboek(databank: Databank) -> Iterator[None]:
    """The table of the access record is gone for a while."""
    with databank._motor.begin() as verbinding:
        verbinding.exec_driver_sql("ALTER TABLE verwerking RENAME TO weg")
    yield
    with databank._motor.begin() as verbinding:
        verbinding.exec_driver_sql("ALTER TABLE weg RENAME TO verwerking")


@dataclass
class Bel:
    http: TestClient
    pad: str


@pytest.fixture
def bel(als_gemeente: Callable[..., TestClient], databank: Databank) -> Bel:
    """A worker, and a client that he may read and change."""
    with databank.transactie(bouw.verwerker()) as opslag:
        client = opslag.clienten.bewaar(bouw.een_client())
    gemeente = als_gemeente()
    http = bel_aan(gemeente, dict(gemeente.headers), meld=False)
    return Bel(http, f"/v1/clienten/{client.id}")


def test_a_record_is_part_of_the_trace_of_its_request(bel: Bel, databank: Databank) -> None:
    kop = {"traceparent": f"00-{TRACE_ID}-{AANROEPER}-01"}

    antwoord = bel.http.get(bel.pad, headers=kop)

    with databank._motor.connect() as verbinding:
        rij = verbinding.execute(select(verwerking).order_by(verwerking.c.id.desc()).limit(1)).one()
    _, trace, span, _ = antwoord.headers["traceparent"].split("-")
    assert (rij.trace_id, rij.parent_span_id, rij.aanroeper_span_id) == (trace, span, AANROEPER)
    assert trace == TRACE_ID
    assert rij.span_id not in (span, AANROEPER)
    assert rij.moment < rij.einde


def test_without_the_record_nothing_is_shown(bel: Bel, databank: Databank) -> None:
    with zonder_logboek(databank):
        antwoord = bel.http.get(bel.pad)

    assert antwoord.status_code == 503
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert "Kanarie" not in antwoord.text


def test_without_the_record_nothing_is_changed(bel: Bel, databank: Databank) -> None:
    gelezen = bel.http.get(bel.pad)
    inhoud = {naam: waarde for naam, waarde in gelezen.json().items() if naam != "id"}
    with zonder_logboek(databank):
        wijziging = bel.http.put(bel.pad, json=inhoud, headers={"If-Match": gelezen.headers["ETag"]})
        nieuw = bel.http.post("/v1/clienten", json=inhoud | {"bsn": bouw.ANDER_BSN.cijfers})

    assert (wijziging.status_code, nieuw.status_code) == (503, 503)
    assert bel.http.get(bel.pad).headers["ETag"] == gelezen.headers["ETag"]
    with databank._motor.connect() as verbinding:
        assert len(verbinding.execute(select(clienten.c.id)).all()) == 1


def test_a_record_that_has_to_wait_too_long_stops_the_request(
    als_gemeente: Callable[..., TestClient],
    postgres_url: str,
    sleutels: Sleutels,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.opslag.motoren.WACHTTIJD", 1)
    http, databank = als_gemeente(), Databank(postgres_url, sleutels)
    http.app.state.databank = databank
    with databank._motor.begin() as verbinding:
        verbinding.exec_driver_sql("LOCK TABLE verwerking IN ACCESS EXCLUSIVE MODE")
        antwoord = http.post("/v1/clienten", json=CLIENT)

    assert antwoord.status_code == 503
    assert "Retry-After" in antwoord.headers
    assert http.get("/v1/clienten").json() == []
    databank.sluit()


CLIENT = {
    "bsn": bouw.BSN.cijfers,
    "naam": {"achternaam": "Kanariepiet"},
    "geboortedatum": {"datum": "1941-07-09"},
    "geslacht": "2",
    "contacten": [{"soort": "01", "postcode": "6041EM"}],
}
