"""A provider keeps its deliveries; the program tells the municipality what it has not heard (OP011)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.istandaard import codec
from app.istandaard.oordeel import Niveau
from app.opslag import Databank
from app.processen import leveren
from tests import bouw
from tests.api.test_ontvangsten import (
    BSN,
    JAAR,
    een_retour,
    een_start,
    een_toewijzing,
    lever,
    onder,
    ontvangst,
)
from tests.bouw import leg_grond_vast
from tests.contract import DOCUMENT
from tests.istandaard.regels.bouw import een_301, header, toegewezen_product

Als = Callable[..., TestClient]
pytestmark = pytest.mark.beide
AGB, ELDERS = bouw.AANBIEDER, "0344"
METHODEN = {"get", "put", "post"}


@pytest.fixture(autouse=True)
def grond(databank: Databank) -> None:
    leg_grond_vast(databank)


@pytest.fixture
def aanbieder(als_gemeente: Als, als_aanbieder: Als) -> TestClient:
    """It received allocation 1 from a municipality that works here; it is 2 March 2026."""
    ontvangst(als_gemeente("0957", Rol.ADMINISTRATIE), een_toewijzing())
    return als_aanbieder(AGB)


def een_toewijzing_van(gemeente: str) -> bytes:
    bericht: Any = codec.lees(een_toewijzing())
    return codec.schrijf(replace(bericht, header=replace(bericht.header, afzender=gemeente)))


def een_intrekking(identificatie: str, nummer: int) -> bytes:
    weg = JAAR | {
        "einddatum": JAAR["ingangsdatum"],
        "reden_wijziging": "13",
        "toewijzingsdatum": "2026-03-02",
    }
    return onder(een_301(toegewezen_product(nummer, **weg), kop=header(), bsn=BSN), identificatie)


def lees(bel: TestClient, nummer: int = 1, gemeente: str = "0957") -> Any:
    return bel.get(f"/v1/leveringen/{gemeente}/{nummer}")


def leg_vast(bel: TestClient, *leverperiodes: dict[str, Any], nummer: int = 1, gemeente: str = "0957") -> Any:
    return bel.put(
        f"/v1/leveringen/{gemeente}/{nummer}",
        json={"leverperiodes": leverperiodes},
        headers={"If-Match": lees(bel, nummer, gemeente).headers["ETag"]},
    )


def meld(bel: TestClient, gemeente: str = "0957") -> list[dict[str, Any]]:
    antwoord = bel.post(f"/v1/leveringen/{gemeente}/meldingen")
    assert antwoord.status_code == 200, antwoord.text
    assert not antwoord.json()["meer"]
    berichten: list[dict[str, Any]] = antwoord.json()["berichten"]
    return berichten


def periode(begin: str, *einden: tuple[str, str]) -> dict[str, Any]:
    return {"begindatum": begin, "einden": [{"datum": dag, "reden": reden} for dag, reden in einden]}


def uitkomsten(berichten: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(bericht["berichtsoort"], bericht["status"]) for bericht in berichten]


def lijst(bel: TestClient, vraag: str = "") -> list[int]:
    return [levering["nummer"] for levering in bel.get(f"/v1/leveringen/0957{vraag}").json()]


def test_what_began_is_kept_and_told_once(aanbieder: TestClient) -> None:
    gehouden = leg_vast(aanbieder, periode("2026-01-05"))
    assert gehouden.status_code == 200, gehouden.text
    assert [m["soort"] for m in gehouden.json()["teMelden"]] == ["start"]
    assert lijst(aanbieder, "?teMelden=true") == [1]

    assert uitkomsten(meld(aanbieder)) == [("wmo305", "goedgekeurd")]
    assert meld(aanbieder) == []
    gelezen = lees(aanbieder).json()
    assert (gelezen["teMelden"], gelezen["bericht"]["soortAntwoord"]) == ([], "wmo306")
    assert (lijst(aanbieder), lijst(aanbieder, "?teMelden=true")) == ([1], [])


def begonnen(bel: TestClient) -> dict[int, bool]:
    return {rij["nummer"]: rij["begonnen"] for rij in bel.get("/v1/leveringen/0957").json()}


def test_what_was_allocated_stands_there_before_it_began(aanbieder: TestClient, als_gemeente: Als) -> None:
    ontvangst(als_gemeente("0957", Rol.ADMINISTRATIE), een_toewijzing("301-2", nummer=2))
    assert begonnen(aanbieder) == {1: False, 2: False}
    leg_vast(aanbieder, periode("2026-01-05"))
    ontvangst(aanbieder, een_start("305-2", nummer=2))
    ontvangst(aanbieder, een_toewijzing("301-3"))  # told again
    assert begonnen(aanbieder) == {2: True, 1: True}
    assert uitkomsten(meld(aanbieder)) == [("wmo305", "goedgekeurd")]


def test_a_list_names_client_and_product_and_what_has_yet_to_begin(
    aanbieder: TestClient, als_gemeente: Als
) -> None:
    for nummer in (2, 3):
        ontvangst(als_gemeente("0957", Rol.ADMINISTRATIE), een_toewijzing(f"301-{nummer}", nummer=nummer))
    leg_vast(aanbieder, periode("2026-01-05"), nummer=2)
    eerste = aanbieder.get("/v1/leveringen/0957").json()[0]
    assert (eerste["naam"]["achternaam"], eerste["categorie"], eerste["productcode"]) == (
        "Jansen",
        "01",
        "01H01",
    )
    assert lijst(aanbieder, "?begonnen=true") == [2]
    assert lijst(aanbieder, "?begonnen=false") == [1, 3]
    assert lijst(aanbieder, "?begonnen=false&teMelden=true") == []


def test_a_page_looks_further_for_what_was_asked_and_no_further_than_so(
    aanbieder: TestClient, als_gemeente: Als, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nummer in (2, 3):
        ontvangst(als_gemeente("0957", Rol.ADMINISTRATIE), een_toewijzing(f"301-{nummer}", nummer=nummer))
    leg_vast(aanbieder, periode("2026-01-05"), nummer=3)
    vraag = "?begonnen=true&limiet=1"
    assert lijst(aanbieder, vraag) == [3]
    monkeypatch.setattr(leveren, "MEESTE_KEREN", 2)
    kort = aanbieder.get(f"/v1/leveringen/0957{vraag}")
    assert kort.json() == []
    assert [rij["nummer"] for rij in aanbieder.get(kort.links["next"]["url"]).json()] == [3]


def test_beside_a_delivery_stands_what_was_allocated(als_aanbieder: Als) -> None:
    bel = als_aanbieder(AGB)
    ontvangst(bel, een_toewijzing_van(ELDERS))  # which nothing else here tells
    assert lees(bel, gemeente=ELDERS).json()["toewijzing"] == {
        "categorie": "01",
        "productcode": "01H01",
        "begindatum": "2026-01-01",
        "einddatum": "2026-12-31",
        "omvang": {"volume": 4, "eenheid": "04", "frequentie": "2"},
        "verwijderd": False,
    }


def test_what_was_withdrawn_before_it_began_is_gone(aanbieder: TestClient) -> None:
    ontvangst(aanbieder, een_toewijzing("301-2", nummer=2))
    leg_vast(aanbieder, periode("2026-01-05"))
    for nummer in (1, 2):
        ontvangen = ontvangst(aanbieder, een_intrekking(f"301-W{nummer}", nummer))
        assert ontvangen["status"] == "goedgekeurd", ontvangen
    assert begonnen(aanbieder) == {1: True}


def test_what_turns_out_to_be_rejected_is_gone(aanbieder: TestClient) -> None:
    xml = een_toewijzing("301-2", nummer=2)
    ontvangst(aanbieder, xml)
    assert begonnen(aanbieder) == {1: False, 2: False}
    ontvangst(aanbieder, een_retour(xml, Niveau.INHOUD))
    assert begonnen(aanbieder) == {1: False}


def test_both_sides_read_what_was_told(aanbieder: TestClient, als_gemeente: Als) -> None:
    leg_vast(aanbieder, periode("2026-01-05", ("2026-02-01", "20")), periode("2026-02-10"))
    assert uitkomsten(meld(aanbieder)) == [
        ("wmo305", "goedgekeurd"),
        ("wmo307", "goedgekeurd"),
        ("wmo305", "goedgekeurd"),
    ]
    ontvangen = als_gemeente("0957", Rol.ADMINISTRATIE).get("/v1/berichten/ontvangsten").json()
    assert sorted(o["code"] for o in ontvangen if o["afzender"] == AGB) == ["418", "418", "420"]


def test_a_correction_deletes_what_was_told_and_tells_what_holds(aanbieder: TestClient) -> None:
    leg_vast(aanbieder, periode("2026-01-05", ("2026-02-01", "19")))
    meld(aanbieder)
    verbeterd = leg_vast(aanbieder, periode("2026-01-12", ("2026-02-01", "19")))
    assert [(m["soort"], m["verwijderd"]) for m in verbeterd.json()["teMelden"]] == [
        ("stop", True),
        ("start", True),
        ("start", False),
        ("stop", False),
    ]
    assert [status for _, status in uitkomsten(meld(aanbieder))] == ["goedgekeurd"] * 3
    assert lees(aanbieder).json()["teMelden"] == []


def test_a_withdrawal_deletes_what_was_told(aanbieder: TestClient) -> None:
    leg_vast(aanbieder, periode("2026-01-05"))
    meld(aanbieder)
    leg_vast(aanbieder)
    assert uitkomsten(meld(aanbieder)) == [("wmo305", "goedgekeurd")]
    assert lees(aanbieder).json()["levering"]["leverperiodes"] == []


def test_what_the_receiver_rejects_is_told_again_once_it_is_mended(als_aanbieder: Als) -> None:
    bel = als_aanbieder(AGB)
    ontvangst(bel, een_toewijzing_van(ELDERS))
    leg_vast(bel, periode("2026-01-05"), gemeente=ELDERS)
    (verzonden,) = meld(bel, ELDERS)
    assert verzonden["status"] == "verzonden"
    xml = bel.get(f"/v1/berichten/ontvangsten/{verzonden['id']}/xml").content
    assert lees(bel, gemeente=ELDERS).json()["teMelden"] == []

    assert lever(bel, een_retour(xml, Niveau.INHOUD)).json()["status"] == "goedgekeurd"
    gelezen = lees(bel, gemeente=ELDERS).json()
    assert [m["soort"] for m in gelezen["teMelden"]] == ["start"]
    assert gelezen["bericht"]["status"] == "afgekeurd"
    assert gelezen["levering"]["afgekeurd"]
    assert "0001 (Bericht afgekeurd" in gelezen["bericht"]["opmerking"]
    assert meld(bel, ELDERS) == []
    leg_vast(bel, periode("2026-01-06"), gemeente=ELDERS)
    (opnieuw,) = meld(bel, ELDERS)
    assert (opnieuw["status"], opnieuw["identificatie"]) != (None, verzonden["identificatie"])


def test_a_delivery_names_the_message_that_was_rejected_also_after_a_later_one(als_aanbieder: Als) -> None:
    bel = als_aanbieder(AGB)
    ontvangst(bel, een_toewijzing_van(ELDERS))
    leg_vast(bel, periode("2026-01-05", ("2026-02-01", "19")), gemeente=ELDERS)
    start, stop = meld(bel, ELDERS)
    # The stop rests on the start that is rejected after it.
    for bericht, niveau, uitkomst in (
        (stop, Niveau.GEEN, "goedgekeurd"),
        (start, Niveau.INHOUD, "na_te_gaan"),
    ):
        xml = bel.get(f"/v1/berichten/ontvangsten/{bericht['id']}/xml").content
        anders = een_retour(xml, niveau).replace(b">R1<", f">R{niveau}<".encode())
        assert lever(bel, anders).json()["status"] == uitkomst
    gelezen = lees(bel, gemeente=ELDERS).json()
    assert gelezen["levering"]["afgekeurd"]
    assert (gelezen["bericht"]["id"], gelezen["bericht"]["status"]) == (start["id"], "afgekeurd")
    assert "0001 (Bericht afgekeurd" in gelezen["bericht"]["opmerking"]


def test_what_the_receiver_rejects_at_once_does_not_go_again_unchanged(als_aanbieder: Als) -> None:
    bel = als_aanbieder(AGB)
    ontvangst(bel, een_toewijzing())  # which the municipality says it never sent
    leg_vast(bel, periode("2026-01-05"))
    assert uitkomsten(meld(bel)) == [("wmo305", "afgekeurd")]
    gelezen = lees(bel).json()
    assert [m["soort"] for m in gelezen["teMelden"]] == ["start"]
    assert [b["regel"] for b in gelezen["bericht"]["bevindingen"]] == ["TR019"]
    assert (meld(bel), lijst(bel, "?teMelden=true")) == ([], [])
    (taak,) = bel.get("/v1/werkvoorraad/berichten?soort=melding_afgekeurd").json()
    assert (taak["nummer"], taak["aanZet"], taak["regels"]) == (1, "aanbieder", "OP286")
    leg_vast(bel, periode("2026-01-06"))
    assert uitkomsten(meld(bel)) == [("wmo305", "afgekeurd")]


def test_what_was_rejected_with_a_wrong_report_goes_again_with_it(
    aanbieder: TestClient, als_gemeente: Als
) -> None:
    ontvangst(aanbieder, een_toewijzing("301-2", nummer=2))  # which the municipality says it never sent
    for nummer in (1, 2):
        leg_vast(aanbieder, periode("2026-01-05"), nummer=nummer)
    assert uitkomsten(meld(aanbieder)) == [("wmo305", "afgekeurd")]
    leg_vast(aanbieder, nummer=2)
    assert uitkomsten(meld(aanbieder)) == [("wmo305", "goedgekeurd")]
    assert lees(aanbieder).json()["teMelden"] == []


def test_on_what_was_withdrawn_nothing_is_kept_or_told(aanbieder: TestClient) -> None:
    ontvangst(aanbieder, een_toewijzing("301-2", nummer=2))
    leg_vast(aanbieder, periode("2026-01-05"), nummer=2)
    for nummer in (1, 2):
        ontvangst(aanbieder, een_intrekking(f"301-W{nummer}", nummer))
    geweigerd = leg_vast(aanbieder, periode("2026-01-05"))
    assert geweigerd.status_code == 409
    assert "ingetrokken" in geweigerd.json()["detail"]
    assert meld(aanbieder) == []
    assert leg_vast(aanbieder, nummer=2).status_code == 200


def test_what_was_told_by_an_own_message_is_known(aanbieder: TestClient) -> None:
    ontvangst(aanbieder, een_start())
    gelezen = lees(aanbieder)
    assert gelezen.json()["levering"]["leverperiodes"] == [{"begindatum": "2026-01-05", "einden": []}]
    assert gelezen.json()["teMelden"] == []


@pytest.mark.parametrize(
    ("leverperiodes", "veld"),
    [
        ([periode("2026-03-03")], "leverperiodes[0].begindatum"),
        ([periode("2026-01-05"), periode("2026-02-01")], "leverperiodes[1].begindatum"),
        ([periode("2026-01-05", ("2026-02-01", "20")), periode("2026-02-01")], "leverperiodes[1].begindatum"),
        ([periode("2026-01-05", ("2026-01-04", "19"))], "leverperiodes[0].einden[0].datum"),
        ([periode("2026-01-05", ("2026-02-01", "99"))], "leverperiodes[0].einden[0].reden"),
        (
            [periode("2026-01-05", ("2026-02-01", "19"), ("2026-02-02", "19"))],
            "leverperiodes[0].einden[1].datum",
        ),
        (
            [periode("2026-01-05", ("2026-02-01", "20"), ("2026-02-02", "20"))],
            "leverperiodes[0].einden[1].reden",
        ),
    ],
)
def test_what_cannot_have_been_is_refused_with_its_field(
    aanbieder: TestClient, leverperiodes: list[dict[str, Any]], veld: str
) -> None:
    antwoord = leg_vast(aanbieder, *leverperiodes)
    assert antwoord.status_code == 400
    assert [fout["veld"] for fout in antwoord.json()["fouten"]] == [veld]


def test_who_read_an_older_version_changes_nothing(aanbieder: TestClient) -> None:
    leg_vast(aanbieder, periode("2026-01-05"))
    inhoud = {"leverperiodes": [periode("2026-01-06")]}
    laat = aanbieder.put("/v1/leveringen/0957/1", json=inhoud, headers={"If-Match": '"0"'})
    assert laat.status_code == 412


def test_of_another_allocation_nothing_is_kept(aanbieder: TestClient, als_aanbieder: Als) -> None:
    assert lees(aanbieder, 2).status_code == 404
    assert lees(als_aanbieder(bouw.TWEEDE_AANBIEDER)).status_code == 404


def test_who_it_is_about_finds_it_in_the_access_record(aanbieder: TestClient, als_gemeente: Als) -> None:
    leg_vast(aanbieder, periode("2026-01-05"))
    lijst(aanbieder)
    pad = f"/v1/clienten/{bouw.CLIENT_ID}/verwerkingen?limiet=200"
    regels = als_gemeente("0957", Rol.ADMINISTRATIE).get(pad).json()
    gedaan = {(r["activiteit"], r["actie"]) for r in regels if r["objectSoort"] == "levering"}
    assert gedaan == {
        ("lees_levering", "lezen"),
        ("leg_levering_vast", "maken"),
        ("lijst_leveringen", "lezen"),
    }


@pytest.mark.parametrize(("gemeente", "status"), [("9999", 400), (ELDERS, 404)])
def test_a_wrong_municipality_is_refused_in_words(aanbieder: TestClient, gemeente: str, status: int) -> None:
    inhoud: dict[str, Any] = {"maanden/{maand}": {"aantal": 60}, "{nummer}": {"leverperiodes": []}}
    paden = DOCUMENT["paths"]
    gevraagd = [
        (methode, pad) for pad in paden if "{gemeente}" in pad for methode in paden[pad].keys() & METHODEN
    ]
    assert len(gevraagd) == 8
    for methode, pad in gevraagd:
        ingevuld = pad.format(gemeente=gemeente, nummer=1, maand="2026-01")
        json = next((i for einde, i in inhoud.items() if methode == "put" and pad.endswith(einde)), None)
        koppen = {"If-Match": '"0"'} if methode == "put" else {}
        antwoord = aanbieder.request(methode, f"/v1{ingevuld}", json=json, headers=koppen)
        assert antwoord.status_code == status, (methode, pad, antwoord.text)
        gezegd = antwoord.json()
        assert "Klopt de code?" in gezegd["detail"] or [f["veld"] for f in gezegd["fouten"]] == ["gemeente"]


def test_a_provider_that_a_municipality_knows_has_nothing_there_yet(als_aanbieder: Als) -> None:
    assert als_aanbieder(AGB).get("/v1/leveringen/0957").json() == []


def test_who_reads_an_allocation_of_several_municipalities_names_one(aanbieder: TestClient) -> None:
    antwoord = aanbieder.get("/v1/toewijzingen/1")
    assert (antwoord.status_code, [fout["veld"] for fout in antwoord.json()["fouten"]]) == (400, ["gemeente"])
