"""Every error leaves as a problem detail (RFC 9457) in Dutch: all faults at once, no echo of the input."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from pydantic import Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from app.api.kader.buitenlaag import Foutantwoord
from app.api.kader.fouten import HttpFout, InterneFout, MethodeNietToegestaan, status_van
from app.api.kader.rest.json_invoer import toonbaar
from app.api.kader.rest.modellen import Model
from app.api.kader.rest.vorm import vorm_van
from app.domain.fouten import NietGevonden, OngeldigeInvoer, WmoFout
from app.opslag import Onleesbaar
from app.validatie import te_noemen, veldfouten

MEDIATYPE = "application/problem+json"
MEESTE_FOUTEN = 200
"""Faults that a problem tells of; of more it says how many there are. A body of 1 MiB holds ten thousand."""

OMSCHRIJVINGEN = {
    400: "De invoer klopt niet; alle fouten staan erbij.",
    401: "Er is geen access token, of het geldt niet.",
    403: "Uw rol of de scope van uw token staat dit niet toe; `detail` zegt wat nodig is.",
    404: "Dit bestaat niet, of u mag het niet zien.",
    405: "Deze bewerking bestaat niet op dit adres; de header Allow noemt wat er wel is.",
    406: "Niet beschikbaar in de vorm die de header Accept vraagt.",
    408: "Het versturen duurde te lang.",
    409: "Dit past niet bij de stand van het proces, of een voorwaarde is niet vervuld, of het is al gedaan.",
    412: "Intussen gewijzigd: de ETag in If-Match is niet de huidige. Lees opnieuw.",
    413: "De inhoud is te groot.",
    415: "De inhoud is van een andere soort (Content-Type) dan deze bewerking verwacht.",
    428: "De header If-Match ontbreekt, of zegt niet welke versie u las (`*`).",
    500: "Er ging bij ons iets mis.",
    503: "De gegevens zijn nu niet bereikbaar, of het is te druk; probeer het na `Retry-After` opnieuw.",
    505: "Deze versie van HTTP gaat op deze verbinding niet; gebruik HTTP/1.1.",
}
"""What each status says, in the documentation."""


class FoutInVeld(Model):
    """One fault in the request (in `fouten` of a problem)."""

    veld: str = Field(
        description="Pad van het veld in het verzoek, bijvoorbeeld `resultaten[0].begindatum`.",
        examples=["resultaten[0].begindatum"],
    )
    melding: str = Field(
        description="Wat er niet klopt en wat verwacht is.", examples=["Dit veld is verplicht."]
    )
    regel: str | None = Field(None, description="Code van de regel of eis die dit vraagt.", examples=["M14"])


class Probleem(Model):
    """Problem detail as it goes out."""

    type: str = Field(
        description="Adres van de uitleg bij deze soort fout.", examples=["/v1/problemen/ongeldige-invoer"]
    )
    title: str = Field(description="De soort fout in het kort.", examples=["De invoer klopt niet"])
    status: int = Field(description="De HTTP-status.", examples=[400], ge=400, le=599)
    detail: str = Field(
        description="Wat er in dit geval aan de hand is.", examples=["Een veld van het verzoek klopt niet."]
    )
    instance: str = Field(
        description="Kenmerk van dit verzoek; noem het bij vragen.",
        examples=["urn:uuid:4bf92f35-77b3-4da6-a3ce-929d0e0e4736"],
    )
    fouten: list[FoutInVeld] | None = Field(
        None, description="Alle fouten in het verzoek.", max_length=MEESTE_FOUTEN
    )


def probleem(scope: Scope, fout: WmoFout) -> Response:
    """The answer for this error; `instance` carries the trace id of the request."""
    status = status_van(fout)
    scope["state"]["fout"] = fout
    inhoud: dict[str, Any] = {
        "type": f"/v1/problemen/{fout.soort}",
        "title": fout.titel,
        "status": status,
        "detail": fout.melding,
        "instance": UUID(scope["state"]["trace"].trace_id).urn,
    }
    if fout.velden:
        inhoud["fouten"] = [
            {"veld": v.veld, "melding": v.melding} | ({"regel": v.regel} if v.regel else {})
            for v in fout.velden[:MEESTE_FOUTEN]
        ]
    return Response(json.dumps(inhoud, ensure_ascii=False), status, koppen_van(fout), MEDIATYPE)


def koppen_van(fout: WmoFout) -> dict[str, str]:
    """The headers that go out with this error, whoever it is told to."""
    headers = fout.headers if isinstance(fout, HttpFout) else {}
    return headers | {"Retry-After": "2"} if status_van(fout) == 503 else headers


def uit_validatie(fouten: Iterable[Mapping[str, Any]], inhoud: object) -> OngeldigeInvoer:
    """What pydantic found in a body of type `inhoud`, in Dutch and without what was sent."""
    alle = te_noemen(fouten)
    velden = veldfouten(alle[:MEESTE_FOUTEN], inhoud, naam=toonbaar)
    wat = (
        "Een veld van het verzoek klopt" if len(alle) == 1 else f"{len(alle)} velden van het verzoek kloppen"
    )
    return OngeldigeInvoer(f"{wat} niet.", *velden)


def uit_http(fout: HTTPException) -> WmoFout:
    """What the framework itself refuses, in our own words."""
    match fout.status_code:
        case 404:
            return NietGevonden("Dit adres bestaat niet.")
        case 405:
            return MethodeNietToegestaan("Deze bewerking bestaat niet op dit adres; zie de header Allow.")
        case 400:
            return OngeldigeInvoer("Het verzoek is niet te lezen.")
        case _:
            return InterneFout("Het verzoek is niet afgehandeld.")


def toegestane_methoden(app: FastAPI, pad_: str) -> list[str]:
    """Methods that this path knows, with HEAD beside GET, and OPTIONS; empty when the path is unknown."""
    methoden: set[str] = set()
    for route in iter_route_contexts(app.routes):
        if getattr(route, "path_regex", None) is not None and route.path_regex.match(pad_):
            methoden |= route.methods or set()
    if not methoden:
        return []
    return sorted(methoden | ({"HEAD"} if "GET" in methoden else set()) | {"OPTIONS"})


def registreer(app: FastAPI, foutantwoord: Foutantwoord = probleem) -> None:
    """Let every error of this app leave as a problem detail, or as `foutantwoord` tells it."""

    async def wmo(request: Request, fout: Exception) -> Response:
        assert isinstance(fout, WmoFout)
        return foutantwoord(request.scope, fout)

    async def validatie(request: Request, fout: Exception) -> Response:
        assert isinstance(fout, RequestValidationError)
        return foutantwoord(request.scope, uit_validatie(fout.errors(), vorm_van(request["endpoint"]).inhoud))

    async def antwoord_past_niet(request: Request, fout: Exception) -> Response:
        assert isinstance(fout, ValidationError)
        plekken = ", ".join(".".join(map(str, f["loc"])) for f in fout.errors(include_input=False))
        melding = f"Wat is opgeslagen, past niet in het antwoord: {fout.title}: {plekken}."
        return foutantwoord(request.scope, Onleesbaar(melding))

    async def http(request: Request, fout: Exception) -> Response:
        assert isinstance(fout, HTTPException)
        if fout.status_code != 405:
            return foutantwoord(request.scope, uit_http(fout))
        allow = {"Allow": ", ".join(toegestane_methoden(app, request.scope["path"]))}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allow)
        antwoord = foutantwoord(request.scope, uit_http(fout))
        antwoord.headers.update(allow)
        return antwoord

    app.add_exception_handler(WmoFout, wmo)
    app.add_exception_handler(RequestValidationError, validatie)
    app.add_exception_handler(ValidationError, antwoord_past_niet)
    app.add_exception_handler(HTTPException, http)
