"""Messages that come in: kept, judged in the light of history, answered, and settling what went out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.partijen import Rol
from app.istandaard import codec
from app.istandaard.oordeel import Niveau, Oordeel
from app.istandaard.retour import Afzending, antwoord
from app.main import namens
from app.opslag import Databank, Onbereikbaar
from app.opslag.tabellen import verwerking
from app.processen.handeling import Handeling
from app.processen.keten import berichtoordeel, ontvangen
from app.processen.keten.wachtrij import beoordeel_wachtrij
from tests import bouw
from tests.api.conftest import Klok
from tests.api.weg import lees, maak, toegewezen, volg
from tests.bouw import leg_grond_vast
from tests.istandaard.regels.bouw import een_301, header, product, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.istandaard.regels.bouw_levering import een_305, start
from tests.istandaard.test_foutbericht import een_fo01

pytestmark = pytest.mark.beide

Als = Callable[..., TestClient]
PAD = "/v1/berichten/ontvangsten"
AGB, BSN = bouw.AANBIEDER, bouw.BSN.cijfers
HUISHOUDEN = product("01", "01H01")
JAAR = {"ingangsdatum": "2026-01-01", "einddatum": "2026-12-31", "product": HUISHOUDEN}
_START = start(van=HUISHOUDEN)


@pytest.fixture(autouse=True)
def grond(databank: Databank) -> None:
    leg_grond_vast(databank)


@pytest.fixture
def gemeente(als_gemeente: Als) -> TestClient:
    return als_gemeente("0957", Rol.ADMINISTRATIE)


@pytest.fixture
def aanbieder(als_aanbieder: Als) -> TestClient:
    return als_aanbieder(AGB)


def onder(bericht: Any, identificatie: str, **kop: str) -> bytes:
    """The bytes of this message under this identification, between the parties of this installation."""
    partij = {"afzender": AGB} if len(bericht.header.afzender) == 8 else {"ontvanger": AGB}
    eigen = replace(bericht.header.bericht_identificatie, identificatie=identificatie)
    kop = {**partij, **kop}
    return codec.schrijf(replace(bericht, header=replace(bericht.header, bericht_identificatie=eigen, **kop)))


def een_toewijzing(identificatie: str = "301-1", nummer: int = 1) -> bytes:
    return onder(een_301(toegewezen_product(nummer, **JAAR), kop=header(), bsn=BSN), identificatie)


def een_start(identificatie: str = "305-1", begin: str = "2026-01-05", nummer: int = 1) -> bytes:
    return onder(een_305(start(begin, nummer=nummer, van=HUISHOUDEN), bsn=BSN), identificatie)


def een_declaratie(identificatie: str = "323-1") -> bytes:
    declaratie = een_323(replace(prestatie("P1", tarief=3400), product_categorie="01", product_code="01H01"))
    client = replace(declaratie.declaratie.clienten[0], bsn=BSN)
    declaratie = replace(declaratie, declaratie=replace(declaratie.declaratie, clienten=(client,)))
    return onder(declaratie, identificatie)


def een_retour(inhoud: bytes, niveau: Niveau) -> bytes:
    """The answer that gives this judgement on these bytes."""
    retour = antwoord(codec.lees(inhoud), Oordeel(niveau), Afzending("R1", bouw.VANDAAG))
    assert retour is not None
    return codec.schrijf(retour)


def lever(bel: TestClient, inhoud: bytes) -> Any:
    return bel.post(PAD, content=inhoud, headers={"Content-Type": "application/xml"})


def ontvangst(bel: TestClient, inhoud: bytes) -> dict[str, Any]:
    antwoord = lever(bel, inhoud)
    assert antwoord.status_code == 201, antwoord.text
    ontvangen: dict[str, Any] = antwoord.json()
    assert antwoord.headers["Location"] == f"{PAD}/{ontvangen['id']}"
    return ontvangen


def beoordeel(app: FastAPI, geduld: timedelta = timedelta(), mislukt: set[UUID] | None = None) -> None:
    """A round of the thread that judges what has waited for so long."""
    tot = app.state.klok() - geduld
    beoordeel_wachtrij(app.state.databank, namens(app), tot, set() if mislukt is None else mislukt)


def regels(ontvangen: dict[str, Any]) -> list[str]:
    return [bevinding["regel"] for bevinding in ontvangen["bevindingen"]]


def antwoord_op(bel: TestClient, ontvangen: dict[str, Any]) -> Any:
    antwoord = bel.get(f"{PAD}/{ontvangen['id']}/antwoord")
    assert antwoord.headers["content-type"] == "application/xml"
    return codec.lees(antwoord.content)


def test_a_year_begins_with_an_allocation_a_start_and_a_declaration(
    gemeente: TestClient, aanbieder: TestClient
) -> None:
    verzonden = ontvangst(gemeente, een_toewijzing())
    assert (verzonden["status"], verzonden["soortAntwoord"]) == ("goedgekeurd", "wmo302")
    assert verzonden["waaromNiet"] == {"TR381": "Hiervoor nodig: de afgesproken lijst van producten."}
    zelf = ontvangst(aanbieder, een_toewijzing())
    assert zelf == verzonden | {"aangeleverdDoor": zelf["aangeleverdDoor"]}
    begonnen = ontvangst(gemeente, een_start())
    assert (begonnen["status"], regels(begonnen)) == ("goedgekeurd", [])
    gedeclareerd = ontvangst(gemeente, een_declaratie())
    assert (gedeclareerd["status"], regels(gedeclareerd)) == ("goedgekeurd", [])
    antwoord = antwoord_op(gemeente, gedeclareerd)
    assert antwoord.declaratie_antwoord.retour_codes == ("8001",)


def test_a_municipality_without_a_regioprofiel_keeps_what_comes_in(als_gemeente: Als) -> None:
    zonder = als_gemeente("0014", Rol.ADMINISTRATIE)
    bericht = onder(een_305(start(van=HUISHOUDEN), bsn=BSN), "305-1", ontvanger="0014")
    assert ontvangst(zonder, bericht)["status"] == "afgekeurd"
    assert [rij["status"] for rij in zonder.get(PAD).json()] == ["afgekeurd"]


def test_what_history_refuses_gets_its_code_in_the_answer(gemeente: TestClient) -> None:
    geweigerd = ontvangst(gemeente, een_start())
    assert (geweigerd["status"], regels(geweigerd)) == ("afgekeurd", ["TR019"])
    assert antwoord_op(gemeente, geweigerd).client.start_producten[0].retour_codes == ("9019",)


def test_the_sender_hands_it_over_and_both_keep_their_own_history(
    gemeente: TestClient, aanbieder: TestClient
) -> None:
    assert ontvangst(gemeente, een_toewijzing())["eigenaar"] == AGB
    begonnen = ontvangst(aanbieder, een_start())
    assert (begonnen["eigenaar"], begonnen["status"]) == ("0957", "goedgekeurd")
    assert regels(ontvangst(aanbieder, een_start("305-2", "2026-02-02"))) == ["TR326"]


def test_nobody_adds_to_the_history_of_another_by_saying_that_it_came_in(
    gemeente: TestClient, aanbieder: TestClient
) -> None:
    assert ontvangst(aanbieder, een_toewijzing())["status"] == "goedgekeurd"
    assert regels(ontvangst(gemeente, een_start())) == ["TR019"]
    ontvangst(gemeente, een_toewijzing())  # its sender hands it over too
    assert regels(ontvangst(gemeente, een_start("305-2"))) == []


def test_the_same_bytes_get_the_same_answer_and_count_once(
    aanbieder: TestClient, gemeente: TestClient
) -> None:
    ontvangst(gemeente, een_toewijzing())
    eerste = ontvangst(aanbieder, een_start())
    assert ontvangst(aanbieder, een_start()) == eerste
    assert ontvangst(gemeente, een_start()) == eerste
    assert len(gemeente.get(PAD).json()) == 1


def test_the_same_identification_with_other_bytes_is_refused(
    aanbieder: TestClient, gemeente: TestClient
) -> None:
    ontvangst(gemeente, een_toewijzing())
    ontvangst(gemeente, een_start())
    assert regels(ontvangst(gemeente, een_start(begin="2026-02-02"))) == ["TR056", "TR326"]


DEUR = {
    "no XML": b"dit is geen bericht",
    "another party": onder(een_305(_START, bsn=BSN), "X", afzender="41410002", ontvanger="0797"),
    "against the schema": een_start().replace(b"StatusAanlevering>1<", b"StatusAanlevering>7<"),
    "a byte order mark": b"\xef\xbb\xbf" + een_start(),
}


@pytest.mark.parametrize("inhoud", DEUR.values(), ids=DEUR)
def test_what_cannot_be_judged_is_refused_at_the_door_and_kept(gemeente: TestClient, inhoud: bytes) -> None:
    geweigerd = ontvangst(gemeente, inhoud)
    assert geweigerd["status"] == "geweigerd"
    assert geweigerd["opmerking"]
    assert gemeente.get(f"{PAD}/{geweigerd['id']}/xml").content == inhoud
    assert gemeente.get(f"{PAD}/{geweigerd['id']}/antwoord").status_code == 404
    assert [rij["id"] for rij in gemeente.get(PAD, params={"status": "geweigerd"}).json()] == [
        geweigerd["id"]
    ]
    assert ontvangst(gemeente, inhoud) == geweigerd


class TestAReceiverElsewhere:
    """A provider that works here with a municipality that does not."""

    ELDERS = "0344"

    def een_toewijzing(self) -> bytes:
        return onder(een_301(toegewezen_product(**JAAR), kop=header(afzender=self.ELDERS), bsn=BSN), "301-E")

    def start(self, identificatie: str = "305-E", begin: str = "2026-01-05") -> bytes:
        return onder(een_305(start(begin, van=HUISHOUDEN), bsn=BSN), identificatie, ontvanger=self.ELDERS)

    @pytest.fixture(autouse=True)
    def toegewezen(self, aanbieder: TestClient, grond: None) -> None:
        assert ontvangst(aanbieder, self.een_toewijzing())["status"] == "goedgekeurd"

    def test_what_is_sent_is_kept_and_not_judged_for_it(self, aanbieder: TestClient) -> None:
        verzonden = ontvangst(aanbieder, self.start())
        assert (verzonden["status"], regels(verzonden), verzonden.get("soortAntwoord")) == (
            "verzonden",
            [],
            None,
        )
        assert verzonden["opmerking"].endswith(
            "Stuur het bericht langs een andere weg, en lever het antwoord daarop hier aan."
        )
        assert "spreekt dit bericht tegen" not in verzonden["opmerking"]

    def test_of_an_answer_that_is_sent_no_answer_is_expected(self, aanbieder: TestClient) -> None:
        verzonden = ontvangst(aanbieder, een_retour(self.een_toewijzing(), Niveau.GEEN))
        assert verzonden["status"] == "verzonden"
        assert verzonden["opmerking"].endswith("Stuur het bericht langs een andere weg.")

    def test_it_counts_at_once_for_what_the_sender_can_know(self, aanbieder: TestClient) -> None:
        ontvangst(aanbieder, self.start())
        tweede = ontvangst(aanbieder, self.start("305-F", "2026-02-02"))
        assert (tweede["status"], regels(tweede)) == ("verzonden", ["TR326"])
        assert tweede["opmerking"].startswith("Wat eerder met de ontvanger is uitgewisseld spreekt dit")

    @pytest.mark.parametrize(
        ("niveau", "status", "waarom", "daarna"),
        [
            (Niveau.GEEN, "goedgekeurd", "", ["TR326"]),
            (Niveau.INHOUD, "afgekeurd", "De ontvanger keurt dit bericht af: Header 0001 (Bericht", []),
        ],
    )
    def test_its_return_settles_it(
        self, aanbieder: TestClient, niveau: Niveau, status: str, waarom: str, daarna: list[str]
    ) -> None:
        verzonden = ontvangst(aanbieder, self.start())
        retour = ontvangst(aanbieder, een_retour(self.start(), niveau))
        assert (retour["status"], retour.get("opmerking")) == ("goedgekeurd", None)
        gevolgd = aanbieder.get(f"{PAD}/{verzonden['id']}").json()
        assert gevolgd["status"] == status
        assert ("opmerking" in gevolgd) == bool(waarom)
        assert gevolgd.get("opmerking", "").startswith(waarom)
        assert regels(ontvangst(aanbieder, self.start("305-F", "2026-02-02"))) == daarna

    def test_what_any_receiver_rejects_is_not_sent(self, aanbieder: TestClient) -> None:
        ontvangst(aanbieder, self.start())
        tweede = ontvangst(aanbieder, self.start(begin="2026-02-02"))
        assert (tweede["status"], regels(tweede)) == ("afgekeurd", ["TR056", "TR326"])
        ontvangst(aanbieder, een_retour(self.start(), Niveau.GEEN))  # of the first
        assert len(aanbieder.get(PAD, params={"verzonden": True, "status": "goedgekeurd"}).json()) == 1

    def test_a_receiver_that_comes_to_work_here_judges_it(
        self, aanbieder: TestClient, als_gemeente: Als
    ) -> None:
        verzonden = ontvangst(aanbieder, self.start())
        hier = ontvangst(als_gemeente(self.ELDERS, Rol.ADMINISTRATIE), self.start())
        assert (hier["id"], hier["status"], regels(hier)) == (verzonden["id"], "afgekeurd", ["TR019"])


def test_others_see_nothing_of_it(gemeente: TestClient, aanbieder: TestClient, als_gemeente: Als) -> None:
    ontvangen = ontvangst(aanbieder, een_start())
    assert [rij["id"] for rij in aanbieder.get(PAD, params={"verzonden": True}).json()] == [ontvangen["id"]]
    assert aanbieder.get(PAD).json() == []
    ander = als_gemeente("0797", Rol.ADMINISTRATIE)
    assert ander.get(PAD).json() == []
    for deel in ("", "/xml", "/antwoord"):
        assert ander.get(f"{PAD}/{ontvangen['id']}{deel}").status_code == 404


def test_the_list_comes_a_page_at_a_time(gemeente: TestClient) -> None:
    for n in range(3):
        ontvangst(gemeente, een_start(f"305-{n}"))
    eerste = gemeente.get(PAD, params={"limiet": 2})
    assert len(eerste.json()) == 2
    assert len(gemeente.get(eerste.links["next"]["url"]).json()) == 1


def sporen(databank: Databank, ontvangen: dict[str, Any]) -> list[tuple[str, str, Any]]:
    """What was done with it, and of whom it was found to be."""
    with databank._motor.connect() as verbinding:
        vraag = select(verwerking.c.activiteit, verwerking.c.actie, verwerking.c.client_id)
        rijen = verbinding.execute(
            vraag.where(verwerking.c.object_id == ontvangen["id"]).order_by(verwerking.c.id)
        )
        return [*map(tuple, rijen)]


def test_every_look_at_what_it_says_leaves_an_access_record(gemeente: TestClient, databank: Databank) -> None:
    ontvangen = ontvangst(gemeente, een_start())
    for deel in ("", "/xml", "/antwoord"):
        gemeente.get(f"{PAD}/{ontvangen['id']}{deel}")
    ontvangst(gemeente, een_start())
    assert sporen(databank, ontvangen) == [
        ("ontvang_bericht", "maken", bouw.CLIENT_ID),
        ("ontvang_bericht", "wijzigen", bouw.CLIENT_ID),
        ("lees_ontvangst", "lezen", bouw.CLIENT_ID),
        ("lees_ontvangst_xml", "lezen", bouw.CLIENT_ID),
        ("lees_ontvangst_antwoord", "lezen", bouw.CLIENT_ID),
        ("ontvang_bericht", "lezen", bouw.CLIENT_ID),
    ]


def test_a_message_says_who_handed_it_over(gemeente: TestClient, aanbieder: TestClient) -> None:
    van_ontvanger, van_afzender = ontvangst(gemeente, een_start()), ontvangst(aanbieder, een_start("305-2"))
    assert (van_ontvanger["aangeleverdDoor"], van_afzender["aangeleverdDoor"]) == ("0957", AGB)
    assert aanbieder.get(f"{PAD}/{van_ontvanger['id']}").json()["aangeleverdDoor"] == "0957"


def test_what_became_of_a_declaration_is_no_look_at_all_who_are_in_it(
    gemeente: TestClient, databank: Databank
) -> None:
    declaratie = codec.lees(een_declaratie())
    (client,) = declaratie.declaratie.clienten
    clienten = client, replace(client, bsn="999990019")
    ontvangen = ontvangst(
        gemeente,
        codec.schrijf(replace(declaratie, declaratie=replace(declaratie.declaratie, clienten=clienten))),
    )
    gemeente.get(f"{PAD}/{ontvangen['id']}")
    assert "lees_ontvangst" not in {activiteit for activiteit, *_ in sporen(databank, ontvangen)}
    gemeente.get(f"{PAD}/{ontvangen['id']}/xml")
    assert ("lees_ontvangst_xml", "lezen") in {(deel[0], deel[1]) for deel in sporen(databank, ontvangen)}


@pytest.mark.parametrize(
    "inhoud",
    [
        een_start().replace(b"StatusAanlevering>1<", b"StatusAanlevering>7<"),
        b"\xef\xbb\xbf" + een_start(),
        een_start()[:-20],
        een_start().decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        onder(een_305(_START, bsn=BSN), "X", afzender="41410002", ontvanger="0797"),
    ],
    ids=["against the schema", "a byte order mark", "cut off", "UTF-16", "of another party"],
)
def test_a_look_at_what_was_refused_leaves_one_too(
    gemeente: TestClient, databank: Databank, inhoud: bytes
) -> None:
    geweigerd = ontvangst(gemeente, inhoud)
    assert geweigerd["status"] == "geweigerd"
    gemeente.get(f"{PAD}/{geweigerd['id']}/xml")
    assert sporen(databank, geweigerd) == [
        ("ontvang_bericht", "maken", bouw.CLIENT_ID),
        ("lees_ontvangst_xml", "lezen", bouw.CLIENT_ID),
    ]


def test_of_what_a_provider_handed_over_in_vain_nobody_stands_as_client(
    aanbieder: TestClient, databank: Databank
) -> None:
    geweigerd = ontvangst(aanbieder, een_start()[:-20])
    aanbieder.get(f"{PAD}/{geweigerd['id']}/xml")
    gemaakt, gelezen = sporen(databank, geweigerd)
    assert (gemaakt[1], gelezen[1]) == ("maken", "lezen")
    assert gemaakt[2] == gelezen[2] != bouw.CLIENT_ID


@pytest.mark.beide
def test_what_a_provider_handed_over_in_vain_is_in_the_file_of_the_person(
    aanbieder: TestClient, databank: Databank
) -> None:
    """The access record names no municipality then, whoever reads it and why, and the same person."""
    geweigerd = ontvangst(aanbieder, b"\xef\xbb\xbf" + een_start())
    bestand = aanbieder.post("/v1/exporten", json={"bsn": BSN})
    assert [o["id"] for o in bestand.json()["ontvangsten"]] == [geweigerd["id"]]
    gemaakt, gelezen = sporen(databank, geweigerd)
    assert (gemaakt[1], gelezen[1]) == ("maken", "lezen")
    assert gemaakt[2] == gelezen[2] != bouw.CLIENT_ID


def test_what_the_exchange_could_not_deliver_is_explained_to_its_sender(gemeente: TestClient) -> None:
    gemeld = ontvangst(gemeente, een_fo01(ontvanger="0957"))
    assert (gemeld["berichtsoort"], gemeld["status"]) == ("Fo01", "na_te_gaan")
    assert "IB014 (Inhoud voldoet niet aan het schema)" in gemeld["opmerking"]
    assert gemeente.get(f"{PAD}/{gemeld['id']}/antwoord").status_code == 404
    assert ontvangst(gemeente, een_fo01(ontvanger="0957")) == gemeld
    assert ontvangst(gemeente, een_fo01(ontvanger="0797"))["status"] == "geweigerd"


def test_a_message_is_read_once_and_not_again_to_look_at_it(
    gemeente: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    gelezen = []
    lees_eigen = codec.lees
    monkeypatch.setattr(codec, "lees", lambda *a, **k: gelezen.append(a) or lees_eigen(*a, **k))
    ontvangen = ontvangst(gemeente, een_toewijzing())
    for deel in ("", "/xml", "/antwoord"):
        gemeente.get(f"{PAD}/{ontvangen['id']}{deel}")
    assert len(gelezen) == 1


def test_of_very_many_findings_a_thousand_are_kept_and_how_many_more(gemeente: TestClient) -> None:
    starts = [start(nummer=n, van=HUISHOUDEN) for n in range(100, 1200)]
    ontvangen = ontvangst(gemeente, onder(een_305(*starts, bsn=BSN), "305-1"))
    *eerste, laatste = ontvangen["bevindingen"]
    assert len(eerste) == 1000
    assert "Er zijn nog 100 bevindingen" in laatste["melding"]
    assert len(antwoord_op(gemeente, ontvangen).client.start_producten) == 1100


def test_of_whom_the_municipality_does_not_know_the_record_holds_a_pseudonym(
    gemeente: TestClient, databank: Databank
) -> None:
    ontvangen = ontvangst(gemeente, onder(een_305(_START, bsn="999900006"), "305-1"))
    with databank._motor.connect() as verbinding:
        vraag = select(verwerking.c.client_id).where(verwerking.c.object_id == ontvangen["id"])
        assert verbinding.execute(vraag).scalar() not in (None, bouw.CLIENT_ID)


@pytest.mark.parametrize(("begin", "opvallend"), [("2025-12-31", True), ("2026-01-01", False)])
def test_a_start_before_its_allocation_is_remarked_on(
    gemeente: TestClient, aanbieder: TestClient, begin: str, opvallend: bool
) -> None:
    ontvangst(gemeente, een_toewijzing())
    gemeld = ontvangst(aanbieder, onder(een_305(start(begin, van=HUISHOUDEN), bsn=BSN), "305-V"))
    assert gemeld["status"] == "goedgekeurd"
    assert ("Opvallend" in gemeld.get("opmerking", "")) is opvallend


class TestWhatSomebodyElseRejects:
    """A message that was right here, of which its receiver hands over that it rejects it."""

    def test_a_return_takes_it_out_of_the_history_of_its_sender(
        self, gemeente: TestClient, aanbieder: TestClient
    ) -> None:
        ontvangst(gemeente, een_toewijzing())
        retour = ontvangst(aanbieder, een_retour(een_toewijzing(), Niveau.INHOUD))
        assert "telt als niet verzonden" in retour["opmerking"]
        assert regels(ontvangst(gemeente, een_start())) == ["TR019"]

    def test_a_wmo325_rejects_a_whole_declaration(self, gemeente: TestClient, aanbieder: TestClient) -> None:
        ontvangst(gemeente, een_toewijzing())
        assert ontvangst(aanbieder, een_declaratie())["status"] == "goedgekeurd"
        ontvangen = ontvangst(gemeente, een_retour(een_declaratie(), Niveau.INHOUD))
        assert "telt als niet verzonden" in ontvangen["opmerking"]


class TestOurOwn301:
    @pytest.fixture
    def bericht(self, als_gemeente: Als) -> str:
        bericht_id: str = toegewezen(als_gemeente("0957", Rol.BESLUIT))["berichten"][0]["id"]
        return bericht_id

    @staticmethod
    def retour(bel: TestClient, bericht: str, *, niveau: Niveau, nummer: str = "R1") -> bytes:
        wmo301 = codec.lees(bel.get(f"/v1/berichten/{bericht}/xml").content)
        oordeel = Oordeel(niveau)
        return codec.schrijf(antwoord(wmo301, oordeel, Afzending(nummer, date(2026, 3, 3))))  # type: ignore[arg-type]

    def test_a_return_settles_its_status_with_its_codes(self, gemeente: TestClient, bericht: str) -> None:
        volg(gemeente, bericht, "verzonden")
        retour = ontvangst(gemeente, self.retour(gemeente, bericht, niveau=Niveau.INHOUD))
        assert (retour["status"], retour.get("soortAntwoord")) == ("goedgekeurd", None)
        gevolgd = lees(gemeente, f"/berichten/{bericht}")
        assert gevolgd["status"] == "afgekeurd"
        assert gevolgd["overgangen"][-1]["reden"] == "wmo302 R1: Header 0001"

    def test_an_approval_settles_it_too(self, gemeente: TestClient, bericht: str) -> None:
        volg(gemeente, bericht, "verzonden")
        ontvangst(gemeente, self.retour(gemeente, bericht, niveau=Niveau.GEEN))
        assert lees(gemeente, f"/berichten/{bericht}")["status"] == "goedgekeurd"

    def test_what_was_typed_says_that_it_came_outside_the_messages(
        self, gemeente: TestClient, bericht: str
    ) -> None:
        volg(gemeente, bericht, "verzonden", "goedgekeurd")
        stap = lees(gemeente, f"/berichten/{bericht}")["overgangen"][-1]
        assert stap["reden"] == "Buiten het berichtenverkeer vernomen."

    @pytest.mark.parametrize(
        ("getypt", "niveau", "wordt"),
        [("goedgekeurd", Niveau.INHOUD, "afgekeurd"), ("afgekeurd", Niveau.GEEN, "goedgekeurd")],
    )
    def test_a_return_replaces_what_was_typed_and_history_follows(
        self, gemeente: TestClient, bericht: str, getypt: str, niveau: Niveau, wordt: str
    ) -> None:
        volg(gemeente, bericht, "verzonden", getypt)
        retour = ontvangst(gemeente, self.retour(gemeente, bericht, niveau=niveau))
        assert (retour["status"], retour.get("opmerking")) == ("goedgekeurd", None)
        gevolgd = lees(gemeente, f"/berichten/{bericht}")
        assert (gevolgd["status"], gevolgd["retour"]) == (wordt, retour["id"])
        reden = gevolgd["overgangen"][-1]["reden"]
        assert reden.endswith(f". Dit vervangt wat met de hand was vastgelegd: {getypt}.")
        begonnen = onder(een_305(start("2026-03-02", van=HUISHOUDEN), bsn=BSN), "305-1")
        assert ("TR019" in regels(ontvangst(gemeente, begonnen))) is (wordt == "afgekeurd")
        tweede = ontvangst(gemeente, self.retour(gemeente, bericht, niveau=Niveau.SAMENHANG, nummer="R2"))
        assert tweede["status"] == "na_te_gaan"

    def test_what_was_built_on_what_was_typed_is_for_a_person_who_may_type_otherwise(
        self, gemeente: TestClient, bericht: str
    ) -> None:
        volg(gemeente, bericht, "verzonden", "afgekeurd")
        opnieuw = maak(gemeente, "/berichten", {"clientId": str(bouw.CLIENT_ID), "aanbieder": AGB})
        volg(gemeente, opnieuw["id"], "verzonden")
        retour = ontvangst(gemeente, self.retour(gemeente, bericht, niveau=Niveau.GEEN))
        assert (retour["status"], "iets anders" in retour["opmerking"]) == ("na_te_gaan", True)
        assert lees(gemeente, f"/berichten/{bericht}")["status"] == "afgekeurd"
        volg(gemeente, bericht, "goedgekeurd")
        assert lees(gemeente, f"/berichten/{bericht}")["status"] == "goedgekeurd"
        assert ontvangst(gemeente, self.retour(gemeente, bericht, niveau=Niveau.GEEN, nummer="R2"))[
            "status"
        ] == ("goedgekeurd")

    def test_what_was_typed_may_be_typed_otherwise_until_a_return_says_it(
        self, gemeente: TestClient, bericht: str
    ) -> None:
        begonnen = [onder(een_305(start("2026-03-02", van=HUISHOUDEN), bsn=BSN), f"305-{n}") for n in (1, 2)]
        volg(gemeente, bericht, "verzonden", "goedgekeurd", "afgekeurd")
        (zaak,) = gemeente.get("/v1/werkvoorraad").json()
        assert "is afgekeurd" in str(zaak["taken"])
        assert "TR019" in regels(ontvangst(gemeente, begonnen[0]))
        volg(gemeente, bericht, "goedgekeurd")
        assert regels(ontvangst(gemeente, begonnen[1])) == []
        ontvangst(gemeente, self.retour(gemeente, bericht, niveau=Niveau.GEEN))
        etag = {"If-Match": lees(gemeente, f"/berichten/{bericht}")["etag"]}
        pad = f"/v1/berichten/{bericht}/statussen"
        assert gemeente.post(pad, json={"status": "afgekeurd"}, headers=etag).status_code == 409

    def test_only_its_receiver_answers_it(
        self, gemeente: TestClient, bericht: str, als_aanbieder: Als
    ) -> None:
        volg(gemeente, bericht, "verzonden")
        wmo301 = codec.lees(gemeente.get(f"/v1/berichten/{bericht}/xml").content)
        ander = bouw.TWEEDE_AANBIEDER
        vervalst = replace(wmo301, header=replace(wmo301.header, ontvanger=ander))  # type: ignore[type-var, attr-defined]
        retour = antwoord(vervalst, Oordeel(Niveau.INHOUD), Afzending("R1", date(2026, 3, 3)))
        assert retour is not None
        ontvangen = ontvangst(als_aanbieder(ander), codec.schrijf(retour))
        assert "geen bericht" in ontvangen["opmerking"]
        assert lees(gemeente, f"/berichten/{bericht}")["status"] == "verzonden"

    def test_a_return_on_nothing_sent_is_for_a_person(self, gemeente: TestClient) -> None:
        niets = antwoord(
            codec.lees(een_toewijzing("WEG")), Oordeel(Niveau.GEEN), Afzending("R9", date(2026, 3, 3))
        )
        assert niets is not None
        assert "geen bericht" in ontvangst(gemeente, codec.schrijf(niets))["opmerking"]

    def test_what_was_sent_from_here_counts_until_it_is_rejected(
        self, gemeente: TestClient, bericht: str
    ) -> None:
        begonnen = onder(een_305(start("2026-03-02", van=HUISHOUDEN), bsn=BSN), "305-1")
        assert regels(ontvangst(gemeente, begonnen)) == ["TR019"]
        volg(gemeente, bericht, "verzonden")
        later = onder(een_305(start("2026-03-02", van=HUISHOUDEN), bsn=BSN), "305-2")
        assert regels(ontvangst(gemeente, later)) == []
        weg = ontvangst(gemeente, self.retour(gemeente, bericht, niveau=Niveau.INHOUD))
        rust = "Hierop rust: wmo305 305-2. Zoek uit of dat nog klopt."
        assert (weg["status"], weg["opmerking"]) == ("na_te_gaan", rust)
        assert lees(gemeente, f"/berichten/{bericht}")["overgangen"][-1]["reden"].endswith(rust)
        opnieuw = onder(een_305(start("2026-03-02", van=HUISHOUDEN), bsn=BSN), "305-3")
        assert "TR019" in regels(ontvangst(gemeente, opnieuw))

    def test_what_was_handed_over_before_it_was_sent_counts_once_and_not_after_a_rejection(
        self, gemeente: TestClient, bericht: str
    ) -> None:
        ontvangst(gemeente, gemeente.get(f"/v1/berichten/{bericht}/xml").content)
        volg(gemeente, bericht, "verzonden")
        begonnen = onder(een_305(start("2026-03-02", van=HUISHOUDEN), bsn=BSN), "305-1")
        assert regels(ontvangst(gemeente, begonnen)) == []
        ontvangst(gemeente, self.retour(gemeente, bericht, niveau=Niveau.INHOUD))
        opnieuw = onder(een_305(start("2026-03-02", van=HUISHOUDEN), bsn=BSN), "305-3")
        assert "TR019" in regels(ontvangst(gemeente, opnieuw))


class TestJudgingThatDidNotEnd:
    def test_it_is_kept_and_judged_when_the_same_bytes_come_again(
        self, gemeente: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as tijdelijk:

            def bezet(*_: object) -> None:
                raise Onbereikbaar("De database heeft het nu te druk.")

            tijdelijk.setattr(ontvangen, "beoordeel", bezet)
            wacht = lever(gemeente, een_start())
        assert (wacht.status_code, wacht.json()["status"]) == (202, "ontvangen")
        assert gemeente.get(f"{wacht.headers['Location']}/antwoord").status_code == 404
        af = ontvangst(gemeente, een_start())
        assert (af["id"], af["status"]) == (wacht.json()["id"], "afgekeurd")

    def test_it_is_judged_on_the_next_start(
        self, gemeente: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as tijdelijk:

            def bezet(*_: object) -> None:
                raise Onbereikbaar("De database heeft het nu te druk.")

            tijdelijk.setattr(ontvangen, "beoordeel", bezet)
            adres = lever(gemeente, een_start()).headers["Location"]
        beoordeel(app)
        assert gemeente.get(adres).json()["status"] == "afgekeurd"
        assert antwoord_op(gemeente, gemeente.get(adres).json()).header.ontvanger == "0957"


class TestALargeDeclaration:
    @pytest.fixture
    def adres(self, gemeente: TestClient, aanbieder: TestClient, monkeypatch: pytest.MonkeyPatch) -> str:
        """Where a declaration is found that is larger than what is judged at once."""
        ontvangst(gemeente, een_toewijzing())
        with monkeypatch.context() as tijdelijk:
            tijdelijk.setattr(berichtoordeel, "DIRECT", 0)
            wacht = lever(aanbieder, een_declaratie())
        assert (wacht.status_code, wacht.json()["status"]) == (202, "ontvangen")
        return str(wacht.headers["Location"])

    def test_it_is_judged_after_its_sender_went_on(
        self, aanbieder: TestClient, adres: str, app: FastAPI, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(berichtoordeel, "DIRECT", 0)
        assert lever(aanbieder, een_declaratie()).headers["Location"] == adres
        assert lever(aanbieder, een_declaratie()).status_code == 202
        beoordeel(app)
        af = ontvangst(aanbieder, een_declaratie())
        assert (f"{PAD}/{af['id']}", af["status"]) == (adres, "goedgekeurd")
        assert antwoord_op(aanbieder, af).declaratie_antwoord.retour_codes == ("8001",)

    def test_both_parties_see_that_it_waits_and_nobody_else(
        self, gemeente: TestClient, aanbieder: TestClient, als_gemeente: Als, adres: str
    ) -> None:
        for partij in (gemeente, aanbieder):
            assert partij.get(adres).json()["status"] == "ontvangen"
            assert partij.get(f"{adres}/antwoord").status_code == 404
        assert als_gemeente("0855", Rol.ADMINISTRATIE).get(adres).status_code == 404

    def test_what_just_came_in_is_left_to_its_request(
        self, aanbieder: TestClient, adres: str, app: FastAPI
    ) -> None:
        beoordeel(app, geduld=timedelta(seconds=2))
        assert aanbieder.get(adres).json()["status"] == "ontvangen"

    def test_a_small_one_after_it_waits_for_its_turn(
        self, gemeente: TestClient, aanbieder: TestClient, adres: str, app: FastAPI, klok: Klok
    ) -> None:
        klok.verzet(seconds=1)
        zelfde = lever(aanbieder, een_declaratie("323-2"))
        assert zelfde.status_code == 202
        assert lever(aanbieder, een_start()).status_code == 201
        beoordeel(app)
        assert gemeente.get(adres).json()["status"] == "goedgekeurd"
        assert "TR389" in regels(gemeente.get(zelfde.headers["Location"]).json())

    def test_one_that_cannot_be_judged_keeps_no_other_waiting(
        self,
        aanbieder: TestClient,
        adres: str,
        app: FastAPI,
        klok: Klok,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        klok.verzet(seconds=1)
        tweede = lever(aanbieder, een_declaratie("323-2")).headers["Location"]
        echt, geprobeerd = ontvangen.beoordeel, list[str]()

        def struikel(handeling: Handeling, bewaard: Berichtontvangst, *bericht: Any, **hoe: Any) -> object:
            geprobeerd.append(f"{PAD}/{bewaard.id}")
            if geprobeerd[-1] == adres:
                raise ZeroDivisionError
            return echt(handeling, bewaard, *bericht, **hoe)

        monkeypatch.setattr(ontvangen, "beoordeel", struikel)
        mislukt: set[UUID] = set()
        for _ in range(2):
            beoordeel(app, mislukt=mislukt)
        assert geprobeerd == [adres, tweede]
        assert [aanbieder.get(waar).json()["status"] for waar in (adres, tweede)] == [
            "ontvangen",
            "goedgekeurd",
        ]

    def test_while_the_database_is_too_busy_for_it_those_after_it_wait_too(
        self,
        aanbieder: TestClient,
        adres: str,
        app: FastAPI,
        klok: Klok,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        klok.verzet(seconds=1)
        lever(aanbieder, een_declaratie("323-2"))
        geprobeerd = list[str]()

        def bezet(_: Handeling, bewaard: Berichtontvangst, *__: Any, **___: Any) -> object:
            geprobeerd.append(f"{PAD}/{bewaard.id}")
            raise Onbereikbaar("De database heeft het nu te druk.")

        monkeypatch.setattr(ontvangen, "beoordeel", bezet)
        for _ in range(2):
            beoordeel(app)
        assert geprobeerd == [adres, adres]


def test_only_who_handles_messages_hands_one_over(als_gemeente: Als) -> None:
    for rol in (Rol.TOEGANG, Rol.BESLUIT):
        assert lever(als_gemeente("0957", rol), een_start(str(uuid4())[:8])).status_code == 403
