"""Traces and metrics of a real server, as they arrive at a real OTLP receiver.

A canary is sent wherever a caller can put something; it may arrive nowhere (W06).
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status
from sqlalchemy import select

from app.domain.fouten import WmoFout
from app.opslag.tabellen import verwerking
from app.telemetrie import Telemetrie
from tests.bedrijf.conftest import CLIENT, lees
from tests.server import PROJECT, Afhandelaar, Server, draai, luister, omgeving

pytestmark = pytest.mark.beide

KANARIE = CLIENT["bsn"]
AGB = KANARIE[:8]
"""The front of the Bsn, so that one search finds both."""
AANROEPER = "cd" * 8
GEVOLGD, ONGEVOLGD = "ab" * 16, "ef" * 16


@dataclass
class Ontvanger:
    """A collector; it keeps what is sent to it."""

    ontvangen: dict[str, list[bytes]] = field(default_factory=lambda: {"/v1/traces": [], "/v1/metrics": []})

    @property
    def spans(self) -> list[Span]:
        verzoeken = map(ExportTraceServiceRequest.FromString, self.ontvangen["/v1/traces"])
        return [s for v in verzoeken for r in v.resource_spans for deel in r.scope_spans for s in deel.spans]

    def van_trace(self, trace_id: str) -> list[Span]:
        return [span for span in self.spans if span.trace_id.hex() == trace_id]


@dataclass
class Gemeten:
    """What a server let out while it handled requests."""

    ontvanger: Ontvanger
    server: Server
    antwoorden: list[httpx2.Response]
    url: str


@pytest.fixture(scope="module")
def gemeten(
    gedeelde_url: str,
    installatie: Callable[[str], dict[str, str]],
    bel: Callable[[str], httpx2.Client],
) -> Iterator[Gemeten]:
    """A server that has handled good and bad requests, and has stopped."""
    ontvanger = Ontvanger()

    class Loket(Afhandelaar):
        def do_POST(self) -> None:  # noqa: N802
            ontvanger.ontvangen[self.path].append(self.rfile.read(int(self.headers["Content-Length"])))
            self.antwoord()

    with luister(Loket) as adres:
        with draai(installatie(gedeelde_url) | {"OTEL_EXPORTER_OTLP_ENDPOINT": adres}) as server:
            with bel(server.adres) as http:
                antwoorden = [http.request(methode, pad, **rest) for methode, pad, rest in VERZOEKEN]
            server.vraag_te_stoppen()
            assert server.einde() == 0
        yield Gemeten(ontvanger, server, antwoorden, gedeelde_url)


def gevolgd(trace_id: str, vlag: str) -> dict[str, str]:
    return {"traceparent": f"00-{trace_id}-{AANROEPER}-{vlag}", "tracestate": f"x={KANARIE}"}


VERZOEKEN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("POST", "/v1/clienten", {"json": CLIENT, "headers": gevolgd(GEVOLGD, "01")}),
    ("GET", "/v1/clienten", {"headers": gevolgd(ONGEVOLGD, "00")}),
    ("POST", "/v1/clienten", {"json": CLIENT}),
    ("POST", "/v1/clienten/zoekopdrachten", {"json": {"bsn": KANARIE}}),
    ("POST", "/v1/clienten/naamzoekopdrachten", {"json": {"achternaam": KANARIE, "geboortedatum": KANARIE}}),
    *[("POST", "/v1/aanbieders", {"json": {"agb": AGB, "naam": KANARIE}}) for _ in range(2)],
    ("GET", f"/v1/aanbieders/{AGB}", {}),
    ("GET", f"/v1/meldingen/{KANARIE}", {}),
    ("GET", f"/v1/{KANARIE}", {"params": {"bsn": KANARIE, KANARIE: "1"}}),
    ("GET", "/v1/clienten", {"params": {"cursor": KANARIE}}),
    (f"B{KANARIE}", "/v1/clienten", {}),
    ("GET", "/v1/clienten", {"headers": {"Host": f"bsn{KANARIE}.example", "User-Agent": KANARIE}}),
    ("POST", "/v1/clienten", {"json": CLIENT, "headers": {"Idempotency-Key": KANARIE}}),
    ("POST", "/v1/clienten", {"content": KANARIE, "headers": {"Content-Type": "application/json"}}),
    ("GET", "/v1/clienten", {"headers": {"baggage": f"bsn={KANARIE}", "traceparent": KANARIE}}),
)


def test_nothing_that_a_caller_sends_is_in_traces_and_metrics(gemeten: Gemeten) -> None:
    assert [a.status_code for a in gemeten.antwoorden] == [
        *(201, 200, 409, 200, 400, 201, 409, 200),
        *(400, 404, 400, 405, 200, 409, 400, 200),
    ]
    assert all(gemeten.ontvanger.ontvangen.values())
    assert [
        pad for pad, stukken in gemeten.ontvanger.ontvangen.items() if AGB.encode() in b"".join(stukken)
    ] == []


def test_answer_log_line_access_record_and_span_are_one(gemeten: Gemeten) -> None:
    _, trace_id, span_id, _ = gemeten.antwoorden[0].headers["traceparent"].split("-")
    regel = next(r for r in gemeten.server.regels if r.get("operation") == "leg_client_vast")
    rij = lees(gemeten.url, select(verwerking).order_by(verwerking.c.id).limit(1))

    (span,) = [s for s in gemeten.ontvanger.van_trace(GEVOLGD) if s.kind == Span.SPAN_KIND_SERVER]
    assert (span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex()) == (
        trace_id,
        span_id,
        AANROEPER,
    )
    assert (regel["trace_id"], regel["span_id"]) == (trace_id, span_id)
    assert (rij.trace_id, rij.parent_span_id, rij.aanroeper_span_id) == (trace_id, span_id, AANROEPER)


def test_a_request_without_a_trace_gets_that_of_its_span(gemeten: Gemeten) -> None:
    _, trace_id, span_id, vlag = gemeten.antwoorden[3].headers["traceparent"].split("-")
    assert vlag == "01"
    assert span_id in {span.span_id.hex() for span in gemeten.ontvanger.van_trace(trace_id)}


def test_a_trace_that_the_caller_does_not_keep_is_not_sent_and_the_answer_says_so(gemeten: Gemeten) -> None:
    _, trace_id, span_id, vlag = gemeten.antwoorden[1].headers["traceparent"].split("-")
    assert (trace_id, vlag) == (ONGEVOLGD, "00")
    assert span_id != AANROEPER
    assert gemeten.ontvanger.van_trace(ONGEVOLGD) == []


def test_a_trace_tells_the_operation_and_its_statements_without_values(gemeten: Gemeten) -> None:
    spans = {span.name: kenmerken(span) for span in gemeten.ontvanger.van_trace(GEVOLGD)}
    verzoek = spans["POST /v1/clienten"]
    assert verzoek["http.response.status_code"] == 201
    assert spans["fastapi.endpoint"]["code.function.name"] == "app.api.clienten.leg_client_vast"
    opdrachten = [str(span["db.statement"]) for span in spans.values() if "db.statement" in span]
    assert any(opdracht.startswith("INSERT INTO verwerking") for opdracht in opdrachten)


def test_a_span_that_failed_says_so_without_the_text_of_the_error(gemeten: Gemeten) -> None:
    mislukt = [span for span in gemeten.ontvanger.spans if span.status.code == Status.STATUS_CODE_ERROR]
    assert any(kenmerken(span).get("db.statement") for span in mislukt)
    assert {span.status.message for span in mislukt} == {""}
    assert not any(span.events for span in gemeten.ontvanger.spans)


def test_the_metrics_count_requests_by_route_and_status(gemeten: Gemeten) -> None:
    verzoeken = map(ExportMetricsServiceRequest.FromString, gemeten.ontvanger.ontvangen["/v1/metrics"])
    (laatste,) = list(verzoeken)[-1].resource_metrics
    assert {a.key: a.value.string_value for a in laatste.resource.attributes}["service.name"] == "wmo"
    maten = {meting.name: meting for deel in laatste.scope_metrics for meting in deel.metrics}
    geteld = {
        (k["http.route"], k["http.request.method"], k["http.response.status_code"]): punt.count
        for punt in maten["http.server.request.duration"].histogram.data_points
        if "http.route" in (k := kenmerken(punt))
    }
    assert geteld["/v1/clienten", "POST", 409] == 2
    assert "db.client.connections.usage" in maten


def kenmerken(deel: Span) -> dict[str, str | int]:
    return {a.key: getattr(a.value, a.value.WhichOneof("value")) for a in deel.attributes}


@pytest.mark.parametrize(
    "instelling",
    [
        {"OTEL_SDK_DISABLED": "true"},
        {"OTEL_TRACES_EXPORTER": "none", "OTEL_METRICS_EXPORTER": "none"},
    ],
)
def test_what_the_standard_variables_turn_off_is_not_measured(
    instelling: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for naam, waarde in {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", **instelling}.items():
        monkeypatch.setenv(naam, waarde)
    telemetrie = Telemetrie()
    assert telemetrie._open == []


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [("OTEL_TRACES_EXPORTER", "zipkin"), ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "grpc")],
)
def test_a_way_to_send_that_is_not_there_is_refused_on_start(
    naam: str, waarde: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv(naam, waarde)
    with pytest.raises(WmoFout, match="OTLP met http/protobuf"):
        Telemetrie()


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("OTEL_BSP_MAX_QUEUE_SIZE", "-1"),
        ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1000000"),
        ("OTEL_BSP_SCHEDULE_DELAY", "0"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "-1"),
    ],
)
def test_a_number_that_cannot_be_is_refused_on_start(
    naam: str, waarde: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv(naam, waarde)
    with pytest.raises(WmoFout, match="OTEL_… heeft een onmogelijke waarde"):
        Telemetrie()


def test_without_an_address_a_server_imports_nothing_that_measures(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    opdracht = """
import sys, uvicorn
from app.cli import main
uvicorn.Server.run = lambda *_, **__: print([n for n in sys.modules if n.startswith("opentelemetry.sdk")])
main(["serve", "--port", "0"])
"""
    data = tmp_path_factory.mktemp("data")
    uitkomst = subprocess.run(
        [sys.executable, "-c", opdracht],
        cwd=PROJECT,
        env=omgeving(WMO_DATA=str(data)),
        capture_output=True,
        text=True,
    )
    assert uitkomst.stdout == "[]\n", uitkomst.stderr
