"""The access record as lines of the Logboek Dataverwerkingen 1.0, in the JSON of OpenTelemetry (W06)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.domain.eisen import vervult
from app.domain.verwerkingsregister import activiteiten_per_bewerking
from app.domain.waarden import Gemeentecode
from app.opslag import Databank, zegels
from app.opslag.zegels import Klok, Logregel, logregels

REGISTER = "urn:wmo:verwerkingsregister:"
PSEUDONIEM = "urn:wmo:pseudoniem:hmac-sha256"
INTERN, GESLAAGD = 1, 1
"""SPAN_KIND_INTERNAL and STATUS_CODE_OK of OpenTelemetry."""


def verzegel_alles(databank: Databank, klok: Klok) -> int:
    """Seal all records that wait; gives how many there were."""
    return sum(zegel.aantal for zegel in zegels.verzegel_alles(databank, klok))


@vervult("W06")
def ldv_regels(
    databank: Databank,
    klok: Klok,
    *,
    na_zegel: int = 0,
    gemeente: Gemeentecode | None = None,
    register: str = REGISTER,
    overgeslagen: set[int] | None = None,
) -> Iterator[dict[str, Any]]:
    """Every record after a seal, one by one: each act on data of one person is one line.

    None is left out but what cannot be read, of which the numbers join `overgeslagen`.

    What waits is sealed on the way, so that all that has been committed by now is among them, and the first
    line waits for none of that. `register` is the address of the register of processing activities, to which
    the id of an activity is added.
    """
    for regel in logregels(databank, klok, na_zegel, gemeente, overgeslagen):
        yield _als_otlp(regel, register)


def _als_otlp(regel: Logregel, register: str) -> dict[str, Any]:
    """One line of an OTLP JSON file; it names neither person nor worker.

    The status is always OK: an operation that fails is undone, shows nothing, and so leaves no record.
    """
    v = regel.verwerking
    span: dict[str, Any] = {
        "traceId": v.trace_id,
        "spanId": v.span_id or f"{v.id:016x}",
        "name": f"{v.actie} {v.object_soort}",
        "kind": INTERN,
        "startTimeUnixNano": _nano(v.moment),
        "endTimeUnixNano": _nano(v.einde or v.moment),
        "status": {"code": GESLAAGD},
    }
    if v.parent_span_id is not None:
        span["parentSpanId"] = v.parent_span_id
    activiteit = activiteiten_per_bewerking().get(v.activiteit)
    attributen = {
        "dpl.core.processing_activity_id": register + (activiteit.id if activiteit else ""),
        "dpl.core.data_subject_id": regel.betrokkene,
        "dpl.core.data_subject_id_type": PSEUDONIEM,
        "wmo.bewerking": v.activiteit,
        "wmo.zegel": str(regel.zegel),
    }
    if v.aanroeper_span_id is not None:
        attributen |= {
            "dpl.core.foreign_operation.trace_id": v.trace_id,
            "dpl.core.foreign_operation.span_id": v.aanroeper_span_id,
        }
    bron = {"service.name": "wmo", "service.version": v.versie or "", "service.namespace": v.gemeente}
    spans = [span | {"attributes": _attributen(attributen)}]
    scopes = [{"scope": {"name": "wmo"}, "spans": spans}]
    return {"resourceSpans": [{"resource": {"attributes": _attributen(bron)}, "scopeSpans": scopes}]}


def _attributen(waarden: dict[str, str]) -> list[dict[str, Any]]:
    return [{"key": naam, "value": {"stringValue": waarde}} for naam, waarde in waarden.items()]


def _nano(moment: datetime) -> str:
    """Nanoseconds since 1970, as OTLP writes them: text."""
    return str(round(moment.timestamp() * 1_000_000) * 1000)
