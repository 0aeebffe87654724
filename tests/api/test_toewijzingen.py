"""Allocations over the API: made from a decision, changed by a cause, told with a 301 that equals them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Contact, Rol
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.codec import lees as lees_bericht
from app.opslag import Databank
from tests.api.conftest import Klok
from tests.api.weg import ONTWERP, REGEL, bekendgemaakt, lees, maak, toegewezen, volg
from tests.bouw import CLIENT_ID, een_client, leg_grond_vast
from tests.opslag.conftest import tel_opdrachten

Als = Callable[..., TestClient]

AFSPRAAK = {"datum": "2026-03-02", "met": "teamleider", "inhoud": "De aanbieder stemt in."}


@pytest.fixture
def bel(als_gemeente: Als, databank: Databank) -> TestClient:
    leg_grond_vast(databank)
    return als_gemeente("0957", Rol.BESLUIT)


def producten(bel: TestClient, bericht_id: str) -> list[tuple[int, str, str | None, str | None]]:
    """Number, begin, end and RedenWijziging of each product in a message."""
    bericht = lees_bericht(bel.get(f"/v1/berichten/{bericht_id}/xml").content)
    assert isinstance(bericht, Wmo301)
    return [
        (
            int(p.toewijzing_nummer),
            str(p.ingangsdatum),
            None if p.einddatum is None else str(p.einddatum),
            p.reden_wijziging,
        )
        for p in bericht.client.toegewezen_producten
    ]


def wijzig(bel: TestClient, nummer: int, **inhoud: Any) -> Any:
    etag = lees(bel, f"/toewijzingen/{nummer}")["etag"]
    return bel.post(f"/v1/toewijzingen/{nummer}/wijzigingen", json=inhoud, headers={"If-Match": etag})


def test_a_decision_becomes_an_allocation_and_a_301_that_says_the_same(bel: TestClient) -> None:
    uit = toegewezen(bel)
    (toewijzing,) = uit["toewijzingen"]
    assert toewijzing["actueel"]["periode"] == REGEL["periode"]
    assert toewijzing["actueel"]["omvang"] == REGEL["omvang"]
    (bericht,) = uit["berichten"]
    assert bericht["status"] == "klaar"
    assert producten(bel, bericht["id"]) == [(toewijzing["nummer"], "2026-03-02", "2027-02-28", None)]


def test_each_provider_gets_its_own_message(bel: TestClient) -> None:
    regels = [
        REGEL,
        REGEL | {"aanbieder": "41410002", "productcode": "01H02", "afwijkingVanPlan": "Ook weekend."},
    ]
    spoed = {"soort": "spoed", "meldingId": ONTWERP["meldingId"], "motivering": "Acuut.", "regels": regels}
    besluit = maak(bel, "/besluiten", spoed)
    pad = f"/besluiten/{besluit['id']}"
    genomen = maak(bel, f"{pad}/vaststellingen", **{"If-Match": besluit["etag"]})
    bekendmaking = {"datum": "2026-03-02", "wijze": "post"}
    maak(bel, f"{pad}/bekendmakingen", bekendmaking, **{"If-Match": genomen["etag"]})
    uit = maak(bel, "/toewijzingen", {"besluitId": besluit["id"]})
    assert [b["aanbieder"] for b in uit["berichten"]] == ["41410001", "41410002"]
    assert [len(producten(bel, b["id"])) for b in uit["berichten"]] == [1, 1]


@pytest.mark.parametrize("stappen", [0, 1], ids=["draft", "taken"])
def test_nothing_is_allocated_before_the_announcement(bel: TestClient, stappen: int) -> None:
    besluit = maak(bel, "/besluiten", ONTWERP)
    for _ in range(stappen):
        maak(bel, f"/besluiten/{besluit['id']}/vaststellingen", **{"If-Match": besluit["etag"]})
    antwoord = bel.post("/v1/toewijzingen", json={"besluitId": besluit["id"]})
    assert antwoord.status_code == 409
    assert bel.get("/v1/toewijzingen").json() == bel.get("/v1/berichten").json() == []


def test_a_decision_is_carried_out_once(bel: TestClient) -> None:
    besluit = bekendgemaakt(bel)
    maak(bel, "/toewijzingen", {"besluitId": besluit["id"]})
    assert bel.post("/v1/toewijzingen", json={"besluitId": besluit["id"]}).status_code == 409
    assert len(bel.get("/v1/toewijzingen").json()) == 1


def test_a_personal_budget_leads_to_no_allocation_and_no_message(bel: TestClient) -> None:
    pgb = {k: v for k, v in REGEL.items() if k != "aanbieder"} | {
        "leveringsvorm": "pgb",
        "budget": 300000,
        "afwijkingVanPlan": "De cliënt wil zelf inkopen.",
    }
    uit = toegewezen(bel, regels=[pgb])
    assert (uit["toewijzingen"], uit["berichten"]) == ([], [])


def test_no_message_goes_out_for_a_client_whom_it_would_endanger(
    als_gemeente: Als, databank: Databank
) -> None:
    leg_grond_vast(databank, een_client(berichtenverkeer_geblokkeerd=True))
    bel = als_gemeente("0957", Rol.BESLUIT)
    besluit = bekendgemaakt(bel)
    antwoord = bel.post("/v1/toewijzingen", json={"besluitId": besluit["id"]})
    assert antwoord.status_code == 409
    assert [f["regel"] for f in antwoord.json()["fouten"]] == ["OP003"]
    assert bel.get("/v1/toewijzingen").json() == []


def test_an_allocation_of_a_client_whom_messages_would_endanger_ends_without_one(
    bel: TestClient, als_gemeente: Als
) -> None:
    uit = toegewezen(bel)
    volg(als_gemeente("0957", Rol.ADMINISTRATIE), uit["berichten"][0]["id"], "verzonden", "goedgekeurd")
    blokkeer(als_gemeente("0957", Rol.TOEGANG), True)
    einde = wijzig(bel, 1, oorzaak="verhuizing", datum="2026-09-01").json()
    assert einde["toewijzingen"][0]["actueel"]["periode"]["einddatum"] == "2026-08-31"
    assert einde["berichten"] == []

    blokkeer(als_gemeente("0957", Rol.TOEGANG), False)
    bericht = maak(bel, "/berichten", {"clientId": str(CLIENT_ID), "aanbieder": "41410001"})
    assert producten(bel, bericht["id"]) == [(1, "2026-03-02", "2026-08-31", "07")]


def blokkeer(toegang: TestClient, geblokkeerd: bool) -> None:
    client = lees(toegang, f"/clienten/{CLIENT_ID}")
    etag = client["etag"]
    inhoud = {naam: waarde for naam, waarde in client.items() if naam not in ("id", "etag")}
    inhoud["berichtenverkeerGeblokkeerd"] = geblokkeerd
    toegang.put(f"/v1/clienten/{CLIENT_ID}", json=inhoud, headers={"If-Match": etag}).raise_for_status()


def test_every_fault_in_the_message_points_at_its_field_and_nothing_is_kept(
    als_gemeente: Als, databank: Databank
) -> None:
    kapot = een_client(
        geslacht="7",
        communicatie_vorm="1",
        contacten=(Contact("01", postcode="0000", landcode="NL"),),
    )
    leg_grond_vast(databank, kapot)
    bel = als_gemeente("0957", Rol.BESLUIT)
    besluit = bekendgemaakt(bel)
    antwoord = bel.post("/v1/toewijzingen", json={"besluitId": besluit["id"]})
    assert antwoord.status_code == 400
    gevonden = {(f["veld"], f["regel"]) for f in antwoord.json()["fouten"]}
    assert gevonden == {
        ("client.geslacht", "XSD"),
        ("client.communicatieTaal", "CD007"),
        ("client.contacten[0].huisnummer", "CD025"),
        ("client.contacten[0].postcode", "CS089"),
        ("client.contacten[0].telefoonnummers", "TR006"),
    }
    assert bel.get("/v1/toewijzingen").json() == bel.get("/v1/berichten").json() == []
    assert "uitgevoerdOp" not in lees(bel, f"/besluiten/{besluit['id']}")


def test_moving_away_ends_the_allocation_the_day_before_with_07(bel: TestClient) -> None:
    uit = toegewezen(bel)
    volg(bel, uit["berichten"][0]["id"], "verzonden", "goedgekeurd")
    nummer = uit["toewijzingen"][0]["nummer"]
    antwoord = wijzig(bel, nummer, oorzaak="verhuizing", datum="2026-09-01")
    assert antwoord.status_code == 201, antwoord.text
    assert producten(bel, antwoord.json()["berichten"][0]["id"]) == [
        (nummer, "2026-03-02", "2026-08-31", "07")
    ]


def test_an_end_in_the_past_takes_an_agreement(bel: TestClient, klok: Klok) -> None:
    nummer = toegewezen(bel)["toewijzingen"][0]["nummer"]
    klok.verzet(weeks=8)
    overleden = {"oorzaak": "overlijden", "datum": "2026-04-10"}
    zonder = wijzig(bel, nummer, **overleden)
    assert [(f["veld"], f["regel"]) for f in zonder.json()["fouten"]] == [("afspraak", "OP186")]
    met = wijzig(bel, nummer, **overleden, afspraak=AFSPRAAK)
    versie = met.json()["toewijzingen"][0]["actueel"]
    assert (versie["periode"]["einddatum"], versie["redenWijziging"]) == ("2026-04-10", "02")
    assert versie["afspraak"] == AFSPRAAK


def test_a_deleted_allocation_is_told_once(bel: TestClient) -> None:
    uit = toegewezen(bel)
    volg(bel, uit["berichten"][0]["id"], "verzonden", "goedgekeurd")
    nummer = uit["toewijzingen"][0]["nummer"]
    (bericht,) = wijzig(bel, nummer, oorzaak="verwijdering").json()["berichten"]
    assert producten(bel, bericht["id"]) == [(nummer, "2026-03-02", "2026-03-02", "13")]
    volg(bel, bericht["id"], "verzonden", "goedgekeurd")
    opnieuw = bel.post("/v1/berichten", json={"clientId": str(CLIENT_ID), "aanbieder": "41410001"})
    assert opnieuw.status_code == 409


def test_a_repair_goes_back_to_what_the_decision_says(bel: TestClient) -> None:
    uit = toegewezen(bel)
    nummer = uit["toewijzingen"][0]["nummer"]
    assert wijzig(bel, nummer, oorzaak="verhuizing", datum="2026-09-01").status_code == 201
    hersteld = wijzig(bel, nummer, oorzaak="correctie").json()["toewijzingen"][0]["actueel"]
    assert (hersteld["periode"]["einddatum"], hersteld["redenWijziging"]) == ("2027-02-28", "14")
    assert wijzig(bel, nummer, oorzaak="correctie").status_code == 409


def opvolger(bel: TestClient, besluit_id: str, regel: dict[str, Any], ingang: str) -> dict[str, Any]:
    return bekendgemaakt(
        bel, soort="herbeoordeling", wijzigt=besluit_id, ingangsdatum=ingang,
        regels=[regel | {"afwijkingVanPlan": "Herbeoordeeld."}],
    )  # fmt: skip


def test_a_decision_that_changes_another_is_carried_out_after_it(bel: TestClient) -> None:
    eerder = bekendgemaakt(bel)
    later = opvolger(bel, eerder["id"], REGEL, "2026-03-02")
    assert bel.post("/v1/toewijzingen", json={"besluitId": later["id"]}).status_code == 409
    intrekking = bel.post(
        f"/v1/besluiten/{eerder['id']}/intrekkingen",
        json={"reden": "Herzien."},
        headers={"If-Match": eerder["etag"]},
    )
    assert intrekking.status_code == 409
    maak(bel, "/toewijzingen", {"besluitId": eerder["id"]})
    maak(bel, "/toewijzingen", {"besluitId": later["id"]})


def test_a_repair_of_a_decision_is_announced_and_tells_the_provider_with_14(bel: TestClient) -> None:
    uit = toegewezen(bel)
    volg(bel, uit["berichten"][0]["id"], "verzonden", "goedgekeurd")
    besluit_id = uit["toewijzingen"][0]["actueel"]["besluitId"]
    regel = REGEL | {
        "periode": REGEL["periode"] | {"einddatum": "2027-01-31"},
        "afwijkingVanPlan": "Tikfout.",
    }
    wijziging = {"soort": "herstel", "wijzigt": besluit_id, "ingangsdatum": "2026-03-02", "regels": [regel]}
    hersteld = bekendgemaakt(bel, **wijziging)
    (bericht,) = maak(bel, "/toewijzingen", {"besluitId": hersteld["id"]})["berichten"]
    assert producten(bel, bericht["id"]) == [(1, "2026-03-02", "2027-01-31", "14")]


def test_a_reassessment_that_leaves_all_as_it_was_is_told_by_the_message_that_waits(bel: TestClient) -> None:
    eerder = toegewezen(bel)
    besluit = opvolger(bel, eerder["toewijzingen"][0]["actueel"]["besluitId"], REGEL, "2026-03-02")
    later = maak(bel, "/toewijzingen", {"besluitId": besluit["id"]})
    assert later["toewijzingen"][0]["actueel"]["besluitId"] == besluit["id"]
    assert later["berichten"] == eerder["berichten"]


def test_an_extension_keeps_its_number_and_a_change_of_extent_gets_a_new_one(bel: TestClient) -> None:
    uit = toegewezen(bel)
    volg(bel, uit["berichten"][0]["id"], "verzonden", "goedgekeurd")
    eerste = uit["toewijzingen"][0]
    verlengd = {"begindatum": "2026-06-01", "einddatum": "2027-08-31"}
    besluit = opvolger(bel, eerste["actueel"]["besluitId"], REGEL | {"periode": verlengd}, "2026-06-01")
    uit = maak(bel, "/toewijzingen", {"besluitId": besluit["id"]})
    assert producten(bel, uit["berichten"][0]["id"]) == [(1, "2026-03-02", "2027-08-31", "04")]
    volg(bel, uit["berichten"][0]["id"], "verzonden", "goedgekeurd")
    meer = REGEL | {
        "periode": {"begindatum": "2026-10-01", "einddatum": "2027-08-31"},
        "omvang": {"volume": 3, "eenheid": "04", "frequentie": "2"},
    }
    besluit = opvolger(bel, besluit["id"], meer, "2026-10-01")
    uit = maak(bel, "/toewijzingen", {"besluitId": besluit["id"]})
    assert producten(bel, uit["berichten"][0]["id"]) == [
        (1, "2026-03-02", "2026-09-30", "05"),
        (2, "2026-10-01", "2027-08-31", None),
    ]


def test_a_change_by_decision_goes_through_the_allocation_too_with_its_own_cause(bel: TestClient) -> None:
    eerste = toegewezen(bel)["toewijzingen"][0]
    korter = {"begindatum": "2026-03-02", "einddatum": "2026-09-30"}
    besluit = opvolger(bel, eerste["actueel"]["besluitId"], REGEL | {"periode": korter}, "2026-03-02")
    antwoord = wijzig(bel, 1, oorzaak="contractwijziging", besluitId=besluit["id"])
    assert antwoord.json()["toewijzingen"][0]["actueel"]["redenWijziging"] == "03"


@pytest.mark.parametrize(
    ("inhoud", "veld"),
    [
        ({"oorzaak": "verhuizing"}, "datum"),
        ({"oorzaak": "overlijden", "datum": "2027-01-01"}, "datum"),
        ({"oorzaak": "herbeoordeling"}, "besluitId"),
        ({"oorzaak": "verwijdering", "datum": "2026-04-01"}, "datum"),
        ({"oorzaak": "verhuizing", "datum": "2026-04-01", "redenWijziging": "07"}, "redenWijziging"),
    ],
)
def test_the_cause_decides_what_else_is_needed(bel: TestClient, inhoud: dict[str, Any], veld: str) -> None:
    toegewezen(bel)
    antwoord = wijzig(bel, 1, **inhoud)
    assert antwoord.status_code == 400
    assert [f["veld"] for f in antwoord.json()["fouten"]] == [veld]


def test_a_stale_version_changes_nothing(bel: TestClient) -> None:
    toegewezen(bel)
    etag = lees(bel, "/toewijzingen/1")["etag"]
    assert wijzig(bel, 1, oorzaak="verhuizing", datum="2026-09-01").status_code == 201
    te_laat = bel.post(
        "/v1/toewijzingen/1/wijzigingen", json={"oorzaak": "verwijdering"}, headers={"If-Match": etag}
    )
    assert te_laat.status_code == 412
    assert lees(bel, "/toewijzingen/1")["toewijzing"]["verwijderd"] is False


def test_a_provider_reads_its_own_allocation_and_may_deliver_once_the_message_is_sent(
    bel: TestClient, als_aanbieder: Als
) -> None:
    uit = toegewezen(bel)
    aanbieder, ander = als_aanbieder("41410001"), als_aanbieder("41410002")
    pad = "/toewijzingen/1?gemeente=0957"
    assert lees(aanbieder, pad)["leverbaar"] is False
    volg(bel, uit["berichten"][0]["id"], "verzonden")
    assert lees(aanbieder, pad)["leverbaar"] is True
    assert ander.get(f"/v1{pad}").status_code == 404
    assert ander.get("/v1/toewijzingen").json() == []
    assert aanbieder.post("/v1/toewijzingen", json={"besluitId": str(CLIENT_ID)}).status_code == 403


def test_parallel_requests_carry_a_decision_out_once(bel: TestClient, als_gemeente: Als) -> None:
    besluit = bekendgemaakt(bel)
    bellers = [als_gemeente("0957", Rol.BESLUIT) for _ in range(6)]
    with ThreadPoolExecutor(len(bellers)) as pool:
        antwoorden = list(
            pool.map(lambda b: b.post("/v1/toewijzingen", json={"besluitId": besluit["id"]}), bellers)
        )
    statussen = sorted(antwoord.status_code for antwoord in antwoorden)
    assert statussen[0] == 201
    assert set(statussen[1:]) <= {409, 412}
    assert len(bel.get("/v1/toewijzingen").json()) == len(bel.get("/v1/berichten").json()) == 1


def test_parallel_decisions_never_share_a_number_or_an_identification(
    bel: TestClient, als_gemeente: Als
) -> None:
    perioden = [(f"2026-{m:02d}-02", f"2026-{m:02d}-20") for m in range(4, 10)]
    besluiten = [
        bekendgemaakt(
            bel,
            soort="spoed",
            regels=[REGEL | {"periode": {"begindatum": b, "einddatum": e}, "afwijkingVanPlan": "Per maand."}],
        )
        for b, e in perioden
    ]
    bellers = [als_gemeente("0957", Rol.BESLUIT) for _ in besluiten]
    with ThreadPoolExecutor(len(bellers)) as pool:
        uitkomsten = list(
            pool.map(
                lambda p: p[0].post("/v1/toewijzingen", json={"besluitId": p[1]["id"]}),
                zip(bellers, besluiten, strict=True),
            )
        )
    assert {u.status_code for u in uitkomsten} == {201}
    assert len({t["nummer"] for t in bel.get("/v1/toewijzingen").json()}) == len(besluiten)
    assert len({b["identificatie"] for b in bel.get("/v1/berichten").json()}) == len(besluiten)


def test_the_queries_of_allocating_do_not_grow_with_what_is_stored(
    bel: TestClient, databank: Databank
) -> None:
    def queries(maand: int) -> int:
        periode = {"begindatum": f"2026-{maand:02d}-03", "einddatum": f"2026-{maand:02d}-20"}
        regel = REGEL | {"periode": periode, "afwijkingVanPlan": "Per maand."}
        besluit = bekendgemaakt(bel, soort="spoed", regels=[regel])
        with tel_opdrachten(databank) as opdrachten:
            maak(bel, "/toewijzingen", {"besluitId": besluit["id"]})
        return len(opdrachten)

    eerste, *aantallen = [queries(maand) for maand in (3, 4, 5, 6, 7)]
    assert len(set(aantallen)) == 1, aantallen
    assert eerste == aantallen[0] - 1  # no message waits yet with which to compare


def test_reading_an_allocation_opens_none_of_its_messages(bel: TestClient, databank: Databank) -> None:
    toegewezen(bel)
    with tel_opdrachten(databank) as opdrachten:
        gelezen = lees(bel, "/toewijzingen/1")
    assert len(gelezen["berichten"]) == 1
    assert not [o for o in opdrachten if "toewijzingsbericht.inhoud" in o or "toewijzingsbericht.xml" in o]
