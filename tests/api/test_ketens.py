"""A chain in a ZIP: the story of each message as `wmo keten` tells it, within bounds and without a trace."""

import zipfile
from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from itertools import chain, repeat
from typing import Any, NoReturn

import pytest
from fastapi.testclient import TestClient

from app.api.kader import beurt
from app.domain.partijen import Rol
from app.istandaard.voorbeeldjaar.bouw import bestanden
from app.istandaard.voorbeeldjaar.fouten import met_fouten
from app.istandaard.voorbeeldjaar.jaar import jaar
from app.opslag import Databank
from app.processen import naspelen
from tests.api.test_velden import DOCUMENT
from tests.istandaard.test_zip import DUBBELZINNIG, zip_van

ZIP = {"Content-Type": "application/zip"}


@pytest.fixture
def bel(als_gemeente: Callable[..., TestClient]) -> TestClient:
    return als_gemeente("0957", Rol.TOEGANG)


def gespeeld(bel: TestClient, inhoud: bytes) -> list[dict[str, Any]]:
    antwoord = bel.post("/v1/ketens", content=inhoud, headers=ZIP)
    assert antwoord.status_code == 200, antwoord.text
    assert antwoord.json()["nietGetoond"] == 0
    berichten: list[dict[str, Any]] = antwoord.json()["berichten"]
    return berichten


def waarom(bel: TestClient, inhoud: bytes) -> str:
    antwoord = bel.post("/v1/ketens", content=inhoud, headers=ZIP)
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, "/v1/problemen/ongeldige-invoer")
    detail: str = antwoord.json()["detail"]
    return detail


def test_in_the_year_that_goes_right_every_message_is_accepted_and_answered(bel: TestClient) -> None:
    inhoud = zip_van(*((naam, xml) for naam, (_, xml) in bestanden(jaar()).items()))
    schakels = gespeeld(bel, inhoud)
    assert len(schakels) == 25
    for schakel in schakels:
        assert (schakel["status"], schakel["bevindingen"]) == ("goedgekeurd", [])
        assert list(schakel["waaromNiet"]) == schakel["nietGecontroleerd"]
        assert f"<{schakel['soortAntwoord']}:Bericht" in schakel["antwoord"]


def test_of_each_mistake_in_the_year_it_is_told_which_rule_where_why_and_what_to_do(bel: TestClient) -> None:
    berichten = bestanden(met_fouten())
    schakels = gespeeld(bel, zip_van(*((naam, xml) for naam, (_, xml) in berichten.items())))
    for schakel, (naam, (stap, _)) in zip(schakels, berichten.items(), strict=True):
        assert schakel["bestand"] == naam
        assert [b["regel"] for b in schakel["bevindingen"]] == ([stap.regel] if stap.regel else [])
        for bevinding in schakel["bevindingen"]:
            assert bevinding["pad"].startswith("/Bericht/")
            assert bevinding["regelnummer"] > 1
            assert "Gevonden: " in bevinding["melding"]
            assert len(bevinding["doe"]) > 10
            assert schakel["daarna"]


def test_messages_are_played_in_the_order_of_their_names(bel: TestClient) -> None:
    berichten = [(naam, xml) for naam, (_, xml) in bestanden(jaar()).items()]
    assert gespeeld(bel, zip_van(*reversed(berichten))) == gespeeld(bel, zip_van(*berichten))


