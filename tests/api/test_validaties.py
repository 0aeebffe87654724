"""Any message in, findings out: in the form of `wmo valideer --json`, and without keeping anything."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.codec import schrijf
from app.istandaard.opstellen import maak_wmo301
from tests.bouw import AANBIEDER
from tests.bouw_besluit import VANDAAG, een_client
from tests.istandaard.test_opstellen import in_bericht

XML = {"Content-Type": "application/xml"}


@pytest.fixture
def bel(als_gemeente: Callable[..., TestClient]) -> TestClient:
    return als_gemeente("0957", Rol.TOEGANG)


def een_wmo301() -> Wmo301:
    return maak_wmo301(
        een_client(),
        (in_bericht(),),
        aanbieder=AANBIEDER,
        identificatie="1",
        dagtekening=VANDAAG,
        plek=lambda t: "regel",
    )


def test_a_good_message_has_no_findings_and_says_what_was_not_checked(bel: TestClient) -> None:
    antwoord = bel.post("/v1/validaties", content=schrijf(een_wmo301()), headers=XML)
    (controle,) = antwoord.json()["berichten"]
    assert (controle["berichtsoort"], controle["geldig"], controle["bevindingen"]) == ("wmo301", True, [])
    assert "TR332" in controle["nietGecontroleerd"]


def test_a_broken_rule_is_named_with_its_place(bel: TestClient) -> None:
    xml = schrijf(een_wmo301()).replace(b"999900006", b"999900007")
    (controle,) = bel.post("/v1/validaties", content=xml, headers=XML).json()["berichten"]
    (bevinding,) = controle["bevindingen"]
    assert controle["geldig"] is False
    assert (bevinding["regel"], bevinding["retourcode"]) == ("CS002", "0001")
    assert bevinding["pad"] == "/Bericht/Client/Bsn"
    assert bevinding["regelnummer"] > 1
    assert "999900007" not in str(controle)


def test_a_message_against_the_schema_is_a_finding_too(bel: TestClient) -> None:
    xml = schrijf(een_wmo301()).replace(b"<wmo301:Geslacht>2<", b"<wmo301:Geslacht>7<")
    (controle,) = bel.post("/v1/validaties", content=xml, headers=XML).json()["berichten"]
    assert [b["regel"] for b in controle["bevindingen"]] == ["XSD"]


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"geen xml",
        b"<a><b></a>",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b"<Bericht/>",
        b"\xff\xfe\x00",
    ],
    ids=["empty", "text", "not well-formed", "entity", "no message", "bad encoding"],
)
def test_what_is_no_message_is_refused_with_the_reason(bel: TestClient, inhoud: bytes) -> None:
    antwoord = bel.post("/v1/validaties", content=inhoud, headers=XML)
    assert antwoord.status_code == 400
    assert antwoord.headers["content-type"] == "application/problem+json"


def test_a_message_is_not_json(bel: TestClient) -> None:
    assert bel.post("/v1/validaties", json={}).status_code == 415


def test_rules_and_code_lists_are_public(anoniem: TestClient) -> None:
    assert anoniem.get("/v1/regels/CD076").json()["status"] == "gebouwd"
    assert len(anoniem.get("/v1/regels").json()) > 250
    assert {"wmo301"} <= {b for r in anoniem.get("/v1/regels?bericht=wmo301").json() for b in r["berichten"]}
    assert anoniem.get("/v1/regels/TR999").status_code == 404
    assert {"code": "04", "betekenis": "Uur"} in anoniem.get("/v1/codelijsten/WJ756").json()["codes"]
    assert "WMO002" in {lijst["id"] for lijst in anoniem.get("/v1/codelijsten").json()}
    assert anoniem.get("/v1/codelijsten/XX").status_code == 404
