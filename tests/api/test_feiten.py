"""Facts about a client over the API: recorded once, carried out per provider, moved, lapsed (W08)."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.domain.partijen import Rol
from app.opslag import Databank
from tests.api.conftest import Klok
from tests.api.weg import (
    REGEL,
    afspraak,
    bekendgemaakt,
    keur_goed,
    lees,
    maak,
    producten,
    toegewezen,
)
from tests.bouw import CLIENT_ID, HEUSDEN, MELDING_ID, een_client, leg_grond_vast

Als = Callable[..., TestClient]

FEITEN = f"/clienten/{CLIENT_ID}/feiten"
LINDE, BOSCH = "41410001", "41410002"
VERHUISD = {"soort": "verhuizing", "datum": "2026-09-01"}


@pytest.fixture
def bel(als_gemeente: Als, databank: Databank) -> TestClient:
    leg_grond_vast(databank)
    return als_gemeente("0957", Rol.BESLUIT)


@pytest.fixture
def toegang(bel: TestClient, als_gemeente: Als) -> TestClient:
    return als_gemeente("0957", Rol.TOEGANG)


def leg_vast(bel: TestClient, **anders: Any) -> dict[str, Any]:
    """Record a move, or another fact."""
    return maak(bel, FEITEN, VERHUISD | anders)


def probeer(bel: TestClient, uitvoering: dict[str, Any], stap: str, **inhoud: Any) -> Response:
    """A step on a fact as it is now."""
    pad = f"{FEITEN}/{uitvoering['feit']['id']}"
    return bel.post(f"/v1{pad}/{stap}", json=inhoud, headers={"If-Match": lees(bel, pad)["etag"]})


def doe(bel: TestClient, uitvoering: dict[str, Any], stap: str, **inhoud: Any) -> dict[str, Any]:
    antwoord = probeer(bel, uitvoering, stap, **inhoud)
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.json()  # type: ignore[no-any-return]


def fouten(antwoord: Response) -> set[tuple[str, str | None]]:
    return {(f["veld"], f.get("regel")) for f in antwoord.json()["fouten"]}


def bij_twee(bel: TestClient) -> dict[str, Any]:
    """Support at two providers, of which both messages arrived."""
    regels = [
        REGEL | {"aanbieder": aanbieder, "productcode": code, "afwijkingVanPlan": "Acuut."}
        for aanbieder, code in ((LINDE, "01H01"), (BOSCH, "01H02"))
    ]
    uit = toegewezen(bel, soort="spoed", regels=regels)
    keur_goed(bel, uit)
    return uit


def einden(uitvoering: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Last day and RedenWijziging at each provider of what changed."""
    versies = {t["aanbieder"]: t["actueel"] for t in uitvoering["toewijzingen"]}
    return {agb: (v["periode"]["einddatum"], v["redenWijziging"]) for agb, v in versies.items()}


def stand(bel: TestClient) -> dict[str, str | None]:
    """The last day of what is allocated at each provider; it is always equal to what holds."""
    gelezen = lees(bel, f"/clienten/{CLIENT_ID}/stand")
    assert gelezen["ongelijkheden"] == []
    return {t["aanbieder"]: t["actueel"]["periode"].get("einddatum") for t in gelezen["toewijzingen"]}


@pytest.mark.parametrize(
    ("soort", "laatste", "code"),
    [("verhuizing", "2026-08-31", "07"), ("ander_domein", "2026-08-31", "06")],
)
def test_a_fact_ends_support_at_every_provider_the_day_before_and_tells_them(
    bel: TestClient, toegang: TestClient, soort: str, laatste: str, code: str
) -> None:
    bij_twee(bel)
    uit = leg_vast(toegang, soort=soort)
    assert uit["feit"]["laatsteDag"] == laatste
    assert (uit["feit"]["wachtBij"], uit["vragen"]) == ([], [])
    assert einden(uit) == {LINDE: (laatste, code), BOSCH: (laatste, code)}
    assert [b["aanbieder"] for b in uit["berichten"]] == [LINDE, BOSCH]
    assert producten(bel, uit["berichten"][0]["id"]) == [(1, "2026-03-02", laatste, code)]


def test_a_version_names_the_fact_that_set_its_end(bel: TestClient) -> None:
    bij_twee(bel)
    uit = leg_vast(bel)
    assert {t["actueel"]["feitId"] for t in uit["toewijzingen"]} == {uit["feit"]["id"]}


