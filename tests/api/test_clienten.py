"""Clients: recorded once, found by Bsn in a body only, every access to their data readable."""

from typing import Any

import pytest

from app.domain.partijen import Rol
from tests.api.verhaal import Aanbieder, Gemeente, een_bsn, fouten


def test_a_client_reads_back_as_recorded(roermond: Gemeente) -> None:
    relatie = {
        "nummer": "1",
        "soort": "16",
        "naam": {"achternaam": "Peeters"},
        "contact": {"soort": "01", "telefoonnummers": ["0475123456"]},
    }
    client = roermond.leg_client_vast(relaties=[relatie], communicatieVorm="1", communicatieTaal="Pools")

    gelezen = roermond.lees(f"/clienten/{client['id']}")

    assert gelezen == client
    assert gelezen["relaties"][0]["naam"] == {"achternaam": "Peeters", "naamgebruik": "1"}


def test_a_bsn_stands_once_in_a_municipality(roermond: Gemeente, heusden: Gemeente) -> None:
    bsn = een_bsn()
    client = roermond.leg_client_vast(bsn=bsn)
    inhoud = {naam: waarde for naam, waarde in client.items() if naam != "id"}

    antwoord = roermond.probeer("POST", "/clienten", inhoud)

    assert antwoord.status_code == 409
    assert bsn not in antwoord.text
    assert heusden.leg_client_vast(bsn=bsn)["id"] != client["id"]


def test_a_client_is_found_by_a_bsn_in_the_body(roermond: Gemeente, heusden: Gemeente) -> None:
    client = roermond.leg_client_vast()
    zoek = {"bsn": client["bsn"]}

    assert roermond.doe("POST", "/clienten/zoekopdrachten", zoek) == client
    assert heusden.probeer("POST", "/clienten/zoekopdrachten", zoek).status_code == 404


def test_a_bsn_that_fails_the_eleven_test_is_refused_without_repeating_it(roermond: Gemeente) -> None:
    antwoord = roermond.probeer("POST", "/clienten/zoekopdrachten", {"bsn": "123456789"})

    assert (antwoord.status_code, fouten(antwoord)) == (400, {("bsn", None)})
    assert "123456789" not in antwoord.text


def test_a_client_changes_against_the_revision_that_was_read(roermond: Gemeente) -> None:
    client = roermond.leg_client_vast()
    pad = f"/clienten/{client.pop('id')}"
    inhoud = client | {"naam": {"achternaam": "Verhuisd"}}

    assert roermond.probeer("PUT", pad, inhoud).status_code == 428
    assert roermond.stap(pad, "", inhoud, methode="PUT")["naam"]["achternaam"] == "Verhuisd"
    assert roermond.probeer("PUT", pad, inhoud, etag='"1"').status_code == 412


def test_nobody_is_born_in_the_future(roermond: Gemeente) -> None:
    client = roermond.leg_client_vast()
    inhoud = client | {"bsn": een_bsn(), "geboortedatum": {"datum": "2030-01-01"}}
    del inhoud["id"]

    antwoord = roermond.probeer("POST", "/clienten", inhoud)

    assert (antwoord.status_code, fouten(antwoord)) == (400, {("geboortedatum.datum", None)})


def test_clients_are_not_for_providers_or_other_municipalities(
    roermond: Gemeente, heusden: Gemeente, linde: Aanbieder
) -> None:
    client = roermond.leg_client_vast()

    for deel in ("", "/verwerkingen", "/delingen"):
        pad = f"/clienten/{client['id']}{deel}"
        assert linde.probeer("GET", pad).status_code == 403
        assert heusden.probeer("GET", pad).status_code == 404
    assert heusden.lees("/clienten") == []
    assert [c["id"] for c in roermond.lees("/clienten")] == [client["id"]]


def test_who_decides_does_not_record_clients(roermond: Gemeente) -> None:
    assert roermond.probeer("POST", "/clienten", {}, rol=Rol.BESLUIT).status_code == 400
    client = roermond.leg_client_vast() | {"bsn": een_bsn()}
    del client["id"]

    assert roermond.probeer("POST", "/clienten", client, rol=Rol.BESLUIT).status_code == 403