def test_each_message_is_unpacked_once(bel: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    uitgepakt = []
    open_ = zipfile.ZipFile.open

    def tel(archief: zipfile.ZipFile, lid: zipfile.ZipInfo) -> Any:
        uitgepakt.append(lid.filename)
        return open_(archief, lid)

    inhoud = zip_van(*((naam, xml) for naam, (_, xml) in bestanden(jaar()).items()))
    monkeypatch.setattr(zipfile.ZipFile, "open", tel)
    gespeeld(bel, inhoud)
    assert uitgepakt == sorted(set(uitgepakt))


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(bel: TestClient) -> None:
    goed = next(xml for _, xml in bestanden(jaar()).values())
    onleesbaar, ander = gespeeld(bel, zip_van(("1.xml", b"geen xml"), ("2.xml", goed)))
    assert (onleesbaar["status"], onleesbaar["berichtsoort"]) == ("onleesbaar", "")
    assert "geen XML" in onleesbaar["bevindingen"][0]["melding"]
    assert ander["status"] == "goedgekeurd"


def test_nothing_is_remembered_and_no_transaction_opened(
    bel: TestClient, databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    def geen_transactie(*_: object) -> NoReturn:
        raise AssertionError("a transaction was opened")

    monkeypatch.setattr(databank, "transactie", geen_transactie)
    eerste, start = [(naam, xml) for naam, (_, xml) in bestanden(jaar()).items()][:2]
    assert gespeeld(bel, zip_van(eerste))[0]["status"] == "goedgekeurd"
    (zonder,) = gespeeld(bel, zip_van(start))
    assert [b["regel"] for b in zonder["bevindingen"]] == ["TR019"]


def test_a_provider_may_play_too_but_not_without_the_scope(
    als_aanbieder: Callable[..., TestClient], als_gemeente: Callable[..., TestClient]
) -> None:
    inhoud = zip_van(("1.xml", b"<a/>"))
    assert als_aanbieder().post("/v1/ketens", content=inhoud, headers=ZIP).status_code == 200
    zonder = als_gemeente(scopes=frozenset())
    assert zonder.post("/v1/ketens", content=inhoud, headers=ZIP).status_code == 403


@pytest.mark.parametrize("naam", DUBBELZINNIG)
def test_a_zip_that_others_read_otherwise_is_refused(bel: TestClient, naam: str) -> None:
    assert waarom(bel, DUBBELZINNIG[naam]()) == "Dit is geen ZIP-bestand, of het is beschadigd."


@pytest.mark.parametrize(
    ("inhoud", "reden"),
    [
        (b"geen zip", "geen ZIP-bestand"),
        (zip_van(("LEESMIJ.txt", b"x")), "geen XML-bestanden"),
        (zip_van(*((f"{n}.xml", b"") for n in range(naspelen.GRENZEN.bestanden + 1))), "meer dan 500"),
        (zip_van(("1.xml", b" " * (naspelen.GRENZEN.uitgepakt + 1))), "groter dan 5 MB"),
        (zip_van(("1.xml", b"<a/>" * (naspelen.MEESTE_TAGS + 1))), "begin- en eindtags"),
    ],
    ids=["no ZIP", "no messages", "files", "bytes", "elements"],
)
def test_what_passes_a_bound_is_refused_with_the_reason(bel: TestClient, inhoud: bytes, reden: str) -> None:
    assert reden in waarom(bel, inhoud)


def test_a_chain_that_takes_too_long_is_broken_off(bel: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naspelen, "SECONDEN", 0.0)
    assert "1 van de 2 berichten" in waarom(bel, zip_van(("1.xml", b"<a/>"), ("2.xml", b"<b/>")))


def test_a_large_message_is_not_begun_when_little_of_the_time_is_left(
    bel: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    klok = chain([0.0], repeat(3.0))
    monkeypatch.setattr(naspelen, "thread_time", lambda: next(klok))
    groot = b"<a>" + b" " * 2**20 + b"</a>"
    berichten = ("1.xml", b"<a/>"), ("2.xml", b"<b/>"), ("3.xml", groot)
    assert "2 van de 3 berichten" in waarom(bel, zip_van(*berichten))


def test_a_zip_in_a_zip_is_not_opened(bel: TestClient) -> None:
    (schakel,) = gespeeld(bel, zip_van(("a.zip", zip_van(("1.xml", b"<a/>")))))
    assert "ZIP in een ZIP" in schakel["bevindingen"][0]["melding"]


def test_of_very_many_findings_a_thousand_are_told_and_how_many_more(bel: TestClient) -> None:
    goed = next(xml for _, xml in bestanden(jaar()).values())
    begin, eind = goed.index(b"<wmo301:ToegewezenProduct>"), goed.index(b"</wmo301:ToegewezenProducten>")
    fout = goed[:begin] + goed[begin:eind] * 400 + goed[eind:]
    inhoud = zip_van(*((f"{n}.xml", fout.replace(b"JAAR0001", b"JAAR%04d" % n)) for n in range(4)))
    antwoord = bel.post("/v1/ketens", content=inhoud, headers=ZIP).json()
    aantallen = [len(bericht["bevindingen"]) for bericht in antwoord["berichten"]]
    assert sum(aantallen) == naspelen.MEESTE_BEVINDINGEN
    assert antwoord["nietGetoond"] > 0
    assert all(bericht["status"] == "afgekeurd" for bericht in antwoord["berichten"])


def test_a_chain_waits_for_its_turn_among_the_checks(
    bel: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beurt, "WACHT_SECONDEN", 0.05)
    with beurt.CONTROLE.beurt(None):
        antwoord = bel.post("/v1/ketens", content=zip_van(("1.xml", b"<a/>")), headers=ZIP)
    assert (antwoord.status_code, antwoord.headers["retry-after"]) == (503, "2")


def test_a_chain_is_no_json(bel: TestClient) -> None:
    assert bel.post("/v1/ketens", json={}).status_code == 415


def test_the_example_of_the_document_is_played(bel: TestClient) -> None:
    inhoud = DOCUMENT["paths"]["/ketens"]["post"]["requestBody"]["content"]["application/zip"]
    (voorbeeld,) = inhoud["schema"]["examples"]
    archief = zipfile.ZipFile(BytesIO(b64decode(voorbeeld)))
    assert archief.namelist() == ["01-wmo319.xml"]
    (schakel,) = gespeeld(bel, b64decode(voorbeeld))
    assert (schakel["berichtsoort"], schakel["soortAntwoord"]) == ("wmo319", "wmo320")
