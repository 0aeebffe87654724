"""A provider keeps what it delivers in a month; the program declares it, and says what became of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.istandaard import codec
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.bevindingen import Bevinding
from app.istandaard.oordeel import Niveau, Oordeel, naar_samenhang
from app.istandaard.retour import Afzending, antwoord
from app.opslag import Databank
from app.processen import declareren
from tests import bouw
from tests.api.conftest import Klok
from tests.api.test_leveringen import een_toewijzing_van
from tests.api.test_ontvangsten import een_toewijzing, lever, onder, ontvangst
from tests.bouw import leg_grond_vast
from tests.istandaard.regels.bouw import een_301, header, omvang, product, toegewezen_product

Als = Callable[..., TestClient]
pytestmark = pytest.mark.beide
AGB, ELDERS = bouw.AANBIEDER, "0344"


@pytest.fixture(autouse=True)
def grond(databank: Databank) -> None:
    leg_grond_vast(databank)


@pytest.fixture
def aanbieder(als_gemeente: Als, als_aanbieder: Als, klok: Klok) -> TestClient:
    """It received allocation 1, four hours a week in 2026, from a municipality here; it is 15 April 2026."""
    ontvangst(als_gemeente("0957", Rol.ADMINISTRATIE), een_toewijzing())
    klok.nu = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)
    return als_aanbieder(AGB)


def pad(maand: str = "2026-03", nummer: int = 1, gemeente: str = "0957") -> str:
    return f"/v1/leveringen/{gemeente}/{nummer}/maanden/{maand}"


def lees(bel: TestClient, waar: str = "") -> Any:
    gelezen = bel.get(waar or pad())
    assert gelezen.status_code == 200, gelezen.text
    return gelezen.json()


def leg_vast(bel: TestClient, waar: str = "", **inhoud: Any) -> Any:
    waar = waar or pad()
    return bel.put(waar, json=inhoud, headers={"If-Match": bel.get(waar).headers["ETag"]})


def declareer(bel: TestClient, maand: str = "2026-03", gemeente: str = "0957") -> Any:
    gedaan = bel.post(f"/v1/leveringen/{gemeente}/declaraties/{maand}")
    assert gedaan.status_code == 200, gedaan.text
    return gedaan.json()


def standen(bel: TestClient, waar: str = "") -> list[tuple[int, str]]:
    return [(r["prestatie"]["bedrag"], r["stand"]) for r in lees(bel, waar)["regels"]]


def bericht_van(bel: TestClient, ronde: Any) -> Wmo323:
    gelezen = codec.lees(bel.get(f"/v1/berichten/ontvangsten/{ronde['bericht']['id']}/xml").content)
    assert isinstance(gelezen, Wmo323)
    return gelezen


def test_days_are_summed_rounded_once_and_declared(aanbieder: TestClient) -> None:
    dagen = [{"datum": f"2026-03-{dag:02d}", "aantal": 50} for dag in (2, 9, 16)]
    gehouden = leg_vast(aanbieder, dagen=dagen).json()
    assert (gehouden["eenheid"], gehouden["volume"]) == ("01", 3)  # 150 minutes
    assert gehouden["geleverd"]["inhoud"]["bedrag"] == 3 * 3400  # as the contract says
    ronde = declareer(aanbieder)
    assert (ronde["bericht"]["status"], ronde["bericht"]["soortAntwoord"]) == ("goedgekeurd", "wmo325")
    bericht = bericht_van(aanbieder, ronde)
    assert bericht.declaratie.totaal_ingediend_bedrag.totaal_bedrag == 10_200
    assert standen(aanbieder) == [(10_200, "toegekend")]
    assert not lees(aanbieder)["geleverd"]["teDeclareren"]


def test_what_stands_declared_is_not_declared_again(aanbieder: TestClient) -> None:
    leg_vast(aanbieder, aantal=480)
    declareer(aanbieder)
    leg_vast(aanbieder, aantal=480)
    assert declareer(aanbieder) == {"overgeslagen": [], "meer": False}


def test_a_correction_takes_the_line_back_and_declares_anew(aanbieder: TestClient) -> None:
    leg_vast(aanbieder, aantal=480)
    declareer(aanbieder)
    assert leg_vast(aanbieder, aantal=360).json()["geleverd"]["teDeclareren"]
    ronde = declareer(aanbieder)
    assert ronde["bericht"]["status"] == "goedgekeurd", ronde["bericht"]["bevindingen"]
    assert standen(aanbieder) == [(27_200, "toegekend"), (-27_200, "toegekend"), (20_400, "toegekend")]


OVERGESLAGEN = "/v1/werkvoorraad/berichten?soort=declaratie_overgeslagen"


def test_nothing_delivered_after_all_takes_the_line_back(aanbieder: TestClient) -> None:
    leg_vast(aanbieder, aantal=480)
    declareer(aanbieder)
    leg_vast(aanbieder, aantal=0)
    declareer(aanbieder)
    assert standen(aanbieder) == [(27_200, "toegekend"), (-27_200, "toegekend")]


def test_more_than_is_left_is_not_declared_and_says_why(aanbieder: TestClient) -> None:
    over = lees(aanbieder)["over"]
    leg_vast(aanbieder, aantal=over + 60)
    ronde = declareer(aanbieder)
    assert "bericht" not in ronde
    (overgeslagen,) = ronde["overgeslagen"]
    assert (overgeslagen["nummer"], overgeslagen["maand"]) == (1, "2026-03")
    assert (
        "Het geleverde volume past in wat voor die productperiode is toegewezen" in overgeslagen["redenen"][0]
    )
    assert overgeslagen["redenen"][-1] == f"Over van wat is toegewezen: {over} minuten."
    (taak,) = aanbieder.get(OVERGESLAGEN).json()
    assert (taak["nummer"], taak["aanZet"], taak["sinds"]) == (1, "aanbieder", "2026-04-15")
    assert taak["taak"].endswith(f"Maanden: 03-2026 ({' '.join(overgeslagen['redenen'])}).")
    declareer(aanbieder)
    assert aanbieder.get(OVERGESLAGEN).json() == [taak]
    leg_vast(aanbieder, aantal=over)
    assert aanbieder.get(OVERGESLAGEN).json() == []
    assert declareer(aanbieder)["bericht"]["status"] == "goedgekeurd"
    assert lees(aanbieder)["over"] == 0


def test_what_is_left_is_told_beside_what_goes_in_the_same_declaration(
    aanbieder: TestClient, als_gemeente: Als
) -> None:
    totaal = toegewezen_product(
        2, product=product("01", "01H02"), omvang=omvang(10, "04", "6"), ingangsdatum="2026-01-01"
    )
    bericht = een_301(totaal, kop=header(), bsn=bouw.BSN.cijfers)
    ontvangst(als_gemeente("0957", Rol.ADMINISTRATIE), onder(bericht, "301-2"))
    for maand in ("2026-02", "2026-03"):
        leg_vast(aanbieder, pad(maand, 2), aantal=360, tarief=3_400)
    (overgeslagen,) = declareer(aanbieder)["overgeslagen"]
    assert overgeslagen["redenen"][-1] == "Over van wat is toegewezen: 240 minuten."


def test_earlier_months_go_along(aanbieder: TestClient) -> None:
    leg_vast(aanbieder, pad("2026-02"), aantal=60)
    leg_vast(aanbieder, aantal=120)
    leg_vast(aanbieder, pad("2026-04"), aantal=180)
    (client,) = bericht_van(aanbieder, declareer(aanbieder)).declaratie.clienten
    assert [int(regel.geleverd_volume) for regel in client.prestaties] == [1, 2]
    assert [m["geleverd"]["teDeclareren"] for m in aanbieder.get(pad().rsplit("/", 1)[0]).json()] == [
        True,
        False,
        False,
    ]


def test_before_the_last_month_that_was_declared_a_later_one_takes_it_along(aanbieder: TestClient) -> None:
    leg_vast(aanbieder, aantal=120)
    declareer(aanbieder)
    leg_vast(aanbieder, pad("2026-02"), aantal=60)
    te_oud = aanbieder.post("/v1/leveringen/0957/declaraties/2026-02")
    assert (te_oud.status_code, te_oud.json()["fouten"]) == (
        400,
        [
            {
                "veld": "maand",
                "melding": "U declareerde al over 2026-03. Declareer 2026-03 of later; wat nog niet is "
                "gedeclareerd gaat daarin mee.",
                "regel": "TR318",
            }
        ],
    )
    assert declareer(aanbieder)["bericht"]["status"] == "goedgekeurd"
    assert standen(aanbieder, pad("2026-02")) == [(3_400, "toegekend")]


def test_what_one_message_does_not_hold_goes_in_the_next(
    aanbieder: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(declareren, "MEESTE_MAANDEN", 1)
    for maand in ("2026-02", "2026-03"):
        leg_vast(aanbieder, pad(maand), aantal=60)
    assert [declareer(aanbieder)["meer"] for _ in range(2)] == [True, False]
    assert standen(aanbieder) == standen(aanbieder, pad("2026-02")) == [(3_400, "toegekend")]


def test_a_refused_line_says_why_and_is_declared_again_when_it_is_kept_anew(aanbieder: TestClient) -> None:
    leg_vast(aanbieder, aantal=480, tarief=3500)  # not what the contract says
    assert declareer(aanbieder)["bericht"]["status"] == "deels"
    (regel,) = lees(aanbieder)["regels"]
    assert regel["stand"] == "geweigerd"
    assert regel["redenen"] == [{"code": "0611", "betekenis": "Tarief wijkt af van het contract"}]
    assert "bericht" not in declareer(aanbieder)
    leg_vast(aanbieder, aantal=480)
    assert declareer(aanbieder)["bericht"]["status"] == "goedgekeurd"
    assert sorted(standen(aanbieder)) == [(27_200, "toegekend"), (28_000, "geweigerd")]


def test_of_an_allocation_without_product_the_provider_says_which(aanbieder: TestClient) -> None:
    """Its budget is declared by the cent."""
    generiek = toegewezen_product(2, product=None, omvang=None, budget=90_000, ingangsdatum="2026-01-01")
    ontvangst(aanbieder, onder(een_301(generiek, kop=header(), bsn=bouw.BSN.cijfers), "301-2"))
    assert lees(aanbieder, pad(nummer=2))["over"] == 90_000
    zonder = leg_vast(aanbieder, pad(nummer=2), aantal=5_000)
    assert [fout["veld"] for fout in zonder.json()["fouten"]] == ["categorie", "productcode"]
    product = {"categorie": "01", "productcode": "01H01"}
    met_tarief = leg_vast(aanbieder, pad(nummer=2), aantal=5_000, tarief=3_400, **product)
    assert [fout["veld"] for fout in met_tarief.json()["fouten"]] == ["tarief"]
    gehouden = leg_vast(aanbieder, pad(nummer=2), aantal=5_000, **product).json()
    assert gehouden["geleverd"]["inhoud"] == {
        "aantal": 5_000,
        "dagen": [],
        "categorie": "01",
        "productcode": "01H01",
        "bedrag": 5_000,
    }


class TestAnAllocationWithoutProduct:
    """Its budget is spent on several products."""

    @staticmethod
    def ontvang(bel: TestClient, gemeente: str = "0957") -> None:
        generiek = toegewezen_product(2, product=None, omvang=None, budget=90_000, ingangsdatum="2026-01-01")
        bericht = een_301(generiek, kop=header(), bsn=bouw.BSN.cijfers)
        ontvangst(bel, onder(bericht, "301-2", afzender=gemeente))

    @staticmethod
    def van(code: str, gemeente: str = "0957") -> str:
        return f"{pad(nummer=2, gemeente=gemeente)}?productcode={code}"

    def houd_bij(self, bel: TestClient, code: str, aantal: int, gemeente: str = "0957") -> None:
        etag = bel.get(self.van(code, gemeente)).headers["ETag"]
        inhoud = {"aantal": aantal, "categorie": "01", "productcode": code}
        waar = pad(nummer=2, gemeente=gemeente)
        gehouden = bel.put(waar, json=inhoud, headers={"If-Match": etag})
        assert gehouden.status_code == 200, gehouden.text

    def test_each_product_stands_by_itself(self, aanbieder: TestClient, als_gemeente: Als) -> None:
        self.ontvang(als_gemeente("0957", Rol.ADMINISTRATIE))
        self.houd_bij(aanbieder, "01H01", 5_000)
        self.houd_bij(aanbieder, "01H02", 7_000)
        declareer(aanbieder)
        assert standen(aanbieder, self.van("01H01")) == [(5_000, "toegekend")]
        assert standen(aanbieder, self.van("01H02")) == [(7_000, "toegekend")]
        assert lees(aanbieder, self.van("01H01"))["over"] == 78_000
        assert aanbieder.get(pad(nummer=2)).json()["fouten"][0]["veld"] == "productcode"
        assert len(aanbieder.get("/v1/leveringen/0957/2/maanden").json()) == 2

        self.houd_bij(aanbieder, "01H01", 0)
        declareer(aanbieder)
        assert standen(aanbieder, self.van("01H01")) == [(5_000, "toegekend"), (-5_000, "toegekend")]
        assert standen(aanbieder, self.van("01H02")) == [(7_000, "toegekend")]

    def test_a_product_that_has_to_wait_does_not_keep_another_out(self, aanbieder: TestClient) -> None:
        self.ontvang(aanbieder, ELDERS)
        self.houd_bij(aanbieder, "01H01", 5_000, ELDERS)
        declareer(aanbieder, gemeente=ELDERS)
        self.houd_bij(aanbieder, "01H01", 4_000, ELDERS)
        self.houd_bij(aanbieder, "01H02", 7_000, ELDERS)
        ronde = declareer(aanbieder, gemeente=ELDERS)
        assert [o["productcode"] for o in ronde["overgeslagen"]] == ["01H01"]
        (regel,) = bericht_van(aanbieder, ronde).declaratie.clienten[0].prestaties
        assert regel.product_code == "01H02"


class TestAMunicipalityElsewhere:
    """Its answer comes later."""

    @pytest.fixture
    def aanbieder(self, als_aanbieder: Als, klok: Klok) -> TestClient:
        bel = als_aanbieder(AGB)
        ontvangst(bel, een_toewijzing_van(ELDERS))
        klok.nu = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)
        return bel

    def antwoord(self, bel: TestClient, ronde: Any, niveau: Niveau) -> None:
        gegeven = antwoord(bericht_van(bel, ronde), Oordeel(niveau), Afzending(f"A{niveau}", bouw.VANDAAG))
        assert gegeven is not None
        assert lever(bel, codec.schrijf(gegeven)).json()["status"] == "goedgekeurd"

    def test_nothing_is_taken_back_before_its_answer(self, aanbieder: TestClient) -> None:
        waar = pad(gemeente=ELDERS)
        assert leg_vast(aanbieder, waar, aantal=480).status_code == 400  # the price is not known here
        leg_vast(aanbieder, waar, aantal=480, tarief=3400)
        eerste = declareer(aanbieder, gemeente=ELDERS)
        assert standen(aanbieder, waar) == [(27_200, "open")]
        leg_vast(aanbieder, waar, aantal=360, tarief=3400)
        (wacht,) = declareer(aanbieder, gemeente=ELDERS)["overgeslagen"]
        assert "wmo325" in wacht["redenen"][0]
        self.antwoord(aanbieder, eerste, Niveau.GEEN)
        tweede = declareer(aanbieder, gemeente=ELDERS)
        assert len(bericht_van(aanbieder, tweede).declaratie.clienten[0].prestaties) == 2

    def test_a_line_that_its_answer_refuses_says_why(self, aanbieder: TestClient) -> None:
        waar = pad(gemeente=ELDERS)
        leg_vast(aanbieder, waar, aantal=480, tarief=3400)
        bericht = bericht_van(aanbieder, declareer(aanbieder, gemeente=ELDERS))
        plaats = bericht.declaratie.clienten[0].prestaties[0].plaats
        gegeven = naar_samenhang((Bevinding("TR321", "9321", "Prestatie", None, None, "", plaats),))
        wmo325 = antwoord(bericht, gegeven, Afzending("A1", date(2026, 4, 15)))
        assert wmo325 is not None
        assert lever(aanbieder, codec.schrijf(wmo325)).json()["status"] == "goedgekeurd"
        (regel,) = lees(aanbieder, waar)["regels"]
        assert (regel["stand"], [reden["code"] for reden in regel["redenen"]]) == ("geweigerd", ["9321"])

    def test_what_is_rejected_as_a_whole_is_a_task_until_it_is_kept_anew(self, aanbieder: TestClient) -> None:
        eerder, waar = pad("2026-02", gemeente=ELDERS), pad(gemeente=ELDERS)
        for maand in (eerder, waar):
            leg_vast(aanbieder, maand, aantal=480, tarief=3400)
        eerste = declareer(aanbieder, gemeente=ELDERS)
        self.antwoord(aanbieder, eerste, Niveau.INHOUD)
        geleverd = lees(aanbieder, waar)["geleverd"]
        assert (geleverd["teDeclareren"], geleverd["afgekeurd"]) == (False, True)
        assert "bericht" not in declareer(aanbieder, gemeente=ELDERS)
        (taak,) = aanbieder.get("/v1/werkvoorraad/berichten?soort=declaratie_afgekeurd").json()
        assert (taak["nummer"], taak["aanZet"], taak["sinds"]) == (1, "aanbieder", "2026-04-15")
        assert taak["taak"].endswith("Maanden: 02-2026, 03-2026.")

        leg_vast(aanbieder, waar, aantal=420, tarief=3400)
        tweede = declareer(aanbieder, gemeente=ELDERS)
        assert [
            int(r.geleverd_volume) for r in bericht_van(aanbieder, tweede).declaratie.clienten[0].prestaties
        ] == [8, 7]
        assert aanbieder.get("/v1/werkvoorraad/berichten?soort=declaratie_afgekeurd").json() == []

    def test_what_was_kept_anew_before_the_answer_goes_as_it_is(self, aanbieder: TestClient) -> None:
        waar = pad(gemeente=ELDERS)
        leg_vast(aanbieder, waar, aantal=480, tarief=3400)
        eerste = declareer(aanbieder, gemeente=ELDERS)
        leg_vast(aanbieder, waar, aantal=360, tarief=3400)
        self.antwoord(aanbieder, eerste, Niveau.INHOUD)
        assert not lees(aanbieder, waar)["geleverd"]["afgekeurd"]
        (regel,) = (
            bericht_van(aanbieder, declareer(aanbieder, gemeente=ELDERS)).declaratie.clienten[0].prestaties
        )
        assert int(regel.geleverd_volume) == 6


@pytest.mark.parametrize(
    ("maand", "inhoud", "veld"),
    [
        ("2025-12", {"aantal": 60}, "maand"),
        ("2026-05", {"aantal": 60}, "maand"),
        ("2026-03", {}, "aantal"),
        ("2026-03", {"aantal": 60, "dagen": [{"datum": "2026-03-02", "aantal": 60}]}, "aantal"),
        ("2026-03", {"dagen": [{"datum": "2026-04-02", "aantal": 60}]}, "dagen[0].datum"),
        ("2026-04", {"dagen": [{"datum": "2026-04-16", "aantal": 60}]}, "dagen[0].datum"),
        ("2026-03", {"dagen": [{"datum": "2026-03-02", "aantal": 60}] * 2}, "dagen[1].datum"),
        ("2026-03", {"dagen": [{"datum": "2026-03-02", "aantal": 1441}]}, "dagen[0].aantal"),
        ("2026-03", {"aantal": 31 * 1440 + 1}, "aantal"),
        ("2026-03", {"aantal": 60, "productcode": "01H02"}, "productcode"),
        ("2026-03", {"aantal": 60, "categorie": "02"}, "categorie"),
    ],
)
def test_what_cannot_have_been_is_refused_with_its_field(
    aanbieder: TestClient, maand: str, inhoud: dict[str, Any], veld: str
) -> None:
    geweigerd = leg_vast(aanbieder, pad(maand), **inhoud)
    assert geweigerd.status_code == 400
    assert [fout["veld"] for fout in geweigerd.json()["fouten"]] == [veld]


def test_as_much_as_there_is_time_is_kept(aanbieder: TestClient) -> None:
    assert leg_vast(aanbieder, dagen=[{"datum": "2026-03-02", "aantal": 1440}]).status_code == 200
    assert leg_vast(aanbieder, aantal=31 * 1440).status_code == 200
    meer = leg_vast(aanbieder, aantal=31 * 1440 + 1)
    assert "deze maand 31 dagen; daarin gaan hoogstens 44640 minuten" in meer.text


def test_no_other_product_is_shown_or_kept_than_the_allocation_names(aanbieder: TestClient) -> None:
    leg_vast(aanbieder, aantal=60, categorie="01", productcode="01H01")
    assert lees(aanbieder, f"{pad()}?productcode=01H01")["geleverd"]["inhoud"]["aantal"] == 60
    anders = aanbieder.get(f"{pad()}?productcode=01H02")
    assert (anders.status_code, anders.json()["fouten"]) == (
        400,
        [{"veld": "productcode", "melding": "De toewijzing noemt 01H01; u noemt 01H02."}],
    )


def test_a_month_is_declared_when_it_is_over(aanbieder: TestClient) -> None:
    leg_vast(aanbieder, pad("2026-04"), aantal=60)
    te_vroeg = aanbieder.post("/v1/leveringen/0957/declaraties/2026-04")
    assert (te_vroeg.status_code, te_vroeg.json()["fouten"][0]["regel"]) == (409, "TR137")


def test_who_read_an_older_version_changes_nothing(aanbieder: TestClient) -> None:
    leg_vast(aanbieder, aantal=60)
    assert aanbieder.put(pad(), json={"aantal": 120}, headers={"If-Match": '"0"'}).status_code == 412


def test_nobody_else_sees_or_declares_it(aanbieder: TestClient, als_aanbieder: Als) -> None:
    leg_vast(aanbieder, aantal=60)
    ander = als_aanbieder(bouw.TWEEDE_AANBIEDER)
    assert ander.get(pad()).status_code == 404
    assert "bericht" not in declareer(ander)


def test_who_it_is_about_finds_it_in_the_access_record(aanbieder: TestClient, als_gemeente: Als) -> None:
    leg_vast(aanbieder, aantal=60)
    verwerkingen = f"/v1/clienten/{bouw.CLIENT_ID}/verwerkingen?limiet=200"
    regels = als_gemeente("0957", Rol.ADMINISTRATIE).get(verwerkingen).json()
    assert {(r["activiteit"], r["actie"]) for r in regels if r["objectSoort"] == "levering"} == {
        ("lees_maand", "lezen"),
        ("leg_maand_vast", "maken"),
    }
