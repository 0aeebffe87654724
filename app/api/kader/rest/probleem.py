"""Every error leaves as a problem detail (RFC 9457) in Dutch: all faults at once, no echo of the input."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args
from uuid import UUID

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from app.api.kader.fouten import HttpFout, InterneFout, MethodeNietToegestaan, status_van
from app.api.kader.rest.json_invoer import toonbaar
from app.api.kader.rest.modellen import Model
from app.api.kader.rest.vorm import vorm_van
from app.domain.fouten import NietGevonden, OngeldigeInvoer, Veldfout, WmoFout

MEDIATYPE = "application/problem+json"

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
    428: "De header If-Match ontbreekt.",
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
    fouten: list[FoutInVeld] | None = Field(None, description="Alle fouten in het verzoek.", max_length=200)


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
            for v in fout.velden[:200]
        ]
    headers = fout.headers if isinstance(fout, HttpFout) else {}
    if status == 503:
        headers = headers | {"Retry-After": "2"}
    return Response(json.dumps(inhoud, ensure_ascii=False), status, headers, MEDIATYPE)


def uit_validatie(fouten: Iterable[Mapping[str, Any]], inhoud: object) -> OngeldigeInvoer:
    """All faults that pydantic found in a body of type `inhoud`, in Dutch and without what was sent."""
    alle = list(fouten)
    velden = [
        _onbekend_veld(fout["loc"], inhoud)
        if fout["type"] == "extra_forbidden"
        else Veldfout(pad(fout["loc"]), zin(fout))
        for fout in alle
        if not _telt_goede(fout, alle)
    ]
    wat = (
        "Een veld van het verzoek klopt"
        if len(velden) == 1
        else f"{len(velden)} velden van het verzoek kloppen"
    )
    return OngeldigeInvoer(f"{wat} niet.", *velden)


def _telt_goede(fout: Mapping[str, Any], alle: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a list is called too short because what is in it is wrong; that has been told already."""
    plek = tuple(fout["loc"])
    return fout["type"] == "too_short" and any(
        len(ander["loc"]) > len(plek) and tuple(ander["loc"][: len(plek)]) == plek for ander in alle
    )


def pad(plaats: Sequence[str | int]) -> str:
    """Path of a field in the request, as `resultaten[0].begindatum`."""
    delen = (f"[{deel}]" if isinstance(deel, int) else f".{deel}" for deel in plaats[1:])
    return "".join(delen).removeprefix(".")


def _onbekend_veld(plaats: Sequence[str | int], inhoud: object) -> Veldfout:
    """A field that its object does not have, with those that it has."""
    *ouder, naam = plaats
    wel = ", ".join(_velden(_model_op(ouder[1:], inhoud)))
    return Veldfout(pad([*ouder, toonbaar(str(naam))]), f"Dit veld bestaat hier niet. Wel: {wel}.")


def _model_op(plaats: Sequence[str | int], soort: object) -> type[BaseModel]:
    """The model of the object at this place in a body of this type; of each field there is one at most."""
    model = _model_in(soort)
    for deel in plaats:
        if isinstance(deel, str):
            model = _model_in(_velden(model)[deel].annotation)
    return model


def _model_in(soort: object) -> type[BaseModel]:
    """The model within a type such as `tuple[Model, ...] | None`."""
    te_doen = [soort]
    while not (isinstance(soort := te_doen.pop(), type) and issubclass(soort, BaseModel)):
        te_doen.extend(get_args(soort))
    return soort


