"""A decision reaches the client by post, by hand or electronically, and the letter says so (W07)."""

from typing import Any

import pytest

from app.domain.partijen import Rol
from tests.api.verhaal import Aanbieder, Gemeente, tot_vastgesteld
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


def test_two_ways_at_once_are_refused(roermond: Gemeente, genomen: Json) -> None:
    antwoord = maak_bekend(roermond, genomen, **digitaal(roermond) | {"weg": "post"})
    assert antwoord.status_code == 409
    assert [(f["veld"], f["regel"]) for f in antwoord.json()["fouten"]] == [("weg", "W07")]