def test_a_death_that_is_reported_late_needs_no_agreement(bel: TestClient, klok: Klok) -> None:
    bij_twee(bel)
    klok.verzet(weeks=8)
    uit = leg_vast(bel, soort="overlijden", datum="2026-04-10")
    assert uit["feit"]["laatsteDag"] == "2026-04-10"
    assert einden(uit) == {LINDE: ("2026-04-10", "02"), BOSCH: ("2026-04-10", "02")}


def test_nor_where_support_was_to_begin_after_it(bel: TestClient, klok: Klok) -> None:
    fasen = [
        REGEL | {"periode": {"begindatum": begin, "einddatum": eind}, "afwijkingVanPlan": "Acuut."}
        for begin, eind in (("2026-03-02", "2026-03-31"), ("2026-05-01", "2027-02-28"))
    ]
    keur_goed(bel, toegewezen(bel, soort="spoed", regels=fasen))
    klok.verzet(weeks=12)
    uit = leg_vast(bel, soort="overlijden", datum="2026-03-20")
    assert (uit["vragen"], uit["feit"]["wachtBij"]) == ([], [])
    (bericht,) = uit["berichten"]
    assert producten(bel, bericht["id"]) == [
        (1, "2026-03-02", "2026-03-20", "02"),
        (2, "2026-05-01", "2026-05-01", "13"),
    ]


def test_a_fact_ends_only_the_products_that_it_names(bel: TestClient) -> None:
    bij_twee(bel)
    uit = leg_vast(bel, soort="ander_domein", producten=[{"categorie": "01", "code": "01H02"}])
    assert einden(uit) == {BOSCH: ("2026-08-31", "06")}
    alles = leg_vast(bel, soort="ander_domein", datum="2026-10-01", producten=[{"categorie": "01"}])
    assert einden(alles) == {LINDE: ("2026-09-30", "06")}


def test_a_fact_about_a_client_without_support_is_recorded_and_tells_nobody(bel: TestClient) -> None:
    uit = leg_vast(bel)
    assert (uit["toewijzingen"], uit["berichten"], uit["vragen"]) == ([], [], [])
    assert [feit["id"] for feit in bel.get(f"/v1{FEITEN}").json()] == [uit["feit"]["id"]]


def test_what_was_begun_waits_at_the_provider_that_has_to_agree(bel: TestClient, klok: Klok) -> None:
    bij_twee(bel)
    klok.verzet(weeks=8)
    uit = leg_vast(bel, datum="2026-04-11", afspraken=[afspraak(LINDE)])
    assert einden(uit) == {LINDE: ("2026-04-10", "07")}
    assert uit["feit"]["wachtBij"] == [BOSCH]
    assert [(v["aanbieder"], v["nummer"], v["regel"]) for v in uit["vragen"]] == [(BOSCH, 2, "OP186")]
    assert stand(bel) == {LINDE: "2026-04-10", BOSCH: "2027-02-28"}

    klok.verzet(days=1)
    later = doe(bel, uit, "uitvoeringen", afspraken=[afspraak(BOSCH)])
    assert einden(later) == {BOSCH: ("2026-04-10", "07")}
    assert [b["aanbieder"] for b in later["berichten"]] == [BOSCH]
    assert later["toewijzingen"][0]["actueel"]["afspraak"]["met"] == "teamleider"
    assert (later["feit"]["wachtBij"], later["vragen"]) == ([], [])
    assert probeer(bel, uit, "uitvoeringen", afspraken=[afspraak(BOSCH)]).status_code == 409


def test_an_agreement_with_another_provider_carries_nothing_out(bel: TestClient, klok: Klok) -> None:
    bij_twee(bel)
    klok.verzet(weeks=8)
    uit = leg_vast(bel, datum="2026-04-11", afspraken=[afspraak(LINDE)])
    later = doe(bel, uit, "uitvoeringen", afspraken=[afspraak(LINDE)])
    assert (later["toewijzingen"], later["feit"]["wachtBij"]) == ([], [BOSCH])
    assert probeer(bel, uit, "uitvoeringen", afspraken=[]).status_code == 400


