"""The collection for Postman and Bruno: current, whole, and its requests succeed as they are there."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.domain.partijen import Rol
from tests.api.test_velden import DOCUMENT, schema_van
from tests.postman.maak import verzameling

BESTAND = Path(__file__).parents[2] / "docs" / "postman.json"
VERZAMELING = json.loads(BESTAND.read_text())

Json = dict[str, Any]


def verzoeken(delen: list[Json]) -> Iterator[Json]:
    for deel in delen:
        if "item" in deel:
            yield from verzoeken(deel["item"])
        else:
            yield deel["request"]


VERZOEKEN = list(verzoeken(VERZAMELING["item"]))


def bewerking(verzoek: Json) -> tuple[str, str]:
    """Method and path, as the OpenAPI document writes them."""
    pad = "/".join(re.sub("^:(.*)", r"{\1}", deel) for deel in verzoek["url"]["path"])
    return verzoek["method"].lower(), f"/{pad}"


def verstuur(naam: str, client: TestClient, token: str = "") -> Response:
    """Send the request with this name as Postman does, with the variables of the collection filled in."""
    (verzoek,) = (v for v in VERZOEKEN if v["name"] == naam)
    variabelen = {v["key"]: v["value"] for v in VERZAMELING["variable"]} | {"token": token}
    variabelen["baseUrl"] = f"{client.base_url}/v1"

    def vul(tekst: str) -> str:
        return re.sub(r"\{\{(.*?)\}\}", lambda naam: variabelen[naam[1]], tekst)

    paddelen = {f":{v['key']}": v["value"] for v in verzoek["url"]["variable"]}
    adres = "/".join(
        vul(paddelen.get(deel, deel)) for deel in (*verzoek["url"]["host"], *verzoek["url"]["path"])
    )
    koppen = {k["key"]: k["value"] for k in verzoek.get("header", ()) if not k.get("disabled")}
    (bearer,) = verzoek.get("auth", VERZAMELING["auth"]).get("bearer", [None])
    if bearer:
        koppen["Authorization"] = f"Bearer {vul(bearer['value'])}"
    inhoud = verzoek.get("body", {}).get("raw", "")
    return client.request(verzoek["method"], adres, headers=koppen, content=inhoud)


@pytest.mark.alles
def test_the_committed_collection_is_current() -> None:
    assert BESTAND.read_text() == verzameling(), "run: make docs"


def test_every_operation_is_in_the_collection_once() -> None:
    operaties = [(methode, pad) for pad, item in DOCUMENT["paths"].items() for methode in item]
    assert sorted(map(bewerking, VERZOEKEN)) == sorted(operaties)


def test_a_body_is_the_example_of_the_document() -> None:
    bodies = 0
    for verzoek in VERZOEKEN:
        methode, pad = bewerking(verzoek)
        inhoud = DOCUMENT["paths"][pad][methode].get("requestBody", {}).get("content", {})
        if "application/json" in inhoud:
            bodies += 1
            (voorbeeld,) = schema_van(inhoud["application/json"]["schema"])["examples"]
            assert json.loads(verzoek["body"]["raw"]) == voorbeeld
    assert bodies > 50


def test_a_zip_is_a_file_to_pick() -> None:
    (verzoek,) = (v for v in VERZOEKEN if v["name"] == "Speel een keten van berichten na")
    assert verzoek["body"]["mode"] == "file"


def test_its_requests_succeed_with_a_token_and_an_address(
    als_gemeente: Callable[..., TestClient], anoniem: TestClient
) -> None:
    token = als_gemeente("0957", Rol.ADMINISTRATIE).headers["Authorization"].partition(" ")[2]
    gemaakt = {
        naam: verstuur(naam, anoniem, token).status_code
        for naam in (
            "Leg een aanbieder vast",
            "Lees een aanbieder",
            "Wijzig een aanbieder",
            "Leg een product vast",
            "Lees een product",
            "Leg een contract vast",
            "Leg een cliënt vast",
            "Zoek een cliënt op Bsn",
            "Controleer een bericht van iWmo 3.2",
        )
    }
    assert gemaakt == {naam: 201 if naam.startswith("Leg") else 200 for naam in gemaakt}


def test_a_request_without_the_token_does_not_unless_it_is_public(anoniem: TestClient) -> None:
    assert verstuur("Lees een aanbieder", anoniem).status_code == 401
    assert verstuur("Lees een codelijst", anoniem).status_code == 200
