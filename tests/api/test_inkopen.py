"""Providers, products, contracts and regioprofielen: who keeps them and who reads them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from app.domain.partijen import Rol
from app.opslag import Databank, tabellen
from tests.api.spoed import ontwerp, regel
from tests.api.verhaal import AGB, BRIEFGEGEVENS, Aanbieder, Gemeente, Json, fouten

PRODUCT = {"categorie": "02", "code": "02F01", "omschrijving": "Begeleiding", "eenheden": ["01"]}
CONTRACT = {
    "aanbieder": AGB,
    "categorie": "01",
    "code": "01H01",
    "eenheid": "04",
    "tarief": 3500,
    "periode": {"begindatum": "2025-06-01"},
}


def test_a_provider_changes_its_address_with_the_municipality(roermond: Gemeente) -> None:
    nieuw = {"naam": "De Linde", "zorgmail": "nieuw@zorgmail.example.nl", "berichtenHier": True}
    pad = f"/aanbieders/{AGB}"

    gewijzigd = roermond.stap(pad, "", nieuw, methode="PUT", rol=Rol.ADMINISTRATIE)

    assert gewijzigd == nieuw | {"agb": AGB, "gemeente": "0957"} == roermond.lees(pad)
    assert roermond.probeer("PUT", pad, nieuw, rol=Rol.ADMINISTRATIE).status_code == 428


def test_an_address_that_was_kept_before_it_was_looked_at_is_read_and_not_taken_again(
    roermond: Gemeente, databank: Databank
) -> None:
    with databank.motor.begin() as verbinding:
        inhoud = verbinding.execute(select(tabellen.aanbieder.c.inhoud)).scalars().one()
        anders = inhoud | {"zorgmail": "via het portaal"}
        verbinding.execute(update(tabellen.aanbieder).values(inhoud=anders))

    aanbieder = roermond.lees(f"/aanbieders/{AGB}")

    assert aanbieder["zorgmail"] == "via het portaal"
    wijziging = {naam: aanbieder[naam] for naam in ("naam", "zorgmail", "berichtenHier")}
    antwoord = roermond.probeer("PUT", f"/aanbieders/{AGB}", wijziging, rol=Rol.ADMINISTRATIE, etag='"1"')
    assert (antwoord.status_code, fouten(antwoord)) == (400, {("zorgmail", None)})


def test_a_provider_reads_itself_where_it_is_known(
    roermond: Gemeente, heusden: Gemeente, linde: Aanbieder
) -> None:
    assert {a["gemeente"] for a in linde.lees("/aanbieders")} == {"0957", "0797"}
    assert linde.lees(f"/aanbieders/{AGB}?gemeente=0797")["gemeente"] == "0797"
    assert linde.probeer("GET", f"/aanbieders/{AGB}").status_code == 400


def test_location_leads_to_a_product(roermond: Gemeente) -> None:
    antwoord = roermond.probeer("POST", "/producten", PRODUCT, rol=Rol.ADMINISTRATIE)

    assert antwoord.headers["Location"] == "/v1/producten/02/02F01"
    nieuw = PRODUCT | {"gemeente": "0957", "eerder": [], "overgangen": []}
    assert roermond.lees("/producten/02/02F01") == nieuw == antwoord.json()


def test_a_provider_reads_products_and_contracts_of_its_municipalities_only(
    roermond: Gemeente, linde: Aanbieder
) -> None:
    roermond.doe("POST", "/aanbieders", {"agb": "41410009", "naam": "Ander"}, rol=Rol.ADMINISTRATIE)
    ander = roermond.doe("POST", "/contracten", CONTRACT | {"aanbieder": "41410009"}, rol=Rol.ADMINISTRATIE)

    assert [p["code"] for p in linde.lees("/producten")] == ["01H01"]
    assert [c["aanbieder"] for c in linde.lees("/contracten")] == [AGB]
    assert linde.probeer("GET", f"/contracten/{ander['id']}").status_code == 404
    assert len(roermond.lees("/contracten")) == 2
    assert roermond.lees("/contracten?aanbieder=41410009") == [ander]


def test_contracts_for_the_same_do_not_overlap(roermond: Gemeente) -> None:
    assert roermond.probeer("POST", "/contracten", CONTRACT, rol=Rol.ADMINISTRATIE).status_code == 409


def test_a_contract_is_in_a_unit_of_the_product(roermond: Gemeente) -> None:
    antwoord = roermond.probeer("POST", "/contracten", CONTRACT | {"eenheid": "83"}, rol=Rol.ADMINISTRATIE)

    assert (antwoord.status_code, fouten(antwoord)) == (400, {("eenheid", None)})


def test_only_administration_buys(roermond: Gemeente, linde: Aanbieder) -> None:
    for pad, inhoud in (
        ("/aanbieders", {"agb": "41410009", "naam": "Ander"}),
        ("/producten", PRODUCT),
        ("/contracten", CONTRACT),
    ):
        assert roermond.probeer("POST", pad, inhoud).status_code == 403
        assert linde.probeer("POST", pad, inhoud).status_code == 403


def test_both_sides_read_how_a_region_works(roermond: Gemeente, linde: Aanbieder) -> None:
    assert {p["code"] for p in roermond.lees("/regioprofielen")} == {"MLO", "HVB"}
    mlo = linde.lees("/regioprofielen/MLO/2018.1")
    assert (mlo["begint"], mlo["deelwijze"]) == ("gemeente", "informeren")
    assert [a["eis"] for a in mlo["aandachtspunten"]] == ["M01", "M19", "M19"]
    assert linde.probeer("GET", "/regioprofielen/MLO/1").status_code == 404


def een_contract(gemeente: Gemeente, **anders: Any) -> Json:
    """A contract of its own, on a product that has none yet."""
    gemeente.probeer("POST", "/producten", PRODUCT, rol=Rol.ADMINISTRATIE)
    eigen = {"categorie": "02", "code": "02F01", "eenheid": "01"}
    return gemeente.doe("POST", "/contracten", CONTRACT | eigen | anders, rol=Rol.ADMINISTRATIE)  # type: ignore[no-any-return]


def test_a_contract_ends_and_the_next_one_follows(roermond: Gemeente) -> None:
    contract = een_contract(roermond)
    pad = f"/contracten/{contract['id']}"
    einde = {"einddatum": "2026-12-31", "reden": "Opgezegd."}
    assert roermond.probeer("POST", f"{pad}/beeindigingen", einde, rol=Rol.ADMINISTRATIE).status_code == 428

    uit = roermond.stap(pad, "/beeindigingen", einde, rol=Rol.ADMINISTRATIE)
    assert uit["periode"] == {"begindatum": "2025-06-01", "einddatum": "2026-12-31"}
    assert [(o["naar"], o["reden"]) for o in uit["overgangen"]] == [("beeindigd", "Opgezegd.")]
    een_contract(roermond, periode={"begindatum": "2027-01-01"})
    later = {"einddatum": "2027-01-01", "reden": "Toch later."}
    assert roermond.probeer_stap(pad, "/beeindigingen", later, rol=Rol.ADMINISTRATIE).status_code == 409
    voor_begin = {"einddatum": "2025-05-31", "reden": "Te vroeg."}
    antwoord = roermond.probeer_stap(pad, "/beeindigingen", voor_begin, rol=Rol.ADMINISTRATIE)
    assert (antwoord.status_code, fouten(antwoord)) == (400, {("einddatum", None)})


def test_a_new_tariff_follows_and_the_old_one_stays_known(roermond: Gemeente, linde: Aanbieder) -> None:
    pad = f"/contracten/{een_contract(roermond)['id']}"
    for vanaf, tarief in (("2026-01-01", 3560), ("2027-01-01", 3700)):
        wijziging = {"vanaf": vanaf, "tarief": tarief, "reden": "Indexering."}
        uit = roermond.stap(pad, "/tarieven", wijziging, rol=Rol.ADMINISTRATIE)
    assert uit["tarief"] == 3500
    assert uit["latereTarieven"] == [
        {"vanaf": "2026-01-01", "tarief": 3560},
        {"vanaf": "2027-01-01", "tarief": 3700},
    ]
    for vanaf in ("2027-01-01", "2025-01-01"):
        wijziging = {"vanaf": vanaf, "tarief": 1, "reden": "Te vroeg."}
        assert roermond.probeer_stap(pad, "/tarieven", wijziging, rol=Rol.ADMINISTRATIE).status_code == 400
    assert linde.lees(pad)["latereTarieven"] == uit["latereTarieven"]
    assert linde.probeer_stap(pad, "/tarieven", wijziging).status_code == 403


def test_a_product_gets_another_name_from_a_day_on(roermond: Gemeente) -> None:
    roermond.doe("POST", "/producten", PRODUCT, rol=Rol.ADMINISTRATIE)
    pad = "/producten/02/02F01"
    wijziging = {
        "omschrijving": "Begeleiding thuis",
        "eenheden": ["01", "04"],
        "vanaf": "2026-06-01",
        "reden": "Naam in het contract.",
    }
    uit = roermond.stap(pad, "", wijziging, methode="PUT", rol=Rol.ADMINISTRATIE)
    assert (uit["omschrijving"], uit["eenheden"]) == ("Begeleiding thuis", ["01", "04"])
    assert uit["eerder"] == [{"totEnMet": "2026-05-31", "omschrijving": "Begeleiding", "eenheden": ["01"]}]
    opnieuw = roermond.probeer_stap(pad, "", wijziging, methode="PUT", rol=Rol.ADMINISTRATIE)
    assert (opnieuw.status_code, fouten(opnieuw)) == (400, {("vanaf", None)})


def test_a_contract_is_in_a_unit_that_the_product_has_on_its_first_day(roermond: Gemeente) -> None:
    roermond.doe("POST", "/producten", PRODUCT, rol=Rol.ADMINISTRATIE)
    wijziging = {"omschrijving": "B", "eenheden": ["04"], "vanaf": "2026-06-01", "reden": "Uren."}
    roermond.stap("/producten/02/02F01", "", wijziging, methode="PUT", rol=Rol.ADMINISTRATIE)
    een_contract(roermond, periode={"begindatum": "2026-05-31"})

    inhoud = CONTRACT | {"categorie": "02", "code": "02F01", "periode": {"begindatum": "2026-06-01"}}
    minuten = roermond.probeer("POST", "/contracten", inhoud | {"eenheid": "01"}, rol=Rol.ADMINISTRATIE)
    assert (minuten.status_code, fouten(minuten)) == (400, {("eenheid", None)})
    assert roermond.probeer("POST", "/contracten", inhoud, rol=Rol.ADMINISTRATIE).status_code == 201


def test_nothing_is_granted_past_the_end_of_its_product(roermond: Gemeente) -> None:
    einde = {"einddatum": "2026-12-31", "reden": "Opgegaan in een ander product."}
    roermond.stap("/producten/01/01H01", "/beeindigingen", einde, rol=Rol.ADMINISTRATIE)

    antwoord = roermond.probeer_te_besluiten(ontwerp(roermond))
    assert ("regels[0].productcode", "W08") in fouten(antwoord)
    tot_einde = {"begindatum": roermond.over(), "einddatum": "2026-12-31"}
    roermond.neem_besluit(ontwerp(roermond, regels=[regel(roermond, periode=tot_einde)]))
    roermond.doe("POST", "/producten", PRODUCT, rol=Rol.ADMINISTRATIE)
    omzetting = {
        "soort": "contractwijziging",
        "per": "2027-01-01",
        "van": {"categorie": "02", "productcode": "02F01"},
        "naar": {"categorie": "01", "productcode": "01H01"},
        "toelichting": "Terug.",
    }
    antwoord = roermond.probeer("POST", "/omzettingen", omzetting, rol=Rol.ADMINISTRATIE)
    assert (antwoord.status_code, fouten(antwoord)) == (400, {("naar.productcode", None)})


def test_only_administration_changes_what_is_bought(roermond: Gemeente, linde: Aanbieder) -> None:
    einde = {"einddatum": "2026-12-31", "reden": "Weg."}
    contract = f"/contracten/{roermond.lees('/contracten')[0]['id']}"
    for pad in ("/producten/01/01H01", contract):
        assert roermond.probeer_stap(pad, "/beeindigingen", einde).status_code == 403
        assert linde.probeer("POST", f"{pad}/beeindigingen", einde, etag='"1"').status_code == 403


ZONDER_PROFIEL = "0014"
CLIENT = {
    "geslacht": "2",
    "naam": {"achternaam": "Jansen"},
    "geboortedatum": {"datum": "1948-05-17"},
    "contacten": [{"soort": "01", "postcode": "6041EM", "huisnummer": 12, "landcode": "NL"}],
}
EERSTE_STAPPEN = {
    "/clienten": (Rol.TOEGANG, CLIENT),
    "/meldingen": (
        Rol.TOEGANG,
        {"clientId": str(UUID(int=1)), "ontvangstdatum": "2026-03-02", "hulpvraag": "Het huishouden."},
    ),
    "/aanbieders": (Rol.ADMINISTRATIE, {"agb": AGB, "naam": "De Linde"}),
    "/producten": (Rol.ADMINISTRATIE, PRODUCT),
    "/contracten": (Rol.ADMINISTRATIE, CONTRACT),
    "/briefgegevens": (Rol.ADMINISTRATIE, BRIEFGEGEVENS),
}


@pytest.mark.parametrize("pad", EERSTE_STAPPEN)
def test_a_municipality_without_a_regioprofiel_hears_so_at_its_first_step(
    als_gemeente: Callable[..., TestClient], pad: str
) -> None:
    rol, inhoud = EERSTE_STAPPEN[pad]
    antwoord = als_gemeente(ZONDER_PROFIEL, rol).post(f"/v1{pad}", json=inhoud)
    assert antwoord.status_code == 400, antwoord.text
    assert "Voor gemeente 0014 is op 2 maart 2026 geen regioprofiel bekend." in antwoord.json()["detail"]
    assert "WMO_PROFIELEN" in antwoord.json()["detail"]
