"""Providers, products, contracts and regioprofielen: who keeps them and who reads them."""

from app.domain.partijen import Rol
from tests.api.verhaal import AGB, Aanbieder, Gemeente, fouten

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
    nieuw = {"naam": "De Linde", "zorgmail": "nieuw@zorgmail.example.nl"}
    pad = f"/aanbieders/{AGB}"

    gewijzigd = roermond.stap(pad, "", nieuw, methode="PUT", rol=Rol.ADMINISTRATIE)

    assert gewijzigd == nieuw | {"agb": AGB, "gemeente": "0957"} == roermond.lees(pad)
    assert roermond.probeer("PUT", pad, nieuw, rol=Rol.ADMINISTRATIE).status_code == 428


def test_a_provider_reads_itself_where_it_is_known(
    roermond: Gemeente, heusden: Gemeente, linde: Aanbieder
) -> None:
    assert {a["gemeente"] for a in linde.lees("/aanbieders")} == {"0957", "0797"}
    assert linde.lees(f"/aanbieders/{AGB}?gemeente=0797")["gemeente"] == "0797"
    assert linde.probeer("GET", f"/aanbieders/{AGB}").status_code == 400


def test_location_leads_to_a_product(roermond: Gemeente) -> None:
    antwoord = roermond.probeer("POST", "/producten", PRODUCT, rol=Rol.ADMINISTRATIE)

    assert antwoord.headers["Location"] == "/v1/producten/02/02F01"
    assert roermond.lees("/producten/02/02F01") == PRODUCT | {"gemeente": "0957"}


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