def _velden(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {veld.alias or naam: veld for naam, veld in model.model_fields.items()}


VORMEN = {
    "^(0[1-9]|1[0-8])$": "twee cijfers, 01 tot en met 18",
    "^[0-9A-Z]{5}$": "vijf cijfers of hoofdletters",
    "^[0-9A-Za-z]{1,5}$": "hoogstens vijf cijfers of letters",
    "^[0-9]{2}$": "twee cijfers",
    "^[a-zA-ZÀ-ỳ]{1,6}$": "hoogstens zes letters, zonder punten of spaties",
    "^[1-6]$": "een cijfer van 1 tot en met 6",
    "^[1-3]$": "1, 2 of 3",
    "^[012]$": "0, 1 of 2",
    "^0[1-4]$": "01, 02, 03 of 04",
    "^[A-Za-z]$": "een letter",
    "^(AB|BY|TO|WW)$": "AB, BY, TO of WW",
    "^[A-Z]{2}$": "twee hoofdletters, zoals NL of BE",
    "^(0[1-5]|1[12])$": "01 tot en met 05, 11 of 12",
    "^(0[6-9]|10)$": "06 tot en met 10",
    r"^(\+[1-9][0-9]{4,16}|[0-9]{1,15})$": "een telefoonnummer: hoogstens vijftien cijfers, "
    "of van een ander land een plus met het landnummer en het nummer, zonder spaties",
    "^[+0-9][0-9 ()-]{1,19}$": "een telefoonnummer zoals dat in een brief staat: 14 0475",
    r"^(https://)?[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~/-]*)?$": "een adres op het web, zoals "
    "www.roermond.nl",
    "^[A-Za-z0-9+/]+={0,2}$": "een bestand in base64",
    "^wmo3[0-9]{2}$": "de naam van een bericht, zoals wmo301",
    "^[A-Za-z0-9._-]{1,40}$": "hoogstens veertig letters, cijfers, punten en streepjes",
    "^[A-Za-z0-9_-]+$": "een cursor uit een eerder antwoord",
    r'^("[!#-~]{1,200}"|[!#-~]{1,200})$': "hoogstens 200 tekens, zonder spaties of letters met accenten",
}
"""Each form that a field may have to have, in words: nobody has to read a regular expression."""

ONBEKEND = "Deze waarde klopt niet."
"""For an error type without a sentence of its own."""

ZINNEN: dict[str, str] = {
    "missing": "Dit veld is verplicht.",
    "string_type": "Verwacht is tekst.",
    "string_too_short": "Verwacht is tekst van minstens {min_length} teken(s).",
    "string_too_long": "Verwacht is tekst van hoogstens {max_length} tekens.",
    "string_pattern_mismatch": "Verwacht is {vorm}.",
    "string_unicode": "Deze tekst bevat ongeldige tekens.",
    "bytes_type": "Verwacht is een bericht als inhoud van het verzoek.",
    "int_type": "Verwacht is een geheel getal.",
    "int_parsing": "Verwacht is een geheel getal.",
    "int_parsing_size": "Dit getal is te groot.",
    "int_from_float": "Verwacht is een geheel getal.",
    "bool_type": "Verwacht is true of false.",
    "bool_parsing": "Verwacht is true of false.",
    "decimal_type": "Verwacht is een getal.",
    "decimal_parsing": "Verwacht is een getal.",
    "is_instance_of": "Verwacht is een getal.",
    "decimal_max_places": "Verwacht is een getal met hoogstens {decimal_places} decimalen.",
    "decimal_max_digits": "Verwacht is een getal van hoogstens {max_digits} cijfers.",
    "decimal_whole_digits": "Verwacht is een getal met hoogstens {whole_digits} cijfers voor de komma.",
    "greater_than": "Verwacht is meer dan {gt}.",
    "greater_than_equal": "Verwacht is {ge} of meer.",
    "less_than": "Verwacht is minder dan {lt}.",
    "less_than_equal": "Verwacht is hoogstens {le}.",
    "enum": "Verwacht is een van: {expected}.",
    "literal_error": "Verwacht is een van: {expected}.",
    "list_type": "Verwacht is een lijst.",
    "tuple_type": "Verwacht is een lijst.",
    "too_short": "Verwacht zijn er minstens {min_length}.",
    "too_long": "Verwacht zijn er hoogstens {max_length}.",
    "dict_type": "Verwacht is een object.",
    "model_type": "Verwacht is een object.",
    "model_attributes_type": "Verwacht is een object.",
    "union_tag_not_found": "Het veld {discriminator} ontbreekt; dat zegt om welke soort het gaat.",
    "union_tag_invalid": "Verwacht is een van: {expected_tags}.",
}
"""A sentence for each error type that the models of this API can give."""


def zin(fout: Mapping[str, Any]) -> str:
    """What was expected, of one error of pydantic, in Dutch."""
    if fout["type"] == "melding":
        return str(fout["msg"])
    context = dict(fout.get("ctx", {}))
    if "pattern" in context:
        context["vorm"] = VORMEN.get(context["pattern"], "een andere vorm; de documentatie noemt die")
    return ZINNEN.get(fout["type"], ONBEKEND).format(**context).replace(" or ", " of ")


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


def registreer(app: FastAPI) -> None:
    """Let every error of this app leave as a problem detail."""

    async def wmo(request: Request, fout: Exception) -> Response:
        assert isinstance(fout, WmoFout)
        return probleem(request.scope, fout)

    async def validatie(request: Request, fout: Exception) -> Response:
        assert isinstance(fout, RequestValidationError)
        return probleem(request.scope, uit_validatie(fout.errors(), vorm_van(request["endpoint"]).inhoud))

    async def http(request: Request, fout: Exception) -> Response:
        assert isinstance(fout, HTTPException)
        if fout.status_code != 405:
            return probleem(request.scope, uit_http(fout))
        allow = {"Allow": ", ".join(toegestane_methoden(app, request.scope["path"]))}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allow)
        antwoord = probleem(request.scope, uit_http(fout))
        antwoord.headers.update(allow)
        return antwoord

    app.add_exception_handler(WmoFout, wmo)
    app.add_exception_handler(RequestValidationError, validatie)
    app.add_exception_handler(HTTPException, http)
