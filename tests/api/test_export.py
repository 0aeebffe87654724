"""All that is held about one person, for who asks what is known of him (AVG art. 15, W06)."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, get_args
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from lxml import html
from pydantic import BaseModel

from app.api import inzage
from app.api.export import AanbiederexportUit, ExportUit
from app.api.kader.beurt import INZAGE
from app.api.kader.rest import handeling
from app.api.kader.rest.modellen import GROOTSTE_LIJST
from app.domain.bewaren import Vernietigingsverzoek
from app.domain.partijen import Rol
from app.opslag import Databank
from app.processen import export
from app.processen.export import Aanbiederexport, Export
from tests import bouw
from tests.api.conftest import Klok
from tests.api.test_ontvangsten import een_toewijzing, ontvangst
from tests.bouw import Zaak, leg_grond_vast, leg_zaak_vast

Als = Callable[..., TestClient]

OVERAL = {"gemeente", "client_id", "revisie"}
NIET_GETOOND = {
    "client": {"eerder_bsn"},  # somebody else's, perhaps
    "toewijzingen": {"melding_id", "onder_eerder_bsn"},  # the decision that it shows has it; see the client
    "berichten": {"versies", "wacht_in"},  # the XML has them; the worklist shows what waits
    "ondersteuningsplannen": {"afschriften"},  # they are among the documents
    "documenten": {"pdf"},
    # In the message, in the access record, and said by the return that says otherwise.
    "ontvangsten": {"bsns", "indiener", "ook_van", "weersproken", "vernietigd"},
    "leveringen": {"id", "van", "toewijzing", "te_melden", "bericht"},  # number and messages are there
    "maanden": {"id", "toewijzing", "client", "bericht"},
    # Of the other kind of party, or a keyed hash and a pseudonym.
    "bewaarredenen": {"aanbieder", "persoon", "betrokkene"},
    "vernietigingsverzoeken": {"aanbieder", "persoon", "betrokkene"},
    "Aanbiederexport.bewaarredenen": {"aanbieder", "persoon", "betrokkene", "melding_id"},
    "verwerkingen": {"id", "span_id", "parent_span_id", "aanroeper_span_id", "einde", "versie"},  # technical
}


@pytest.fixture
def zaak(databank: Databank) -> Zaak:
    with databank.transactie(bouw.verwerker()) as opslag:
        zaak = leg_zaak_vast(opslag)
        opslag.bewaarredenen.bewaar(bouw.een_bewaarreden(zaak.melding))
        opslag.vernietigingsverzoeken.bewaar(
            Vernietigingsverzoek(uuid4(), bouw.ROERMOND, zaak.client.id, bouw.VANDAAG)
        )
        opslag.clienten.bewaar(bouw.een_client(id=uuid4(), bsn=bouw.ANDER_BSN))
    return zaak


def lees(als_gemeente: Callable[..., TestClient], zaak: Zaak, code: str = bouw.ROERMOND) -> Any:
    antwoord = als_gemeente(code, Rol.ADMINISTRATIE).get(f"/v1/clienten/{zaak.client.id}/export")
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.json()


def test_an_export_holds_one_of_each_kind_of_thing_that_was_recorded(
    als_gemeente: Callable[..., TestClient], zaak: Zaak
) -> None:
    inhoud = lees(als_gemeente, zaak)

    assert inhoud["client"]["bsn"] == bouw.BSN.cijfers
    lijsten = {naam: len(lijst) for naam, lijst in inhoud.items() if isinstance(lijst, list)}
    assert lijsten == dict.fromkeys(
        (
            "meldingen", "onderzoeken", "plannenVanAanpak", "ondersteuningsplannen", "planversies",
            "beoordelingen", "afzieningen", "aanvragen", "besluiten", "bezwaren", "feiten", "toewijzingen",
            "berichten", "rapportages", "documenten", "bewaarredenen", "vernietigingsverzoeken",
        ),
        1,
    ) | {
        "delingen": 0, "omzettingen": 1, "verwerkingen": 19, "ontvangsten": 1,
        "verzoeken": 0, "levermeldingen": 0, "declaratieregels": 0,
    }  # fmt: skip
    assert inhoud["berichten"][0]["xml"] == zaak.bericht.xml.decode()
    assert inhoud["documenten"][0]["sha256"] == zaak.document.sha256
    assert inhoud["planversies"][0]["planId"] == str(zaak.plan.id)


@pytest.mark.parametrize(
    ("gehouden_door", "getoond"), [(Export, ExportUit), (Aanbiederexport, AanbiederexportUit)]
)
def test_every_field_that_is_held_is_shown_unless_it_is_known_why_not(
    gehouden_door: type[Any], getoond: type[BaseModel]
) -> None:
    for veld in fields(gehouden_door):
        soorten = [s for s in get_args(veld.type) if s is not Ellipsis] or [veld.type]
        model: Any = getoond.model_fields[veld.name].annotation
        while get_args(model):
            model = get_args(model)[0]
        if hasattr(model, "model_fields"):
            gehouden = {f.name for f in fields(soorten[0])}
            niet = NIET_GETOOND.get(veld.name, set())
            niet = NIET_GETOOND.get(f"{gehouden_door.__name__}.{veld.name}", niet)
            assert gehouden - set(model.model_fields) - OVERAL == niet & gehouden, veld.name


def test_an_export_is_recorded_as_reading_all_of_it(
    als_gemeente: Callable[..., TestClient], zaak: Zaak
) -> None:
    lees(als_gemeente, zaak)

    spoor = lees(als_gemeente, zaak)["verwerkingen"]

    gelezen = {(v["actie"], v["objectSoort"]) for v in spoor if v["activiteit"] == "exporteer_client"}
    assert gelezen == {("lezen", v["objectSoort"]) for v in spoor}
    assert len(gelezen) == 21


def test_more_than_a_page_of_a_list_is_exported_whole(
    als_gemeente: Callable[..., TestClient], databank: Databank, zaak: Zaak
) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        for _ in range(GROOTSTE_LIJST):
            opslag.rapportages.bewaar(bouw.nog_een(zaak.rapportage))

    inhoud = lees(als_gemeente, zaak)

    assert len(inhoud["rapportages"]) == GROOTSTE_LIJST + 1
    assert len(inhoud["verwerkingen"]) == GROOTSTE_LIJST + 19


def test_a_long_access_record_goes_on_elsewhere(
    als_gemeente: Callable[..., TestClient], zaak: Zaak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "GROOTSTE_LIJST", 10)

    inhoud = lees(als_gemeente, zaak)

    rest = als_gemeente(bouw.ROERMOND).get(
        f"/v1/clienten/{zaak.client.id}/verwerkingen", params={"cursor": inhoud["vervolgVerwerkingen"]}
    )
    assert len(inhoud["verwerkingen"]) == 10
    assert len([v for v in rest.json() if v["activiteit"] != "exporteer_client"]) == 9


def test_only_who_administers_the_own_municipality_exports(
    als_gemeente: Callable[..., TestClient], als_aanbieder: Callable[..., TestClient], zaak: Zaak
) -> None:
    pad = f"/v1/clienten/{zaak.client.id}/export"
    for rol in (Rol.TOEGANG, Rol.BESLUIT):
        assert als_gemeente(bouw.ROERMOND, rol).get(pad).status_code == 403
    assert als_gemeente(bouw.HEUSDEN, Rol.ADMINISTRATIE).get(pad).status_code == 404
    assert als_aanbieder(bouw.AANBIEDER).get(pad).status_code == 403


def test_a_provider_shows_what_it_only_reads_here(als_aanbieder: Als, zaak: Zaak) -> None:
    antwoord = als_aanbieder(bouw.AANBIEDER).post("/v1/exporten", json={"bsn": bouw.BSN.cijfers})
    (toewijzing,), (bericht,) = antwoord.json()["toewijzingen"], antwoord.json()["berichten"]
    assert (toewijzing["gemeente"], toewijzing["nummer"]) == (bouw.ROERMOND, zaak.toewijzing.nummer)
    assert toewijzing["begindatum"] == zaak.toewijzing.actueel.periode.begin.isoformat()
    assert bericht["id"] == str(zaak.bericht.id)


@pytest.mark.beide
@pytest.mark.parametrize(
    "export",
    [
        "GET /clienten/{id}/export",
        "GET /clienten/{id}/export/document",
        "POST /exporten",
        "POST /exporten/document",
    ],
)
class TestBegrensd:
    """What is held about a person may be much, so that few get it at a time."""

    @pytest.fixture
    def exporteer(
        self, als_gemeente: Als, als_aanbieder: Als, zaak: Zaak, export: str
    ) -> Callable[..., Response]:
        methode, _, pad = export.partition(" ")
        als = als_gemeente(bouw.ROERMOND, Rol.ADMINISTRATIE) if methode == "GET" else als_aanbieder()
        inhoud = None if methode == "GET" else {"bsn": bouw.BSN.cijfers}
        return lambda **kw: als.request(methode, f"/v1{pad.format(id=zaak.client.id)}", json=inhoud, **kw)

    def test_who_comes_when_many_wait_has_to_come_back(self, exporteer: Callable[..., Response]) -> None:
        with ExitStack() as bezet:
            for wie in ("a", "b", "c"):
                bezet.enter_context(INZAGE._plaats(wie))
            assert exporteer().status_code == 503
        assert exporteer().status_code == 200

    def test_one_party_leaves_others_a_place(self, exporteer: Callable[..., Response], export: str) -> None:
        zelf = bouw.ROERMOND if export.startswith("GET") else "12345678"
        for wie, status in (("een ander", 200), (zelf, 503)):
            with INZAGE._plaats(wie), INZAGE._plaats(wie):
                assert exporteer().status_code == status

    def test_it_waits_for_its_turn_and_is_written_while_no_transaction_is_open(
        self, exporteer: Callable[..., Response], databank: Databank, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        gemeten: dict[str, int] = {}

        def meet(waar: Any, naam: str) -> None:
            echt = getattr(waar, naam)

            def doe(*gegeven: Any, **kw: Any) -> Any:
                gemeten[naam] = sum(motor.pool.checkedout() for motor in databank.motoren)  # type: ignore[attr-defined]
                return echt(*gegeven, **kw)

            monkeypatch.setattr(waar, naam, doe)

        meet(INZAGE, "beurt")
        meet(handeling, "_als_json")
        meet(inzage, "maak_webblad")
        assert exporteer().status_code == 200
        assert len(gemeten) == 2
        assert set(gemeten.values()) == {0}

    def test_under_a_key_it_is_kept(self, exporteer: Callable[..., Response], export: str) -> None:
        sleutel = {"Idempotency-Key": "een-sleutel"}
        eerst, opnieuw = exporteer(headers=sleutel), exporteer(headers=sleutel)
        assert eerst.status_code == opnieuw.status_code == 200
        assert ("Idempotent-Replayed" in opnieuw.headers) is export.startswith("POST")


class TestUitgewisseld:
    """What messages left behind about a person, with either of both parties."""

    BERICHTEN = frozenset({"wmo301", "wmo305", "wmo317", "wmo323"})

    @pytest.fixture(autouse=True)
    def begin(self, databank: Databank, als_gemeente: Als, als_aanbieder: Als, klok: Klok) -> None:
        leg_grond_vast(databank)
        self.gemeente = als_gemeente(bouw.ROERMOND, Rol.ADMINISTRATIE)
        self.aanbieder = als_aanbieder(bouw.AANBIEDER)
        ontvangst(self.gemeente, een_toewijzing())
        klok.nu = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)
        self._doe("put", "/leveringen/0957/1", {"leverperiodes": [{"begindatum": "2026-03-02"}]})
        self._doe("post", "/leveringen/0957/meldingen")
        self._doe("put", "/leveringen/0957/1/maanden/2026-03", {"aantal": 480})
        self._doe("post", "/leveringen/0957/declaraties/2026-03")
        anders = {"volume": 6, "eenheid": "04", "frequentie": "2"}
        wijzigen = {"soort": "wijzigen", "toewijzing": 1, "begindatum": "2026-06-01", "omvang": anders}
        gevraagd = {"gemeente": "0957", "soort": "wijziging", "reden": "1", "producten": [wijzigen]}
        self._doe("post", "/verzoeken", gevraagd)

    def _doe(self, methode: str, pad: str, inhoud: Any = None) -> None:
        pad = f"/v1{pad}"
        koppen = {"If-Match": self.aanbieder.get(pad).headers["ETag"]} if methode == "put" else {}
        antwoord = self.aanbieder.request(methode, pad, json=inhoud, headers=koppen)
        assert antwoord.status_code < 300, antwoord.text

    def van_gemeente(self) -> Any:
        antwoord = self.gemeente.get(f"/v1/clienten/{bouw.CLIENT_ID}/export")
        assert antwoord.status_code == 200, antwoord.text
        return antwoord.json()

    def van_aanbieder(self, bsn: str = bouw.BSN.cijfers) -> Any:
        antwoord = self.aanbieder.post("/v1/exporten", json={"bsn": bsn})
        assert antwoord.status_code == 200, antwoord.text
        return antwoord.json()

    def test_the_file_at_the_municipality_holds_it(self) -> None:
        inhoud = self.van_gemeente()
        (verzoek,) = inhoud["verzoeken"]
        assert verzoek["verzoek"]["stand"] == "open"
        assert verzoek["inhoud"]["producten"][0]["omvang"]["volume"] == 6
        (melding,) = inhoud["levermeldingen"]
        assert (melding["toewijzing"], melding["begindatum"]) == (1, "2026-03-02")
        (regel,) = inhoud["declaratieregels"]
        assert (regel["prestatie"]["volume"], regel["geweigerd"]) == (8, False)
        berichten = {ontvangst["berichtsoort"]: ontvangst["xml"] for ontvangst in inhoud["ontvangsten"]}
        assert berichten.keys() == self.BERICHTEN
        assert bouw.BSN.cijfers in berichten["wmo317"]

    def test_the_file_at_the_provider_holds_it_with_what_it_keeps_itself(self) -> None:
        inhoud = self.van_aanbieder()
        assert [(t["gemeente"], t["nummer"]) for t in inhoud["toewijzingen"]] == [("0957", 1)]
        assert inhoud["leveringen"][0]["leverperiodes"][0]["begindatum"] == "2026-03-02"
        assert [(m["maand"], m["inhoud"]["aantal"]) for m in inhoud["maanden"]] == [("2026-03", 480)]
        gemeente = self.van_gemeente()
        for soort in ("levermeldingen", "declaratieregels"):
            assert inhoud[soort] == gemeente[soort]
        assert {v["id"] for v in inhoud["verzoeken"]} == {v["id"] for v in gemeente["verzoeken"]}
        assert {ontvangst["berichtsoort"] for ontvangst in inhoud["ontvangsten"]} == self.BERICHTEN

    def test_an_answer_that_names_nobody_is_of_who_it_is_about(self) -> None:
        (verzoek,) = self.gemeente.get("/v1/verzoeken").json()
        pad = f"/v1/verzoeken/{verzoek['id']}"
        etag = {"If-Match": self.gemeente.get(pad).headers["ETag"]}
        gedaan = self.gemeente.post(f"{pad}/antwoorden", json={"antwoord": "in_onderzoek"}, headers=etag)
        assert gedaan.status_code < 300, gedaan.text
        (id,) = [o["id"] for o in self.van_aanbieder()["ontvangsten"] if o["berichtsoort"] == "wmo319"]
        retour = self.aanbieder.get(f"/v1/berichten/ontvangsten/{id}/antwoord").content
        ontvangst(self.aanbieder, retour)
        for inhoud in (self.van_gemeente(), self.van_aanbieder()):
            soorten = {ontvangst["berichtsoort"] for ontvangst in inhoud["ontvangsten"]}
            assert soorten == self.BERICHTEN | {"wmo319", "wmo320"}

    def test_of_somebody_else_a_provider_keeps_nothing(self, als_aanbieder: Als) -> None:
        assert not any(self.van_aanbieder(bouw.ANDER_BSN.cijfers).values())
        self.aanbieder = als_aanbieder(bouw.TWEEDE_AANBIEDER)
        assert not any(self.van_aanbieder().values())

    def test_the_person_reads_it_in_words_at_either(self) -> None:
        van_gemeente = self.gemeente.get(f"/v1/clienten/{bouw.CLIENT_ID}/export/document")
        van_aanbieder = self.aanbieder.post("/v1/exporten/document", json={"bsn": bouw.BSN.cijfers})
        for antwoord, naam in ((van_gemeente, "Aanbieder"), (van_aanbieder, "Gemeente")):
            assert antwoord.status_code == 200, antwoord.text
            blad = html.document_fromstring(antwoord.content)
            rijen = {tuple(cel.text_content() for cel in rij) for rij in blad.iter("tr")}
            assert ("Stand", "open", "Hoe het ermee staat.") in {
                (r[0].split(": ")[-1], *r[1:]) for r in rijen
            }
            assert any(rij[0].endswith(naam) and not rij[1].isdigit() for rij in rijen)
            assert any("Prestatie: Bedrag" in rij[0] and "272" in rij[1] for rij in rijen)

    def test_the_access_record_of_a_municipality_tells_of_its_own_export_only(self) -> None:
        self.van_aanbieder()
        self.van_gemeente()
        gelezen = {
            (v["activiteit"], v["objectSoort"])
            for v in self.van_gemeente()["verwerkingen"]
            if v["activiteit"] in ("exporteer_client", "exporteer_persoon") and v["actie"] == "lezen"
        }
        van_beide = {"verzoek", "berichtontvangst"}
        assert {s for a, s in gelezen if a == "exporteer_client"} >= van_beide
        assert {s for a, s in gelezen if a == "exporteer_persoon"} == set()

    def test_each_exports_with_its_own_operation(self, als_gemeente: Als) -> None:
        bsn = {"bsn": bouw.BSN.cijfers}
        for pad in ("/v1/exporten", "/v1/exporten/document"):
            assert self.gemeente.post(pad, json=bsn).status_code == 403
