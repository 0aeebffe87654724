"""What holds for every operation there is: one that forgets it fails here."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient

from app.api.kader.buitenlaag import OPENBAAR
from app.api.kader.rest.router import Route
from app.api.routers import ROUTERS
from app.api.scopes import SCOPES
from tests.api.proef import ID
from tests.contract import DOCUMENT


@pytest.fixture
def document() -> dict[str, Any]:
    return DOCUMENT


def operaties(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for pad, item in document["paths"].items():
        for methode, operatie in item.items():
            yield pad, methode, operatie


def adres(pad: str) -> str:
    """An address that this path stands for."""
    return "/v1" + re.sub(r"\{(\w+)\}", lambda deel: "117" if deel[1] == "nummer" else str(ID), pad)


def is_openbaar(pad: str) -> bool:
    return OPENBAAR.fullmatch("/v1" + pad) is not None


def test_every_operation_is_built_on_the_frame(lopend: TestClient) -> None:
    app: FastAPI = lopend.app
    routes = [
        r.original_route for r in iter_route_contexts(app.routes) if isinstance(r.original_route, APIRoute)
    ]
    assert routes
    assert [r.name for r in routes if not isinstance(r, Route)] == []


def test_every_operation_needs_a_token_unless_it_is_public(document: dict[str, Any]) -> None:
    for pad, methode, operatie in operaties(document):
        assert ("security" in operatie) != is_openbaar(pad), (methode, pad)


def test_every_operation_without_a_token_answers_401(document: dict[str, Any], lopend: TestClient) -> None:
    for pad, methode, _ in operaties(document):
        if not is_openbaar(pad):
            antwoord = lopend.request(methode, adres(pad))
            assert antwoord.status_code == 401, (methode, pad)


def test_every_path_takes_the_methods_of_the_document_and_no_other(
    document: dict[str, Any], lopend: TestClient
) -> None:
    for pad, item in document["paths"].items():
        methoden = (
            {methode.upper() for methode in item} | {"OPTIONS"} | ({"HEAD"} if "get" in item else set())
        )
        assert set(lopend.options(adres(pad)).headers["allow"].split(", ")) == methoden, pad


def test_every_operation_asks_for_exactly_one_scope_in_the_document(document: dict[str, Any]) -> None:
    for pad, methode, operatie in operaties(document):
        if not is_openbaar(pad):
            (eis,) = operatie["security"]
            (scope,) = eis["toegangsbewijs"]
            assert scope.endswith(":lezen" if methode == "get" else ":schrijven"), pad


def test_every_operation_documents_its_problems_and_no_422(document: dict[str, Any]) -> None:
    for pad, methode, operatie in operaties(document):
        antwoorden = operatie["responses"]
        assert {"400", "500", "503"} <= antwoorden.keys(), (methode, pad)
        assert "422" not in antwoorden
        if "requestBody" in operatie:
            assert {"413", "415"} <= antwoorden.keys()


def test_every_post_that_keeps_something_takes_an_idempotency_key(document: dict[str, Any]) -> None:
    for pad, methode, operatie in operaties(document):
        namen = {p["name"] for p in operatie.get("parameters", ())}
        zonder = {
            "/validaties",
            "/ketens",
            "/berichten/ontvangsten",
        }  # keeps nothing; the same bytes, the same answer
        assert ("Idempotency-Key" in namen) == (methode == "post" and pad not in zonder), (methode, pad)


def test_no_path_or_query_holds_a_bsn(document: dict[str, Any]) -> None:
    for pad, _, operatie in operaties(document):
        namen = {p["name"].lower() for p in operatie.get("parameters", ())}
        assert "bsn" not in pad.lower()
        assert not any("bsn" in naam for naam in namen)


def schemas(deel: Any) -> Iterator[dict[str, Any]]:
    """Every schema of a value inside this part of the document."""
    if isinstance(deel, dict):
        if isinstance(deel.get("type"), str):
            yield deel
        for kind in deel.values():
            yield from schemas(kind)
    elif isinstance(deel, list):
        for kind in deel:
            yield from schemas(kind)


def invoerschemas(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The schemas that callers fill in, with the name of where they are."""
    te_doen = [
        (o["operationId"], deel)
        for _, _, o in operaties(document)
        for deel in (*o.get("parameters", ()), o.get("requestBody", {}))
    ]
    gezien: set[str] = set()
    while te_doen:
        plek, deel = te_doen.pop()
        for verwijzing in verwijzingen(deel):
            if verwijzing not in gezien:
                gezien.add(verwijzing)
                te_doen.append((verwijzing, document["components"]["schemas"][verwijzing]))
        yield from ((plek, schema) for schema in schemas(deel))


def verwijzingen(deel: Any) -> Iterator[str]:
    if isinstance(deel, dict):
        if "$ref" in deel:
            yield deel["$ref"].rpartition("/")[2]
        for kind in deel.values():
            yield from verwijzingen(kind)
    elif isinstance(deel, list):
        for kind in deel:
            yield from verwijzingen(kind)


def test_everything_that_a_caller_fills_in_has_bounds(document: dict[str, Any]) -> None:
    grenzen = {
        "string": ({"maxLength"}, {"enum"}, {"const"}, {"pattern"}, {"format"}, {"contentMediaType"}),
        "integer": ({"minimum", "maximum"}, {"exclusiveMinimum", "maximum"}),
        "number": ({"minimum", "maximum"},),
        "array": ({"maxItems"},),
        "object": ({"additionalProperties"},),
    }
    onbegrensd = [
        (plek, schema)
        for plek, schema in invoerschemas(document)
        if schema["type"] in grenzen and not any(grens <= schema.keys() for grens in grenzen[schema["type"]])
    ]
    assert onbegrensd == []


def test_nothing_may_be_null(document: dict[str, Any]) -> None:
    assert [schema for schema in schemas(document) if schema["type"] == "null"] == []


def test_no_english_docstring_reaches_the_document(document: dict[str, Any], lopend: TestClient) -> None:
    app: FastAPI = lopend.app
    docstrings = {
        (route.original_route.endpoint.__doc__ or "").strip()
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute)
    } - {""}
    teksten = {o.get("description") for _, _, o in operaties(document)}
    teksten |= {s.get("description") for s in document["components"]["schemas"].values()}
    assert docstrings & teksten == set()


def test_every_scope_of_an_operation_is_named_and_no_other() -> None:
    assert set().union(*(router.scopes for router in ROUTERS)) == SCOPES


def test_every_operation_takes_the_scope_in_the_document_and_no_other(
    document: dict[str, Any], lopend: TestClient, als_gemeente: Callable[..., TestClient]
) -> None:
    for pad, methode, operatie in operaties(document):
        if is_openbaar(pad):
            continue
        (scope,) = operatie["security"][0]["toegangsbewijs"]
        zonder = als_gemeente(scopes=SCOPES - {scope}).request(methode, adres(pad))
        met = als_gemeente(scopes=frozenset({scope})).request(methode, adres(pad))
        assert zonder.json()["type"].endswith("/te-weinig-rechten"), (methode, pad)
        assert f'scope="{scope}"' in zonder.headers["WWW-Authenticate"]
        assert met.is_success or not met.json()["type"].endswith("/te-weinig-rechten"), (methode, pad)
