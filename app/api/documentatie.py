"""The OpenAPI document, and the page that shows it without any outside host.

The document for who has no server at hand: `python -m app.api.documentatie > docs/openapi.json`.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from functools import cache, lru_cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response

from app.api.kader.buitenlaag import VERSIE
from app.api.kader.rest.herhaling import HERHAALD, KOP
from app.api.kader.rest.keuzes import KEUZES
from app.api.kader.rest.probleem import MEDIATYPE, OMSCHRIJVINGEN, Probleem
from app.api.kader.rest.router import VOORVOEGSEL, Router
from app.api.routers import ROUTERS
from app.api.voorbeelden import PLAN
from app.meegeleverd import meegeleverde_map

Schema = dict[str, Any]


TITEL = "Wmo ondersteuningsplannen en iWmo 3.2"
OMSCHRIJVING = """\
Gemeenten en aanbieders werken hier samen aan maatwerkvoorzieningen onder de Wmo 2015: van melding en
onderzoek, via plan van aanpak en ondersteuningsplan, naar beschikking, toewijzing en het bericht wmo301.

**Aanmelden** gaat met een OAuth 2.0 access token (JWT) in de header `Authorization`. Het token zegt voor
welke gemeente of aanbieder u werkt, namens welke medewerker, in welke rol en met welke scopes.

**Rollen** bepalen welke stappen u zet; een stap van een ander geeft 403 en noemt wie hem wel mag zetten.

- `toegang` (gemeente): melding, onderzoek, plan van aanpak, uitvraag en beoordeling van het
  ondersteuningsplan, aanvraag en ontwerpbesluit.
- `besluit` (gemeente, met mandaat): neemt besluiten, maakt ze bekend en wijst toe.
- `administratie` (gemeente): aanbieders, producten en contracten; ontvangst van meldingen en aanvragen,
  bekendmaken, toewijzen en het berichtenverkeer; inzage en vernietiging.
- `aanbieder`: vult het plan in met de cliënt, dient het in, stelt het vast, en leest de eigen toewijzingen.

Lezen mag elke rol van de gemeente; een aanbieder leest alleen wat hem is gestuurd.

**Scopes** heten naar het onderwerp: `meldingen:lezen` voor GET, `meldingen:schrijven` voor al het andere. Bij
elke bewerking staat welke nodig is.

**Fouten** komen als `application/problem+json` (RFC 9457), alle fouten in een verzoek tegelijk. Noemt een
veld iets wat er niet is of wat u niet mag zien, dan is het antwoord 404 en staat dat veld in `fouten`. Noem
bij vragen het kenmerk in `instance`. Stuurt u een `traceparent` mee (W3C Trace Context), dan is dat uw
trace-id.

**Wijzigen** vraagt de `ETag` van wat u las in de header `If-Match`, zodat niemand de wijziging van een ander
overschrijft. Een stap die geen versie vraagt, weigert die header; geen stap neemt `If-None-Match`. Lezen
geeft altijd het hele antwoord, ook met `If-None-Match`: de `ETag` telt de wijzigingen, en wat ervan is
afgeleid (een termijn, leverbaar of niet) kan ook anders worden zonder wijziging.

**Herhalen** kan veilig: geef elke POST die iets vastlegt een eigen sleutel mee in `Idempotency-Key`. Kwam het
antwoord niet aan, stuur dan binnen 24 uur hetzelfde verzoek met dezelfde sleutel: u krijgt het eerste
antwoord, met `Idempotent-Replayed: true`, en er gebeurt niets dubbel. Een verzoek dat mislukte, is niet
gedaan en mag met dezelfde sleutel opnieuw. Een sleutel hoort bij een verzoek van een medewerker; een ander
verzoek ermee krijgt 409.

**Lijsten** komen in bladzijden; het adres van de volgende staat in de header `Link`.

**Grenzen**: een inhoud in JSON is hoogstens 1 MiB groot en bevat hoogstens 10.000 waarden bij elkaar; meer
geeft 413 of 400. Bij 503 is het te druk, of iets is even niet bereikbaar: stuur hetzelfde na `Retry-After`
opnieuw.

