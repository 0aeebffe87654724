"""Traces and metrics (OpenTelemetry) of a server, over OTLP to where the standard OTEL_* variables say.

FastAPI and SQLAlchemy measure by their own instrumentation. Of what they find, nothing that a caller sent
goes out: no address, query, header, value or text of an error (W06).
"""

import os
from collections.abc import Sequence
from uuid import uuid4

from fastapi.telemetry import TelemetryConfig
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.sqlalchemy.engine import EngineTracer
from opentelemetry.metrics import MeterProvider, NoOpMeterProvider
from opentelemetry.sdk.metrics import MeterProvider as Metingen
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import (
    SERVICE_INSTANCE_ID,
    SERVICE_NAME,
    SERVICE_VERSION,
    OTELResourceDetector,
    Resource,
)
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace import TracerProvider as Spans
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExportResult
from opentelemetry.semconv.metrics import MetricInstruments
from opentelemetry.trace import NoOpTracerProvider, SpanContext, Status, TracerProvider
from sqlalchemy import Engine

from app import __version__
from app.domain.fouten import WmoFout

KENMERKEN = frozenset(
    {
        "code.function.name",
        "db.name",
        "db.namespace",
        "db.operation",
        "db.operation.name",
        "db.query.text",
        "db.statement",
        "db.system",
        "db.system.name",
        "error.type",
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "network.protocol.version",
        "url.scheme",
    }
)
"""The attributes of a span that go out; a statement carries the names of its values, not the values."""


class Telemetrie:
    """What this process measures, and sends until it is closed."""

    def __init__(self) -> None:
        """Send each signal that the environment gives an address; raises WmoFout for another way to send."""
        eigen = {SERVICE_NAME: "wmo", SERVICE_VERSION: __version__, SERVICE_INSTANCE_ID: str(uuid4())}
        bron = Resource.create(eigen).merge(OTELResourceDetector().detect())
        self._open: list[Spans | Metingen] = []
        self._spans: TracerProvider = NoOpTracerProvider()
        self._metingen: MeterProvider = NoOpMeterProvider()
        try:
            self._begin(bron)
        except ValueError:  # the library names the number that it wanted only now and then
            raise WmoFout(
                "De telemetrie kan niet beginnen: een van de variabelen OTEL_… heeft een onmogelijke waarde, "
                "zoals een aantal of tijd die geen positief getal is, of een OTEL_BSP_MAX_EXPORT_BATCH_SIZE "
                "boven OTEL_BSP_MAX_QUEUE_SIZE."
            ) from None

    def _begin(self, bron: Resource) -> None:
        if _gevraagd("TRACES"):
            self._spans = spans = Spans(resource=bron)
            spans.add_span_processor(BatchSpanProcessor(_ZonderInhoud()))
            self._open.append(spans)
        if _gevraagd("METRICS"):
            self._metingen = Metingen([PeriodicExportingMetricReader(OTLPMetricExporter())], bron)
            self._open.append(self._metingen)

    def van_verzoeken(self) -> TelemetryConfig:
        """How FastAPI measures requests; log lines are ours."""
        return {
            "tracer_provider": self._spans,
            "meter_provider": self._metingen,
            "logs": False,
            "auto_configure": False,
        }

    def volg(self, motor: Engine) -> None:
        """Measure what these connections do.

        This part of the instrumentation follows one engine, of any version. Its SQLAlchemyInstrumentor would
        follow each engine of the process, and asks for SQLAlchemy 2.0.
        """
        verbindingen = self._metingen.get_meter(__name__).create_up_down_counter(
            MetricInstruments.DB_CLIENT_CONNECTIONS_USAGE,
            unit="connections",
            description="Connections by state: idle or used.",
        )
        EngineTracer(self._spans.get_tracer(__name__), motor, verbindingen)  # type: ignore[no-untyped-call]

    def sluit(self) -> None:
        """Send what was not sent yet."""
        for deel in self._open:
            deel.shutdown()


def _gevraagd(signaal: str) -> bool:
    """Whether the environment asks for this signal, TRACES or METRICS."""

    def waarde(naam: str, standaard: str = "") -> str:
        return os.environ.get(naam, "").strip() or standaard

    uitvoer = waarde(f"OTEL_{signaal}_EXPORTER", "otlp")
    adres = waarde(f"OTEL_EXPORTER_OTLP_{signaal}_ENDPOINT") or waarde("OTEL_EXPORTER_OTLP_ENDPOINT")
    if not adres or uitvoer == "none" or waarde("OTEL_SDK_DISABLED").lower() == "true":
        return False
    algemeen = waarde("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
    protocol = waarde(f"OTEL_EXPORTER_OTLP_{signaal}_PROTOCOL", algemeen)
    if uitvoer != "otlp" or protocol != "http/protobuf":
        raise WmoFout(
            "Telemetrie gaat hier alleen over OTLP met http/protobuf: "
            f"zet OTEL_{signaal}_EXPORTER op otlp of none, en OTEL_EXPORTER_OTLP_PROTOCOL op http/protobuf."
        )
    return True


class _ZonderInhoud(OTLPSpanExporter):
    """Sends of each span what is ours: the instrumentation also notes what a caller sent."""

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send these spans."""
        return super().export([_zeef(span) for span in spans])


def _zeef(span: ReadableSpan) -> ReadableSpan:
    """The span without other attributes, texts of errors, events, and the `tracestate` of the caller."""
    plaats = span.get_span_context()
    assert plaats is not None
    return ReadableSpan(
        name=span.name,
        context=SpanContext(plaats.trace_id, plaats.span_id, plaats.is_remote, plaats.trace_flags),
        parent=span.parent,
        resource=span.resource,
        attributes={naam: w for naam, w in (span.attributes or {}).items() if naam in KENMERKEN},
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )
