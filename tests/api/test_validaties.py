"""Any message in, findings out: in the form of `wmo valideer --json`, and without keeping anything."""

import re
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from shutil import copytree
from typing import NoReturn

import pytest
from fastapi.testclient import TestClient

from app.api.kader import beurt
from app.api.kader.beurt import CONTROLE
from app.api.kader.lokale_uitgever import LokaleUitgever
from app.api.scopes import SCOPES
from app.domain.partijen import Rol
from app.geheugen import GROOT, WERK
from app.instellingen import Instellingen
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.codec import schrijf
from app.istandaard.opstellen import maak_wmo301
from app.istandaard.xml import SCHEMAS
from app.main import maak_app
from app.opslag import Databank
from tests.bouw import AANBIEDER, VANDAAG, een_client
from tests.istandaard.regels.bouw_declaratie import een_323, een_325, prestatie, totaal
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
    assert controle["waaromNiet"]["TR332"].startswith("Hiervoor nodig: eerdere berichten.")


def test_a_broken_rule_is_named_with_its_place(bel: TestClient) -> None:
    xml = schrijf(een_wmo301()).replace(b"900212640", b"900212641")
    (controle,) = bel.post("/v1/validaties", content=xml, headers=XML).json()["berichten"]
    (bevinding,) = controle["bevindingen"]
    assert controle["geldig"] is False
    assert (bevinding["regel"], bevinding["retourcode"]) == ("CS002", "0001")
    assert bevinding["pad"] == "/Bericht/Client/Bsn"
    assert bevinding["regelnummer"] > 1
    assert "900212641" not in str(controle)


def test_a_message_against_the_schema_is_a_finding_too(bel: TestClient) -> None:
    xml = schrijf(een_wmo301()).replace(b"<wmo301:Geslacht>2<", b"<wmo301:Geslacht>7<")
    (controle,) = bel.post("/v1/validaties", content=xml, headers=XML).json()["berichten"]
    assert [b["regel"] for b in controle["bevindingen"]] == ["XSD"]


def test_a_message_with_a_byte_order_mark_or_of_other_characters_is_a_finding(bel: TestClient) -> None:
    goed = schrijf(een_wmo301())
    for inhoud in (
        b"\xef\xbb\xbf" + goed,
        goed.replace(b"UTF-8", b"UTF-16"),
        goed.replace(b">0957<", b">\xe9<"),
    ):
        antwoord = bel.post("/v1/validaties", content=inhoud, headers=XML)
        (controle,) = antwoord.json()["berichten"]
        assert (antwoord.status_code, controle["berichtsoort"], controle["geldig"]) == (200, "wmo301", False)
        assert [b["regel"] for b in controle["bevindingen"]] == ["OP192"]


@pytest.mark.parametrize(
    ("inhoud", "soort", "waarom"),
    [
        (b" ", "onleesbaar-bericht", "Het bestand is leeg, of bevat alleen witruimte of NUL-tekens."),
        (b"\0\0", "onleesbaar-bericht", "NUL-tekens"),
        (b"geen xml", "onleesbaar-bericht", "Regel 1: Dit is geen XML"),
        (b"<a>\n<b></a>", "onleesbaar-bericht", "Regel 2: Een eindtag hoort niet bij de begintag"),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "onleesbaar-bericht", "DTD"),
        (b"\xff\xfe\x00", "onleesbaar-bericht", "Regel 1: "),
        (b"<Bericht/>", "onbekend-bericht", "Gevonden: het element Bericht zonder namespace."),
    ],
    ids=["empty", "only NUL", "text", "not well-formed", "entity", "bad encoding", "no message"],
)
def test_what_is_no_message_is_refused_with_the_reason(
    bel: TestClient, inhoud: bytes, soort: str, waarom: str
) -> None:
    antwoord = bel.post("/v1/validaties", content=inhoud, headers=XML)
    assert antwoord.status_code == 400
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert antwoord.json()["type"] == f"/v1/problemen/{soort}"
    assert waarom in antwoord.json()["detail"]


