"""Requests of providers: a wmo315 per product, a wmo317 as one, dealt with by the municipality."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.istandaard import codec
from app.istandaard.oordeel import Niveau
from app.opslag import Databank
from tests import bouw
from tests.api.conftest import Klok
from tests.api.test_ontvangsten import HUISHOUDEN, een_retour, lever, onder, ontvangst
from tests.api.verhaal import fouten
from tests.api.weg import REGEL, lees, opvolger, toegewezen, volg, zie_af
from tests.bouw import leg_grond_vast
from tests.istandaard.regels.bouw import omvang, product
from tests.istandaard.regels.bouw_verzoek import (
    aangevraagd_product,
    een_315,
    een_317,
    nieuw_product,
    ongewijzigd_product,
    te_wijzigen_product,
)

Als = Callable[..., TestClient]

pytestmark = pytest.mark.beide

AGB, BSN = bouw.AANBIEDER, bouw.BSN.cijfers
EIND = "2027-02-28"
DAG = "2026-04-15"
ANDER = product("01", "01H02")


@pytest.fixture(autouse=True)
def grond(databank: Databank) -> None:
    leg_grond_vast(databank)


@pytest.fixture
def gemeente(als_gemeente: Als) -> TestClient:
    return als_gemeente("0957", Rol.ADMINISTRATIE)


@pytest.fixture
def besluit(als_gemeente: Als) -> TestClient:
    return als_gemeente("0957", Rol.BESLUIT)


@pytest.fixture
def aanbieder(als_aanbieder: Als) -> TestClient:
    return als_aanbieder(AGB)


@pytest.fixture
def nummer(besluit: TestClient, gemeente: TestClient, aanbieder: TestClient, klok: Klok) -> int:
    """Two hours a week from 2 March 2026 for a year, of which the provider was told; it is 15 April."""
    gemaakt = toegewezen(besluit)
    bericht = gemaakt["berichten"][0]["id"]
    volg(gemeente, bericht, "verzonden")
    ontvangst(aanbieder, gemeente.get(f"/v1/berichten/{bericht}/xml").content)
    klok.nu = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)
    nummer: int = gemaakt["toewijzingen"][0]["nummer"]
    return nummer


def een_aanvraag(*producten: Any, identificatie: str = "315-1", bsn: str = BSN) -> bytes:
    return onder(een_315(*producten, bsn=bsn, dagtekening=DAG), identificatie)


def een_product(referentie: str = "A1", **anders: Any) -> Any:
    """Two hours a week of the product that is not allocated, from May on."""
    standaard = {
        "product": ANDER,
        "toewijzing_ingangsdatum": "2026-05-01",
        "toewijzing_einddatum": EIND,
        "omvang": omvang(2),
        "beschikking_nummer": None,
    }
    return aangevraagd_product(referentie, **standaard | anders)


def meer(nummer: int, volume: int = 3, **anders: Any) -> Any:
    """More hours a week from June on."""
    return te_wijzigen_product(nummer, **{"einddatum": EIND, "omvang": omvang(volume)} | anders)


def een_wijziging(*producten: Any, identificatie: str = "317-1", **anders: Any) -> bytes:
    return onder(een_317(*producten, bsn=BSN, dagtekening=DAG, **anders), identificatie)


def ingediend(bel: TestClient, inhoud: bytes) -> dict[str, Any]:
    gelezen = ontvangst(bel, inhoud)
    assert gelezen["status"] == "goedgekeurd", gelezen["bevindingen"]
    return gelezen


def rijen(bel: TestClient, vraag: str = "") -> list[dict[str, Any]]:
    antwoord = bel.get(f"/v1/verzoeken{vraag}")
    assert antwoord.status_code == 200, antwoord.text
    gelezen: list[dict[str, Any]] = antwoord.json()
    return gelezen


def verzoek(bel: TestClient, plek: int = 0) -> dict[str, Any]:
    return lees(bel, f"/verzoeken/{rijen(bel)[plek]['id']}")


def keuzes(gelezen: dict[str, Any]) -> dict[str, list[tuple[str, str | None]]]:
    """By choice what stands in its way: fields, and law or rule."""
    return {k["keuze"]: [(b["veld"], b.get("regel")) for b in k["beletsels"]] for k in gelezen["keuzes"]}


def doe(bel: TestClient, stap: str, inhoud: dict[str, Any] | None = None, plek: int = 0) -> Any:
    """A step on a request as it is now."""
    nu = verzoek(bel, plek)
    koppen = {"If-Match": nu["etag"]}
    return bel.post(f"/v1/verzoeken/{nu['id']}/{stap}", json=inhoud or {}, headers=koppen)


def gelukt(antwoord: Any) -> dict[str, Any]:
    assert antwoord.status_code == 200, antwoord.text
    gelezen: dict[str, Any] = antwoord.json()
    return gelezen


def beletsels(antwoord: Any) -> set[tuple[str, str | None]]:
    assert antwoord.status_code == 409, antwoord.text
    return fouten(antwoord)


AFWIJZING = {"antwoord": "afwijzen", "reden": "7"}
ONDERZOEK = {"antwoord": "in_onderzoek"}


def test_a_request_for_change_is_shown_beside_plan_decision_and_allocation(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    ingediend(aanbieder, een_wijziging(meer(nummer)))
    gelezen = verzoek(gemeente)
    assert gelezen["verzoek"]["stand"] == "open"
    assert gelezen["uiterlijk"] == "2026-04-22"
    assert gelezen["clientId"] == str(bouw.CLIENT_ID)
    (gevraagd,) = gelezen["producten"]
    assert gevraagd["gevraagd"]["productcode"] == "01H01"
    assert gevraagd["toewijzing"]["nummer"] == nummer
    (besloten,) = gevraagd["besloten"]
    assert besloten["regel"]["omvang"]["volume"] == 2
    assert besloten["plannen"][0]["inzet"][0]["resultaten"] == ["R1"]
    assert [(v["veld"], v["richting"], v["bron"]) for v in gevraagd["verschillen"]] == [
        ("omvang", "meer", "Wmo 2.3.5, 2.3.9")
    ]
    assert keuzes(gelezen) == {
        "toekennen": [("producten[0].omvang", "Wmo 2.3.5, 2.3.9")],
        "toekennen_zonder_besluit": [("producten[0].omvang", "Wmo 2.3.5, 2.3.9")],
        "nieuw_besluit": [],
        "in_onderzoek": [],
        "afwijzen": [],
    }


def test_each_product_of_a_wmo315_is_a_request_of_its_own(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    lopend = een_product("A2", product=HUISHOUDEN)
    ingediend(aanbieder, een_aanvraag(een_product("A1"), lopend))
    assert [(r["soort"], r["stand"]) for r in rijen(gemeente)] == [("toewijzing", "open")] * 2
    assert {verzoek(gemeente, i)["referentie"] for i in (0, 1)} == {"A1", "A2"}
    bezwaren = {verzoek(gemeente, i)["referentie"]: keuzes(verzoek(gemeente, i))["toekennen"] for i in (0, 1)}
    assert bezwaren == {
        "A1": [("producten[0].productcode", "Wmo 2.3.5, 2.3.9")],
        "A2": [("producten[0].toewijzing", "OP307")],
    }


def test_its_sender_sees_what_it_asked_and_nothing_of_plan_or_decision(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    ingediend(aanbieder, een_wijziging(meer(nummer)))
    eigen = verzoek(aanbieder)
    assert (eigen["referentie"], eigen["uiterlijk"]) == ("W1", "2026-04-22")
    assert eigen["producten"][0]["gevraagd"]["omvang"]["volume"] == 3
    assert (eigen["producten"][0]["besloten"], eigen["keuzes"]) == ([], [])
    assert "clientId" not in eigen
    assert eigen["id"] == verzoek(gemeente)["id"]


def test_nobody_else_sees_it(
    als_gemeente: Als, als_aanbieder: Als, aanbieder: TestClient, nummer: int
) -> None:
    ingediend(aanbieder, een_wijziging(meer(nummer)))
    eigen = f"/v1/verzoeken/{verzoek(aanbieder)['id']}"
    for ander in (als_gemeente("0797", Rol.ADMINISTRATIE), als_aanbieder("41410002")):
        assert ander.get(eigen).status_code == 404
    assert rijen(als_gemeente("0797", Rol.ADMINISTRATIE)) == rijen(als_aanbieder("41410002")) == []


def test_the_list_is_filtered_by_kind_by_what_is_open_and_by_change(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, klok: Klok
) -> None:
    ingediend(aanbieder, een_wijziging(meer(nummer)))
    alles = rijen(gemeente)
    assert rijen(gemeente, "?soort=wijziging&open=true") == alles
    assert rijen(gemeente, "?soort=toewijzing") == rijen(gemeente, "?open=false") == []
    assert rijen(gemeente, "?gewijzigdSinds=2026-04-15T10:00:00Z&open=true&soort=wijziging") == alles
    assert rijen(gemeente, "?gewijzigdSinds=2026-04-15T10:00:01Z") == []


def test_who_reads_a_request_leaves_an_access_record(
    als_gemeente: Als, gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    ingediend(aanbieder, een_wijziging(meer(nummer)))
    verzoek(gemeente)
    regels = gemeente.get(f"/v1/clienten/{bouw.CLIENT_ID}/verwerkingen?limiet=200").json()
    gelezen = {(r["activiteit"], r["actie"]) for r in regels if r["objectSoort"] == "verzoek"}
    assert gelezen == {("ontvang_bericht", "maken"), ("lijst_verzoeken", "lezen"), ("lees_verzoek", "lezen")}


def test_a_request_on_a_client_that_is_not_known_can_only_be_answered(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    ingediend(aanbieder, een_aanvraag(een_product(), bsn=bouw.ANDER_BSN.cijfers))
    gelezen = verzoek(gemeente)
    assert "clientId" not in gelezen
    assert keuzes(gelezen) == {
        "toekennen": [("client", None)],
        "toekennen_zonder_besluit": [("client", None)],
        "nieuw_besluit": [("client", None)],
        "in_onderzoek": [],
        "afwijzen": [],
    }


def test_what_its_receiver_rejects_is_no_request(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    geweigerd = ontvangst(aanbieder, een_wijziging(nieuw_product(product=HUISHOUDEN)))
    assert geweigerd["status"] == "afgekeurd"
    assert rijen(gemeente) == rijen(aanbieder) == []


def test_no_second_request_while_one_is_open(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    ingediend(aanbieder, een_wijziging(meer(nummer)))
    dubbel = ontvangst(aanbieder, een_wijziging(meer(nummer), identificatie="317-2", referentie="W2"))
    assert (dubbel["status"], [b["regel"] for b in dubbel["bevindingen"]]) == ("afgekeurd", ["TR374"])
    assert len(rijen(gemeente)) == 1


def test_a_refusal_is_a_wmo319_that_ends_the_request_for_both(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    ingediend(aanbieder, een_aanvraag(een_product("A1"), een_product("A2", product=HUISHOUDEN)))
    eerste = verzoek(gemeente)
    geweigerd = gelukt(doe(gemeente, "antwoorden", AFWIJZING))
    assert geweigerd["verzoek"]["stand"] == "afgewezen"
    assert "uiterlijk" not in geweigerd
    xml = gemeente.get(f"/v1/berichten/ontvangsten/{geweigerd['verzoek']['antwoordId']}/xml").content
    bericht: Any = codec.lees(xml)
    assert bericht.antwoord.referentie_aanbieder == eerste["referentie"]
    assert (bericht.antwoord.verzoek_antwoord, bericht.antwoord.reden_afwijzing_verzoek) == ("1", "7")
    for bel in (gemeente, aanbieder):
        gelezen = verzoek(bel)
        assert gelezen["redenAfwijzing"]["code"] == "7"
        assert gelezen["redenAfwijzing"]["betekenis"]
        assert gelezen["verzoek"]["antwoordId"] == geweigerd["verzoek"]["antwoordId"]
        assert {r["id"]: r["stand"] for r in rijen(bel)}[eerste["id"]] == "afgewezen"
        assert len(rijen(bel, "?open=true")) == 1
    assert beletsels(doe(gemeente, "antwoorden", AFWIJZING)) == {("stand", "OP344")}


def test_under_investigation_is_said_once_and_gives_eight_weeks(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    ingediend(aanbieder, een_wijziging(meer(nummer)))
    onderzocht = gelukt(doe(gemeente, "antwoorden", ONDERZOEK))
    assert (onderzocht["verzoek"]["stand"], onderzocht["uiterlijk"]) == ("in_onderzoek", "2026-06-10")
    assert rijen(aanbieder, "?open=true")[0]["stand"] == "in_onderzoek"
    assert beletsels(doe(gemeente, "antwoorden", ONDERZOEK)) == {("stand", "TR360")}
    assert gelukt(doe(gemeente, "antwoorden", AFWIJZING))["verzoek"]["stand"] == "afgewezen"
    assert rijen(gemeente, "?open=true") == rijen(aanbieder, "?open=true") == []


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        ({"antwoord": "afwijzen"}, "Kies uit"),
        ({"antwoord": "afwijzen", "reden": "8"}, "7 Afgewezen op inhoud, 9"),
        ({"antwoord": "afwijzen", "reden": "77"}, "7 Afgewezen op inhoud, 9"),
        (ONDERZOEK | {"reden": "7"}, "Laat dit weg"),
    ],
)
def test_only_a_refusal_has_a_reason_and_one_of_the_wmo(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, inhoud: dict[str, str], melding: str
) -> None:
    ingediend(aanbieder, een_wijziging(meer(nummer)))
    geweigerd = doe(gemeente, "antwoorden", inhoud)
    assert melding in geweigerd.json()["fouten"][0]["melding"]
    assert (geweigerd.status_code, {veld for veld, _ in fouten(geweigerd)}) == (400, {"reden"})
    assert verzoek(gemeente)["verzoek"]["stand"] == "open"


def test_a_request_on_a_client_of_another_municipality_is_refused(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    ingediend(aanbieder, een_aanvraag(een_product(), bsn=bouw.ANDER_BSN.cijfers))
    geweigerd = gelukt(doe(gemeente, "antwoorden", {"antwoord": "afwijzen", "reden": "5"}))
    assert geweigerd["verzoek"]["stand"] == "afgewezen"


def test_what_came_from_elsewhere_is_answered_elsewhere_and_opens_again_when_that_is_rejected(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    ingediend(gemeente, een_wijziging(meer(nummer)))
    geweigerd = gelukt(doe(gemeente, "antwoorden", AFWIJZING))
    pad = f"/berichten/ontvangsten/{geweigerd['verzoek']['antwoordId']}"
    assert lees(gemeente, pad)["status"] == "verzonden"
    retour = een_retour(gemeente.get(f"/v1{pad}/xml").content, Niveau.INHOUD)
    assert lever(gemeente, retour).status_code == 201
    opnieuw = verzoek(gemeente)
    assert (opnieuw["verzoek"]["stand"], opnieuw["uiterlijk"]) == ("open", "2026-04-22")
    assert rijen(aanbieder) == []


def taken(bel: TestClient) -> list[str]:
    """What the worklist says of requests."""
    return [taak for zaak in werk(bel) for taak in zaak["taken"] if "verzoek" in taak]


def werk(bel: TestClient) -> list[dict[str, Any]]:
    zaken: list[dict[str, Any]] = bel.get("/v1/werkvoorraad").json()
    return zaken


def test_an_open_request_is_a_task_in_its_case_until_it_has_ended(
    gemeente: TestClient, aanbieder: TestClient, nummer: int
) -> None:
    voor = werk(gemeente)
    ingediend(aanbieder, een_wijziging(meer(nummer)))
    naam = f"Beslis op het verzoek om wijziging van aanbieder {AGB}"
    assert taken(gemeente) == [f"{naam}, uiterlijk 22 april 2026."]
    gelukt(doe(gemeente, "antwoorden", ONDERZOEK))
    assert taken(gemeente) == [f"{naam}, dat in onderzoek is, uiterlijk 10 juni 2026."]
    gelukt(doe(gemeente, "antwoorden", AFWIJZING))
    assert werk(gemeente) == voor


def test_a_reference_that_its_sender_uses_again_is_of_the_request_that_was_first(
    aanbieder: TestClient,
) -> None:
    def verzoek(nummer: str) -> bytes:
        return onder(een_315(aangevraagd_product("A1"), bsn=BSN), nummer, ontvanger="0344")

    eerste, tweede = (ontvangst(aanbieder, verzoek(nummer)) for nummer in ("315-1", "315-2"))

    assert (eerste["status"], tweede["status"]) == ("verzonden", "verzonden")
    (bewaard,) = aanbieder.get("/v1/verzoeken").json()
    assert aanbieder.get(f"/v1/verzoeken/{bewaard['id']}").json()["verzoek"]["ontvangstId"] == eerste["id"]


class TestToekennen:
    """A request is granted by carrying out a decision that allocates what it asks."""

    @pytest.fixture(autouse=True)
    def begin(
        self, als_gemeente: Als, besluit: TestClient, gemeente: TestClient, aanbieder: TestClient, nummer: int
    ) -> None:
        zie_af(als_gemeente("0957", Rol.TOEGANG))
        self.besluit, self.gemeente, self.aanbieder, self.nummer = besluit, gemeente, aanbieder, nummer
        self.loopt = lees(besluit, f"/toewijzingen/{nummer}")["toewijzing"]["actueel"]["besluitId"]

    def besloten(self, *regels: dict[str, Any], ingang: str = "2026-06-01") -> str:
        """A reassessment that grants these lines from that day on, announced."""
        id: str = opvolger(self.besluit, self.loopt, *regels, ingang=ingang, datum="2026-04-15")["id"]
        return id

    def ken_toe(self, besluit_id: str) -> Any:
        """Carry the decision out for every open request."""
        ids = [rij["id"] for rij in rijen(self.gemeente, "?open=true")]
        return self.besluit.post("/v1/toewijzingen", json={"besluitId": besluit_id, "verzoekIds": ids})

    def bericht(self, antwoord: Any) -> tuple[str, bytes]:
        """The only wmo301 that was made."""
        assert antwoord.status_code == 201, antwoord.text
        (gemaakt,) = antwoord.json()["berichten"]
        return gemaakt["id"], self.gemeente.get(f"/v1/berichten/{gemaakt['id']}/xml").content

    def standen(self, bel: TestClient) -> list[str]:
        return [rij["stand"] for rij in rijen(bel)]

    def test_a_change_is_granted_by_the_decision_that_allocates_it(self) -> None:
        voor = werk(self.gemeente)
        ingediend(self.aanbieder, een_wijziging(meer(self.nummer)))
        besluit_id = self.besloten(regel(3))
        assert keuzes(verzoek(self.gemeente)) == {
            "toekennen": [],
            "toekennen_zonder_besluit": [("producten", "M18")],
            "nieuw_besluit": [("producten", "M18")],
            "in_onderzoek": [],
            "afwijzen": [],
        }
        id, xml = self.bericht(self.ken_toe(besluit_id))
        assert {referentie for _, _, referentie in inhoud(xml)} == {"W1"}
        assert (self.standen(self.gemeente), taken(self.gemeente)) == (["toegewezen"], [])
        volg(self.gemeente, id, "verzonden")
        assert ontvangst(self.aanbieder, xml)["status"] == "goedgekeurd"
        assert self.standen(self.aanbieder) == ["toegewezen"]
        assert [zaak["taken"] for zaak in werk(self.gemeente)] == [zaak["taken"] for zaak in voor]

    def test_a_wmo315_carries_its_reference_only_on_what_was_asked(self) -> None:
        anders = {"productcode": "01H02"}
        ingediend(self.aanbieder, een_aanvraag(een_product("A1")))
        besluit_id = self.besloten(
            regel(2, "2026-05-01"), regel(2, "2026-05-01", **anders), ingang="2026-05-01"
        )
        id, xml = self.bericht(self.ken_toe(besluit_id))
        assert {(code, referentie) for _, code, referentie in inhoud(xml)} == {
            ("01H01", None),
            ("01H02", "A1"),
        }
        volg(self.gemeente, id, "verzonden")
        assert ontvangst(self.aanbieder, xml)["status"] == "goedgekeurd"
        assert self.standen(self.gemeente) == self.standen(self.aanbieder) == ["toegewezen"]

    def test_a_change_of_several_products_is_granted_as_one_with_what_stays(self) -> None:
        nieuw = nieuw_product(
            product=ANDER, gewenste_ingangsdatum="2026-06-01", einddatum=EIND, omvang=omvang(1)
        )
        ingediend(self.aanbieder, een_wijziging(ongewijzigd_product(self.nummer), nieuw))
        besluit_id = self.besloten(regel(2), regel(1, productcode="01H02"))
        id, xml = self.bericht(self.ken_toe(besluit_id))
        assert [(code, referentie) for _, code, referentie in inhoud(xml)] == [
            ("01H01", "W1"),
            ("01H02", "W1"),
        ]
        volg(self.gemeente, id, "verzonden")
        assert ontvangst(self.aanbieder, xml)["status"] == "goedgekeurd"
        assert self.standen(self.gemeente) == self.standen(self.aanbieder) == ["toegewezen"]

    def test_what_differs_from_what_was_asked_is_refused_and_nothing_is_carried_out(self) -> None:
        ingediend(self.aanbieder, een_wijziging(meer(self.nummer, 4)))
        besluit_id = self.besloten(regel(3))
        assert beletsels(self.ken_toe(besluit_id)) == {("producten[0].omvang", "Wmo 2.3.5, 2.3.9")}
        assert self.standen(self.gemeente) == ["open"]
        assert len(lees(self.gemeente, f"/toewijzingen/{self.nummer}")["toewijzing"]["versies"]) == 1

    def test_a_decision_that_allocates_nothing_of_it_does_not_grant_it(self) -> None:
        ingediend(self.aanbieder, een_aanvraag(een_product("A1")))
        besluit_id = self.besloten(regel(3))
        assert ("producten[0].productcode", "Wmo 2.3.5, 2.3.9") in beletsels(self.ken_toe(besluit_id))
        assert self.standen(self.gemeente) == ["open"]

    def test_it_can_be_granted_after_it_was_under_investigation(self) -> None:
        ingediend(self.aanbieder, een_wijziging(meer(self.nummer)))
        gelukt(doe(self.gemeente, "antwoorden", ONDERZOEK))
        self.bericht(self.ken_toe(self.besloten(regel(3))))
        assert (self.standen(self.gemeente), taken(self.gemeente)) == (["toegewezen"], [])
        assert beletsels(doe(self.gemeente, "antwoorden", AFWIJZING)) == {("stand", "OP344")}

    def test_a_return_that_rejects_opens_it_again_and_the_next_message_grants_it(self) -> None:
        ingediend(self.aanbieder, een_wijziging(meer(self.nummer)))
        id, xml = self.bericht(self.ken_toe(self.besloten(regel(3))))
        volg(self.gemeente, id, "verzonden")
        assert lever(self.gemeente, een_retour(xml, Niveau.INHOUD)).status_code == 201
        assert self.standen(self.gemeente) == ["open"]
        assert len(taken(self.gemeente)) == 1
        opnieuw = self.gemeente.post(
            "/v1/berichten", json={"clientId": str(bouw.CLIENT_ID), "aanbieder": AGB}
        )
        assert opnieuw.status_code == 201, opnieuw.text
        nieuw = self.gemeente.get(f"/v1/berichten/{opnieuw.json()['id']}/xml").content
        assert {referentie for _, _, referentie in inhoud(nieuw)} == {"W1"}
        assert (self.standen(self.gemeente), taken(self.gemeente)) == (["toegewezen"], [])

    def test_no_later_message_carries_its_reference_again(self) -> None:
        ingediend(self.aanbieder, een_wijziging(meer(self.nummer)))
        _, eerste = self.bericht(self.ken_toe(self.besloten(regel(3))))
        feit = {"soort": "verhuizing", "datum": "2026-09-01"}
        pad = f"/v1/clienten/{bouw.CLIENT_ID}/feiten"
        _, tweede = self.bericht(self.gemeente.post(pad, json=feit))
        assert [nummer for nummer, *_ in inhoud(tweede)] == [nummer for nummer, *_ in inhoud(eerste)]
        assert {referentie for _, _, referentie in inhoud(tweede)} == {None}

    def test_each_product_of_a_wmo315_is_granted_with_its_own_reference(self) -> None:
        eerst = een_product("A1", toewijzing_ingangsdatum="2026-06-01", toewijzing_einddatum="2026-08-31")
        dan = een_product("A2", toewijzing_ingangsdatum="2026-09-01", omvang=omvang(1))
        ingediend(self.aanbieder, een_aanvraag(eerst, dan))
        ander = {"productcode": "01H02"}
        zomer = {"periode": {"begindatum": "2026-06-01", "einddatum": "2026-08-31"}}
        regels = regel(2), regel(2, **ander) | zomer, regel(1, "2026-09-01", **ander)
        _, xml = self.bericht(self.ken_toe(self.besloten(*regels)))
        bericht: Any = codec.lees(xml)
        gedragen = {
            (str(p.ingangsdatum), p.referentie_aanbieder) for p in bericht.client.toegewezen_producten
        }
        assert gedragen == {("2026-03-02", None), ("2026-06-01", "A1"), ("2026-09-01", "A2")}
        assert self.standen(self.gemeente) == ["toegewezen"] * 2

    def test_what_changes_before_the_day_that_was_asked_is_not_what_was_asked(self) -> None:
        ingediend(self.aanbieder, een_wijziging(meer(self.nummer)))
        eerst = regel(1, "2026-05-01") | {"periode": {"begindatum": "2026-05-01", "einddatum": "2026-05-31"}}
        besluit_id = self.besloten(eerst, regel(3), ingang="2026-05-01")
        assert beletsels(self.ken_toe(besluit_id)) == {("producten[0].begindatum", "IV093")}

    def test_nobody_grants_a_request_to_another_municipality(self, als_gemeente: Als) -> None:
        ingediend(self.aanbieder, een_wijziging(meer(self.nummer)))
        besluit_id, ids = self.besloten(regel(3)), [rij["id"] for rij in rijen(self.gemeente)]
        ander = als_gemeente("0797", Rol.BESLUIT)
        antwoord = ander.post("/v1/toewijzingen", json={"besluitId": besluit_id, "verzoekIds": ids})
        assert antwoord.status_code == 404
        onbekend = {"besluitId": besluit_id, "verzoekIds": [str(bouw.CLIENT_ID)]}
        assert self.besluit.post("/v1/toewijzingen", json=onbekend).status_code == 404
        assert self.standen(self.gemeente) == ["open"]

    def test_a_request_of_another_client_is_not_granted(self) -> None:
        ingediend(self.aanbieder, een_aanvraag(een_product(), bsn=bouw.ANDER_BSN.cijfers))
        assert beletsels(self.ken_toe(self.besloten(regel(3)))) == {("verzoekIds[0]", None)}

    def vertel(self, **anders: Any) -> Any:
        """Tell the provider again what holds, as the granting of every open request."""
        ids = [rij["id"] for rij in rijen(self.gemeente, "?open=true")]
        inhoud = {"clientId": str(bouw.CLIENT_ID), "aanbieder": AGB, "verzoekIds": ids}
        return self.gemeente.post("/v1/berichten", json=inhoud | anders)

    def test_what_was_decided_and_allocated_already_is_granted_without_a_decision(self) -> None:
        id, xml = self.bericht(self.ken_toe(self.besloten(regel(3))))
        ingediend(self.aanbieder, een_wijziging(meer(self.nummer)))
        kan = keuzes(verzoek(self.gemeente))
        assert kan["toekennen"] == kan["nieuw_besluit"] == [("producten", "IV097")]
        assert kan["toekennen_zonder_besluit"] == kan["afwijzen"] == []
        gemaakt = self.vertel()
        assert gemaakt.status_code == 201, gemaakt.text
        nieuw = self.gemeente.get(f"/v1/berichten/{gemaakt.json()['id']}/xml").content
        assert inhoud(nieuw) == [(nummer, code, "W1") for nummer, code, _ in inhoud(xml)]
        for bericht_id, bericht in ((id, xml), (gemaakt.json()["id"], nieuw)):
            volg(self.gemeente, bericht_id, "verzonden")
            assert ontvangst(self.aanbieder, bericht)["status"] == "goedgekeurd"
        assert self.standen(self.gemeente) == self.standen(self.aanbieder) == ["toegewezen"]
        assert taken(self.gemeente) == []

    def test_it_is_open_again_when_its_message_is_rejected_and_can_be_granted_again(self) -> None:
        self.bericht(self.ken_toe(self.besloten(regel(3))))
        ingediend(self.aanbieder, een_wijziging(meer(self.nummer)))
        id = self.vertel().json()["id"]
        volg(self.gemeente, id, "verzonden")
        xml = self.gemeente.get(f"/v1/berichten/{id}/xml").content
        assert lever(self.gemeente, een_retour(xml, Niveau.INHOUD)).status_code == 201
        assert self.standen(self.gemeente) == ["open"]
        assert self.vertel().status_code == 201
        assert self.standen(self.gemeente) == ["toegewezen"]

    def test_what_was_not_decided_asks_a_decision_and_the_choice_says_why(self) -> None:
        ingediend(self.aanbieder, een_wijziging(meer(self.nummer)))
        (keuze,) = (k for k in verzoek(self.gemeente)["keuzes"] if k["keuze"] == "toekennen_zonder_besluit")
        (beletsel,) = keuze["beletsels"]
        assert (beletsel["veld"], beletsel["regel"]) == ("producten[0].omvang", "Wmo 2.3.5, 2.3.9")
        assert "Ook binnen de bandbreedte van een intensiteit" in beletsel["melding"]
        assert beletsels(self.vertel()) == {("producten[0].omvang", "Wmo 2.3.5, 2.3.9")}
        assert self.standen(self.gemeente) == ["open"]

    def test_what_waits_to_be_carried_out_is_not_granted_without_that_decision(self) -> None:
        ingediend(self.aanbieder, een_wijziging(meer(self.nummer)))
        self.besloten(regel(3))
        assert beletsels(self.vertel()) == {("producten", "M18")}
        assert beletsels(self.vertel(aanbieder="41410002")) == {("verzoekIds", None)}

    def test_of_a_wmo315_less_may_be_allocated_than_was_asked(self) -> None:
        ingediend(self.aanbieder, een_aanvraag(een_product("A1", omvang=omvang(4))))
        besluit_id = self.besloten(
            regel(2, "2026-05-01"), regel(2, "2026-05-01", productcode="01H02"), ingang="2026-05-01"
        )
        gelezen = verzoek(self.gemeente)
        assert [v["richting"] for v in gelezen["producten"][0]["verschillen"]] == ["meer"]
        assert keuzes(gelezen)["toekennen"] == keuzes(gelezen)["nieuw_besluit"] == []
        _, xml = self.bericht(self.ken_toe(besluit_id))
        assert {(code, r) for _, code, r in inhoud(xml)} == {("01H01", None), ("01H02", "A1")}


def regel(volume: int, begin: str = "2026-06-01", **anders: Any) -> dict[str, Any]:
    """A line of so many hours a week from that day on."""
    periode = {"begindatum": begin, "einddatum": EIND}
    return REGEL | {"omvang": REGEL["omvang"] | {"volume": volume}, "periode": periode} | anders


def inhoud(xml: bytes) -> list[tuple[int, str, str | None]]:
    """Number, product and reference of each allocation in a wmo301."""
    bericht: Any = codec.lees(xml)
    return [
        (int(p.toewijzing_nummer), p.product.code, p.referentie_aanbieder)
        for p in bericht.client.toegewezen_producten
    ]
