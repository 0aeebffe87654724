"""The page for integrators, and whether the app says how it is."""

import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.api import documentatie
from app.api.documentatie import beschrijf
from app.api.kader.lokale_uitgever import LokaleUitgever
from app.instellingen import Instellingen
from app.main import maak_app
from app.opslag import Databank, Sleutels
from tests.api.proef import router as proef_router
from tests.contract import DOCUMENT, OPENAPI

ENGELS = re.compile(r"\b(the|and|whether|which|where|what|who|whose|successful|response)\b", re.IGNORECASE)


def teksten(deel: Any) -> Iterator[str]:
    """Every sentence for the reader, wherever it stands."""
    if isinstance(deel, dict):
        yield from (deel[naam] for naam in ("summary", "description") if isinstance(deel.get(naam), str))
    for kind in deel.values() if isinstance(deel, dict) else deel if isinstance(deel, list) else ():
        yield from teksten(kind)


@pytest.mark.usefixtures("browserbestanden")
def test_the_page_takes_everything_from_this_server(proef: TestClient) -> None:
    pagina = proef.get("/docs")
    adressen = re.findall(r'(?:src|href)="([^"]+)"', pagina.text)
    assert len(adressen) == 4
    for adres in adressen:
        assert adres.startswith("/docs/")
        assert proef.get(adres).status_code == 200


@pytest.mark.parametrize("pad", ["/docs", "/docs/swagger-ui.css"])
def test_without_what_a_browser_needs_the_page_says_how_to_get_it(
    lopend: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pad: str
) -> None:
    monkeypatch.setattr(documentatie, "SWAGGER_UI", tmp_path / "niets")
    antwoord = lopend.get(pad)
    assert antwoord.status_code == 503
    assert "`make statisch`" in antwoord.text
    assert lopend.get("/v1/openapi.json").status_code == 200


@pytest.mark.usefixtures("browserbestanden")
def test_the_page_runs_no_script_or_style_of_its_own(proef: TestClient) -> None:
    pagina = proef.get("/docs")
    assert "script-src 'self';" in pagina.headers["content-security-policy"]
    assert not re.search(r"<script>|<style|style=|onclick", pagina.text)


def test_no_list_in_an_answer_has_a_bound_unless_it_was_sent() -> None:
    def begrensd(schema: dict[str, Any]) -> set[str]:
        velden = schema.get("properties", {}).items()
        lijsten = {naam: veld for naam, veld in velden if not veld.get("uniqueItems")}  # a set of choices
        return {naam for naam, veld in lijsten.items() if "maxItems" in veld}

    schemas = DOCUMENT["components"]["schemas"]
    gestuurd = {v for naam, schema in schemas.items() if naam.endswith("In") for v in begrensd(schema)}
    antwoorden = {naam: begrensd(schema) for naam, schema in schemas.items() if naam.endswith("Uit")}
    assert "toewijzingen" in schemas["StandUit"]["properties"]
    assert {naam: velden - gestuurd for naam, velden in antwoorden.items() if velden - gestuurd} == {}


