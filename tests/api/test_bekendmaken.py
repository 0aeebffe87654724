"""A decision reaches the client by post, by hand or electronically, and the letter says so (W07)."""

from typing import Any

import pytest

from app.domain.partijen import Rol
from tests.api.spoed import ontwerp, stop
from tests.api.verhaal import Aanbieder, Gemeente, fouten, tot_vastgesteld
from tests.documenten.lezen import tekst

Json = dict[str, Any]


@pytest.fixture
def genomen(roermond: Gemeente, linde: Aanbieder) -> Json:
    plan = tot_vastgesteld(roermond, linde, roermond.open_zaak())
    zaak = roermond.lees(f"/plannen-van-aanpak/{plan['planVanAanpakId']}")
    besluit: Json = roermond.neem_besluit(roermond.ontwerp_besluit(zaak))
    return besluit


def digitaal(gemeente: Gemeente) -> Json:
    return {
        "datum": gemeente.over(),
        "weg": "elektronisch",
        "wijze": "in MijnGemeente",
        "elektronisch": {
            "toestemmingsdatum": gemeente.over(),
            "portaal": True,
            "kennisgevingsdatum": gemeente.over(),
        },
    }


def maak_bekend(gemeente: Gemeente, besluit: Json, **hoe: Any) -> Any:
    return gemeente.probeer_stap(
        f"/besluiten/{besluit['id']}", "/bekendmakingen", {"datum": gemeente.over()} | hoe, rol=Rol.BESLUIT
    )


def brief(gemeente: Gemeente, besluit: Json) -> str:
    return tekst(gemeente.probeer("GET", f"/besluiten/{besluit['id']}/document").content)


def test_the_way_is_kept_and_the_letter_says_it(roermond: Gemeente, genomen: Json) -> None:
    antwoord = maak_bekend(roermond, genomen, weg="uitreiking", wijze="aan de balie")
    assert antwoord.json()["bekendmaking"] == {
        "datum": roermond.over(),
        "weg": "uitreiking",
        "wijze": "aan de balie",
    }
    assert "aan u gegeven. De zes weken beginnen op de dag daarna." in brief(roermond, genomen)


def test_what_did_not_arrive_electronically_is_announced_again_also_once_carried_out(
    roermond: Gemeente, genomen: Json, klok: Any
) -> None:
    assert maak_bekend(roermond, genomen, **digitaal(roermond)).is_success
    assert "digitaal voor u klaar" in brief(roermond, genomen)
    roermond.doe("POST", "/toewijzingen", {"besluitId": genomen["id"]}, rol=Rol.BESLUIT)
    bezwaar = roermond.doe(
        "POST",
        "/bezwaren",
        {
            "besluitId": genomen["id"],
            "ontvangstdatum": roermond.over(),
            "indiener": "client",
            "gronden": "Te weinig.",
        },
    )["bezwaar"]

    klok.verzet(days=3)
    opnieuw = maak_bekend(roermond, genomen, weg="post", wijze="per post")
    assert opnieuw.status_code == 200, opnieuw.text
    assert "per post naar u gestuurd" in brief(roermond, genomen)
    later = roermond.lees(f"/bezwaren/{bezwaar['id']}")["bezwaar"]
    assert later["bezwaartermijnEinddatum"] > bezwaar["bezwaartermijnEinddatum"]

    klok.verzet(days=1)
    nogmaals = maak_bekend(roermond, genomen, weg="post", wijze="per post")
    assert nogmaals.status_code == 409
    assert "al bekendgemaakt" in nogmaals.json()["detail"]


MARKT = {"straatnaam": "Markt", "postcode": "6041EM", "plaatsnaam": "Roermond", "landcode": "NL"}


@pytest.mark.parametrize(
    ("anders", "fout", "in_woorden"),
    [
        pytest.param(
            {"contacten": [MARKT | {"soort": "01", "telefoonnummers": ["0475123456"]}]},
            ("client.contacten[0].huisnummer", "CD025"),
            "huisnummer van contact 1 van de cliënt",
            id="no house number",
        ),
        pytest.param(
            {"contacten": [MARKT | {"soort": "04", "huisnummer": 12}]},
            ("client.contacten", "TR061"),
            "contactgegevens van de cliënt",
            id="a temporary address only",
        ),
        pytest.param(
            {"naam": {"achternaam": "Jansen", "naamgebruik": "2"}},
            ("client.naam.naamgebruik", "CS050"),
            "naamgebruik van de naam van de cliënt",
            id="the name of a partner that is not there",
        ),
    ],
)
def test_no_letter_goes_out_before_a_wmo301_can_follow(
    roermond: Gemeente, anders: Json, fout: tuple[str, str], in_woorden: str
) -> None:
    client = roermond.leg_client_vast(**anders)
    genomen = roermond.neem_besluit(ontwerp(roermond, client))

    antwoord = maak_bekend(roermond, genomen, weg="post", wijze="per post")
    assert antwoord.status_code == 409
    assert fouten(antwoord) == {fout}
    assert in_woorden in antwoord.json()["detail"]

    hersteld = {"contacten": [MARKT | {"soort": "01", "huisnummer": 12}], "naam": {"achternaam": "Jansen"}}
    roermond.wijzig_client(client, **hersteld)
    assert maak_bekend(roermond, genomen, weg="post", wijze="per post").is_success


def test_an_end_that_a_provider_has_to_hear_waits_for_the_client_data_too(roermond: Gemeente) -> None:
    client = roermond.leg_client_vast()
    eerder = roermond.maak_bekend(roermond.neem_besluit(ontwerp(roermond, client)))
    roermond.wijs_toe(eerder)
    roermond.wijzig_client(client, contacten=[MARKT | {"soort": "04", "huisnummer": 12}])
    einde = roermond.neem_besluit(stop(roermond, eerder))

    antwoord = maak_bekend(roermond, einde, weg="post", wijze="per post")
    assert fouten(antwoord) == {("client.contacten", "TR061")}


def test_where_no_message_will_go_the_data_of_one_hold_nothing_up(roermond: Gemeente) -> None:
    gezien = {"datum": roermond.over(), "wijze": "identiteitsbewijs", "toelichting": "Er is geen Bsn."}
    contacten = [MARKT | {"soort": "04", "huisnummer": 12}]
    client = roermond.leg_client_vast(bsn=None, contacten=contacten, identificatie=gezien)
    genomen = roermond.neem_besluit(ontwerp(roermond, client))
    assert maak_bekend(roermond, genomen, weg="post", wijze="per post").is_success


def test_two_ways_at_once_are_refused(roermond: Gemeente, genomen: Json) -> None:
    antwoord = maak_bekend(roermond, genomen, **digitaal(roermond) | {"weg": "post"})
    assert antwoord.status_code == 409
    assert [(f["veld"], f["regel"]) for f in antwoord.json()["fouten"]] == [("weg", "W07")]
