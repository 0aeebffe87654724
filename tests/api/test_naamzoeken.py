"""A client is found by name and date of birth, in the own municipality only, and reads so (W06)."""

from typing import Any

import pytest

from app.domain.partijen import Rol
from app.processen.clienten import MEESTE
from tests.api.test_zonder_bsn import WAAROM, wijzig, zonder_bsn
from tests.api.verhaal import Aanbieder, Gemeente, Json, een_bsn, fouten

PAD = "/clienten/naamzoekopdrachten"
GEBOREN = {"datum": "1931-02-03"}


def zoek(gemeente: Gemeente, achternaam: str, geboortedatum: str = "1931-02-03") -> list[str]:
    gevonden = gemeente.doe("POST", PAD, {"achternaam": achternaam, "geboortedatum": geboortedatum})
    return [client["id"] for client in gevonden]


def een_client(gemeente: Gemeente, achternaam: str, **anders: Any) -> Json:
    naam = {"achternaam": achternaam, **anders.pop("naam", {})}
    return gemeente.leg_client_vast(**{"naam": naam, "geboortedatum": GEBOREN} | anders)


def dezelfde(client: Json) -> list[str]:
    return [b["melding"] for b in client.get("bevindingen", ()) if b["veld"] == "naam"]


def test_each_name_of_a_person_finds_them_however_written(roermond: Gemeente) -> None:
    partner = {"voorvoegsel": "van der", "partnerAchternaam": "de Bruijn", "naamgebruik": "3"}
    client = een_client(roermond, "Béék", naam=partner)

    for naam in ("Beek", "van der beek", "BRUIJN", "De Bruijn-van der Beek"):
        assert zoek(roermond, naam) == [client["id"]]
    assert zoek(roermond, "Beek", "1931-02-04") == zoek(roermond, "Beekman") == []


def test_who_is_partly_known_to_be_born_then_is_found(roermond: Gemeente) -> None:
    client = een_client(roermond, "Okafor", geboortedatum={"datum": "1931-01-01", "gebruik": "2"})

    assert zoek(roermond, "Okafor", "1931-09-30") == [client["id"]]
    assert zoek(roermond, "Okafor", "1932-01-01") == []


def test_an_unknown_name_finds_nobody_and_is_said_to(roermond: Gemeente) -> None:
    client = een_client(roermond, ".", naam={"partnerAchternaam": "Mulder"})

    antwoord = roermond.probeer("POST", PAD, {"achternaam": ".", "geboortedatum": "1931-02-03"})

    assert (antwoord.status_code, fouten(antwoord)) == (400, {("achternaam", None)})
    assert zoek(roermond, "Mulder") == [client["id"]]


def test_another_name_and_date_find_from_then_on(roermond: Gemeente) -> None:
    client = een_client(roermond, "Vos")
    assert wijzig(roermond, client, naam={"achternaam": "Wolf"}).status_code == 200

    assert zoek(roermond, "Vos") == []
    assert zoek(roermond, "Wolf") == [client["id"]]


def test_only_the_own_municipality_finds_and_the_person_reads_so(
    roermond: Gemeente, heusden: Gemeente, linde: Aanbieder
) -> None:
    client = een_client(roermond, "Bakker")
    vraag = {"achternaam": "Bakker", "geboortedatum": GEBOREN["datum"]}

    assert heusden.doe("POST", PAD, vraag) == []
    assert linde.probeer("POST", PAD, vraag).status_code == 403
    assert roermond.doe("POST", PAD, vraag, rol=Rol.BESLUIT)

    verwerkingen = roermond.lees(f"/clienten/{client['id']}/verwerkingen")
    assert [(v["activiteit"], v["rol"]) for v in verwerkingen] == [
        ("leg_client_vast", "toegang"),
        ("zoek_client_op_naam", "besluit"),
    ]


def test_more_than_can_be_shown_are_not_shown(roermond: Gemeente) -> None:
    for _ in range(MEESTE):
        een_client(roermond, "Peters")
    assert len(zoek(roermond, "Peters")) == MEESTE
    een_client(roermond, "Peters")

    antwoord = roermond.probeer("POST", PAD, {"achternaam": "Peters", "geboortedatum": "1931-02-03"})

    assert (antwoord.status_code, fouten(antwoord)) == (409, {("achternaam", None)})


def test_who_can_be_the_same_is_said_to_who_records_and_decides(roermond: Gemeente) -> None:
    bewijs = {"datum": roermond.over(), "wijze": "identiteitsbewijs", "toelichting": WAAROM}
    eerder = zonder_bsn(roermond, naam={"achternaam": "Haas"}, geboortedatum=GEBOREN)
    assert dezelfde(eerder) == []

    met = een_client(roermond, "de Haas")
    opnieuw = een_client(roermond, "Haas", bsn=None, identificatie=bewijs)

    assert [eerder["id"] in melding for melding in dezelfde(met)] == [True]
    assert [client["id"] in melding for client, melding in zip((eerder, met), dezelfde(opnieuw), strict=True)]
    assert dezelfde(roermond.lees(f"/clienten/{met['id']}")) == []


@pytest.mark.parametrize("anders", [{}, {"geboortedatum": {"datum": "1931-02-04"}}])
def test_two_with_a_bsn_of_their_own_are_two(roermond: Gemeente, anders: Json) -> None:
    een_client(roermond, "Kok")
    assert dezelfde(een_client(roermond, "Kok", bsn=een_bsn(), **anders)) == []
