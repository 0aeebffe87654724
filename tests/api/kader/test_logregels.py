"""What is logged: one line a request, joined to its trace, and nothing about a person."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.kader.logregels import Demper, JsonRegel, schrijf_json
from tests.api.proef import GOED, ID

TRACE_ID = "ab" * 16
TRACEPARENT = f"00-{TRACE_ID}-{'cd' * 8}-01"
BSN = "999990019"


class Log:
    """The lines so far."""

    def __init__(self) -> None:
        self.uit = io.StringIO()

    @property
    def tekst(self) -> str:
        return self.uit.getvalue()

    def regels(self, bericht: str) -> list[dict[str, Any]]:
        regels = [json.loads(regel) for regel in self.tekst.splitlines()]
        return [regel for regel in regels if regel["message"].startswith(bericht)]


@pytest.fixture
def log() -> Iterator[Log]:
    log, wortel = Log(), logging.getLogger()
    handler, voorheen = logging.StreamHandler(log.uit), wortel.level
    handler.setFormatter(JsonRegel())
    wortel.addHandler(handler)
    wortel.setLevel(logging.DEBUG)
    yield log
    wortel.removeHandler(handler)
    wortel.setLevel(voorheen)


def test_a_request_is_one_line(proef_als: Callable[..., TestClient], log: Log) -> None:
    proef_als().put(f"/v1/proeven/{ID}", json=GOED, headers={"If-Match": '"3"', "traceparent": TRACEPARENT})
    (regel,) = log.regels("request")
    assert regel.pop("time").endswith("Z")
    assert regel.pop("duration_ms") > 0
    assert len(regel.pop("span_id")) == 16
    assert regel == {
        "level": "info",
        "logger": "app.api.kader.buitenlaag",
        "message": "request",
        "trace_id": TRACE_ID,
        "operation": "wijzig_proef",
        "method": "PUT",
        "status": 200,
    }


def test_a_request_that_leads_nowhere_is_a_line_too(proef: TestClient, log: Log) -> None:
    proef.get("/v1/bestaat-niet")
    (regel,) = log.regels("request")
    assert (regel["status"], regel["operation"]) == (404, None)


def test_every_line_of_a_request_has_its_trace(proef: TestClient, log: Log) -> None:
    proef.get("/v1/vrij/kapot", headers={"traceparent": TRACEPARENT})
    (fout,), (verzoek,) = log.regels("unexpected error"), log.regels("request")
    assert fout["trace_id"] == verzoek["trace_id"] == TRACE_ID
    assert fout["span_id"] == verzoek["span_id"]
    assert verzoek["status"] == 500


@pytest.mark.parametrize("pad", ["/v1/proeven", "/v1/vrij/kapot", "/v1/bestaat-niet"])
def test_the_answer_continues_the_trace_and_says_that_no_span_is_sent(proef: TestClient, pad: str) -> None:
    versie, trace, span, vlag = (
        proef.get(pad, headers={"traceparent": TRACEPARENT}).headers["traceparent"].split("-")
    )
    assert (versie, trace, vlag) == ("00", TRACE_ID, "00")
    assert span != "cd" * 8


def test_nothing_that_a_caller_sends_is_logged(proef_als: Callable[..., TestClient], log: Log) -> None:
    gemeente = proef_als(medewerker=f"medewerker {BSN}")
    gemeente.post("/v1/proeven", json=GOED | {"uitleg": f"Bsn {BSN}", "onbekend": BSN})
    gemeente.post("/v1/proeven", json=GOED, headers={"Idempotency-Key": BSN})
    gemeente.get(f"/v1/proeven/{BSN}/aanbieders")
    gemeente.get(f"/v1/{BSN}", params={"bsn": BSN}, headers={"User-Agent": BSN, "X-Ander": BSN})
    gemeente.get("/v1/vrij/kapot")
    gemeente.request(BSN, "/v1/proeven")
    assert len(log.regels("request")) == 6
    ours = [regel for regel in log.tekst.splitlines() if json.loads(regel)["logger"] != "httpx2"]
    assert BSN not in "".join(ours)


def test_an_error_that_is_logged_shows_type_and_place_but_not_its_text(log: Log) -> None:
    try:
        raise ValueError(BSN) from KeyError(BSN)
    except ValueError:
        logging.getLogger("app").exception("Exception in ASGI application")
    (regel,) = log.regels("Exception")
    assert BSN not in log.tekst
    assert [deel for deel in regel["error"] if not deel.startswith(" ")] == ["ValueError", "KeyError"]
    assert "test_logregels.py" in regel["error"][1]


def test_a_server_logs_all_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    wortel = logging.getLogger()
    voorheen = wortel.handlers[:], wortel.level
    try:
        wortel.handlers = []
        schrijf_json()
        logging.getLogger("library").info("Uvicorn running on %s", "http://127.0.0.1:8000")
        logging.getLogger("httpx2").info("HTTP Request: GET http://login.example.nl/jwks 200 anything")
    finally:
        wortel.handlers, wortel.level = voorheen
    (regel,) = (json.loads(regel) for regel in capsys.readouterr().err.splitlines())
    assert (regel["level"], regel["message"]) == ("info", "Uvicorn running on http://127.0.0.1:8000")


def test_a_line_that_repeats_is_damped_and_counted() -> None:
    demper = Demper()

    def record(seconde: int, bericht: str = "cannot accept") -> logging.LogRecord:
        regel = logging.LogRecord("x", logging.WARNING, __file__, 1, bericht, None, None)
        regel.created = float(seconde)
        return regel

    assert sum(demper.filter(record(0)) for _ in range(50)) == Demper.PER_MINUUT
    assert all(demper.filter(record(0, "request")) for _ in range(50))
    assert demper.filter(record(0, "something else"))
    volgende = record(60)
    assert demper.filter(volgende)
    assert volgende.velden == {"left_out": 50 - Demper.PER_MINUUT}


def test_who_is_not_let_in_leaves_the_reason(proef: TestClient, log: Log) -> None:
    proef.get("/v1/proeven")
    (regel,) = log.regels("request")
    assert (regel["status"], regel["problem"]) == (401, "niet-aangemeld")
    assert "access token" in regel["reason"]


def test_every_migration_leaves_its_line() -> None:
    demper = Demper()
    regels = [
        logging.LogRecord("alembic.runtime.migration", logging.INFO, "", 0, "Running upgrade %s", (i,), None)
        for i in range(2 * Demper.PER_MINUUT)
    ]
    assert all(map(demper.filter, regels))