@pytest.mark.parametrize(
    ("pad", "soort"),
    [
        ("/v1/validaties", "application/xml"),
        ("/v1/ketens", "application/zip"),
        ("/v1/berichten/ontvangsten", "application/xml"),
    ],
)
def test_no_body_at_all_is_refused_with_what_was_expected(bel: TestClient, pad: str, soort: str) -> None:
    antwoord = bel.post(pad, headers={"Content-Type": soort})
    assert antwoord.status_code == 400
    assert antwoord.json()["detail"] == f"De inhoud is leeg; verwacht is {soort}."


def test_the_schemas_of_the_settings_are_those_that_hold(
    instellingen: Instellingen, uitgever: LokaleUitgever, databank: Databank, tmp_path: Path
) -> None:
    copytree(SCHEMAS, tmp_path / "streng")
    schema = tmp_path / "streng" / "wmo301.xsd"
    schema.write_text(schema.read_text().replace('value="414"', 'value="999"'))
    app = maak_app(instellingen.model_copy(update={"schemas": schema.parent}), databank=databank)
    token = uitgever.maak_token(
        publiek=app.state.publiek, rol=Rol.TOEGANG, medewerker="m", scopes=SCOPES, gemeente="0957"
    )
    met_token = TestClient(app, headers={"Authorization": f"Bearer {token}"})
    antwoord = met_token.post("/v1/validaties", content=schrijf(een_wmo301()), headers=XML)
    (bevinding,) = antwoord.json()["berichten"][0]["bevindingen"]
    assert bevinding["melding"] == "BerichtCode moet 999 zijn. Gevonden: 414."


