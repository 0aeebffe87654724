"""Clients: recorded once, found by Bsn in a body only, every access to their data readable."""

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
