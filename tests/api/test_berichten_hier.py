"""A provider that keeps its messages here receives and answers a wmo301 as soon as it was sent."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.domain.keten.dossier import Partijen
from app.domain.partijen import Rol
from app.istandaard import codec
from app.istandaard.historie import vraag_van
from app.istandaard.oordeel import Niveau, Oordeel
from app.istandaard.retour import Afzending, antwoord
from app.istandaard.waarden import Datum
from app.opslag import Databank
from app.opslag.ketenhistorie import Beurt
from app.processen.keten import berichtoordeel
from tests import bouw
from tests.api.test_berichten import zet
from tests.api.test_ontvangsten import PAD, beoordeel, een_retour, een_toewijzing, onder, ontvangst
from tests.api.weg import lees, toegewezen, volg
from tests.bouw import leg_grond_vast
from tests.processen.keten.test_tegenspraak import bewaard
from tests.processen.verloop import handel

Als = Callable[..., TestClient]
pytestmark = pytest.mark.beide
AGB = bouw.AANBIEDER


@pytest.fixture
def gemeente(als_gemeente: Als, databank: Databank) -> TestClient:
    """It knows that the provider keeps its messages here."""
    leg_grond_vast(databank)
    gemeente = als_gemeente("0957", Rol.ADMINISTRATIE)
    houd_bij(gemeente, hier=True)
    return gemeente


@pytest.fixture
def bericht(gemeente: TestClient, als_gemeente: Als) -> str:
    bericht_id: str = toegewezen(als_gemeente("0957", Rol.BESLUIT))["berichten"][0]["id"]
    return bericht_id


def houd_bij(gemeente: TestClient, *, hier: bool) -> None:
    bekend = gemeente.get(f"/v1/aanbieders/{AGB}")
    gegevens = {"naam": bekend.json()["naam"], "berichtenHier": hier}
    koppen = {"If-Match": bekend.headers["ETag"]}
    assert gemeente.put(f"/v1/aanbieders/{AGB}", json=gegevens, headers=koppen).status_code == 200


def nummer_in(gemeente: TestClient) -> int:
    nummer: int = gemeente.get("/v1/toewijzingen").json()[0]["nummer"]
    return nummer


def test_what_was_sent_is_received_and_its_answer_settles_it(
    gemeente: TestClient, bericht: str, als_aanbieder: Als
) -> None:
    aanbieder = als_aanbieder(AGB)
    pad = f"/v1/leveringen/0957/{nummer_in(gemeente)}"
    assert aanbieder.get(pad).status_code == 404

    volg(gemeente, bericht, "verzonden")

    assert aanbieder.get(pad).status_code == 200
    (toegekend,) = aanbieder.get("/v1/leveringen/0957").json()
    assert (toegekend["nummer"], toegekend["begonnen"]) == (nummer_in(gemeente), False)
    (ontvangen,) = aanbieder.get(PAD).json()
    gevolgd = lees(gemeente, f"/berichten/{bericht}")
    assert (gevolgd["status"], gevolgd["retour"]) == ("goedgekeurd", ontvangen["id"])
    assert gevolgd["overgangen"][-1]["reden"].startswith("wmo302 R")


def test_the_same_bytes_get_the_same_answer_after_that(
    gemeente: TestClient, bericht: str, als_aanbieder: Als
) -> None:
    volg(gemeente, bericht, "verzonden")
    aanbieder = als_aanbieder(AGB)
    xml = aanbieder.get(f"/v1/berichten/{bericht}/xml").content
    ontvangen = ontvangst(aanbieder, xml)
    assert ontvangen["soortAntwoord"] == "wmo302"
    assert [o["id"] for o in aanbieder.get(PAD).json()] == [ontvangen["id"]]
    retour = gemeente.get(f"{PAD}/{ontvangen['id']}/antwoord").content
    assert ontvangst(gemeente, retour)["status"] == "goedgekeurd"
    assert ontvangst(gemeente, een_retour(xml, Niveau.INHOUD))["status"] == "na_te_gaan"
    ander = ontvangst(gemeente, een_retour(xml, Niveau.GEEN))
    assert (ander["status"], ander["opmerking"]) == (
        "na_te_gaan",
        "Op dit bericht is al eerder zo geantwoord.",
    )
    assert lees(gemeente, f"/berichten/{bericht}")["retour"] == ontvangen["id"]


@pytest.mark.parametrize("getypt", ["goedgekeurd", "afgekeurd"])
def test_the_return_takes_the_place_of_what_was_typed(
    gemeente: TestClient, bericht: str, getypt: str
) -> None:
    houd_bij(gemeente, hier=False)
    volg(gemeente, bericht, "verzonden", getypt)
    houd_bij(gemeente, hier=True)
    xml = gemeente.get(f"/v1/berichten/{bericht}/xml").content
    zelfde = Niveau.INHOUD if getypt == "afgekeurd" else Niveau.GEEN
    retour = ontvangst(gemeente, een_retour(xml, zelfde))
    assert (retour["status"], retour.get("opmerking")) == ("goedgekeurd", None)
    gevolgd = lees(gemeente, f"/berichten/{bericht}")
    assert (gevolgd["status"], gevolgd["retour"]) == (getypt, retour["id"])


@pytest.mark.parametrize("hier", [True, False])
def test_what_the_provider_answered_here_it_alone_changes_and_with_both(
    gemeente: TestClient, bericht: str, als_aanbieder: Als, hier: bool
) -> None:
    aanbieder, pad = als_aanbieder(AGB), f"/v1/leveringen/0957/{nummer_in(gemeente)}"
    houd_bij(gemeente, hier=hier)
    volg(gemeente, bericht, "verzonden")
    xml = gemeente.get(f"/v1/berichten/{bericht}/xml").content
    kopie = ontvangst(aanbieder, xml)
    staat = lees(gemeente, f"/berichten/{bericht}")["status"]
    assert staat == "goedgekeurd"
    weg = een_retour(xml, Niveau.INHOUD)
    van_ander = ontvangst(gemeente, weg)
    assert (van_ander["status"], "vastgelegd: goedgekeurd" in van_ander["opmerking"]) == ("na_te_gaan", True)
    assert lees(gemeente, f"/berichten/{bericht}")["status"] == staat
    assert aanbieder.get(pad).status_code == 200

    zelf = ontvangst(aanbieder, weg)
    assert (zelf["id"], zelf["aangeleverdDoor"]) == (van_ander["id"], AGB)
    gevolgd = lees(gemeente, f"/berichten/{bericht}")
    assert (gevolgd["status"], gevolgd["retour"]) == ("afgekeurd", zelf["id"])
    assert gevolgd["overgangen"][-1]["reden"] == "wmo302 R1: Header 0001"
    (zaak,) = gemeente.get("/v1/werkvoorraad").json()
    assert "is afgekeurd (wmo302 R1: Header 0001)" in str(zaak["taken"])
    assert aanbieder.get(pad).status_code == 404
    for bel, wie in ((aanbieder, "U keurt"), (gemeente, "De ontvanger keurt")):
        gelezen = bel.get(f"{PAD}/{kopie['id']}").json()
        assert (gelezen["status"], gelezen["opmerking"].startswith(f"{wie} dit bericht af")) == (
            "afgekeurd",
            True,
        )
    assert ontvangst(aanbieder, een_retour(xml, Niveau.GEEN))["status"] == "na_te_gaan"


def test_what_the_provider_answered_here_is_not_typed_otherwise(
    gemeente: TestClient, bericht: str, als_aanbieder: Als
) -> None:
    houd_bij(gemeente, hier=False)
    volg(gemeente, bericht, "verzonden")
    ontvangst(als_aanbieder(AGB), gemeente.get(f"/v1/berichten/{bericht}/xml").content)
    assert zet(gemeente, bericht, "afgekeurd").status_code == 409
    assert lees(gemeente, f"/berichten/{bericht}")["status"] == "goedgekeurd"


def test_what_was_typed_holds_for_what_was_answered_for_who_is_merely_known_here(
    gemeente: TestClient, bericht: str, als_aanbieder: Als
) -> None:
    houd_bij(gemeente, hier=False)
    aanbieder, pad = als_aanbieder(AGB), f"/v1/leveringen/0957/{nummer_in(gemeente)}"
    kopie = ontvangst(gemeente, gemeente.get(f"/v1/berichten/{bericht}/xml").content)
    volg(gemeente, bericht, "verzonden")
    for status, gevonden in (("afgekeurd", 404), ("goedgekeurd", 200)):
        volg(gemeente, bericht, status)
        assert aanbieder.get(pad).status_code == gevonden
        assert aanbieder.get(f"{PAD}/{kopie['id']}").json()["status"] == status


def test_what_was_not_judged_yet_is_not_once_it_was_typed_to_be_rejected(
    gemeente: TestClient,
    bericht: str,
    als_aanbieder: Als,
    app: FastAPI,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    aanbieder, pad = als_aanbieder(AGB), f"/v1/leveringen/0957/{nummer_in(gemeente)}"
    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(berichtoordeel, "beoordeel", lambda *_, **__: None)
        volg(gemeente, bericht, "verzonden")
    (kopie,) = aanbieder.get(PAD).json()
    assert kopie["status"] == "ontvangen"
    volg(gemeente, bericht, "afgekeurd")
    beoordeel(app)
    kopie = ontvangst(aanbieder, gemeente.get(f"/v1/berichten/{bericht}/xml").content)
    assert (kopie["status"], "vastgelegd dat dit bericht is afgekeurd" in kopie["opmerking"]) == (
        "afgekeurd",
        True,
    )
    assert aanbieder.get(pad).status_code == 404
    volg(gemeente, bericht, "goedgekeurd")
    beoordeel(app)
    assert aanbieder.get(f"{PAD}/{kopie['id']}").json()["status"] == "goedgekeurd"
    assert aanbieder.get(pad).status_code == 200


def test_what_the_provider_rejects_here_replaces_what_was_typed(
    gemeente: TestClient, bericht: str, als_aanbieder: Als
) -> None:
    houd_bij(gemeente, hier=False)
    aanbieder = als_aanbieder(AGB)
    ontvangst(aanbieder, een_toewijzing(nummer=nummer_in(gemeente)))  # it has another begin there
    volg(gemeente, bericht, "verzonden", "goedgekeurd")
    houd_bij(gemeente, hier=True)
    kopie = ontvangst(aanbieder, gemeente.get(f"/v1/berichten/{bericht}/xml").content)
    gevolgd = lees(gemeente, f"/berichten/{bericht}")
    assert (gevolgd["status"], gevolgd["retour"]) == (kopie["status"], kopie["id"])
    assert kopie["status"] == "afgekeurd"


def test_what_was_typed_to_be_rejected_is_judged_once_the_provider_says_that_it_approves(
    gemeente: TestClient, bericht: str, als_aanbieder: Als, app: FastAPI
) -> None:
    houd_bij(gemeente, hier=False)
    volg(gemeente, bericht, "verzonden", "afgekeurd")
    houd_bij(gemeente, hier=True)
    aanbieder, xml = als_aanbieder(AGB), gemeente.get(f"/v1/berichten/{bericht}/xml").content
    kopie = ontvangst(aanbieder, xml)
    assert (kopie["status"], lees(gemeente, f"/berichten/{bericht}")["status"]) == ("afgekeurd", "afgekeurd")
    retour = ontvangst(aanbieder, een_retour(xml, Niveau.GEEN))
    gevolgd = lees(gemeente, f"/berichten/{bericht}")
    assert (gevolgd["status"], gevolgd["retour"]) == ("goedgekeurd", retour["id"])
    beoordeel(app)
    assert aanbieder.get(f"{PAD}/{kopie['id']}").json()["status"] == "goedgekeurd"
    assert aanbieder.get(f"/v1/leveringen/0957/{nummer_in(gemeente)}").status_code == 200


def test_a_return_that_the_municipality_hands_over_counts_for_who_is_merely_known_here(
    gemeente: TestClient, bericht: str, als_aanbieder: Als
) -> None:
    houd_bij(gemeente, hier=False)
    xml = gemeente.get(f"/v1/berichten/{bericht}/xml").content
    kopie = ontvangst(gemeente, xml)
    assert ontvangst(gemeente, een_retour(xml, Niveau.INHOUD))["status"] == "goedgekeurd"
    assert lees(gemeente, f"/berichten/{bericht}")["status"] == "afgekeurd"
    aanbieder = als_aanbieder(AGB)
    assert aanbieder.get(f"/v1/leveringen/0957/{nummer_in(gemeente)}").status_code == 404
    assert aanbieder.get(f"{PAD}/{kopie['id']}").json()["status"] == "afgekeurd"


def test_what_the_provider_rejects_is_rejected_at_once(
    gemeente: TestClient, bericht: str, als_aanbieder: Als
) -> None:
    aanbieder, nummer = als_aanbieder(AGB), nummer_in(gemeente)
    ontvangst(aanbieder, een_toewijzing(nummer=nummer))  # the number has another begin there
    volg(gemeente, bericht, "verzonden")
    gevolgd = lees(gemeente, f"/berichten/{bericht}")
    assert gevolgd["status"] == "afgekeurd", gevolgd
    assert "ToegewezenProduct" in gevolgd["overgangen"][-1]["reden"]


@pytest.mark.parametrize(
    ("reeks", "status"),
    [
        ("uit, verzonden, aan", "verzonden"),  # it went elsewhere, and has yet to be answered there
        ("uit, verzonden, aan, ingeleverd", "goedgekeurd"),
        ("uit, verzonden, ingeleverd", "verzonden"),  # its answer has yet to be brought
        ("uit, verzonden, ingeleverd, aan", "goedgekeurd"),
        ("uit, ingeleverd, aan, verzonden", "goedgekeurd"),
        ("uit, ingeleverd, verzonden, aan", "goedgekeurd"),
        ("aan, ingeleverd, uit", "goedgekeurd"),
        ("aan, verzonden, uit, ingeleverd", "goedgekeurd"),
    ],
)
def test_there_is_one_task_or_one_answer_whenever_the_provider_comes_here(
    gemeente: TestClient, bericht: str, als_aanbieder: Als, reeks: str, status: str
) -> None:
    xml, aanbieder = gemeente.get(f"/v1/berichten/{bericht}/xml").content, als_aanbieder(AGB)
    for stap in reeks.split(", "):
        if stap == "verzonden":
            volg(gemeente, bericht, "verzonden")
        elif stap == "ingeleverd":
            ontvangst(gemeente, xml)
        else:
            houd_bij(gemeente, hier=stap == "aan")
    gevolgd, ontvangen = lees(gemeente, f"/berichten/{bericht}"), aanbieder.get(PAD).json()
    assert gevolgd["status"] == status
    assert len(ontvangen) == ("ingeleverd" in reeks or reeks.startswith("aan"))
    assert gevolgd.get("retour") == (ontvangen[0]["id"] if status == "goedgekeurd" else None)
    assert te_beantwoorden(aanbieder) == (status == "verzonden")


def test_what_waits_to_be_judged_is_one_task(
    gemeente: TestClient, bericht: str, als_aanbieder: Als, databank: Databank, app: FastAPI
) -> None:
    zet_beurt(databank, Beurt(bouw.BERICHT_ID, None))
    volg(gemeente, bericht, "verzonden")
    assert lees(gemeente, f"/berichten/{bericht}")["status"] == "verzonden"
    assert te_beantwoorden(als_aanbieder(AGB)) == 1
    zet_beurt(databank, None)
    beoordeel(app)
    assert lees(gemeente, f"/berichten/{bericht}")["status"] == "goedgekeurd"
    assert te_beantwoorden(als_aanbieder(AGB)) == 0


def zet_beurt(databank: Databank, beurt: Beurt | None) -> None:
    """A large declaration of this provider is dealt with, or not any more."""
    with databank.transactie(bouw.verwerker()) as opslag:
        keten = opslag.keten("0957", Partijen("0957", AGB))
        keten.vergrendel()
        keten.zet_beurt(beurt)


def te_beantwoorden(bel: TestClient) -> int:
    return len(bel.get("/v1/werkvoorraad/berichten?soort=te_beantwoorden").json())


def test_a_provider_that_gets_its_messages_another_way_receives_nothing_here(
    gemeente: TestClient, bericht: str, als_aanbieder: Als
) -> None:
    houd_bij(gemeente, hier=False)
    volg(gemeente, bericht, "verzonden")
    assert als_aanbieder(AGB).get(PAD).json() == []
    assert lees(gemeente, f"/berichten/{bericht}")["status"] == "verzonden"


@pytest.mark.parametrize("door", ["municipality", "provider"])
@pytest.mark.parametrize("hoe", ["typed", "answered", "answered, and with a space added"])
def test_what_was_rejected_does_not_count_again_whoever_hands_it_over(
    gemeente: TestClient,
    bericht: str,
    als_aanbieder: Als,
    databank: Databank,
    app: FastAPI,
    hoe: str,
    door: str,
) -> None:
    houd_bij(gemeente, hier=False)
    volg(gemeente, bericht, "verzonden")
    aanbieder, pad = als_aanbieder(AGB), f"/v1/leveringen/0957/{nummer_in(gemeente)}"
    xml = gemeente.get(f"/v1/berichten/{bericht}/xml").content
    if hoe == "typed":
        volg(gemeente, bericht, "afgekeurd")
    else:
        assert ontvangst(gemeente, een_retour(xml, Niveau.INHOUD))["status"] == "goedgekeurd"
    aangeleverd = xml + b"\n" * ("space" in hoe)
    kopie = ontvangst(gemeente if door == "municipality" else aanbieder, aangeleverd)
    waarom = "De gemeente heeft vastgelegd" if hoe == "typed" else "Een wmo302 van de aanbieder keurde"
    assert (kopie["status"], kopie["opmerking"].startswith(waarom)) == ("afgekeurd", True)
    assert "soortAntwoord" not in kopie
    assert {UUID(bericht), UUID(kopie["id"])}.isdisjoint(herkomst for _, herkomst in bewaard(databank))
    assert lees(gemeente, f"/berichten/{bericht}")["status"] == "afgekeurd"
    assert aanbieder.get(pad).status_code == 404
    if hoe == "typed":
        volg(gemeente, bericht, "goedgekeurd")
        beoordeel(app)
        assert aanbieder.get(f"{PAD}/{kopie['id']}").json()["status"] == "goedgekeurd"
        assert aanbieder.get(pad).status_code == 200


def test_who_hands_over_a_return_on_what_went_to_another_leaves_no_trace_with_its_client(
    gemeente: TestClient, bericht: str, als_aanbieder: Als
) -> None:
    ander = "41410002"
    xml = gemeente.get(f"/v1/berichten/{bericht}/xml").content
    van, naar = (f"Ontvanger>{agb}<".encode() for agb in (AGB, ander))
    retour = een_retour(xml, Niveau.INHOUD).replace(van, naar)
    assert ontvangst(als_aanbieder(ander), retour)["status"] == "na_te_gaan"
    sporen = gemeente.get(f"/v1/clienten/{bouw.CLIENT_ID}/verwerkingen?limiet=100").json()
    assert sporen
    assert not [spoor for spoor in sporen if ander in str(spoor)]


@pytest.mark.parametrize("eerst", [None, "gemeente"])
def test_a_provider_that_is_merely_known_answers_by_handing_it_over(
    gemeente: TestClient, bericht: str, als_aanbieder: Als, eerst: str | None
) -> None:
    houd_bij(gemeente, hier=False)
    volg(gemeente, bericht, "verzonden")
    xml = gemeente.get(f"/v1/berichten/{bericht}/xml").content
    if eerst is not None:
        ontvangst(gemeente, xml)
        assert lees(gemeente, f"/berichten/{bericht}")["status"] == "verzonden"
    ontvangen = ontvangst(als_aanbieder(AGB), xml)
    gevolgd = lees(gemeente, f"/berichten/{bericht}")
    assert (gevolgd["status"], gevolgd["retour"]) == ("goedgekeurd", ontvangen["id"])


def eerst_goedgekeurd(gemeente: TestClient, bericht: str) -> bytes:
    """A message of which the municipality hands over the return before the provider hands it over."""
    houd_bij(gemeente, hier=False)
    volg(gemeente, bericht, "verzonden")
    xml = gemeente.get(f"/v1/berichten/{bericht}/xml").content
    assert ontvangst(gemeente, een_retour(xml, Niveau.GEEN))["status"] == "goedgekeurd"
    return xml


def test_what_a_return_approved_before_is_kept_so(
    gemeente: TestClient, bericht: str, als_aanbieder: Als
) -> None:
    xml, aanbieder = eerst_goedgekeurd(gemeente, bericht), als_aanbieder(AGB)
    ontvangen = ontvangst(aanbieder, xml)
    assert (ontvangen["status"], ontvangen.get("soortAntwoord")) == ("goedgekeurd", None)
    assert ontvangen["retour"] == lees(gemeente, f"/berichten/{bericht}")["retour"]
    assert ontvangen.get("eigenOordeel") is None
    assert aanbieder.get("/v1/leveringen/0957").json()[0]["nummer"] == nummer_in(gemeente)


@pytest.mark.parametrize(("niveau", "wordt"), [(Niveau.GEEN, "goedgekeurd"), (Niveau.INHOUD, "afgekeurd")])
def test_where_its_provider_would_reject_it_that_is_a_task_until_its_own_answer(
    gemeente: TestClient, bericht: str, als_aanbieder: Als, niveau: Niveau, wordt: str
) -> None:
    xml, aanbieder = eerst_goedgekeurd(gemeente, bericht), als_aanbieder(AGB)
    eigen = codec.lees(xml)
    eerder = replace(eigen.client.toegewezen_producten[0], ingangsdatum=Datum("2020-01-01"))
    client = replace(eigen.client, toegewezen_producten=(eerder,))
    ontvangst(aanbieder, onder(replace(eigen, client=client), "EERDER"))
    ontvangen = ontvangst(aanbieder, xml)
    assert ontvangen["status"] == "goedgekeurd"
    assert ontvangen["eigenOordeel"].startswith("U zou dit bericht afkeuren: ")
    taken = aanbieder.get("/v1/werkvoorraad/berichten").json()
    assert ("anders_beantwoord", ontvangen["id"]) in [(t["soort"], t.get("ontvangstId")) for t in taken]
    zelf = antwoord(eigen, Oordeel(niveau), Afzending("R2", bouw.VANDAAG))
    tweede = ontvangst(aanbieder, codec.schrijf(zelf))
    assert tweede["status"] == ("goedgekeurd" if niveau is Niveau.GEEN else "na_te_gaan")
    gevolgd = lees(gemeente, f"/berichten/{bericht}")
    assert (gevolgd["status"], gevolgd["retour"]) == (wordt, tweede["id"])
    nu = aanbieder.get(f"{PAD}/{ontvangen['id']}").json()
    assert (nu["status"], nu.get("eigenOordeel")) == (wordt, None)


def test_what_its_municipality_hands_over_later_comes_before_what_was_drawn_up_since(
    gemeente: TestClient, bericht: str, als_aanbieder: Als, databank: Databank
) -> None:
    houd_bij(gemeente, hier=False)
    aanbieder, xml = als_aanbieder(AGB), gemeente.get(f"/v1/berichten/{bericht}/xml").content
    eigen = codec.lees(xml)
    eerder = replace(eigen.client.toegewezen_producten[0], einddatum=Datum("2026-03-31"))
    client = replace(eigen.client, toegewezen_producten=(eerder,))
    ander = onder(replace(eigen, client=client), "EERDER")  # decided at the same moment
    assert ontvangst(aanbieder, ander)["status"] == "goedgekeurd"
    volg(gemeente, bericht, "verzonden")
    for bel, inhoud in ((aanbieder, xml), (gemeente, ander)):
        assert ontvangst(bel, inhoud)["status"] == "goedgekeurd"
    einden = set()
    for wie in ("0957", AGB):
        with handel(databank, wie, Rol.ADMINISTRATIE, bouw.NU) as handeling:
            bij = handeling.opslag.keten(wie, Partijen("0957", AGB))
            (versie,) = bij.haal(vraag_van(eigen, bij.clientsleutel)).toewijzingen.values()
            einden.add(versie.einddatum)
    assert einden == {eigen.client.toegewezen_producten[0].einddatum.dag}