def test_who_asks_for_the_document_at_once_waits_for_one_that_is_being_made(
    instellingen: Instellingen, databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    gemaakt: list[str] = []

    def maak(_: FastAPI, adres: str) -> dict[str, str]:
        gemaakt.append(adres)
        time.sleep(0.2)
        return {}

    monkeypatch.setattr(documentatie, "openapi", maak)
    with TestClient(maak_app(instellingen, databank=databank)) as lopend, ThreadPoolExecutor(8) as bellers:
        antwoorden = [*bellers.map(lopend.get, ["/v1/openapi.json"] * 8)]
    assert [antwoord.status_code for antwoord in antwoorden] == [200] * 8
    assert len(gemaakt) == 1


def test_the_committed_document_is_to_the_letter_the_one_that_is_served(lopend: TestClient) -> None:
    document = lopend.get("/v1/openapi.json").json()
    assert document["servers"] == [{"url": "http://127.0.0.1:8000/v1", "x-internal": False}]
    vastgelegd = json.dumps(document | {"servers": DOCUMENT["servers"]}, ensure_ascii=False, indent=2)
    assert OPENAPI.read_text() == f"{vastgelegd}\n", "run: make docs"


@pytest.mark.alles
def test_the_committed_document_is_the_one_that_is_made_without_a_server() -> None:
    assert OPENAPI.read_text() == beschrijf()


def test_the_document_speaks_dutch() -> None:
    gevonden = list(teksten(DOCUMENT))
    assert len(gevonden) > 1000
    assert [tekst for tekst in gevonden if ENGELS.search(tekst)] == []


def test_every_tag_parameter_and_choice_is_explained() -> None:
    parameters = [
        p for item in DOCUMENT["paths"].values() for o in item.values() for p in o.get("parameters", ())
    ]
    keuzes = [schema for schema in DOCUMENT["components"]["schemas"].values() if "enum" in schema]
    assert len(DOCUMENT["tags"]) > 20
    assert len(keuzes) > 30
    assert [tag["name"] for tag in DOCUMENT["tags"] if tag["description"] == tag["name"]] == []
    assert [deel for deel in (*parameters, *keuzes) if not deel.get("description")] == []


def test_every_parameter_has_an_example() -> None:
    zonder = [
        f"{operatie['operationId']} {parameter['name']}"
        for item in DOCUMENT["paths"].values()
        for operatie in item.values()
        for parameter in operatie.get("parameters", ())
        if not parameter["schema"].get("examples")
    ]
    assert zonder == []


def test_every_operation_names_its_scope() -> None:
    for item in DOCUMENT["paths"].values():
        for operatie in item.values():
            scopes = [scope for eis in operatie.get("security", ()) for scope in eis["toegangsbewijs"]]
            assert (f"Scope: `{scopes[0]}`." if scopes else "Openbaar") in operatie["description"]


@pytest.fixture(scope="module")
def proefdocument() -> dict[str, Any]:
    """The document of the stand-in resource alone."""
    app = FastAPI()
    documentatie.neem_op(app, [proef_router])
    return documentatie.openapi(app, "http://127.0.0.1:8000")


def test_an_optional_field_is_one_that_may_be_absent(proefdocument: dict[str, Any]) -> None:
    schemas = proefdocument["components"]["schemas"]
    assert schemas["ProefIn"]["properties"]["einddatum"]["format"] == "date"
    assert "einddatum" not in schemas["ProefIn"]["required"]
    assert "description" not in schemas["ProefUit"]


def test_if_match_is_documented_as_obligatory(proefdocument: dict[str, Any]) -> None:
    operatie = proefdocument["paths"]["/proeven/{id}"]["put"]
    (kop,) = (p for p in operatie["parameters"] if p["name"] == "If-Match")
    assert kop["required"]
    assert {"412", "428"} <= operatie["responses"].keys()


def test_an_app_without_its_database_lives_but_is_not_ready(tmp_path: Path, sleutels: Sleutels) -> None:
    weg = Databank(f"sqlite:///{tmp_path / 'weg' / 'wmo.db'}", sleutels)
    client = TestClient(maak_app(Instellingen(data=tmp_path), databank=weg))
    assert client.get("/livez").status_code == 200
    antwoord = client.get("/readyz")
    assert (antwoord.status_code, antwoord.text) == (503, "de database is niet bereikbaar\n")


@pytest.mark.beide
def test_an_app_on_a_database_that_was_not_migrated_is_not_ready_and_says_what_to_do(
    anoniem: TestClient, databank: Databank
) -> None:
    assert anoniem.get("/readyz").status_code == 200
    with databank.motor.begin() as verbinding:
        verbinding.exec_driver_sql("DROP TABLE alembic_version")
    antwoord = anoniem.get("/readyz")
    assert antwoord.status_code == 503
    assert "draai wmo migreer" in antwoord.text
    assert anoniem.get("/livez").status_code == 200


def test_the_local_issuer_keeps_its_key(tmp_path: Path) -> None:
    bestand = tmp_path / "sleutel.pem"
    eerste, tweede = (LokaleUitgever.uit_bestand(bestand).sleutels().keys[0] for _ in range(2))
    assert eerste.key.public_numbers() == tweede.key.public_numbers()
