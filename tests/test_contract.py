"""What callers built on keeps working: the interface against its last published version.

docs/openapi-gepubliceerd.json is the document as it was published last. A difference that could break a
caller asks for a higher major version (VERSIE in app/api/kader/buitenlaag.py), any other for a higher minor
one. To publish: raise VERSIE to what this test asks for, refresh docs/openapi.json, and copy it.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.contract import DOCUMENT, Document, te_lage_versie

GEPUBLICEERD = Path(__file__).parents[1] / "docs" / "openapi-gepubliceerd.json"


def test_the_interface_keeps_what_was_published_or_says_so_in_its_version() -> None:
    verschillen = te_lage_versie(json.loads(GEPUBLICEERD.read_text()), DOCUMENT)
    assert verschillen == [], "raise VERSIE in app/api/kader/buitenlaag.py, the major number for a break"


def test_the_major_version_stands_in_the_address() -> None:
    major = DOCUMENT["info"]["version"].partition(".")[0]
    assert [s["url"].rpartition("/")[2] for s in DOCUMENT["servers"]] == [f"v{major}"]


def _schema(**velden: Any) -> Document:
    return {
        "type": "object",
        "properties": velden,
        "required": list(velden)[:-1],
        "additionalProperties": False,
    }


def _json(naam: str) -> Document:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{naam}"}}}


TEKST = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[a-z]*$"}
SOORT = {"type": "string", "enum": ["nieuw", "wijziging"]}
VELDEN = {
    "reden": TEKST,
    "soort": SOORT,
    "aantal": {"type": "number", "minimum": 0, "maximum": 10, "multipleOf": 0.01},
    "delen": {"type": "array", "minItems": 1, "maxItems": 5, "items": {"type": "string", "format": "date"}},
    "spoed": {"type": "boolean", "default": False},
}
PLAN: Document = {
    "openapi": "3.1.0",
    "info": {"title": "Plannen", "version": "1.2.3"},
    "servers": [{"url": "https://wmo.example.nl/v1"}],
    "paths": {
        "/plannen": {
            "get": {
                "operationId": "lijst",
                "parameters": [
                    {
                        "name": "limiet",
                        "in": "query",
                        "schema": {"type": "integer", "maximum": 9, "default": 5},
                    }
                ],
                "responses": {"200": {"description": "Goed.", "content": _json("Uit")}},
            },
            "post": {
                "operationId": "maak",
                "security": [{"bewijs": ["plannen:schrijven"]}],
                "requestBody": {"required": True, "content": _json("In")},
                "responses": {
                    "201": {
                        "description": "Goed.",
                        "content": _json("Uit"),
                        "headers": {"Location": {"schema": {"type": "string"}}},
                    },
                    "404": {"$ref": "#/components/responses/Probleem"},
                },
            },
        }
    },
    "components": {
        "schemas": {
            "In": _schema(**VELDEN),
            "Uit": _schema(id={"type": "string", "format": "uuid"}, **VELDEN),
            "Probleem": _schema(detail={"type": "string"}, instance={"type": "string"}),
        },
        "responses": {
            "Probleem": {
                "description": "Niet gevonden.",
                "content": {
                    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Probleem"}}
                },
            }
        },
        "securitySchemes": {"bewijs": {"type": "http", "scheme": "bearer"}},
    },
}
WEG = object()
LIJST, MAAK = "paths|/plannen|get", "paths|/plannen|post"
IN, UIT, PROBLEEM = (f"components|schemas|{naam}" for naam in ("In", "Uit", "Probleem"))
ANTWOORDEN, LIMIET = f"{MAAK}|responses", f"{LIJST}|parameters|0"


def anders(wijzigingen: dict[str, Any]) -> Document:
    """The document in which at each place something else stands, or nothing."""
    document = json.loads(json.dumps(PLAN))
    for plek, waarde in wijzigingen.items():
        *ouders, laatste = plek.split("|")
        ouder: Any = document
        for deel in ouders:
            ouder = ouder[int(deel)] if isinstance(ouder, list) else ouder[deel]
        if waarde is WEG:
            del ouder[laatste]
        else:
            ouder[laatste] = waarde
    return document


BREEKT: dict[str, dict[str, Any]] = {
    "a path is gone": {"paths|/plannen": WEG},
    "an operation is gone": {LIJST: WEG},
    "an operation has another name": {f"{LIJST}|operationId": "alle"},
    "a status is another": {f"{ANTWOORDEN}|201": WEG, f"{ANTWOORDEN}|200": {"description": "Goed."}},
    "a problem is gone": {f"{ANTWOORDEN}|404": WEG},
    "a header of an answer is gone": {f"{ANTWOORDEN}|201|headers|Location": WEG},
    "an answer is of another kind": {f"{ANTWOORDEN}|201|content": {"application/xml": {}}},
    "an answer is of another kind of the same family": {
        f"{ANTWOORDEN}|201|content": {"application/hal+json": _json("Uit")["application/json"]}
    },
    "a problem is of another kind": {"components|responses|Probleem|content": _json("Probleem")},
    "a field of an answer is gone": {f"{UIT}|properties|reden": WEG},
    "a field of an answer has another name": {
        f"{UIT}|properties|reden": WEG,
        f"{UIT}|properties|waarom": TEKST,
        f"{UIT}|required": ["id", "waarom", "soort", "aantal", "delen"],
    },
    "an optional field of an answer is gone": {f"{UIT}|properties|spoed": WEG},
    "a field of an answer may be absent": {f"{UIT}|required": ["id"]},
    "a field of an answer may be null": {f"{UIT}|properties|reden": TEKST | {"type": ["string", "null"]}},
    "a field of an answer is of another type": {f"{UIT}|properties|reden|type": "integer"},
    "a field of an answer has another form": {f"{UIT}|properties|id|format": "uri"},
    "a field of an answer is longer": {f"{UIT}|properties|reden|maxLength": 4000},
    "a field of an answer follows another pattern": {f"{UIT}|properties|reden|pattern": "^[A-Z]*$"},
    "a field of an answer follows no pattern": {f"{UIT}|properties|reden|pattern": WEG},
    "an answer has a value more": {f"{UIT}|properties|soort|enum": ["nieuw", "wijziging", "einde"]},
    "a field of a problem is gone": {f"{PROBLEEM}|properties|detail": WEG, f"{PROBLEEM}|required": []},
    "a body is of another kind": {f"{MAAK}|requestBody|content": {"application/xml": {}}},
    "a field is obligatory that was not": {f"{IN}|required": list(VELDEN)},
    "a new field is obligatory": {f"{IN}|properties|nieuw": TEKST, f"{IN}|required": [*VELDEN, "nieuw"]},
    "a new field is obligatory though there is a default": {
        f"{IN}|properties|nieuw": TEKST | {"default": "a"},
        f"{IN}|required": [*VELDEN, "nieuw"],
    },
    "a field is gone": {f"{IN}|properties|spoed": WEG},
    "a field is of another type": {f"{IN}|properties|reden|type": "integer"},
    "a field has a form": {f"{IN}|properties|reden|format": "uuid"},
    "a field takes less text": {f"{IN}|properties|reden|maxLength": 100},
    "a field needs more text": {f"{IN}|properties|reden|minLength": 2},
    "a field follows another pattern": {f"{IN}|properties|reden|pattern": "^[a-f]*$"},
    "a field takes one value less": {f"{IN}|properties|soort|enum": ["nieuw"]},
    "a field takes named values only": {f"{IN}|properties|reden|enum": ["a"]},
    "a number has a lower maximum": {f"{IN}|properties|aantal|maximum": 9},
    "a number has a higher minimum": {f"{IN}|properties|aantal|minimum": 1},
    "a number is coarser": {f"{IN}|properties|aantal|multipleOf": 0.5},
    "a list takes less": {f"{IN}|properties|delen|maxItems": 4},
    "a list needs more": {f"{IN}|properties|delen|minItems": 2},
    "a list takes nothing twice": {f"{IN}|properties|delen|uniqueItems": True},
    "an answer has more in a list": {f"{UIT}|properties|delen|maxItems": 6},
    "an answer has a list without end": {f"{UIT}|properties|delen|maxItems": WEG},
    "what is left out means something else": {f"{IN}|properties|spoed|default": True},
    "a query key is gone": {f"{LIJST}|parameters": []},
    "a query key has another name": {f"{LIMIET}|name": "limit"},
    "a query key is obligatory": {f"{LIMIET}|required": True},
    "a query key has a lower maximum": {f"{LIMIET}|schema|maximum": 8},
    "a query key that is left out means something else": {f"{LIMIET}|schema|default": 6},
    "a header is obligatory": {
        f"{MAAK}|parameters": [
            {"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}}
        ]
    },
    "another scope is asked for": {f"{MAAK}|security": [{"bewijs": ["plannen:maken"]}]},
    "a scope more is asked for": {f"{MAAK}|security": [{"bewijs": ["plannen:schrijven", "plannen:lezen"]}]},
    "a token is asked for": {f"{LIJST}|security": [{"bewijs": ["plannen:lezen"]}]},
    "one signs on in another way": {"components|securitySchemes|bewijs|scheme": "basic"},
    "one signs on with a key": {
        "components|securitySchemes|bewijs": {"type": "apiKey", "in": "header", "name": "X-Key"}
    },
}
VOEGT_TOE: dict[str, dict[str, Any]] = {
    "a path": {"paths|/nieuw": PLAN["paths"]["/plannen"]},
    "an operation": {
        "paths|/plannen|put": {"operationId": "wijzig", "responses": {"204": {"description": ""}}}
    },
    "an optional field": {f"{IN}|properties|nieuw": TEKST},
    "an optional query key": {f"{MAAK}|parameters": [{"name": "a", "in": "query", "schema": TEKST}]},
    "a field of an answer": {f"{UIT}|properties|nieuw": TEKST},
    "a field of an answer that is always there": {
        f"{UIT}|properties|nieuw": TEKST,
        f"{UIT}|required": ["id", *list(VELDEN)[:-1], "nieuw"],
    },
    "a problem": {f"{ANTWOORDEN}|429": {"$ref": "#/components/responses/Probleem"}},
    "a kind of body": {f"{MAAK}|requestBody|content|application/xml": {"schema": {"type": "string"}}},
    "less that is obligatory": {f"{IN}|required": []},
    "more that is always there": {f"{UIT}|required": ["id", *VELDEN]},
    "more text": {f"{IN}|properties|reden|maxLength": 4000},
    "text of every form": {f"{IN}|properties|reden|pattern": WEG},
    "a value": {f"{IN}|properties|soort|enum": ["nieuw", "wijziging", "einde"]},
    "more in a list": {f"{IN}|properties|delen|maxItems": 6},
    "a finer number": {f"{IN}|properties|aantal|multipleOf": 0.001},
    "a higher maximum": {f"{LIMIET}|schema|maximum": 10},
    "one value less in an answer": {f"{UIT}|properties|soort|enum": ["nieuw"]},
    "no token": {f"{MAAK}|security": WEG},
}
ZEGT_ANDERS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "another title": {"info|title": "Alle plannen"},
    "another host": {"servers|0|url": "https://elders.example.nl/v1"},
    "a description": {
        f"{MAAK}|description": "Maakt een plan.",
        f"{IN}|properties|reden|description": "Waarom.",
    },
    "examples": {f"{IN}|properties|reden|examples": ["a"]},
}


@pytest.mark.parametrize("geval", BREEKT)
def test_what_could_break_a_caller_needs_a_higher_major_version(geval: str) -> None:
    wijzigingen = BREEKT[geval]
    assert te_lage_versie(PLAN, anders(wijzigingen | {"info|version": "1.99.99"})) != []


@pytest.mark.parametrize("geval", VOEGT_TOE)
def test_what_is_added_needs_a_higher_minor_version(geval: str) -> None:
    wijzigingen = VOEGT_TOE[geval]
    assert te_lage_versie(PLAN, anders(wijzigingen | {"info|version": "1.2.4"})) != []
    assert te_lage_versie(PLAN, anders(wijzigingen | {"info|version": "1.3.0"})) == []


@pytest.mark.parametrize("geval", ZEGT_ANDERS)
def test_what_is_only_said_otherwise_needs_no_other_version(geval: str) -> None:
    assert te_lage_versie(PLAN, anders(ZEGT_ANDERS[geval])) == []


def test_a_higher_major_version_may_break_all() -> None:
    nieuw = anders({"paths": {}, "info|version": "2.0.0"})
    assert te_lage_versie(PLAN, nieuw) == []
