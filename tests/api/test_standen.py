"""What holds beside what is allocated, over the API, and the correction of what drifted apart (M18)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.domain.waarden import Periode
from app.opslag import Databank
from tests.api.conftest import Klok
from tests.api.weg import afspraak, bekendgemaakt, keur_goed, lees, maak, opvolger, producten, toegewezen
from tests.bouw import BEGIN, CLIENT_ID, HEUSDEN, leg_grond_vast, verwerker

Als = Callable[..., TestClient]

STAND = f"/clienten/{CLIENT_ID}/stand"
CORRECTIES = f"/clienten/{CLIENT_ID}/correcties"


@pytest.fixture
def bel(als_gemeente: Als, databank: Databank) -> TestClient:
    leg_grond_vast(databank)
    return als_gemeente("0957", Rol.BESLUIT)


@pytest.fixture
def administratie(bel: TestClient, als_gemeente: Als) -> TestClient:
    return als_gemeente("0957", Rol.ADMINISTRATIE)


def raak_los(databank: Databank, eind: date) -> None:
    """Store another end than was decided, as older data may hold."""
    with databank.transactie(verwerker()) as opslag:
        (toewijzing,) = opslag.toewijzingen.van_client(CLIENT_ID)
        (versie,) = toewijzing.versies
        anders = replace(versie, periode=Periode(BEGIN, eind))
        opslag.toewijzingen.bewaar(replace(toewijzing, versies=(anders,)))


def test_the_state_shows_what_holds_and_where_it_comes_from(bel: TestClient) -> None:
    (toewijzing,) = toegewezen(bel)["toewijzingen"]
    stand = lees(bel, STAND)
    (stuk,) = stand["geldend"]
    assert stuk["inhoud"]["periode"] == toewijzing["actueel"]["periode"]
    assert stuk["inhoud"]["aanbieder"] == toewijzing["aanbieder"]
    assert (stuk["besluit"], stuk["regel"]) == (toewijzing["actueel"]["besluitId"], 1)
    assert stuk["eindDoor"] == stuk["besluit"]
    assert stand["toewijzingen"] == [toewijzing]
    assert (stand["ongelijkheden"], stand["stappen"]) == ([], [])


def test_the_state_of_a_client_without_support_is_empty(bel: TestClient) -> None:
    stand = {naam: deel for naam, deel in lees(bel, STAND).items() if naam != "etag"}
    assert stand == {"geldend": [], "toewijzingen": [], "ongelijkheden": [], "stappen": []}


def test_what_waits_to_be_carried_out_does_not_hold_yet(bel: TestClient) -> None:
    bekendgemaakt(bel)
    assert lees(bel, STAND)["geldend"] == []


def test_the_state_names_the_fact_that_set_an_end(bel: TestClient) -> None:
    toegewezen(bel)
    feit = maak(bel, f"/clienten/{CLIENT_ID}/feiten", {"soort": "verhuizing", "datum": "2026-09-01"})
    (stuk,) = lees(bel, STAND)["geldend"]
    assert (stuk["inhoud"]["periode"]["einddatum"], stuk["eindDoor"]) == ("2026-08-31", feit["feit"]["id"])


def test_drift_is_shown_with_what_would_mend_it_and_nothing_is_kept(
    bel: TestClient, databank: Databank
) -> None:
    toegewezen(bel)
    raak_los(databank, date(2026, 12, 31))
    stand = lees(bel, STAND)
    assert stand["ongelijkheden"] == [
        {
            "aanbieder": "41410001",
            "categorie": "01",
            "productcode": "01H01",
            "vanaf": "2027-01-01",
            "geldend": 1,
            "toegewezen": 0,
        }
    ]
    (stap,) = stand["stappen"]
    assert (stap["nummer"], stap["verwijdert"], stap["vragen"]) == (1, False, [])
    assert stap["wordt"]["periode"] == {"begindatum": "2026-03-02", "einddatum": "2027-02-28"}
    assert lees(bel, STAND)["ongelijkheden"] == stand["ongelijkheden"]


def test_a_correction_makes_them_equal_again_and_tells_the_provider(
    administratie: TestClient, bel: TestClient, databank: Databank
) -> None:
    keur_goed(bel, toegewezen(bel))
    raak_los(databank, date(2026, 12, 31))
    uit = maak(administratie, CORRECTIES, {})
    assert [t["nummer"] for t in uit["toewijzingen"]] == [1]
    assert producten(bel, uit["berichten"][0]["id"]) == [(1, "2026-03-02", "2027-02-28", "04")]
    stand = lees(bel, STAND)
    assert (stand["ongelijkheden"], stand["stappen"]) == ([], [])


def test_a_correction_takes_an_agreement_where_a_change_does(
    administratie: TestClient, bel: TestClient, databank: Databank, klok: Klok
) -> None:
    uit = toegewezen(bel)
    keur_goed(bel, uit)
    stop = opvolger(bel, uit["toewijzingen"][0]["actueel"]["besluitId"], ingang="2026-04-01")
    maak(bel, "/toewijzingen", {"besluitId": stop["id"]})
    with databank.transactie(verwerker()) as opslag:
        (toewijzing,) = opslag.toewijzingen.van_client(CLIENT_ID)
        opslag.toewijzingen.bewaar(replace(toewijzing, versies=toewijzing.versies[:1]))
    klok.verzet(weeks=8)
    (vraag,) = lees(bel, STAND)["stappen"][0]["vragen"]
    assert (vraag["aanbieder"], vraag["nummer"], vraag["regel"]) == ("41410001", 1, "OP186")
    antwoord = administratie.post(f"/v1{CORRECTIES}", json={})
    assert antwoord.status_code == 409
    assert {(f["veld"], f["regel"]) for f in antwoord.json()["fouten"]} == {("afspraken", "OP186")}
    assert lees(bel, STAND)["ongelijkheden"] != []
    gedaan = maak(administratie, CORRECTIES, {"afspraken": [afspraak()]})
    assert gedaan["toewijzingen"][0]["actueel"]["periode"]["einddatum"] == "2026-03-31"


def test_there_is_nothing_to_correct_while_all_is_equal(administratie: TestClient, bel: TestClient) -> None:
    toegewezen(bel)
    assert administratie.post(f"/v1{CORRECTIES}", json={}).status_code == 409


def test_after_drift_nothing_changes_before_it_is_corrected(
    administratie: TestClient, bel: TestClient, databank: Databank
) -> None:
    uit = toegewezen(bel)
    raak_los(databank, date(2026, 12, 31))
    stop = opvolger(bel, uit["toewijzingen"][0]["actueel"]["besluitId"], ingang="2026-09-01")
    for pad, inhoud in (
        ("/toewijzingen", {"besluitId": stop["id"]}),
        (f"/clienten/{CLIENT_ID}/feiten", {"soort": "verhuizing", "datum": "2026-09-01"}),
    ):
        antwoord = bel.post(f"/v1{pad}", json=inhoud)
        assert antwoord.status_code == 409
        assert {f["regel"] for f in antwoord.json()["fouten"]} == {"M18"}
    assert bel.get(f"/v1/clienten/{CLIENT_ID}/feiten").json() == []
    maak(administratie, CORRECTIES, {})
    maak(bel, "/toewijzingen", {"besluitId": stop["id"]})


def test_only_who_administers_corrects(bel: TestClient, als_gemeente: Als) -> None:
    for rol in (Rol.TOEGANG, Rol.BESLUIT):
        assert als_gemeente("0957", rol).post(f"/v1{CORRECTIES}", json={}).status_code == 403
        assert als_gemeente("0957", rol).get(f"/v1{STAND}").status_code == 200


def test_another_municipality_and_a_provider_learn_nothing(
    bel: TestClient, als_gemeente: Als, als_aanbieder: Als
) -> None:
    toegewezen(bel)
    elders = als_gemeente(HEUSDEN, Rol.ADMINISTRATIE)
    for beller, status in ((elders, 404), (als_aanbieder("41410001"), 403)):
        assert beller.get(f"/v1{STAND}").status_code == status
        assert beller.post(f"/v1{CORRECTIES}", json={}).status_code == status