def test_a_check_needs_no_transaction_and_neither_do_the_regions(
    bel: TestClient, databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    def geen_transactie(*_: object) -> NoReturn:
        raise AssertionError("a transaction was opened")

    monkeypatch.setattr(databank, "transactie", geen_transactie)
    assert bel.post("/v1/validaties", content=schrijf(een_wmo301()), headers=XML).status_code == 200
    (profiel, *_) = bel.get("/v1/regioprofielen").json()
    adres = f"/v1/regioprofielen/{profiel['code']}/{profiel['versie']}"
    assert bel.get(adres).json() == profiel


def test_of_a_check_no_answer_is_kept(bel: TestClient) -> None:
    koppen = XML | {"Idempotency-Key": "een-controle"}
    goed = schrijf(een_wmo301())
    for inhoud, geldig in ((goed, True), (re.sub(rb"Bsn>[0-9]+<", b"Bsn>999900007<", goed), False)):
        antwoord = bel.post("/v1/validaties", content=inhoud, headers=koppen)
        assert antwoord.json()["berichten"][0]["geldig"] is geldig
        assert "Idempotent-Replayed" not in antwoord.headers


def test_an_aanbieder_checks_too_but_not_without_the_scope(
    als_aanbieder: Callable[..., TestClient], als_gemeente: Callable[..., TestClient]
) -> None:
    inhoud = schrijf(een_wmo301())
    assert als_aanbieder().post("/v1/validaties", content=inhoud, headers=XML).status_code == 200
    zonder = als_gemeente(scopes=SCOPES - {"validaties:schrijven"})
    assert zonder.post("/v1/validaties", content=inhoud, headers=XML).status_code == 403


@pytest.mark.parametrize(("plaatsen", "aantal"), [("_plaats", 8), ("beurt", 1)])
def test_when_too_many_are_checked_the_next_has_to_come_back_and_all_else_goes_on(
    bel: TestClient,
    als_aanbieder: Callable[..., TestClient],
    monkeypatch: pytest.MonkeyPatch,
    plaatsen: str,
    aantal: int,
) -> None:
    monkeypatch.setattr(beurt, "WACHT_SECONDEN", 0.05)
    with ExitStack() as bezet:
        for wie in map(str, range(aantal)):
            bezet.enter_context(getattr(CONTROLE, plaatsen)(wie))
        antwoord = bel.post("/v1/validaties", content=schrijf(een_wmo301()), headers=XML)
        assert (antwoord.status_code, antwoord.headers["retry-after"]) == (503, "2")
        assert antwoord.json()["type"] == "/v1/problemen/bezet"
        assert "al veel berichten gecontroleerd" in antwoord.json()["detail"]
        assert bel.get("/v1/clienten").status_code == 200
        aangeleverd = als_aanbieder().post("/v1/berichten/ontvangsten", content=b"<a/>", headers=XML)
        assert aangeleverd.status_code == 201, "what comes in is kept, whoever checks"
    for _ in range(aantal + 1):  # what was refused or wrong has given its turn back
        assert bel.post("/v1/validaties", content=b"<a>", headers=XML).status_code == 400
    assert bel.post("/v1/validaties", content=schrijf(een_wmo301()), headers=XML).status_code == 200


def test_what_is_large_waits_for_other_large_work_and_what_is_small_does_not(
    bel: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beurt, "WACHT_SECONDEN", 0.05)
    groot = b"<a>" + b" " * GROOT
    with WERK.neem(2**40, 0):
        assert bel.post("/v1/validaties", content=groot, headers=XML).status_code == 503
        assert bel.post("/v1/validaties", content=b"<a>", headers=XML).status_code == 400
    assert bel.post("/v1/validaties", content=groot, headers=XML).status_code == 400


def test_of_very_many_findings_the_first_thousand_are_answered_and_how_many_more(bel: TestClient) -> None:
    product = re.search(
        rb"<wmo301:ToegewezenProduct>.*?</wmo301:ToegewezenProduct>", schrijf(een_wmo301()), re.S
    )
    assert product is not None
    inhoud = schrijf(een_wmo301()).replace(product[0], product[0] * 1501)
    antwoord = bel.post("/v1/validaties", content=inhoud, headers=XML)
    *eerste, laatste = antwoord.json()["berichten"][0]["bevindingen"]
    assert len(eerste) == 1000
    assert laatste["melding"].startswith("Er zijn nog ")
    assert laatste["regel"] in laatste["melding"]
    assert len(antwoord.content) < 1_000_000


def test_a_message_is_not_json(bel: TestClient) -> None:
    assert bel.post("/v1/validaties", json={}).status_code == 415


def test_a_rule_has_the_example_that_its_page_shows(anoniem: TestClient) -> None:
    voorbeeld = anoniem.get("/v1/regels/TR302").json()["voorbeeld"]
    assert (voorbeeld["berichtsoort"], voorbeeld["gevonden"]) == (
        "wmo301",
        "overlap met de toewijzing met nummer 1.",
    )
    for welke, dag in (("fout", "2026-06-30"), ("goed", "2026-07-01")):
        (regel,) = (regel for regel in voorbeeld[welke] if regel["gemarkeerd"])
        assert dag in regel["tekst"]
    assert "voorbeeld" not in anoniem.get("/v1/regels/OP191").json()
    assert "voorbeeld" not in anoniem.get("/v1/regels").json()[0]


def test_a_finding_says_first_what_it_may_follow_from(bel: TestClient) -> None:
    scheef = een_323(prestatie(cents=290_00), totaal=totaal(300_00))
    (bericht,) = bel.post("/v1/validaties", content=schrijf(scheef), headers=XML).json()["berichten"]
    (bevinding,) = bericht["bevindingen"]
    assert bevinding["doe"].startswith("Dit kan het gevolg zijn van TR346")
    assert "eerst" not in bevinding


def test_an_answer_that_rejects_says_so(bel: TestClient) -> None:
    inhoud = schrijf(een_325(code="9333", toegekend=totaal(0)))
    (bericht,) = bel.post("/v1/validaties", content=inhoud, headers=XML).json()["berichten"]
    assert (bericht["geldig"], bericht["opmerking"]) == (
        True,
        "Dit antwoord keurt de declaratie (wmo323) af.",
    )


def test_rules_and_code_lists_are_public(anoniem: TestClient) -> None:
    assert anoniem.get("/v1/regels/CD076").json()["status"] == "gebouwd"
    assert len(anoniem.get("/v1/regels").json()) > 250
    assert {"wmo301"} <= {b for r in anoniem.get("/v1/regels?bericht=wmo301").json() for b in r["berichten"]}
    assert anoniem.get("/v1/regels/TR999").status_code == 404
    assert {"code": "04", "betekenis": "Uur"} in anoniem.get("/v1/codelijsten/WJ756").json()["codes"]
    assert "WMO002" in {lijst["id"] for lijst in anoniem.get("/v1/codelijsten").json()}
    assert anoniem.get("/v1/codelijsten/XX").status_code == 404