Wat niet is ingevuld, staat niet in het antwoord. Momenten zijn in UTC, bedragen in centen. Een geheel getal
heeft geen punt: `34.0` wordt geweigerd, omdat wie dat schrijft in centen misschien euro's bedoelt. Datums
liggen in de jaren 1800 tot en met 2199.
"""

CONTACT = {
    "name": "Beheer Wmo ondersteuningsplannen",
    "url": "https://wmo.example.nl",
    "email": "beheer@wmo.example.nl",
}

SWAGGER_UI = meegeleverde_map("statisch") / "node_modules" / "swagger-ui-dist"
BESTANDEN = ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")
"""What the page needs of Swagger UI."""
ONTBREEKT = (
    "De bestanden voor deze bladzijde ontbreken. Haal ze op met `make statisch`, in de map van de broncode. "
    "De beschrijving van de API staat ook op /v1/openapi.json.\n"
)
"""What the page says in a checkout in which they were not fetched."""

PAGINA = """\
<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Documentatie van de API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script type="module" src="/docs/start.js"></script>
</body>
</html>
"""
START = """\
const antwoord = await fetch("/v1/openapi.json");
const spec = { ...(await antwoord.json()), servers: [{ url: `${location.origin}/v1` }] };
SwaggerUIBundle({
  spec, dom_id: "#api", deepLinking: true, docExpansion: "none", filter: true, tryItOutEnabled: true,
  defaultModelsExpandDepth: 0, validatorUrl: null,
});
"""
"""Shows the document with the address of this page as its server: the policy lets it call no other."""
CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


def openapi(app: FastAPI, adres: str) -> dict[str, Any]:
    """The OpenAPI document, in which every operation has the problems and headers that the frame gives it."""
    document = get_openapi(
        title=TITEL,
        version=VERSIE,
        description=OMSCHRIJVING,
        routes=app.routes,
        servers=[{"url": f"{adres.rstrip('/')}{VOORVOEGSEL}", "x-internal": False}],
        license_info={"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"},
    )
    document["info"]["contact"] = CONTACT
    document["paths"] = {
        pad.removeprefix(VOORVOEGSEL): _opgeschoond(item) for pad, item in document["paths"].items()
    }
    operaties = [operatie for item in document["paths"].values() for operatie in item.values()]
    document["tags"] = [
        {"name": naam, "description": _UITLEG.get(naam, naam)}
        for naam in dict.fromkeys(tag for o in operaties for tag in o["tags"])
    ]
    onderdelen = document["components"] = _opgeschoond(document.get("components", {}))
    schemas = onderdelen.setdefault("schemas", {})
    for van_fastapi in ("HTTPValidationError", "ValidationError"):
        schemas.pop(van_fastapi, None)
    probleem = _opgeschoond(Probleem.model_json_schema(ref_template="#/components/schemas/{model}"))
    schemas |= probleem.pop("$defs") | {"Probleem": probleem}
    for naam, schema in schemas.items():
        if "enum" in schema:
            schema["description"] = KEUZES[naam]
    onderdelen["headers"] = KOPPEN
    onderdelen["responses"] = {
        f"Probleem{status}": {
            "description": omschrijving,
            "headers": _VERSIEKOP,
            "content": {MEDIATYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}}},
        }
        for status, omschrijving in OMSCHRIJVINGEN.items()
    }
    for pad, item in document["paths"].items():
        for methode, operatie in item.items():
            _vul_aan(pad, methode, operatie)
            _geef_voorbeeld(operatie, schemas)
    return document


KOPPEN = {
    "APIVersion": {
        "description": "Volledige versie van de API.",
        "schema": {"type": "string", "examples": [VERSIE]},
    },
    "ETag": {
        "description": "Versie van wat in het antwoord staat, voor If-Match; geen bij wat nooit wijzigt.",
        "schema": {"type": "string", "examples": ['"3"']},
    },
    "Location": {
        "description": "Adres van wat is gemaakt.",
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "Link": {
        "description": 'Adres van de volgende bladzijde (`rel="next"`), als die er is.',
        "schema": {"type": "string"},
    },
    HERHAALD: {
        "description": "`true` als dit antwoord al eerder is gegeven op hetzelfde verzoek.",
        "schema": {"type": "string", "enum": ["true"]},
    },
}
"""The headers of answers; an operation refers to those that it sets."""

_UITLEG = {router.tags[0]: router.uitleg for router in ROUTERS if router.uitleg}
_GELUKT = {
    "200": "Gelukt.",
    "201": "Gemaakt.",
    "202": "Bewaard, en nog niet beoordeeld.",
    "204": "Gelukt, zonder inhoud.",
}
_VERSIEKOP = {"API-Version": {"$ref": "#/components/headers/APIVersion"}}


def _vul_aan(pad: str, methode: str, operatie: dict[str, Any]) -> None:
    """Add what holds for every operation of this kind, so that no router needs to repeat it."""
    namen = {p["name"]: p for p in operatie.get("parameters", ())}
    if "id" in namen:
        namen["id"].setdefault("description", "Het id, zoals het antwoord op maken en de lijst het geven.")
    for parameter in namen.values():
        if parameter["schema"].get("format") == "uuid":
            parameter["schema"].setdefault("examples", [PLAN])
    statussen = {400, 406, 500, 503}
    if "security" in operatie:
        statussen |= {401, 403}
    if "{" in pad or methode != "get":
        statussen |= {404}
    if "requestBody" in operatie:
        statussen |= {408, 413, 415}
    if methode != "get":
        statussen |= {409}
    if "If-Match" in namen:
        namen["If-Match"]["required"] = True
        statussen |= {412, 428}
    antwoorden = operatie["responses"]
    antwoorden.pop("422", None)
    for status in [status for status in antwoorden if status >= "400"]:  # of this operation alone
        del antwoorden[status]
        statussen |= {int(status)}
    for status, antwoord in antwoorden.items():
        antwoord["description"] = _GELUKT[status]
        antwoord.setdefault("headers", {}).update(_VERSIEKOP)
        if "limiet" in namen:
            antwoord["headers"]["Link"] = {"$ref": "#/components/headers/Link"}
        if KOP in namen:
            antwoord["headers"][HERHAALD] = {"$ref": f"#/components/headers/{HERHAALD}"}
    for status in sorted(statussen):
        antwoorden.setdefault(str(status), {"$ref": f"#/components/responses/Probleem{status}"})
    uitleg = [] if operatie["description"] == operatie["summary"] else [operatie["description"]]
    scopes = [scope for eis in operatie.get("security", ()) for scope in eis["toegangsbewijs"]]
    uitleg.append(f"Scope: `{' '.join(scopes)}`." if scopes else "Openbaar: zonder token.")
    operatie["description"] = "\n\n".join(uitleg)


def _geef_voorbeeld(operatie: dict[str, Any], schemas: dict[str, Schema]) -> None:
    """Put a whole example with the schema of the body, if that is JSON."""
    for inhoud in operatie.get("requestBody", {}).get("content", {}).values():
        if "$ref" in inhoud["schema"]:
            schema = schemas[_naam(inhoud["schema"])]
            schema["examples"] = [_voorbeeld(schema, schemas)]


def _naam(verwijzing: Schema) -> str:
    """Name of the schema that is referred to."""
    return str(verwijzing["$ref"].rpartition("/")[2])


def _volledig(schema: Schema, schemas: dict[str, Schema]) -> Schema:
    """The schema, with what it refers to."""
    return schemas[_naam(schema)] | schema if "$ref" in schema else schema


def _voorbeeld(schema: Schema, schemas: dict[str, Schema]) -> Any:
    """What somebody could send: the example of the body, or that of each of its fields."""
    schema = _volledig(schema, schemas)
    if "examples" in schema:
        return _in_volgorde(schema["examples"][0], schema, schemas)
    match schema.get("type"):
        case "object":
            return {naam: _voorbeeld(deel, schemas) for naam, deel in schema["properties"].items()}
        case "array":
            return [_voorbeeld(schema["items"], schemas)]
        case _:
            return schema.get("default")


def _in_volgorde(waarde: Any, schema: Schema, schemas: dict[str, Schema]) -> Any:
    """The example with its fields in the order of the schema; pydantic sorts them by name."""
    schema = _volledig(schema, schemas)
    if isinstance(waarde, dict):
        velden = schema["properties"].items()
        return {naam: _in_volgorde(waarde[naam], deel, schemas) for naam, deel in velden if naam in waarde}
    if isinstance(waarde, list):
        return [_in_volgorde(deel, schema["items"], schemas) for deel in waarde]
    return waarde


def _opgeschoond(deel: Any) -> Any:
    """The same without titles that say the name again, and with an optional field that may not be null."""
    if isinstance(deel, list):
        return [_opgeschoond(kind) for kind in deel]
    if not isinstance(deel, dict):
        return deel
    deel = {
        naam: _opgeschoond(kind)
        for naam, kind in deel.items()
        if not (naam == "title" and isinstance(kind, str))
    }
    keuzes = deel.get("anyOf")
    if isinstance(keuzes, list) and {"type": "null"} in keuzes:
        rest = [keuze for keuze in keuzes if keuze != {"type": "null"}]
        del deel["anyOf"]
        if deel.get("default", "") is None:
            del deel["default"]
        deel = rest[0] | deel if len(rest) == 1 else {"anyOf": rest} | deel
    return deel


@cache
def beschrijf(adres: str = "https://localhost:8000") -> str:
    """The file docs/openapi.json. It takes seconds to make."""
    app = FastAPI()
    neem_op(app)
    return json.dumps(openapi(app, adres), ensure_ascii=False, indent=2) + "\n"


def neem_op(app: FastAPI, routers: Iterable[Router] = ROUTERS) -> None:
    """Give this app these resources. To include a router would make all its operations once more."""
    for router in routers:
        app.router.routes += router.routes


def registreer(app: FastAPI, adres: str) -> None:
    """Serve the document and the page."""

    @lru_cache(maxsize=1)
    def document() -> bytes:
        return json.dumps(openapi(app, adres), ensure_ascii=False).encode()

    een_tegelijk = asyncio.Lock()

    async def geef_document(_: Request) -> Response:
        async with een_tegelijk:  # it takes seconds to make; who waits for it holds no thread
            inhoud = await run_in_threadpool(document)
        return Response(inhoud, media_type="application/json")

    async def geef_pagina(_: Request) -> Response:
        if not SWAGGER_UI.is_dir():
            return PlainTextResponse(ONTBREEKT, 503)
        return HTMLResponse(PAGINA, headers={"Content-Security-Policy": CSP})

    async def geef_start(_: Request) -> Response:
        return Response(START, media_type="text/javascript")

    async def wijs_de_weg(_: Request) -> Response:
        return RedirectResponse("/docs")

    app.add_route("/", wijs_de_weg, include_in_schema=False)
    app.add_route(f"{VOORVOEGSEL}/openapi.json", geef_document, include_in_schema=False)
    app.add_route("/docs", geef_pagina, include_in_schema=False)
    app.add_route("/docs/start.js", geef_start, include_in_schema=False)
    for naam in BESTANDEN:
        app.add_route(f"/docs/{naam}", _bestand(naam), include_in_schema=False)


def _bestand(naam: str) -> Callable[[Request], Awaitable[Response]]:
    async def geef(_: Request) -> Response:
        if not SWAGGER_UI.is_dir():
            return PlainTextResponse(ONTBREEKT, 503)
        return FileResponse(SWAGGER_UI / naam, headers={"Cache-Control": "public, max-age=86400"})

    return geef


if __name__ == "__main__":
    print(beschrijf(), end="")
