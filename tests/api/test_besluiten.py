"""Decisions over the API: derived from the plan, taken by mandate, announced; wrong input is explained."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.opslag import Databank
from tests.api.verhaal import Gemeente
from tests.api.weg import ONTWERP, REGEL, bekendgemaakt, lees, maak, opvolger, toegewezen
from tests.bouw import PLAN_ID, PLAN_VAN_AANPAK_ID, leg_grond_vast
from tests.documenten.lezen import tekst as lees_tekst

Als = Callable[..., TestClient]


@pytest.fixture
def bel(als_gemeente: Als, databank: Databank) -> TestClient:
    leg_grond_vast(databank)
    return als_gemeente("0957", Rol.BESLUIT)


def fouten(antwoord: Any, status: int) -> set[tuple[str, str | None]]:
    assert antwoord.status_code == status, antwoord.text
    assert antwoord.headers["content-type"] == "application/problem+json"
    return {(f["veld"], f.get("regel")) for f in antwoord.json().get("fouten", [])}


def test_the_proposal_follows_from_the_plan(bel: TestClient) -> None:
    voorstel = maak(bel, "/besluiten/voorstellen", {"planVanAanpakId": str(PLAN_VAN_AANPAK_ID)})
    assert voorstel["planversies"] == [{"planId": str(PLAN_ID), "versie": 1}]
    assert voorstel["regels"] == [REGEL | {"nummer": 1}]


def test_a_draft_takes_its_lines_from_the_plan(bel: TestClient) -> None:
    besluit = maak(bel, "/besluiten", ONTWERP)
    assert besluit["regels"] == [REGEL | {"nummer": 1}]
    assert (besluit["status"], besluit["uitkomst"], besluit["vorm"]) == (
        "ontwerp",
        "toegekend",
        "beschikking",
    )
    assert "zes weken" in besluit["bezwaarclausule"]
    assert lees(bel, f"/besluiten/{besluit['id']}")["etag"] == besluit["etag"]


def test_a_draft_is_taken_and_announced(bel: TestClient) -> None:
    besluit = bekendgemaakt(bel)
    assert besluit["status"] == "bekendgemaakt"
    assert [stap["naar"] for stap in besluit["overgangen"]] == ["ontwerp", "genomen", "bekendgemaakt"]
    (rij,) = bel.get("/v1/besluiten").json()
    assert (rij["status"], rij["bekendmakingsdatum"]) == ("bekendgemaakt", "2026-03-02")


def test_differences_from_the_plan_are_shown_with_their_grounds(bel: TestClient) -> None:
    korter = {"omvang": {"volume": 1, "eenheid": "04", "frequentie": "2"}, "afwijkingVanPlan": "Genoeg."}
    besluit = maak(bel, "/besluiten", ONTWERP | {"regels": [REGEL | korter]})
    (verschil,) = bel.get(f"/v1/besluiten/{besluit['id']}/verschillen").json()
    assert verschil == {
        "regel": 1,
        "veld": "omvang",
        "plan": "2 uur per week",
        "besluit": "1 uur per week",
        "grond": "Genoeg.",
    }


def test_a_difference_without_grounds_stops_the_decision(bel: TestClient) -> None:
    regel = REGEL | {"productcode": "01H02"}
    besluit = maak(bel, "/besluiten", ONTWERP | {"regels": [regel]})
    antwoord = bel.post(
        f"/v1/besluiten/{besluit['id']}/vaststellingen", headers={"If-Match": besluit["etag"]}
    )
    assert fouten(antwoord, 409) == {("regels[0].afwijkingVanPlan", "M15")}


def test_what_cannot_stand_in_a_301_is_not_decided(bel: TestClient) -> None:
    regel = REGEL | {"productcode": "01H09", "afwijkingVanPlan": "Ander product."}
    regel["omvang"] = {"volume": 2, "eenheid": "16", "frequentie": "1"}
    besluit = maak(bel, "/besluiten", ONTWERP | {"regels": [regel]})
    antwoord = bel.post(
        f"/v1/besluiten/{besluit['id']}/vaststellingen", headers={"If-Match": besluit["etag"]}
    )
    assert fouten(antwoord, 400) == {
        ("regels[0].productcode", "TR381"),
        ("regels[0].omvang.frequentie", "CS338"),
    }
    assert lees(bel, f"/besluiten/{besluit['id']}")["status"] == "ontwerp"


def test_what_stacks_on_a_running_allocation_is_not_decided(bel: TestClient) -> None:
    toegewezen(bel)
    besluit = maak(bel, "/besluiten", ONTWERP | {"soort": "spoed", "regels": [REGEL]})
    antwoord = bel.post(
        f"/v1/besluiten/{besluit['id']}/vaststellingen", headers={"If-Match": besluit["etag"]}
    )
    assert fouten(antwoord, 409) == {("regels[0].productcode", "OP259")}


def test_an_aanvraag_is_decided_on_once_until_that_decision_is_withdrawn(bel: TestClient) -> None:
    eerste, tweede = bekendgemaakt(bel), maak(bel, "/besluiten", ONTWERP)

    def neem_tweede() -> Any:
        return bel.post(f"/v1/besluiten/{tweede['id']}/vaststellingen", headers={"If-Match": tweede["etag"]})

    assert fouten(neem_tweede(), 409) == {("aanvraagId", "W07"), ("regels[0].productcode", "OP259")}
    reden = {"reden": "Het besluit bevatte een rekenfout."}
    maak(bel, f"/besluiten/{eerste['id']}/intrekkingen", reden, **{"If-Match": eerste["etag"]})
    assert neem_tweede().status_code == 200


def test_a_draft_is_no_decision_that_can_be_changed_instead_of_answering_the_aanvraag(
    bel: TestClient,
) -> None:
    eerder = maak(bel, "/besluiten", ONTWERP)
    zonder_aanvraag = {naam: waarde for naam, waarde in ONTWERP.items() if naam != "aanvraagId"}
    wijziging = {"wijzigt": eerder["id"], "ingangsdatum": "2026-03-02"}
    for soort, veld in (("regulier", "aanvraagId"), ("herbeoordeling", "wijzigt")):
        besluit = maak(bel, "/besluiten", zonder_aanvraag | wijziging | {"soort": soort})
        antwoord = bel.post(
            f"/v1/besluiten/{besluit['id']}/vaststellingen", headers={"If-Match": besluit["etag"]}
        )
        assert veld in {veld for veld, _ in fouten(antwoord, 409)}


def test_the_decision_takes_a_mandate(bel: TestClient, als_gemeente: Als) -> None:
    besluit = maak(als_gemeente("0957", Rol.TOEGANG), "/besluiten", ONTWERP)
    antwoord = als_gemeente("0957", Rol.TOEGANG).post(
        f"/v1/besluiten/{besluit['id']}/vaststellingen", headers={"If-Match": besluit["etag"]}
    )
    assert antwoord.status_code == 403


def test_a_draft_changes_until_it_is_taken_and_only_from_its_last_version(bel: TestClient) -> None:
    besluit = maak(bel, "/besluiten", ONTWERP)
    pad = f"/v1/besluiten/{besluit['id']}"
    anders = ONTWERP | {"motivering": "Anders gemotiveerd."}
    gewijzigd = bel.put(pad, json=anders, headers={"If-Match": besluit["etag"]})
    assert gewijzigd.json()["motivering"] == "Anders gemotiveerd."
    assert bel.put(pad, json=anders, headers={"If-Match": besluit["etag"]}).status_code == 412
    assert bel.put(pad, json=anders).status_code == 428
    etag = gewijzigd.headers["ETag"]
    genomen = bel.post(f"{pad}/vaststellingen", headers={"If-Match": etag})
    te_laat = bel.put(pad, json=anders, headers={"If-Match": genomen.headers["ETag"]})
    assert te_laat.status_code == 409


def test_the_client_sees_in_the_document_what_is_done_how_often_and_how_long(bel: TestClient) -> None:
    besluit = bekendgemaakt(bel)
    antwoord = bel.get(f"/v1/besluiten/{besluit['id']}/document")
    assert antwoord.headers["content-type"] == "application/pdf"
    tekst = lees_tekst(antwoord.content)
    for verwacht in (REGEL["activiteiten"], REGEL["frequentie"], "2 uur", "13 april 2026"):
        assert verwacht in tekst


def test_the_document_stays_as_it_was_announced(bel: TestClient) -> None:
    besluit = bekendgemaakt(bel)
    pad = f"/v1/besluiten/{besluit['id']}"
    eerst = bel.get(f"{pad}/document").content
    maak(bel, f"{pad[3:]}/intrekkingen", {"reden": "Herzien."}, **{"If-Match": besluit["etag"]})
    assert bel.get(f"{pad}/document").content == eerst


def test_what_was_withdrawn_is_not_taken_any_more(bel: TestClient) -> None:
    besluit = maak(bel, "/besluiten", ONTWERP)
    pad = f"/besluiten/{besluit['id']}"
    weg = maak(bel, f"{pad}/intrekkingen", {"reden": "Rekenfout."}, **{"If-Match": besluit["etag"]})

    antwoord = bel.post(f"/v1{pad}/vaststellingen", headers={"If-Match": weg["etag"]})
    assert antwoord.status_code == 409, antwoord.text
    assert "ingetrokken" in antwoord.json()["detail"]


def test_a_draft_may_be_looked_at_after_what_it_changes_was_withdrawn(bel: TestClient) -> None:
    eerst = bekendgemaakt(bel)
    wijziging = {"soort": "herbeoordeling", "wijzigt": eerst["id"], "ingangsdatum": "2026-05-01"}
    ontwerp = maak(bel, "/besluiten", ONTWERP | wijziging)
    intrekking = f"/besluiten/{eerst['id']}/intrekkingen"
    maak(bel, intrekking, {"reden": "Herzien."}, **{"If-Match": eerst["etag"]})

    pad = f"/v1/besluiten/{ontwerp['id']}"
    assert bel.get(f"{pad}/gevolgen").status_code == 200
    neem = bel.post(f"{pad}/vaststellingen", headers={"If-Match": ontwerp["etag"]})
    assert neem.status_code == 409, neem.text


def test_no_draft_changes_itself(bel: TestClient) -> None:
    """Nor by way of another: what follows a series of decisions would never come to its end."""
    wijziging = ONTWERP | {"soort": "herbeoordeling", "ingangsdatum": "2026-05-01"}
    eerst = maak(bel, "/besluiten", ONTWERP)
    daarna = maak(bel, "/besluiten", wijziging | {"wijzigt": eerst["id"]})
    for wijzigt in (eerst["id"], daarna["id"]):
        antwoord = bel.put(
            f"/v1/besluiten/{eerst['id']}",
            json=wijziging | {"wijzigt": wijzigt},
            headers={"If-Match": eerst["etag"]},
        )
        assert fouten(antwoord, 400) == {("wijzigt", None)}
    assert bel.get(f"/v1/besluiten/{daarna['id']}/gevolgen").status_code == 200


def test_a_decision_is_withdrawn_with_a_reason(bel: TestClient) -> None:
    besluit = bekendgemaakt(bel)
    ingetrokken = maak(
        bel,
        f"/besluiten/{besluit['id']}/intrekkingen",
        {"reden": "De cliënt trok de aanvraag in."},
        **{"If-Match": besluit["etag"]},
    )
    assert ingetrokken["overgangen"][-1]["reden"] == "De cliënt trok de aanvraag in."


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"soort": "anders"}, "soort"),
        ({"onbekend": 1}, "onbekend"),
        ({"motivering": " "}, "motivering"),
        ({"aanvraagId": None}, "aanvraagId"),
        ({"regels": [REGEL | {"aanbieder": "123"}]}, "regels[0].aanbieder"),
        ({"regels": [REGEL | {"periode": {"begindatum": "2026-02-30"}}]}, "regels[0].periode.begindatum"),
        ({"regels": [REGEL | {"omvang": {"volume": 0, "eenheid": "04", "frequentie": "2"}}]},
         "regels[0].omvang.volume"),
        ({"regels": [REGEL | {"budget": 0}]}, "regels[0].budget"),
        ({"regels": [REGEL | {"concreteTijd": {"aantal": 0, "eenheid": "uren"}}]},
         "regels[0].concreteTijd.aantal"),
    ],
)  # fmt: skip
def test_wrong_input_is_refused_at_its_field(bel: TestClient, anders: dict[str, Any], veld: str) -> None:
    antwoord = bel.post("/v1/besluiten", json=ONTWERP | anders)
    assert veld in {f for f, _ in fouten(antwoord, 400)}
    assert bel.get("/v1/besluiten").json() == []


def test_a_period_that_ends_before_it_begins_is_refused(bel: TestClient) -> None:
    periode = {"begindatum": "2026-03-02", "einddatum": "2026-03-01"}
    antwoord = bel.post("/v1/besluiten", json=ONTWERP | {"regels": [REGEL | {"periode": periode}]})
    assert fouten(antwoord, 400) == {("regels[0].periode.einddatum", None)}


def test_another_municipality_and_a_provider_see_nothing(
    bel: TestClient, als_gemeente: Als, als_aanbieder: Als
) -> None:
    besluit = maak(bel, "/besluiten", ONTWERP)
    pad = f"/v1/besluiten/{besluit['id']}"
    assert als_gemeente("1711", Rol.BESLUIT).get(pad).status_code == 404
    assert als_gemeente("1711", Rol.BESLUIT).get("/v1/besluiten").json() == []
    assert als_aanbieder("41410001").get(pad).status_code == 403


def test_heusden_decides_without_a_beschikking_unless_the_client_asks_or_is_refused(
    als_gemeente: Als, databank: Databank
) -> None:
    leg_grond_vast(databank, gemeente="0797", regio="hvb")
    bel = als_gemeente("0797", Rol.BESLUIT)
    assert maak(bel, "/besluiten", ONTWERP)["vorm"] == "plan_van_aanpak_met_plan"
    assert maak(bel, "/besluiten", ONTWERP | {"beschikkingGevraagd": True})["vorm"] == "beschikking"
    afgewezen = {"regels": [], "afgewezenDelen": [{"resultaten": ["R1"], "wat": "Hulp", "reden": "Partner."}]}
    besluit = maak(bel, "/besluiten", ONTWERP | afgewezen)
    assert (besluit["uitkomst"], besluit["vorm"]) == ("afgewezen", "beschikking")


def gevolgen(bel: TestClient, besluit: dict[str, Any]) -> dict[str, Any]:
    return lees(bel, f"/besluiten/{besluit['id']}/gevolgen")


def test_a_draft_shows_what_it_ends_where_a_gap_falls_and_what_has_to_be_settled(bel: TestClient) -> None:
    eerder = toegewezen(bel)["toewijzingen"][0]["actueel"]["besluitId"]
    na_de_zomer = REGEL | {
        "periode": {"begindatum": "2026-09-01", "einddatum": "2027-02-28"},
        "afwijkingVanPlan": "In de zomer niet.",
    }
    wijziging = {"soort": "herbeoordeling", "wijzigt": eerder, "ingangsdatum": "2026-07-01"}
    ontwerp = maak(bel, "/besluiten", ONTWERP | wijziging | {"regels": [na_de_zomer]})
    gezien = gevolgen(bel, ontwerp)
    assert [(e["regel"]["productcode"], e["laatsteDag"]) for e in gezien["einden"]] == [
        ("01H01", "2026-06-30")
    ]
    assert [(g["regel"], g["periode"]) for g in gezien["gaten"]] == [
        (1, {"begindatum": "2026-07-01", "einddatum": "2026-08-31"})
    ]
    assert [(s.get("nummer"), s["wordt"]["periode"]["begindatum"]) for s in gezien["stappen"]] == [
        (1, "2026-03-02"),
        (None, "2026-09-01"),
    ]
    assert gezien["beletsels"] == []


def test_a_draft_shows_why_it_can_never_be_carried_out(bel: TestClient) -> None:
    toegewezen(bel)
    ontwerp = maak(bel, "/besluiten", ONTWERP | {"soort": "spoed", "regels": [REGEL]})
    (beletsel,) = gevolgen(bel, ontwerp)["beletsels"]
    assert (beletsel["veld"], beletsel["regel"]) == ("regels[0].productcode", "OP259")


def test_a_withdrawn_decision_does_nothing_and_its_letter_can_still_be_read(bel: TestClient) -> None:
    eerder = toegewezen(bel)["toewijzingen"][0]["actueel"]["besluitId"]
    stop = opvolger(bel, eerder, ingang="2026-07-01")
    assert [e["laatsteDag"] for e in gevolgen(bel, stop)["einden"]] == ["2026-06-30"]
    for besluit in (stop, maak(bel, "/besluiten", ONTWERP)):
        etag = {"If-Match": besluit["etag"]}
        maak(bel, f"/besluiten/{besluit['id']}/intrekkingen", {"reden": "Toch niet."}, **etag)
        assert gevolgen(bel, besluit) | {"etag": ""} == {
            "bedragen": [], "einden": [], "gaten": [], "stappen": [], "beletsels": [], "etag": ""
        }  # fmt: skip
        assert bel.get(f"/v1/besluiten/{besluit['id']}/document").status_code == 200


def test_a_refusal_beside_a_change_would_end_all_and_is_no_part_of_it(bel: TestClient) -> None:
    eerder = toegewezen(bel)["toewijzingen"][0]["actueel"]["besluitId"]
    geweigerd = {"resultaten": ["R1"], "wat": "Meer uren", "reden": "Wat u heeft is genoeg."}
    wijziging = {"soort": "herbeoordeling", "wijzigt": eerder, "ingangsdatum": "2026-07-01", "regels": []}
    besluit = maak(bel, "/besluiten", ONTWERP | wijziging | {"afgewezenDelen": [geweigerd]})
    antwoord = bel.post(
        f"/v1/besluiten/{besluit['id']}/vaststellingen", headers={"If-Match": besluit["etag"]}
    )
    assert fouten(antwoord, 409) == {("wijzigt", "W08"), ("nadeel", "W08")}


def test_nothing_is_drafted_where_no_plan_is_adopted_yet(roermond: Gemeente) -> None:
    zaak = roermond.open_zaak()
    aanvraag = roermond.neem_aanvraag_in(zaak)

    antwoord = roermond.probeer("POST", "/besluiten", roermond.ontwerp(zaak, aanvraagId=aanvraag["id"]))

    assert fouten(antwoord, 409) == {("regels", "H26")}