def test_every_access_is_readable_per_person(roermond: Gemeente) -> None:
    client = roermond.leg_client_vast()
    roermond.lees(f"/clienten/{client['id']}", rol=Rol.BESLUIT)

    verwerkingen = roermond.lees(f"/clienten/{client['id']}/verwerkingen")

    assert [(v["activiteit"], v["rol"], v["actie"]) for v in verwerkingen] == [
        ("leg_client_vast", "toegang", "maken"),
        ("lees_client", "besluit", "lezen"),
    ]


LUIK = {
    "soort": "03",
    "straatnaam": "Rue Haute",
    "huisnummer": 7,
    "postcode": "4000",
    "plaatsnaam": "Luik",
    "landcode": "BE",
}
WOONBOOT = {"soort": "02", "straatnaam": "Maaskade", "plaatsnaam": "Roermond", "aanduidingWoonadres": "AB"}


@pytest.mark.parametrize(
    "anders",
    [
        pytest.param({"contacten": [LUIK]}, id="abroad"),
        pytest.param({"contacten": [{"soort": "02", "telefoonnummers": ["0612345678"]}]}, id="no address"),
        pytest.param({"contacten": [{"soort": "02", "telefoonnummers": ["+4924112345"]}]}, id="from abroad"),
        pytest.param({"naam": {"achternaam": ".", "voornamen": "Ali Hassan"}}, id="no surname"),
        pytest.param(
            {"naam": {"achternaam": "Jansen", "partnerAchternaam": "Peeters", "naamgebruik": "3"}},
            id="name of a partner",
        ),
    ],
)
def test_what_a_message_can_carry_is_recorded_without_a_word(
    roermond: Gemeente, anders: dict[str, Any]
) -> None:
    assert "bevindingen" not in roermond.leg_client_vast(**anders)


@pytest.mark.parametrize(
    ("anders", "velden"),
    [
        pytest.param(
            {"contacten": [WOONBOOT]},
            {
                ("contacten[0].telefoonnummers", "TR006"),
                ("contacten[0].aanduidingWoonadres", None),
            },
            id="a houseboat without number",
        ),
        pytest.param(
            {"contacten": [WOONBOOT | {"telefoonnummers": ["0612345678"]}]},
            {("contacten[0].aanduidingWoonadres", None)},
            id="a houseboat with a telephone",
        ),
        pytest.param(
            {"naam": {"achternaam": "Jansen", "naamgebruik": "2"}},
            {("naam.naamgebruik", "CS050")},
            id="the name of a partner that is not there",
        ),
        pytest.param(
            {"contacten": [LUIK | {"soort": "04"}]},
            {("contacten", "TR061")},
            id="a temporary address only",
        ),
        pytest.param(
            {"contacten": [LUIK | {"telefoonnummers": ["1", "2", "3"]}]},
            {("contacten[0].telefoonnummers", None)},
            id="a third number",
        ),
        pytest.param(
            {"contacten": [LUIK | {"landcode": "NL"}]}, {("contacten[0].postcode", "CS089")}, id="a postcode"
        ),
    ],
)
def test_what_a_message_cannot_carry_is_told_when_it_is_recorded(
    roermond: Gemeente, anders: dict[str, Any], velden: set[tuple[str, str | None]]
) -> None:
    client = roermond.leg_client_vast(**anders)

    assert {(b["veld"], b.get("regel")) for b in client["bevindingen"]} == velden
    assert roermond.lees(f"/clienten/{client['id']}") == client


def test_a_form_is_told_in_words(roermond: Gemeente) -> None:
    antwoord = roermond.probeer(
        "POST",
        "/clienten",
        {
            "bsn": een_bsn(),
            "geslacht": "X",
            "naam": {"achternaam": "Jansen"},
            "geboortedatum": {"datum": "1948-05-17"},
            "contacten": [{"soort": "01", "telefoonnummers": ["04 75"]}],
        },
    )

    meldingen = [fout["melding"] for fout in antwoord.json()["fouten"]]
    assert any("0, 1 of 2" in melding for melding in meldingen)
    assert any("een telefoonnummer" in melding for melding in meldingen)
    assert not any(set("^$[]{}|") & set(melding) for melding in meldingen)
