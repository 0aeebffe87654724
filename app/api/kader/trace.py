"""Where a request stands in its trace (W3C Trace Context); log, access record and traces share it."""

import secrets
from dataclasses import dataclass

from opentelemetry.context import Context
from opentelemetry.trace import format_span_id, format_trace_id, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_W3C = TraceContextTextMapPropagator()


@dataclass(frozen=True, slots=True)
class Trace:
    """The place of one request in its trace."""

    trace_id: str
    """32 hexadecimal digits."""
    span_id: str
    """16 hexadecimal digits."""
    aanroeper_span_id: str | None
    """The span at the caller from which the request came, if it told."""
    verzonden: bool
    """Whether the span goes to whoever traces: the flag `sampled`."""

    @property
    def traceparent(self) -> str:
        """The header by which the answer tells its place."""
        return f"00-{self.trace_id}-{self.span_id}-{self.verzonden:02x}"


def trace_van(traceparent: str | None) -> Trace:
    """Where the request with this `traceparent` stands: as it is measured, or else as the caller says."""
    gezegd = _W3C.extract({"traceparent": traceparent or ""}, Context())
    aanroeper = get_current_span(gezegd).get_span_context()
    eigen = get_current_span().get_span_context()
    if eigen.is_valid:
        in_trace, span_id = eigen.trace_id == aanroeper.trace_id, format_span_id(eigen.span_id)
        trace_id = format_trace_id(eigen.trace_id)
    else:
        in_trace, span_id = aanroeper.is_valid, secrets.token_hex(8)
        trace_id = format_trace_id(aanroeper.trace_id) if in_trace else secrets.token_hex(16)
    van_wie = format_span_id(aanroeper.span_id) if in_trace else None
    return Trace(trace_id, span_id, van_wie, verzonden=eigen.is_valid and eigen.trace_flags.sampled)