def test_a_fact_moves_to_another_day_under_the_same_numbers(bel: TestClient) -> None:
    bij_twee(bel)
    uit = leg_vast(bel)
    keur_goed(bel, uit)
    eerder = doe(bel, uit, "verplaatsingen", datum="2026-08-01", reden="De BRP noemt een andere dag.")
    assert einden(eerder) == {LINDE: ("2026-07-31", "07"), BOSCH: ("2026-07-31", "07")}
    keur_goed(bel, eerder)
    later = doe(bel, uit, "verplaatsingen", datum="2026-10-01", reden="Toch later.")
    assert einden(later) == {LINDE: ("2026-09-30", "14"), BOSCH: ("2026-09-30", "14")}
    assert [t["nummer"] for t in later["toewijzingen"]] == [1, 2]
    assert [(o["naar"], o.get("reden")) for o in later["feit"]["overgangen"]] == [
        ("vastgelegd", None),
        ("verplaatst", "De BRP noemt een andere dag."),
        ("verplaatst", "Toch later."),
    ]


def test_moving_a_fact_into_the_past_takes_the_agreement_of_every_provider(
    bel: TestClient, klok: Klok
) -> None:
    bij_twee(bel)
    uit = leg_vast(bel)
    klok.verzet(weeks=8)
    antwoord = probeer(
        bel, uit, "verplaatsingen", datum="2026-04-11", reden="BRP", afspraken=[afspraak(LINDE)]
    )
    assert (antwoord.status_code, fouten(antwoord)) == (409, {("afspraken", "OP186")})
    assert stand(bel) == {LINDE: "2026-08-31", BOSCH: "2026-08-31"}
    met = [afspraak(LINDE), afspraak(BOSCH)]
    assert einden(doe(bel, uit, "verplaatsingen", datum="2026-04-11", reden="BRP", afspraken=met)) == {
        LINDE: ("2026-04-10", "07"),
        BOSCH: ("2026-04-10", "07"),
    }


def test_a_fact_that_lapses_gives_back_what_it_ended_with_14(bel: TestClient, klok: Klok) -> None:
    bij_twee(bel)
    klok.verzet(weeks=8)
    uit = leg_vast(bel, soort="overlijden", datum="2026-04-10")
    keur_goed(bel, uit)
    terug = doe(bel, uit, "vervallenverklaringen", reden="Het bericht ging over een ander.")
    assert terug["feit"]["vervallen"] is True
    assert einden(terug) == {LINDE: ("2027-02-28", "14"), BOSCH: ("2027-02-28", "14")}
    assert [t["nummer"] for t in terug["toewijzingen"]] == [1, 2]
    for stap, inhoud in (
        ("vervallenverklaringen", {"reden": "Nog eens."}),
        ("verplaatsingen", {"datum": "2026-04-11", "reden": "Toch wel."}),
        ("terugkeren", {"datum": "2026-06-01", "reden": "Terug."}),
    ):
        assert probeer(bel, uit, stap, **inhoud).status_code == 409


def test_a_fact_that_lapses_while_it_waits_changes_nothing(bel: TestClient, klok: Klok) -> None:
    bij_twee(bel)
    klok.verzet(weeks=8)
    uit = leg_vast(bel, datum="2026-04-11")
    assert uit["feit"]["wachtBij"] == [LINDE, BOSCH]
    terug = doe(bel, uit, "vervallenverklaringen", reden="Niet verhuisd.")
    assert (terug["toewijzingen"], terug["feit"]["wachtBij"]) == ([], [])


def test_after_a_return_a_new_decision_grants_again(bel: TestClient, klok: Klok) -> None:
    keur_goed(bel, toegewezen(bel))
    uit = leg_vast(bel)
    keur_goed(bel, uit)
    klok.verzet(hours=1)
    weer = REGEL | {
        "periode": {"begindatum": "2026-11-01", "einddatum": "2027-02-28"},
        "afwijkingVanPlan": "Weer terug.",
    }
    besluit = maak(bel, "/besluiten", ontwerp(weer))
    te_vroeg = bel.post(
        f"/v1/besluiten/{besluit['id']}/vaststellingen", headers={"If-Match": besluit["etag"]}
    )
    assert (te_vroeg.status_code, fouten(te_vroeg)) == (409, {("regels[0].periode", "W08")})
    terug = doe(bel, uit, "terugkeren", datum="2026-11-01", reden="Weer ingeschreven.")
    assert (terug["toewijzingen"], terug["feit"]["terugPer"]) == ([], "2026-11-01")
    opnieuw = maak(bel, "/toewijzingen", {"besluitId": bekendgemaakt(bel, **ontwerp(weer))["id"]})
    assert producten(bel, opnieuw["berichten"][0]["id"]) == [
        (1, "2026-03-02", "2026-08-31", None),
        (2, "2026-11-01", "2027-02-28", None),
    ]


