"""Declarations as both parties see them over the API: what was asked, granted, refused, and why (IV087)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.domain.partijen import Rol
from app.istandaard import codec
from app.istandaard.berichten.wmo323 import Prestatie
from app.istandaard.bevindingen import Bevinding
from app.istandaard.oordeel import Niveau, Oordeel
from app.istandaard.retour import Afzending, antwoord
from app.opslag import Databank
from app.opslag.tabellen import verwerking
from tests import bouw
from tests.api.conftest import Klok
from tests.api.test_ontvangsten import HUISHOUDEN, antwoord_op, onder, ontvangst
from tests.api.weg import lees, toegewezen, volg
from tests.bouw import leg_grond_vast
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.istandaard.regels.bouw_levering import een_305, start

Als = Callable[..., TestClient]

pytestmark = pytest.mark.beide

AGB, BSN = bouw.AANBIEDER, bouw.BSN.cijfers
MAART, DAGEN = ("2026-03-01", "2026-03-31"), ("2026-03-02", "2026-03-31")
UUR = 34_00


@pytest.fixture(autouse=True)
def grond(databank: Databank) -> None:
    leg_grond_vast(databank)


@pytest.fixture
def gemeente(als_gemeente: Als) -> TestClient:
    return als_gemeente("0957", Rol.ADMINISTRATIE)


@pytest.fixture
def aanbieder(als_aanbieder: Als) -> TestClient:
    return als_aanbieder(AGB)


@pytest.fixture
def toewijzing(als_gemeente: Als, gemeente: TestClient, aanbieder: TestClient, klok: Klok) -> dict[str, Any]:
    """Two hours a week from 2 March 2026, of which the provider was told; it is 15 April."""
    gemaakt = toegewezen(als_gemeente("0957", Rol.BESLUIT))
    bericht = gemaakt["berichten"][0]["id"]
    volg(gemeente, bericht, "verzonden")
    ontvangst(aanbieder, gemeente.get(f"/v1/berichten/{bericht}/xml").content)
    klok.nu = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)
    uit: dict[str, Any] = gemaakt["toewijzingen"][0]
    return uit


@pytest.fixture
def nummer(toewijzing: dict[str, Any]) -> int:
    nummer: int = toewijzing["nummer"]
    return nummer


def regel(nummer: int, referentie: str, uren: int, vorig: str | None = None, **velden: Any) -> Prestatie:
    van = {"toewijzing": nummer, "categorie": "01", "code": "01H01", "tarief": UUR, "periode": DAGEN}
    return prestatie(referentie, vorig, volume=uren, **van | velden)


def een_declaratie(*regels: Prestatie, nummer: str = "D1", gemeente: str = "0957") -> bytes:
    gemaakt = een_323(*regels, periode=MAART, dagtekening="2026-04-15", bericht_dagtekening="2026-04-15")
    client = replace(gemaakt.declaratie.clienten[0], bsn=BSN)
    declaratie = replace(gemaakt.declaratie, declaratie_nummer=nummer, clienten=(client,))
    return onder(replace(gemaakt, declaratie=declaratie), f"323-{nummer}", ontvanger=gemeente)


def rij(bel: TestClient, pad: str) -> list[dict[str, Any]]:
    rijen: list[dict[str, Any]] = bel.get(f"/v1{pad}").raise_for_status().json()
    return rijen


def standen(regels: list[dict[str, Any]]) -> dict[str, str]:
    return {regel["prestatie"]["referentie"]: regel["stand"] for regel in regels}


def test_a_declaration_shows_to_both_what_was_granted_and_why_a_line_was_refused(
    gemeente: TestClient, aanbieder: TestClient, toewijzing: dict[str, Any], nummer: int
) -> None:
    goed, te_duur = regel(nummer, "P1", 8), regel(nummer, "P2", 1, tarief=UUR + 1, periode=(MAART[1],) * 2)
    ontvangen = ontvangst(aanbieder, een_declaratie(goed, te_duur))
    assert ontvangen["status"] == "deels", ontvangen["bevindingen"]
    retour = antwoord_op(aanbieder, ontvangen)
    (declaratie,) = rij(gemeente, "/declaraties")
    assert declaratie == {
        "id": ontvangen["id"], "gemeente": "0957", "aanbieder": AGB, "identificatie": "323-D1",
        "declaratienummer": "D1", "begindatum": "2026-03-01", "einddatum": "2026-03-31", "regels": 2,
        "ingediend": 9 * UUR + 1, "status": "deels",
        "antwoord": {
            "identificatie": retour.header.bericht_identificatie.identificatie,
            "dagtekening": "2026-04-15", "toegekend": 8 * UUR, "geweigerd": UUR + 1,
            "geweigerdeRegels": 1, "retourcodes": [],
        },
    }  # fmt: skip
    assert rij(aanbieder, "/declaraties") == [declaratie]
    assert lees(gemeente, f"/declaraties/{ontvangen['id']}").items() >= declaratie.items()
    regels = rij(gemeente, f"/declaraties/{ontvangen['id']}/regels")
    assert standen(regels) == {"P1": "toegekend", "P2": "geweigerd"}
    redenen = regels[1]["redenen"]
    (geweigerd,) = retour.declaratie_antwoord.clienten[0].prestaties
    assert tuple(reden["code"] for reden in redenen) == geweigerd.retour_codes
    assert all(reden["betekenis"] for reden in redenen)
    assert {regel["clientId"] for regel in regels} == {toewijzing["clientId"]}
    assert rij(aanbieder, f"/declaraties/{ontvangen['id']}/regels") == regels
    assert rij(gemeente, f"/toewijzingen/{nummer}/prestaties") == regels
    assert rij(aanbieder, f"/toewijzingen/{nummer}/prestaties?gemeente=0957") == regels


def test_lines_come_a_page_at_a_time(gemeente: TestClient, nummer: int) -> None:
    regels = [regel(nummer, f"P{n}", 1, periode=(f"2026-03-{n:02}", f"2026-03-{n:02}")) for n in range(2, 7)]
    ontvangen = ontvangst(gemeente, een_declaratie(*regels))
    pad, gezien = f"/v1/declaraties/{ontvangen['id']}/regels?limiet=2", []
    while pad:
        antwoord = gemeente.get(pad)
        gezien.append([r["prestatie"]["referentie"] for r in antwoord.json()])
        pad = antwoord.links.get("next", {}).get("url", "")
    assert gezien == [["P2", "P3"], ["P4", "P5"], ["P6"]]


def test_a_declaration_that_is_rejected_as_a_whole_says_why_and_has_no_lines(
    gemeente: TestClient, nummer: int
) -> None:
    ontvangst(gemeente, een_declaratie(regel(nummer, "P1", 2)))
    dubbel = een_declaratie(regel(nummer, "P2", 3))  # its number was used before
    ontvangen = ontvangst(gemeente, dubbel.replace(b"323-D1", b"323-D2"))
    assert ontvangen["status"] == "afgekeurd"
    antwoord = lees(gemeente, f"/declaraties/{ontvangen['id']}")["antwoord"]
    assert (antwoord["toegekend"], antwoord["geweigerd"], antwoord["geweigerdeRegels"]) == (0, 3 * UUR, 1)
    assert antwoord["retourcodes"] == ["9333"]
    assert rij(gemeente, f"/declaraties/{ontvangen['id']}/regels") == []


def test_a_credit_stands_beside_what_it_takes_back(gemeente: TestClient, nummer: int) -> None:
    ontvangst(gemeente, een_declaratie(regel(nummer, "P1", 8)))
    terug = ontvangst(gemeente, een_declaratie(regel(nummer, "P2", 8, "P1"), nummer="D2"))
    (credit,) = rij(gemeente, f"/declaraties/{terug['id']}/regels")
    assert (credit["prestatie"]["bedrag"], credit["prestatie"]["vorigeReferentie"]) == (-8 * UUR, "P1")
    assert lees(gemeente, f"/declaraties/{terug['id']}")["antwoord"]["toegekend"] == -8 * UUR
    assert [r["prestatie"]["bedrag"] for r in rij(gemeente, f"/toewijzingen/{nummer}/prestaties")] == [
        8 * UUR,
        -8 * UUR,
    ]


def test_who_reads_lines_leaves_a_record_with_their_clients(
    gemeente: TestClient, toewijzing: dict[str, Any], nummer: int, databank: Databank
) -> None:
    ontvangen = ontvangst(gemeente, een_declaratie(regel(nummer, "P1", 2)))
    rij(gemeente, f"/declaraties/{ontvangen['id']}/regels")
    vraag = select(verwerking.c.client_id).where(verwerking.c.activiteit == "lijst_declaratieregels")
    with databank._motor.connect() as verbinding:
        assert [str(client) for client in verbinding.execute(vraag).scalars()] == [toewijzing["clientId"]]


def test_nobody_else_sees_any_of_it(
    als_gemeente: Als, als_aanbieder: Als, gemeente: TestClient, nummer: int
) -> None:
    ontvangen = ontvangst(gemeente, een_declaratie(regel(nummer, "P1", 2)))
    anderen = als_gemeente("0797", Rol.ADMINISTRATIE), als_aanbieder(bouw.TWEEDE_AANBIEDER)
    for ander, gaf in zip(anderen, ("", "?gemeente=0957"), strict=True):
        assert rij(ander, "/declaraties") == []
        for pad in (f"/declaraties/{ontvangen['id']}", f"/declaraties/{ontvangen['id']}/regels"):
            assert ander.get(f"/v1{pad}").status_code == 404
        for pad in ("prestaties", "levermeldingen"):
            assert ander.get(f"/v1/toewijzingen/{nummer}/{pad}{gaf}").status_code == 404


def een_start(nummer: int, begin: str, identificatie: str) -> bytes:
    melding = start(begin, nummer=nummer, van=HUISHOUDEN)
    return onder(een_305(melding, bsn=BSN, dagtekening="2026-04-15"), identificatie)


def test_reports_on_an_allocation_show_with_their_messages_and_why_one_was_rejected(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, klok: Klok
) -> None:
    assert rij(gemeente, f"/toewijzingen/{nummer}/levermeldingen") == []
    begonnen = ontvangst(aanbieder, een_start(nummer, "2026-03-05", "305-1"))
    klok.verzet(minutes=1)
    dubbel = ontvangst(aanbieder, een_start(nummer, "2026-03-06", "305-2"))
    assert (begonnen["status"], dubbel["status"]) == ("goedgekeurd", "afgekeurd")
    gevonden = rij(gemeente, f"/toewijzingen/{nummer}/levermeldingen")
    assert [(g["ontvangstId"], g["status"]) for g in gevonden] == [
        (begonnen["id"], "goedgekeurd"),
        (dubbel["id"], "afgekeurd"),
    ]
    assert gevonden[0]["meldingen"] == [{"begindatum": "2026-03-05", "verwijderd": False}]
    assert (gevonden[0]["redenen"], [r["code"] for r in gevonden[1]["redenen"]]) == (
        [],
        [b["retourcode"] for b in dubbel["bevindingen"]],
    )
    assert rij(aanbieder, f"/toewijzingen/{nummer}/levermeldingen?gemeente=0957") == gevonden


def test_what_went_elsewhere_is_open_until_its_answer_says_what_was_refused(
    aanbieder: TestClient, klok: Klok
) -> None:
    klok.nu = datetime(2026, 4, 16, 10, 0, tzinfo=UTC)
    regels = regel(1, "P1", 2), regel(1, "P2", 3, periode=(MAART[1],) * 2)
    verzonden = ontvangst(aanbieder, een_declaratie(*regels, gemeente="1641"))
    assert verzonden["status"] == "verzonden", verzonden["bevindingen"]
    pad = f"/declaraties/{verzonden['id']}/regels"
    assert standen(rij(aanbieder, pad)) == {"P1": "open", "P2": "open"}
    declaratie = codec.lees(aanbieder.get(f"/v1/berichten/ontvangsten/{verzonden['id']}/xml").content)
    tweede = declaratie.declaratie.clienten[0].prestaties[1].plaats
    fout = Bevinding("TR321", "9321", "Prestatie", None, None, "Te veel.", tweede)
    retour = antwoord(declaratie, Oordeel(Niveau.SAMENHANG, (fout,)), Afzending("R1", date(2026, 4, 16)))
    assert retour is not None
    ontvangen = ontvangst(aanbieder, codec.schrijf(retour))
    assert (ontvangen["status"], ontvangen["antwoordOp"]) == ("goedgekeurd", verzonden["id"])
    assert lees(aanbieder, f"/berichten/ontvangsten/{verzonden['id']}")["retour"] == ontvangen["id"]
    beoordeeld = rij(aanbieder, pad)
    assert standen(beoordeeld) == {"P1": "toegekend", "P2": "geweigerd"}
    assert [reden["code"] for reden in beoordeeld[1]["redenen"]] == ["9321"]
    beantwoord = lees(aanbieder, f"/declaraties/{verzonden['id']}")["antwoord"]
    assert (beantwoord["toegekend"], beantwoord["geweigerd"]) == (2 * UUR, 3 * UUR)
