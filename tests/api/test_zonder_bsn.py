"""Who holds no Bsn can be a client, up to the decision; there is no wmo301 (Wmo 5.2.9 lid 6, W01)."""

from typing import Any

import pytest

from app.domain.partijen import Rol
from tests.api.verhaal import Aanbieder, Gemeente, Json, een_bsn, fouten

WAAROM = "Nog niet ingeschreven in de BRP; paspoort gezien."


def zonder_bsn(gemeente: Gemeente, **anders: Any) -> Json:
    """Somebody who has lived here for a short time."""
    bewijs = {"datum": gemeente.over(), "wijze": "identiteitsbewijs", "toelichting": WAAROM}
    return gemeente.leg_client_vast(**{"bsn": None, "identificatie": bewijs} | anders)


def wijzig(gemeente: Gemeente, client: Json, **anders: Any) -> Any:
    pad = f"/clienten/{client['id']}"
    velden = {v: w for v, w in (gemeente.lees(pad) | anders).items() if w is not None}
    for alleen_uit in ("id", "bevindingen"):
        velden.pop(alleen_uit, None)
    return gemeente.probeer_stap(pad, "", velden, methode="PUT")


def besloten(gemeente: Gemeente, linde: Aanbieder, client: Json) -> Json:
    zaak = gemeente.open_zaak(client)
    plan = gemeente.vraag_plan(zaak)
    linde.maak_plan(plan)
    gemeente.beoordeel(plan)
    linde.rond_af(plan)
    return gemeente.beslis(zaak)


def test_everything_goes_up_to_the_decision_and_once_the_bsn_is_found_the_301_too(
    roermond: Gemeente, linde: Aanbieder
) -> None:
    client = zonder_bsn(roermond)
    assert "bsn" not in client
    assert [b["veld"] for b in client["bevindingen"]] == ["bsn"]

    besluit = besloten(roermond, linde, client)

    gevolgen = roermond.lees(f"/besluiten/{besluit['id']}/gevolgen")
    assert [b["veld"] for b in gevolgen["beletsels"]] == ["client.bsn"]
    (regel,) = [rij for rij in roermond.lees("/werkvoorraad") if rij["clientId"] == client["id"]]
    assert regel["taken"] == [
        f"{client['bevindingen'][0]['melding']} Wijs besluit {besluit['kenmerk']} daarna toe."
    ]
    assert fouten(
        roermond.probeer("POST", "/toewijzingen", {"besluitId": besluit["id"]}, rol=Rol.BESLUIT)
    ) == {("client.bsn", None)}

    bewijs = {"datum": roermond.over(), "wijze": "basisregistratie"}
    assert "bevindingen" not in wijzig(roermond, client, bsn=een_bsn(), identificatie=bewijs).json()
    assert len(roermond.wijs_toe(besluit)["berichten"]) == 1


@pytest.mark.parametrize(
    "anders",
    [
        pytest.param({"bsn": None}, id="without a reason"),
        pytest.param({"bsn": None, "identificatie": None}, id="without how"),
        pytest.param({"wijze": "anders"}, id="in another way that is not told"),
    ],
)
def test_it_is_said_why_there_is_no_bsn_and_how_it_was_established(
    roermond: Gemeente, anders: dict[str, Any]
) -> None:
    client = roermond.leg_client_vast()
    if "wijze" in anders:
        anders = {"identificatie": client["identificatie"] | anders}

    assert fouten(wijzig(roermond, client, **anders)) == {("identificatie.toelichting", "W01")}


def test_without_a_record_of_how_the_bsn_was_established_nothing_is_decided(
    roermond: Gemeente, linde: Aanbieder
) -> None:
    client = roermond.leg_client_vast(identificatie=None)
    assert [b["veld"] for b in client["bevindingen"]] == ["identificatie"]
    zaak = roermond.open_zaak(client)
    plan = roermond.vraag_plan(zaak)
    linde.maak_plan(plan)
    roermond.beoordeel(plan)
    linde.rond_af(plan)
    besluit = roermond.ontwerp_besluit(zaak)

    assert fouten(roermond.probeer_te_besluiten(besluit)) == {("client.identificatie", "W01")}

    bewijs = {"datum": roermond.over(), "wijze": "andere_gebruiker"}
    assert wijzig(roermond, client, identificatie=bewijs).status_code == 200
    assert roermond.neem_besluit(besluit)["status"] == "genomen"


def test_the_day_of_establishing_has_come(roermond: Gemeente) -> None:
    client = roermond.leg_client_vast()
    morgen = client["identificatie"] | {"datum": roermond.over(days=1)}

    assert fouten(wijzig(roermond, client, identificatie=morgen)) == {("identificatie.datum", None)}


def test_a_bsn_under_which_something_was_allocated_is_not_taken_away(
    roermond: Gemeente, linde: Aanbieder
) -> None:
    client = roermond.leg_client_vast()
    roermond.wijs_toe(besloten(roermond, linde, client))
    bewijs = client["identificatie"] | {"toelichting": WAAROM}

    assert fouten(wijzig(roermond, client, bsn=None, identificatie=bewijs)) == {("bsn", None)}


def test_two_without_a_bsn_are_two_clients_and_a_bsn_found_twice_is_refused(roermond: Gemeente) -> None:
    een, ander = zonder_bsn(roermond), zonder_bsn(roermond)
    bsn = een_bsn()

    assert wijzig(roermond, een, bsn=bsn).status_code == 200
    assert wijzig(roermond, ander, bsn=bsn).status_code == 409
    assert roermond.doe("POST", "/clienten/zoekopdrachten", {"bsn": bsn})["id"] == een["id"]


def test_the_export_says_why_there_is_no_bsn(roermond: Gemeente) -> None:
    client = zonder_bsn(roermond)

    export = roermond.lees(f"/clienten/{client['id']}/export", rol=Rol.ADMINISTRATIE)
    assert export["client"]["identificatie"]["toelichting"] == WAAROM