def ontwerp(regel: dict[str, Any]) -> dict[str, Any]:
    """An urgent decision with this line."""
    return {"soort": "spoed", "meldingId": str(MELDING_ID), "motivering": "Acuut.", "regels": [regel]}


def test_who_returned_can_leave_again(bel: TestClient) -> None:
    uit = leg_vast(bel)
    assert bel.post(f"/v1{FEITEN}", json=VERHUISD).status_code == 409
    doe(bel, uit, "terugkeren", datum="2026-11-01", reden="Weer ingeschreven.")
    leg_vast(bel, datum="2026-12-01")
    assert len(bel.get(f"/v1{FEITEN}").json()) == 2


def test_the_same_fact_is_recorded_once_until_it_lapses(bel: TestClient) -> None:
    uit = leg_vast(bel)
    nog_eens = bel.post(f"/v1{FEITEN}", json=VERHUISD | {"datum": "2026-09-02"})
    assert (nog_eens.status_code, nog_eens.json()["type"]) == (409, "/v1/problemen/bestaat-al")
    leg_vast(bel, soort="ander_domein")
    doe(bel, uit, "vervallenverklaringen", reden="Niet verhuisd.")
    leg_vast(bel, datum="2026-09-02")


def test_a_return_follows_on_a_departure(bel: TestClient) -> None:
    uit = leg_vast(bel)
    antwoord = probeer(bel, uit, "terugkeren", datum="2026-08-31", reden="Terug.")
    assert (antwoord.status_code, fouten(antwoord)) == (409, {("terugPer", "W08")})
    overleden = leg_vast(bel, soort="overlijden", datum="2026-03-01")
    assert probeer(bel, overleden, "terugkeren", datum="2026-11-01", reden="Terug.").status_code == 409


@pytest.mark.parametrize(
    ("anders", "status", "veld"),
    [
        ({"soort": "overlijden", "datum": "2026-03-03"}, 409, "datum"),
        ({"soort": "andere_aanbieder"}, 400, "soort"),
        ({"datum": "1 september"}, 400, "datum"),
        ({"producten": [{"categorie": "1"}]}, 400, "producten[0].categorie"),
        ({"producten": [{"code": "01H01"}]}, 400, "producten[0].categorie"),
        ({"afspraken": [{"aanbieder": "Linde"}]}, 400, "afspraken[0].aanbieder"),
        ({"reden": "BRP"}, 400, "reden"),
    ],
)
def test_a_fact_that_cannot_be_so_is_refused_by_its_field(
    bel: TestClient, anders: dict[str, Any], status: int, veld: str
) -> None:
    antwoord = bel.post(f"/v1{FEITEN}", json=VERHUISD | anders)
    assert antwoord.status_code == status, antwoord.text
    assert veld in {f["veld"] for f in antwoord.json()["fouten"]}
    assert bel.get(f"/v1{FEITEN}").json() == []


@pytest.mark.parametrize("stap", ["verplaatsingen", "terugkeren", "vervallenverklaringen"])
def test_a_change_of_a_fact_says_why(bel: TestClient, stap: str) -> None:
    dag = {} if stap == "vervallenverklaringen" else {"datum": "2026-11-01"}
    antwoord = probeer(bel, leg_vast(bel), stap, **dag, reden="  ")
    assert (antwoord.status_code, [v for v, _ in fouten(antwoord)]) == (400, ["reden"])


@pytest.mark.parametrize("soort", ["overlijden", "verhuizing", "ander_domein"])
def test_what_is_known_years_later_is_taken_back_to_the_day_of_birth_and_no_further(
    bel: TestClient, soort: str
) -> None:
    bij_twee(bel)
    voor_geboorte = bel.post(f"/v1{FEITEN}", json={"soort": soort, "datum": "1941-07-08"})
    assert voor_geboorte.status_code == 409
    assert fouten(voor_geboorte) == {("datum", "W08")}

    uit = leg_vast(bel, soort=soort, datum="2019-05-01", afspraken=[afspraak(LINDE), afspraak(BOSCH)])
    assert uit["feit"]["wachtBij"] == []
    assert {t["actueel"]["redenWijziging"] for t in uit["toewijzingen"]} == {"13"}
    verplaatst = probeer(bel, uit, "verplaatsingen", datum="1941-07-08", reden="Typefout.")
    assert fouten(verplaatst) == {("datum", "W08")}


