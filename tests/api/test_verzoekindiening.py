"""A provider asks from a short JSON; the program makes the wmo315 or wmo317 (OP306, OP307)."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.istandaard import codec
from app.istandaard.berichten.wmo317 import Wmo317
from tests import bouw
from tests.api.conftest import Klok
from tests.api.test_leveringen import een_toewijzing_van
from tests.api.test_ontvangsten import ontvangst
from tests.api.test_verzoeken import aanbieder, besluit, doe, gelukt, gemeente, grond, nummer, rijen
from tests.api.test_zonder_bsn import zonder_bsn
from tests.api.verhaal import Aanbieder, Gemeente, een_bsn, fouten

Als = Callable[..., TestClient]
pytestmark = pytest.mark.beide
__all__ = ["aanbieder", "besluit", "gemeente", "grond", "nummer"]
EIND = "2027-02-28"
UREN = {"eenheid": "04", "frequentie": "2"}


def nieuw(**anders: Any) -> dict[str, Any]:
    """Two hours a week of the product that is not allocated, from May on; None leaves a field out."""
    product = {"soort": "nieuw", "categorie": "01", "productcode": "01H02", "omvang": UREN | {"volume": 2}}
    velden = product | {"begindatum": "2026-05-01", "einddatum": EIND} | anders
    return {naam: waarde for naam, waarde in velden.items() if waarde is not None}


def meer(nummer: int, **anders: Any) -> dict[str, Any]:
    """Three hours a week instead of two from June on, until the day on which it ends now."""
    wijziging = {"soort": "wijzigen", "toewijzing": nummer, "begindatum": "2026-06-01"}
    return wijziging | {"omvang": UREN | {"volume": 3}} | anders


def persoon(**anders: Any) -> dict[str, Any]:
    wie = {"bsn": bouw.BSN.cijfers, "geboortedatum": {"datum": "1948-05-17"}, "geslacht": "2"}
    return wie | {"achternaam": "Jansen"} | anders


def vraag(bel: TestClient, *producten: dict[str, Any], soort: str = "toewijzing", **anders: Any) -> Any:
    inhoud = {"gemeente": "0957", "soort": soort, "producten": producten}
    return bel.post("/v1/verzoeken", json=inhoud | anders)


def wijzig(bel: TestClient, *producten: dict[str, Any], **anders: Any) -> Any:
    return vraag(bel, *producten, **{"soort": "wijziging", "reden": "1"} | anders)


def gedaan(antwoord: Any) -> dict[str, Any]:
    assert antwoord.status_code == 201, antwoord.text
    gelezen: dict[str, Any] = antwoord.json()
    return gelezen


def xml_van(bel: TestClient, antwoord: dict[str, Any]) -> Any:
    return codec.lees(bel.get(f"/v1/berichten/ontvangsten/{antwoord['bericht']['id']}/xml").content)


def test_each_product_is_asked_under_a_reference_of_its_own(
    aanbieder: TestClient, gemeente: TestClient, nummer: int
) -> None:
    twee = nieuw(), nieuw(begindatum="2027-03-01", einddatum="2027-05-31")
    antwoord = gedaan(vraag(aanbieder, *twee, toewijzing=nummer))

    assert (antwoord["bericht"]["berichtsoort"], antwoord["bericht"]["status"]) == ("wmo315", "goedgekeurd")
    identificatie = antwoord["bericht"]["identificatie"]
    referenties = [verzoek["referentie"] for verzoek in antwoord["verzoeken"]]
    assert referenties == [f"{identificatie}-1", f"{identificatie}-2"]
    assert {v["id"] for v in antwoord["verzoeken"]} == {rij["id"] for rij in rijen(gemeente)}
    assert xml_van(aanbieder, antwoord).client.bsn == bouw.BSN.cijfers


@pytest.mark.parametrize(
    ("anders", "veld"),
    [({"omvang": UREN | {"volume": 0}}, "omvang.volume"), ({"omvang": None, "budget": 0}, "budget")],
)
def test_nothing_is_not_asked(
    aanbieder: TestClient, gemeente: TestClient, nummer: int, anders: dict[str, Any], veld: str
) -> None:
    geweigerd = vraag(aanbieder, nieuw(**anders), toewijzing=nummer)
    (fout,) = geweigerd.json()["fouten"]
    assert (geweigerd.status_code, fout["veld"]) == (400, f"producten[0].{veld}")
    assert fout["melding"] == "Verwacht is 1 of meer."
    assert rijen(gemeente) == []


def test_a_change_fills_in_what_stays_as_it_is(
    aanbieder: TestClient, gemeente: TestClient, nummer: int
) -> None:
    antwoord = gedaan(wijzig(aanbieder, meer(nummer)))

    (verzoek,) = antwoord["verzoeken"]
    (product,) = verzoek["producten"]
    assert (product["gevraagd"]["einddatum"], product["gevraagd"]["omvang"]["volume"]) == (EIND, 3)
    assert (verzoek["inhoud"]["reden"], verzoek["verzoek"]["stand"]) == ("1", "open")
    assert [rij["soort"] for rij in rijen(gemeente)] == ["wijziging"]


def test_what_is_not_named_goes_along_unchanged(aanbieder: TestClient, nummer: int) -> None:
    erbij = nieuw(begindatum="2026-06-01")
    bericht = xml_van(aanbieder, gedaan(wijzig(aanbieder, erbij, toewijzing=nummer)))

    assert isinstance(bericht, Wmo317)
    verzoek = bericht.client.verzoek
    assert [int(p.toewijzing_nummer) for p in verzoek.ongewijzigde_producten] == [nummer]
    assert [p.product.code for p in verzoek.nieuwe_producten if p.product] == ["01H02"]


def test_another_end_leaves_the_extent_as_it_is(aanbieder: TestClient, nummer: int) -> None:
    eerder = {
        "soort": "wijzigen",
        "toewijzing": nummer,
        "begindatum": "2026-06-01",
        "einddatum": "2026-08-31",
    }
    (verzoek,) = gedaan(wijzig(aanbieder, eerder))["verzoeken"]
    gevraagd = verzoek["producten"][0]["gevraagd"]
    assert (gevraagd["einddatum"], gevraagd["omvang"]) == ("2026-08-31", UREN | {"volume": 2})


def test_somebody_without_an_allocation_is_named(
    aanbieder: TestClient, gemeente: TestClient, klok: Klok
) -> None:
    antwoord = gedaan(vraag(aanbieder, nieuw(), client=persoon()))
    assert xml_van(aanbieder, antwoord).client.naam.geslachtsnaam.achternaam == "Jansen"
    assert [rij["soort"] for rij in rijen(gemeente)] == ["toewijzing"]


def test_a_code_of_no_municipality_is_refused(aanbieder: TestClient) -> None:
    antwoord = vraag(aanbieder, nieuw(), client=persoon(), gemeente="9999")
    assert (antwoord.status_code, fouten(antwoord)) == (400, {("gemeente", "TR378")})


def test_one_request_at_a_time_is_open_for_a_client(
    aanbieder: TestClient, gemeente: TestClient, nummer: int
) -> None:
    gedaan(wijzig(aanbieder, meer(nummer)))
    tweede = vraag(aanbieder, nieuw(), toewijzing=nummer)
    nog_eens = wijzig(aanbieder, meer(nummer))
    assert tweede.status_code == nog_eens.status_code == 409
    assert fouten(tweede) == fouten(nog_eens) == {("producten", "TR374")}
    assert len(rijen(gemeente)) == 1

    gelukt(doe(gemeente, "antwoorden", {"antwoord": "afwijzen", "reden": "7"}))
    gedaan(vraag(aanbieder, nieuw(), toewijzing=nummer))


@pytest.mark.parametrize(
    ("product", "veld", "regel"),
    [
        ({"omvang": None}, "producten[0].omvang", "CD041"),
        ({"einddatum": None}, "producten[0].einddatum", "CD076"),
        ({"einddatum": "2026-04-30"}, "producten[0].einddatum", "CS003"),
        ({"begindatum": None}, "producten[0].begindatum", None),
        ({"soort": "wijzigen", "toewijzing": 1}, "producten[0].soort", None),
    ],
)
def test_what_the_rules_refuse_is_named_by_its_field_and_not_sent(
    aanbieder: TestClient, nummer: int, product: dict[str, Any], veld: str, regel: str | None
) -> None:
    antwoord = vraag(aanbieder, nieuw(**product), toewijzing=nummer)
    assert antwoord.status_code == 400
    assert (veld, regel) in fouten(antwoord)
    assert rijen(aanbieder) == []
    assert bouw.BSN.cijfers not in antwoord.text


@pytest.mark.parametrize(
    ("soort", "velden"),
    [
        ("ongewijzigd", {"einddatum": EIND, "productcode": "01H02", "budget": 1}),
        ("wijzigen", {"categorie": "01", "productcode": "01H02"}),
    ],
)
def test_nothing_that_is_sent_is_dropped_in_silence(
    aanbieder: TestClient, nummer: int, soort: str, velden: dict[str, Any]
) -> None:
    gelijk = {"soort": "ongewijzigd", "toewijzing": nummer}
    product = (gelijk if soort == "ongewijzigd" else meer(nummer)) | velden
    antwoord = wijzig(aanbieder, nieuw(begindatum="2026-06-01"), product)
    assert antwoord.status_code == 400
    assert {veld for veld, _ in fouten(antwoord)} == {f"producten[1].{naam}" for naam in velden}


def test_a_change_of_the_past_is_refused_by_its_field(aanbieder: TestClient, nummer: int) -> None:
    antwoord = wijzig(aanbieder, meer(nummer, begindatum="2026-04-01"))
    assert antwoord.status_code == 400
    assert ("producten[0].begindatum", "TR357") in fouten(antwoord)


@pytest.mark.parametrize(
    ("eenheid", "frequentie", "meeste"),
    [("01", "1", 1440), ("04", "2", 168), ("14", "4", 31), ("16", "2", 42)],
)
def test_more_than_there_is_time_is_not_asked(
    aanbieder: TestClient, nummer: int, eenheid: str, frequentie: str, meeste: int
) -> None:
    omvang = {"eenheid": eenheid, "frequentie": frequentie}
    meer = vraag(aanbieder, nieuw(omvang=omvang | {"volume": meeste + 1}), toewijzing=nummer)
    assert (meer.status_code, fouten(meer)) == (400, {("producten[0].omvang", None)})
    assert "Meer tijd dan er is" in meer.text
    gedaan(vraag(aanbieder, nieuw(omvang=omvang | {"volume": meeste}), toewijzing=nummer))


def test_what_asks_no_change_is_refused_by_a_field_that_was_sent(aanbieder: TestClient, nummer: int) -> None:
    antwoord = wijzig(aanbieder, {"soort": "ongewijzigd", "toewijzing": nummer})
    assert (antwoord.status_code, fouten(antwoord)) == (400, {("producten", "TR353")})


def test_who_the_client_is_is_said_in_one_way(aanbieder: TestClient, nummer: int) -> None:
    niemand = vraag(aanbieder, nieuw())
    dubbel = vraag(aanbieder, nieuw(), toewijzing=nummer, client=persoon())
    zonder_reden = vraag(aanbieder, meer(nummer), soort="wijziging")
    assert [antwoord.status_code for antwoord in (niemand, dubbel, zonder_reden)] == [400] * 3
    assert fouten(dubbel) == {("client", None)}
    assert fouten(zonder_reden) == {("reden", "IV092")}


def test_a_product_that_the_municipality_does_not_have_is_named_among_what_was_asked(
    aanbieder: TestClient, nummer: int
) -> None:
    later = {"begindatum": "2027-03-01", "einddatum": "2027-05-31"}
    los = vraag(aanbieder, nieuw(), nieuw(productcode="01H99", **later), toewijzing=nummer)
    onbekend = nieuw(productcode="01H99", begindatum="2026-06-01")
    bij_wijziging = wijzig(aanbieder, {"soort": "ongewijzigd", "toewijzing": nummer}, onbekend)
    for antwoord in (los, bij_wijziging):
        assert (antwoord.status_code, fouten(antwoord)) == (400, {("producten[1].productcode", "TR381")})


def test_a_change_after_the_end_says_when_that_is(aanbieder: TestClient, nummer: int) -> None:
    antwoord = wijzig(aanbieder, meer(nummer, begindatum="2027-03-01"))
    assert (antwoord.status_code, fouten(antwoord)) == (400, {("producten[0].begindatum", "CS003")})
    assert "eindigt op 28 februari 2027" in antwoord.text
    gedaan(wijzig(aanbieder, meer(nummer, begindatum="2027-03-01", einddatum="2027-05-31")))


def test_what_another_provider_received_is_not_found(als_aanbieder: Als, nummer: int) -> None:
    ander = als_aanbieder("42420002")
    antwoord = wijzig(ander, meer(nummer))
    assert antwoord.status_code == 404


def test_what_goes_elsewhere_is_sent_and_stays_open(als_aanbieder: Als, grond: None) -> None:
    bel = als_aanbieder(bouw.AANBIEDER)
    ontvangst(bel, een_toewijzing_van("0344"))
    antwoord = gedaan(vraag(bel, nieuw(), toewijzing=1, gemeente="0344"))
    assert antwoord["bericht"]["status"] == "verzonden"
    assert [rij["stand"] for rij in rijen(bel, "?open=true")] == ["open"]


class TestWithoutACase:
    """A request of somebody whom the municipality gets to know after it."""

    @pytest.fixture
    def roermond(self, als_gemeente: Als, klok: Klok, grond: None) -> Gemeente:
        return Gemeente(als_gemeente, klok, "0957")

    @pytest.fixture
    def bsn(self, linde: Aanbieder, roermond: Gemeente) -> str:
        inhoud = {"gemeente": "0957", "soort": "toewijzing", "producten": [nieuw()]}
        linde.doe("POST", "/verzoeken", inhoud | {"client": persoon(bsn=(bsn := een_bsn()))})
        assert self.zaken(roermond) == [None]
        return bsn

    @staticmethod
    def zaken(roermond: Gemeente) -> list[str | None]:
        """Of each request that the municipality has to deal with, its case; None of one that is without."""
        los = [None for taak in roermond.lees("/werkvoorraad/berichten") if "verzoekId" in taak]
        return los + [
            zaak["meldingId"]
            for zaak in roermond.lees("/werkvoorraad")
            if any("Beslis op het verzoek" in taak for taak in zaak["taken"])
        ]

    def test_it_is_a_task_of_the_case_that_comes_to_be(self, roermond: Gemeente, bsn: str) -> None:
        melding = roermond.neem_melding_aan(roermond.leg_client_vast(bsn=bsn))
        assert self.zaken(roermond) == [melding["id"]]
        (rij,) = roermond.lees("/verzoeken")
        gelezen = roermond.lees(f"/verzoeken/{rij['id']}")
        assert (gelezen["clientId"], gelezen["verzoek"]["meldingId"]) == (melding["clientId"], melding["id"])
        beletsels = {b["veld"] for keuze in gelezen["keuzes"] for b in keuze["beletsels"]}
        assert beletsels == {"producten[0].productcode"}
        pad = f"/clienten/{melding['clientId']}/verwerkingen"
        assert "verzoek" in {regel["objectSoort"] for regel in roermond.lees(pad)}

    def test_and_so_when_its_bsn_is_known_later(self, roermond: Gemeente, bsn: str) -> None:
        client = zonder_bsn(roermond)
        melding = roermond.neem_melding_aan(client)
        assert self.zaken(roermond) == [None]
        bewijs = {"datum": roermond.over(), "wijze": "basisregistratie"}
        roermond.wijzig_client(client, bsn=bsn, identificatie=bewijs)
        assert self.zaken(roermond) == [melding["id"]]

    def test_that_of_somebody_else_stays_where_it_is(self, roermond: Gemeente, bsn: str) -> None:
        roermond.neem_melding_aan()
        assert self.zaken(roermond) == [None]
