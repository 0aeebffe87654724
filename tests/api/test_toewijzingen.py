"""Allocations over the API: made from a decision, changed by a cause, told with a 301 that equals them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.domain.partijen import Contact, Rol
from app.opslag import Databank
from tests.api.conftest import Klok
from tests.api.weg import (
    NADEEL,
    ONTWERP,
    REGEL,
    afspraak,
    bekendgemaakt,
    keur_goed,
    lees,
    maak,
    opvolger,
    producten,
    toegewezen,
    volg,
    zie_af,
)
from tests.bouw import CLIENT_ID, een_client, leg_grond_vast, verwerker
from tests.opslag.conftest import tel_opdrachten

Als = Callable[..., TestClient]

ZOMER = "2026-07-01", "2026-08-31"
ACHT_WEKEN_LATER = "2026-04-27"
MEER = {"volume": 4, "eenheid": "04", "frequentie": "2"}


@pytest.fixture
def bel(als_gemeente: Als, databank: Databank) -> TestClient:
    leg_grond_vast(databank)
    return als_gemeente("0957", Rol.BESLUIT)


def feit(bel: TestClient, soort: str, datum: str, **anders: Any) -> dict[str, Any]:
    """Record a fact about the client."""
    return maak(bel, f"/clienten/{CLIENT_ID}/feiten", {"soort": soort, "datum": datum} | anders)


def probeer(bel: TestClient, besluit: dict[str, Any], *afspraken: dict[str, str]) -> Response:
    """Carry a decision out, and give the answer as it came."""
    return bel.post("/v1/toewijzingen", json={"besluitId": besluit["id"], "afspraken": afspraken})


def voer_uit(bel: TestClient, besluit: dict[str, Any], *afspraken: dict[str, str]) -> dict[str, Any]:
    antwoord = probeer(bel, besluit, *afspraken)
    assert antwoord.status_code == 201, antwoord.text
    return antwoord.json()  # type: ignore[no-any-return]


def regel(begin: str, eind: str | None, **anders: Any) -> dict[str, Any]:
    """The default line over another period."""
    periode = {"begindatum": begin} | ({"einddatum": eind} if eind else {})
    return REGEL | {"periode": periode, "afwijkingVanPlan": "Anders dan gepland."} | anders


def spoed(bel: TestClient, *regels: dict[str, Any], datum: str = "2026-03-02") -> dict[str, Any]:
    """An urgent decision with these lines, announced."""
    return bekendgemaakt(bel, datum, soort="spoed", regels=list(regels), motivering="Acuut.")


def fouten(antwoord: Response) -> set[tuple[str, str | None]]:
    assert antwoord.status_code == 409, antwoord.text
    return {(f["veld"], f.get("regel")) for f in antwoord.json()["fouten"]}


def loopt(bel: TestClient) -> list[tuple[int, str, str | None]]:
    """Number, begin and end of what is allocated."""
    stand = lees(bel, f"/clienten/{CLIENT_ID}/stand")
    assert (stand["ongelijkheden"], stand["stappen"]) == ([], [])
    perioden = [(t["nummer"], t["actueel"]["periode"]) for t in stand["toewijzingen"] if not t["verwijderd"]]
    return [(nummer, p["begindatum"], p.get("einddatum")) for nummer, p in perioden]


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
        "pgbMotivering": "Ik kies zelf wie mij helpt.",
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
    einde = feit(bel, "verhuizing", "2026-09-01")
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
    leg_grond_vast(databank)
    bel = als_gemeente("0957", Rol.BESLUIT)
    besluit = bekendgemaakt(bel)
    with databank.transactie(verwerker()) as opslag:
        opslag.clienten.bewaar(replace(kapot, revisie=opslag.clienten.haal(kapot.id).revisie))
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
    keur_goed(bel, uit)
    nummer = uit["toewijzingen"][0]["nummer"]
    (bericht,) = feit(bel, "verhuizing", "2026-09-01")["berichten"]
    assert producten(bel, bericht["id"]) == [(nummer, "2026-03-02", "2026-08-31", "07")]


def test_an_end_in_the_past_takes_an_agreement(bel: TestClient, klok: Klok) -> None:
    eerder = toegewezen(bel)["toewijzingen"][0]
    klok.verzet(weeks=8)
    stop = opvolger(bel, eerder["actueel"]["besluitId"], ingang="2026-04-11", datum=ACHT_WEKEN_LATER)
    assert fouten(probeer(bel, stop)) == {("afspraken", "OP186")}
    (versie,) = (t["actueel"] for t in voer_uit(bel, stop, afspraak())["toewijzingen"])
    assert (versie["periode"]["einddatum"], versie["redenWijziging"]) == ("2026-04-10", "05")
    assert versie["afspraak"] | {"aanbieder": "41410001"} == afspraak()


def test_an_agreement_that_was_not_needed_is_not_kept(bel: TestClient) -> None:
    eerder = toegewezen(bel)["toewijzingen"][0]
    stop = opvolger(bel, eerder["actueel"]["besluitId"], ingang="2026-09-01")
    assert "afspraak" not in voer_uit(bel, stop, afspraak())["toewijzingen"][0]["actueel"]


def test_a_deleted_allocation_is_told_once(bel: TestClient) -> None:
    uit = toegewezen(bel, regels=[regel("2026-04-01", "2027-02-28")])
    keur_goed(bel, uit)
    besluit_id = uit["toewijzingen"][0]["actueel"]["besluitId"]
    verwijderd = voer_uit(bel, opvolger(bel, besluit_id, ingang="2026-04-01"))
    (bericht,) = verwijderd["berichten"]
    assert producten(bel, bericht["id"]) == [(1, "2026-04-01", "2026-04-01", "13")]
    assert [t["verwijderd"] for t in verwijderd["toewijzingen"]] == [True]
    assert [t["verwijderd"] for t in bel.get("/v1/toewijzingen").json()] == [True]
    keur_goed(bel, verwijderd)
    opnieuw = bel.post("/v1/berichten", json={"clientId": str(CLIENT_ID), "aanbieder": "41410001"})
    assert opnieuw.status_code == 409


def test_deleting_what_the_provider_may_have_begun_takes_its_agreement(bel: TestClient) -> None:
    uit = toegewezen(bel)
    keur_goed(bel, uit)
    stop = opvolger(bel, uit["toewijzingen"][0]["actueel"]["besluitId"], ingang="2026-03-02")
    assert fouten(probeer(bel, stop)) == {("afspraken", "OP362")}
    assert loopt(bel) == [(1, "2026-03-02", "2027-02-28")]
    assert voer_uit(bel, stop, afspraak())["toewijzingen"][0]["verwijderd"] is True


def test_a_decision_that_changes_another_is_carried_out_after_it(bel: TestClient) -> None:
    eerder = bekendgemaakt(bel)
    later = opvolger(bel, eerder["id"], REGEL, ingang="2026-03-02")
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
    wijziging["nadeel"] = NADEEL
    hersteld = bekendgemaakt(bel, **wijziging)
    (bericht,) = maak(bel, "/toewijzingen", {"besluitId": hersteld["id"]})["berichten"]
    assert producten(bel, bericht["id"]) == [(1, "2026-03-02", "2027-01-31", "14")]


def test_a_reassessment_that_leaves_all_as_it_was_changes_and_tells_nothing(bel: TestClient) -> None:
    eerder = toegewezen(bel)
    besluit_id = eerder["toewijzingen"][0]["actueel"]["besluitId"]
    later = voer_uit(bel, opvolger(bel, besluit_id, REGEL, ingang="2026-03-02"))
    assert later == {"toewijzingen": [], "berichten": []}
    assert lees(bel, "/toewijzingen/1")["toewijzing"] == eerder["toewijzingen"][0]
    assert [b["id"] for b in bel.get("/v1/berichten").json()] == [eerder["berichten"][0]["id"]]


def test_an_extension_keeps_its_number_and_a_change_of_extent_gets_a_new_one(
    bel: TestClient, als_gemeente: Callable[..., TestClient]
) -> None:
    uit = toegewezen(bel)
    volg(bel, uit["berichten"][0]["id"], "verzonden", "goedgekeurd")
    eerste = uit["toewijzingen"][0]
    verlengd = {"begindatum": "2026-06-01", "einddatum": "2027-08-31"}
    besluit = opvolger(
        bel, eerste["actueel"]["besluitId"], REGEL | {"periode": verlengd}, ingang="2026-06-01"
    )
    uit = maak(bel, "/toewijzingen", {"besluitId": besluit["id"]})
    assert producten(bel, uit["berichten"][0]["id"]) == [(1, "2026-03-02", "2027-08-31", "04")]
    volg(bel, uit["berichten"][0]["id"], "verzonden", "goedgekeurd")
    meer = REGEL | {
        "periode": {"begindatum": "2026-10-01", "einddatum": "2027-08-31"},
        "omvang": {"volume": 3, "eenheid": "04", "frequentie": "2"},
    }
    zie_af(als_gemeente())
    besluit = opvolger(bel, besluit["id"], meer, ingang="2026-10-01")
    uit = maak(bel, "/toewijzingen", {"besluitId": besluit["id"]})
    assert producten(bel, uit["berichten"][0]["id"]) == [
        (1, "2026-03-02", "2026-09-30", "05"),
        (2, "2026-10-01", "2027-08-31", None),
    ]


def test_a_change_that_the_provider_asked_for_is_told_with_12(bel: TestClient) -> None:
    uit = toegewezen(bel)
    keur_goed(bel, uit)
    korter = regel("2026-03-02", "2026-09-30")
    besluit_id = uit["toewijzingen"][0]["actueel"]["besluitId"]
    besluit = opvolger(bel, besluit_id, korter, ingang="2026-03-02", opVerzoekVanAanbieder=True)
    later = voer_uit(bel, besluit)
    assert later["toewijzingen"][0]["actueel"]["oorzaak"] == "verzoek_aanbieder"
    assert producten(bel, later["berichten"][0]["id"]) == [(1, "2026-03-02", "2026-09-30", "12")]


def test_after_a_gap_the_support_goes_on_under_a_new_number(bel: TestClient) -> None:
    uit = toegewezen(bel)
    keur_goed(bel, uit)
    besluit_id = uit["toewijzingen"][0]["actueel"]["besluitId"]
    gat = voer_uit(bel, opvolger(bel, besluit_id, regel("2026-09-01", "2027-02-28"), ingang="2026-07-01"))
    assert producten(bel, gat["berichten"][0]["id"]) == [
        (1, "2026-03-02", "2026-06-30", "05"),
        (2, "2026-09-01", "2027-02-28", None),
    ]
    keur_goed(bel, gat)
    assert [lees(bel, f"/toewijzingen/1?dag={dag}")["leverbaar"] for dag in ("2026-06-30", "2026-07-15")] == [
        True,
        False,
    ]


def test_what_is_to_start_later_is_deleted_and_comes_back_under_a_new_number(bel: TestClient) -> None:
    uit = toegewezen(bel, regels=[regel("2026-05-01", "2027-02-28")])
    keur_goed(bel, uit)
    besluit_id = uit["toewijzingen"][0]["actueel"]["besluitId"]
    later = voer_uit(bel, opvolger(bel, besluit_id, regel("2026-06-01", "2027-02-28"), ingang="2026-05-01"))
    assert producten(bel, later["berichten"][0]["id"]) == [
        (1, "2026-05-01", "2026-05-01", "13"),
        (2, "2026-06-01", "2027-02-28", None),
    ]
    assert loopt(bel) == [(2, "2026-06-01", "2027-02-28")]


def test_support_in_phases_changes_whatever_the_order_of_its_lines(
    bel: TestClient, als_gemeente: Callable[..., TestClient]
) -> None:
    eerste, tweede = regel("2026-03-02", "2026-07-31", omvang=MEER), regel("2026-08-01", "2027-02-28")
    uit = toegewezen(bel, regels=[eerste, tweede])
    keur_goed(bel, uit)
    besluit_id = uit["toewijzingen"][0]["actueel"]["besluitId"]
    langer, daarna = regel("2026-07-01", "2026-08-31", omvang=MEER), regel("2026-09-01", "2027-04-30")
    zie_af(als_gemeente())
    later = voer_uit(bel, opvolger(bel, besluit_id, daarna, langer, ingang="2026-07-01"))
    assert producten(bel, later["berichten"][0]["id"]) == [
        (1, "2026-03-02", "2026-08-31", "04"),
        (2, "2026-08-01", "2026-08-01", "13"),
        (3, "2026-09-01", "2027-04-30", None),
    ]


def test_a_stop_ends_all_that_its_decision_granted_and_no_other(bel: TestClient) -> None:
    ander = voer_uit(bel, spoed(bel, regel(*ZOMER, productcode="01H02")))
    keur_goed(bel, ander)
    besluit_id = toegewezen(bel)["toewijzingen"][0]["actueel"]["besluitId"]
    stop = opvolger(bel, besluit_id, ingang="2026-06-01")
    assert stop["uitkomst"] == "beeindigd"
    gestopt = voer_uit(bel, stop)
    assert [t["nummer"] for t in gestopt["toewijzingen"]] == [2]
    assert loopt(bel) == [(1, *ZOMER), (2, "2026-03-02", "2026-05-31")]


def test_a_refusal_of_more_leaves_what_runs(bel: TestClient) -> None:
    toegewezen(bel)
    geweigerd = {"resultaten": ["R1"], "wat": "Meer uren", "reden": "Wat u heeft is genoeg."}
    weigering = bekendgemaakt(bel, soort="herbeoordeling", regels=[], afgewezenDelen=[geweigerd])
    assert weigering["uitkomst"] == "afgewezen"
    assert voer_uit(bel, weigering) == {"toewijzingen": [], "berichten": []}
    assert loopt(bel) == [(1, "2026-03-02", "2027-02-28")]


def test_each_provider_agrees_for_itself(bel: TestClient, klok: Klok) -> None:
    tot = "2026-08-31"
    regels = regel("2026-03-02", tot), regel("2026-03-02", tot, aanbieder="41410002", productcode="01H02")
    besluit = spoed(bel, *regels)
    keur_goed(bel, voer_uit(bel, besluit))
    klok.verzet(weeks=8)
    stop = opvolger(bel, besluit["id"], ingang="2026-04-11", datum=ACHT_WEKEN_LATER)
    assert [f["melding"][:8] for f in probeer(bel, stop).json()["fouten"]] == ["41410001", "41410002"]
    (nog_een,) = probeer(bel, stop, afspraak("41410001")).json()["fouten"]
    assert (nog_een["melding"][:8], nog_een["regel"]) == ("41410002", "OP186")
    uit = voer_uit(bel, stop, afspraak("41410001"), afspraak("41410002"))
    assert {t["aanbieder"]: t["actueel"]["periode"]["einddatum"] for t in uit["toewijzingen"]} == {
        "41410001": "2026-04-10",
        "41410002": "2026-04-10",
    }
    assert [b["aanbieder"] for b in uit["berichten"]] == ["41410001", "41410002"]


def neem(bel: TestClient, **anders: Any) -> Response:
    """Draft a decision and take it; the answer as it came."""
    besluit = maak(bel, "/besluiten", ONTWERP | anders)
    pad = f"/v1/besluiten/{besluit['id']}/vaststellingen"
    return bel.post(pad, headers={"If-Match": besluit["etag"]})


def test_two_lines_for_one_product_are_refused_before_the_decision_is_taken(bel: TestClient) -> None:
    dubbel = [REGEL, regel("2026-08-01", "2027-02-28")]
    assert fouten(neem(bel, regels=dubbel)) == {("regels[1].productcode", "OP259")}


def test_a_decision_that_stacks_on_another_is_refused_by_its_line_and_names_that(bel: TestClient) -> None:
    eerder = bekendgemaakt(bel)
    antwoord = neem(bel, soort="spoed", regels=[regel(*ZOMER)])
    assert fouten(antwoord) == {("regels[0].productcode", "OP259")}
    assert eerder["kenmerk"] in antwoord.json()["fouten"][0]["melding"]


def test_natura_beside_a_personal_budget_for_one_product_is_refused(bel: TestClient) -> None:
    bekendgemaakt(bel)
    pgb = {k: v for k, v in regel(*ZOMER).items() if k != "aanbieder"} | {"leveringsvorm": "pgb"}
    pgb |= {"budget": 300_000, "pgbMotivering": "Ik kies zelf wie mij helpt."}
    antwoord = neem(bel, soort="spoed", regels=[pgb])
    assert fouten(antwoord) == {("regels[0].productcode", "OP043")}


def test_a_personal_budget_is_for_a_period_that_ends(bel: TestClient) -> None:
    begin, _ = ZOMER
    pgb = {k: v for k, v in regel(*ZOMER).items() if k != "aanbieder"} | {"leveringsvorm": "pgb"}
    pgb |= {"budget": 300_000, "pgbMotivering": "Ik kies zelf.", "periode": {"begindatum": begin}}
    antwoord = neem(bel, regels=[pgb])
    assert ("regels[0].periode.einddatum", "W07") in fouten(antwoord)


def test_a_line_before_the_change_is_refused_unless_it_is_a_running_total(bel: TestClient) -> None:
    besluit_id = toegewezen(bel)["toewijzingen"][0]["actueel"]["besluitId"]
    wijziging = {"soort": "herbeoordeling", "wijzigt": besluit_id, "ingangsdatum": "2026-07-01"}
    assert ("regels[0].periode.begindatum", "W08") in fouten(
        neem(bel, **wijziging, regels=[regel("2026-06-01", "2027-02-28")])
    )


def test_a_decision_past_a_fact_that_came_in_between_is_not_announced(bel: TestClient, klok: Klok) -> None:
    genomen = neem(bel)
    klok.verzet(hours=1)
    feit(bel, "verhuizing", "2026-09-01")
    klok.verzet(hours=1)
    pad = f"/v1/besluiten/{genomen.json()['id']}/bekendmakingen"
    bekendmaking = {"datum": "2026-03-02", "wijze": "post"}
    antwoord = bel.post(pad, json=bekendmaking, headers={"If-Match": genomen.headers["ETag"]})
    assert fouten(antwoord) == {("regels[0].periode", "W08")}
    assert "31 augustus 2026" in antwoord.json()["fouten"][0]["melding"]


def test_a_stop_that_made_room_for_another_decision_is_not_withdrawn(bel: TestClient) -> None:
    besluit_id = toegewezen(bel)["toewijzingen"][0]["actueel"]["besluitId"]
    stop = opvolger(bel, besluit_id, ingang="2026-07-01")
    spoed(bel, regel(*ZOMER))
    antwoord = bel.post(
        f"/v1/besluiten/{stop['id']}/intrekkingen",
        json={"reden": "Toch niet."},
        headers={"If-Match": stop["etag"]},
    )
    assert {code for _, code in fouten(antwoord)} == {"OP259"}
    assert lees(bel, f"/besluiten/{stop['id']}")["status"] == "bekendgemaakt"


def test_a_decision_that_waits_for_an_agreement_holds_up_no_other(bel: TestClient, klok: Klok) -> None:
    besluit_id = toegewezen(bel)["toewijzingen"][0]["actueel"]["besluitId"]
    klok.verzet(weeks=8)
    wacht = opvolger(bel, besluit_id, ingang="2026-04-11", datum=ACHT_WEKEN_LATER)
    assert probeer(bel, wacht).status_code == 409
    ander = voer_uit(bel, spoed(bel, regel(*ZOMER, productcode="01H02"), datum=ACHT_WEKEN_LATER))
    assert [t["productcode"] for t in ander["toewijzingen"]] == ["01H02"]
    voer_uit(bel, wacht, afspraak())
    assert loopt(bel) == [(1, "2026-03-02", "2026-04-10"), (2, *ZOMER)]


def test_whether_may_be_delivered_is_asked_for_a_day(bel: TestClient) -> None:
    uit = toegewezen(bel)
    volg(bel, uit["berichten"][0]["id"], "verzonden")

    def op(dag: str) -> tuple[str, bool]:
        gelezen = lees(bel, f"/toewijzingen/1?dag={dag}")
        return gelezen["leverbaarOp"], gelezen["leverbaar"]

    dagen = "2026-03-01", "2026-03-02", "2027-02-28", "2027-03-01"
    assert [op(dag) for dag in dagen] == list(zip(dagen, (False, True, True, False), strict=True))
    assert bel.get("/v1/toewijzingen/1?dag=31-12-2026").status_code == 400


def test_without_a_day_it_is_today_or_the_first_day(bel: TestClient, klok: Klok) -> None:
    uit = toegewezen(bel, regels=[regel("2026-05-01", "2027-02-28")])
    volg(bel, uit["berichten"][0]["id"], "verzonden")
    assert lees(bel, "/toewijzingen/1")["leverbaarOp"] == "2026-05-01"
    klok.verzet(weeks=10)
    assert lees(bel, "/toewijzingen/1")["leverbaarOp"] == "2026-05-11"


def test_what_the_provider_was_not_told_yet_gives_no_more_days(bel: TestClient) -> None:
    uit = toegewezen(bel)
    keur_goed(bel, uit)
    besluit_id = uit["toewijzingen"][0]["actueel"]["besluitId"]
    verlengd = voer_uit(
        bel, opvolger(bel, besluit_id, regel("2026-06-01", "2027-08-31"), ingang="2026-06-01")
    )
    assert lees(bel, "/toewijzingen/1?dag=2027-08-31")["leverbaar"] is False
    volg(bel, verlengd["berichten"][0]["id"], "verzonden")
    assert lees(bel, "/toewijzingen/1?dag=2027-08-31")["leverbaar"] is True
    volg(bel, verlengd["berichten"][0]["id"], "afgekeurd")
    assert lees(bel, "/toewijzingen/1?dag=2027-08-31")["leverbaar"] is False


def test_a_provider_reads_its_own_allocation_and_may_deliver_once_the_message_is_sent(
    bel: TestClient, als_aanbieder: Als
) -> None:
    uit = toegewezen(bel)
    aanbieder, ander = als_aanbieder("41410001"), als_aanbieder("41410002")
    pad = "/toewijzingen/1?gemeente=0957"
    besluit_id = uit["toewijzingen"][0]["actueel"]["besluitId"]
    assert lees(bel, "/toewijzingen/1")["regels"] == [{"besluitId": besluit_id, "regel": 1}]
    assert lees(aanbieder, pad)["regels"] == []
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
    assert eerste == aantallen[0] - 3  # nothing was told or declared yet


def test_reading_an_allocation_opens_none_of_its_messages(bel: TestClient, databank: Databank) -> None:
    toegewezen(bel)
    with tel_opdrachten(databank) as opdrachten:
        gelezen = lees(bel, "/toewijzingen/1")
    assert len(gelezen["berichten"]) == 1
    assert not [o for o in opdrachten if "toewijzingsbericht.inhoud" in o or "toewijzingsbericht.xml" in o]