def test_nobody_is_born_after_what_happened_to_them(bel: TestClient, toegang: TestClient) -> None:
    uit = leg_vast(bel, soort="overlijden", datum="2019-05-01")
    client = lees(toegang, f"/clienten/{CLIENT_ID}")
    inhoud = {v: w for v, w in client.items() if v not in ("id", "etag", "bevindingen")}

    def verbeter(datum: str, **anders: Any) -> Response:
        etag = lees(toegang, f"/clienten/{CLIENT_ID}")["etag"]
        geboren = inhoud | {"geboortedatum": {"datum": datum} | anders}
        return toegang.put(f"/v1/clienten/{CLIENT_ID}", json=geboren, headers={"If-Match": etag})

    assert fouten(verbeter("2019-05-02")) == {("geboortedatum.datum", "W08")}
    assert verbeter("2019-05-02", gebruik="1").status_code == 200
    assert verbeter("2019-05-01").status_code == 200
    doe(bel, uit, "vervallenverklaringen", reden="De verkeerde persoon.")
    assert verbeter("2020-01-01").status_code == 200


def test_a_death_is_not_moved_into_the_future(bel: TestClient) -> None:
    uit = leg_vast(bel, soort="overlijden", datum="2026-03-01")
    antwoord = probeer(bel, uit, "verplaatsingen", datum="2026-03-03", reden="BRP")
    assert (antwoord.status_code, fouten(antwoord)) == (409, {("datum", "W08")})


def test_a_stale_version_changes_nothing(bel: TestClient) -> None:
    uit = leg_vast(bel)
    pad = f"{FEITEN}/{uit['feit']['id']}"
    doe(bel, uit, "verplaatsingen", datum="2026-08-01", reden="BRP")
    te_laat = bel.post(
        f"/v1{pad}/vervallenverklaringen", json={"reden": "Nee."}, headers={"If-Match": uit["etag"]}
    )
    assert te_laat.status_code == 412
    assert lees(bel, pad)["vervallen"] is False


def test_a_fact_ends_what_was_announced_before_it_and_what_waited_for_its_allocation(
    bel: TestClient, klok: Klok
) -> None:
    besluit = bekendgemaakt(bel)
    klok.verzet(hours=1)
    leg_vast(bel)
    uit = maak(bel, "/toewijzingen", {"besluitId": besluit["id"]})
    assert stand(bel) == {LINDE: "2026-08-31"}
    assert producten(bel, uit["berichten"][0]["id"]) == [(1, "2026-03-02", "2026-08-31", None)]


def test_a_client_whom_messages_would_endanger_gets_none(als_gemeente: Als, databank: Databank) -> None:
    leg_grond_vast(databank, een_client(berichtenverkeer_geblokkeerd=True))
    assert leg_vast(als_gemeente("0957", Rol.BESLUIT))["berichten"] == []


def test_another_municipality_and_a_provider_see_and_record_nothing(
    bel: TestClient, als_gemeente: Als, als_aanbieder: Als
) -> None:
    bij_twee(bel)
    uit = leg_vast(bel)
    elders = als_gemeente(HEUSDEN, Rol.ADMINISTRATIE)
    een_feit = f"{FEITEN}/{uit['feit']['id']}"
    for beller, status in ((elders, 404), (als_aanbieder(LINDE), 403)):
        assert beller.get(f"/v1{FEITEN}").status_code == status
        assert beller.get(f"/v1{een_feit}").status_code == status
        assert beller.post(f"/v1{FEITEN}", json=VERHUISD).status_code == status
        nee = beller.post(
            f"/v1{een_feit}/vervallenverklaringen", json={"reden": "x"}, headers={"If-Match": uit["etag"]}
        )
        assert nee.status_code == status
    assert lees(bel, een_feit)["vervallen"] is False


def test_a_fact_is_read_under_its_own_client(bel: TestClient, toegang: TestClient) -> None:
    uit = leg_vast(bel)
    ander = {k: v for k, v in lees(toegang, f"/clienten/{CLIENT_ID}").items() if k not in ("id", "etag")}
    nieuw = maak(toegang, "/clienten", ander | {"bsn": "111222333"})
    assert bel.get(f"/v1/clienten/{nieuw['id']}/feiten/{uit['feit']['id']}").status_code == 404
    assert bel.get(f"/v1/clienten/{nieuw['id']}/feiten").json() == []
