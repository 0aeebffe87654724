"""What every operation promises to callers who work at the same time: versions, repeats and pages."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.opname import OPERATIES, Opname, Stap, Terugdraaiend
from tests.api.verhaal import Gemeente
from tests.contract import DOCUMENT

pytestmark = pytest.mark.beide

BESCHREVEN = {o["operationId"]: (m, pad, o) for pad, i in DOCUMENT["paths"].items() for m, o in i.items()}
WIJZIGT = [
    naam
    for naam, (_, _, operatie) in BESCHREVEN.items()
    if any(p["name"] == "If-Match" for p in operatie.get("parameters", ()))
]
"""Operations that ask which version was read."""
MAAKT_OF_REKENT = {
    *("leg_client_vast", "neem_melding_aan", "start_onderzoek", "maak_plan_van_aanpak", "stel_plan_op"),
    *("zie_af", "rapporteer", "neem_aanvraag_in", "ontwerp_besluit", "wijs_besluit_toe", "stel_bericht_op"),
    *("leg_feit_vast", "corrigeer_toewijzingen", "neem_bezwaar_aan"),
    *("leg_omzetting_vast", "voer_omzetting_uit"),
    *("leg_bewaarreden_vast", "neem_vernietigingsverzoek_aan"),
    *("leg_persoonsbewaarreden_vast", "neem_persoonsverzoek_aan"),
    *("leg_aanbieder_vast", "leg_product_vast", "leg_contract_vast"),
    *("leg_briefgegevens_vast", "meld_leveringen", "declareer_maand", "dien_verzoek_in"),
    "handel_taak_af",  # a task with other facts is another task
    *("beeindig_bewaarreden", "beeindig_persoonsbewaarreden"),
    *(
        "zoek_client",
        "zoek_client_op_naam",
        "stel_besluit_voor",
        "valideer_bericht",
        "speel_keten_na",
        "ontvang_bericht",
        "exporteer_persoon",
        "lees_persoonsdocument",
        "lijst_persoonsverwerkingen",
    ),
}
"""The others that are no GET: what they make was not there before, or they keep nothing.

A correction makes of the allocations what the decisions say, whatever they were; an omzetting is carried out
for a client once, on what holds then. A message counts once, however often it comes in. What a provider
tells of its deliveries is what it did not tell yet. An end of a reason to keep stands beside the earlier ones
and only brings its last day forward, whichever of these were read.
"""


def stuur(opname: Opname, stap: Stap, **koppen: str) -> Any:
    zonder = {naam: waarde for naam, waarde in stap.koppen.items() if naam != "If-Match"}
    with opname.op(stap.databank, Terugdraaiend):
        return opname.stuur(stap.wie, stap.methode, stap.pad, stap.inhoud, zonder | koppen, stap.nu)


def test_whatever_changes_something_asks_which_version_was_read() -> None:
    schrijft = {naam for naam, (methode, _, _) in BESCHREVEN.items() if methode != "get"}

    assert schrijft - set(WIJZIGT) == MAAKT_OF_REKENT


@pytest.mark.parametrize("operatie", WIJZIGT)
def test_a_change_counts_for_the_version_that_was_read_only(opname: Opname, operatie: str) -> None:
    stap = opname.stappen[operatie]
    gelezen = stap.koppen["If-Match"]

    antwoorden = [
        stuur(opname, stap),
        stuur(opname, stap, **{"If-Match": '"999999999"'}),
        stuur(opname, stap, **{"If-Match": f"W/{gelezen}"}),
        stuur(opname, stap, **{"If-Match": gelezen}),
    ]

    assert [a.status_code for a in antwoorden] == [428, 412, 412, stap.status]


@pytest.mark.parametrize("operatie", OPERATIES)
def test_the_headers_of_an_answer_are_those_in_the_document(opname: Opname, operatie: str) -> None:
    stap = opname.stappen[operatie]
    beschreven = BESCHREVEN[operatie][2]["responses"][str(stap.status)].get("headers", {})

    antwoord = stuur(opname, stap, **stap.koppen)

    gegeven = {naam for naam in ("ETag", "Location", "Link") if naam in antwoord.headers}
    assert gegeven <= beschreven.keys()


def test_twenty_equal_posts_at_once_make_one_row_and_get_one_answer(
    roermond: Gemeente, als_gemeente: Callable[..., TestClient]
) -> None:
    client = roermond.leg_client_vast()
    melding = {"clientId": client["id"], "ontvangstdatum": roermond.over(), "hulpvraag": "Hulp in huis."}
    eerder = len(roermond.lees("/meldingen"))
    bellers = [als_gemeente() for _ in range(20)]

    def meld(beller: TestClient) -> Any:
        return beller.post("/v1/meldingen", json=melding, headers={"Idempotency-Key": "een-melding"})

    with ThreadPoolExecutor(20) as groep:
        antwoorden = list(groep.map(meld, bellers))

    assert {(a.status_code, a.content, a.headers["Location"]) for a in antwoorden} == {
        (201, antwoorden[0].content, antwoorden[0].headers["Location"])
    }
    assert len(roermond.lees("/meldingen")) == eerder + 1


def test_following_link_shows_each_row_once_while_others_write(
    roermond: Gemeente, als_gemeente: Callable[..., TestClient]
) -> None:
    client = roermond.leg_client_vast()
    eerst = [roermond.neem_melding_aan(client)["id"] for _ in range(5)]
    te_wijzigen = list(eerst)
    gezien: list[str] = []
    adres: str | None = "/v1/meldingen?limiet=2"
    while adres:
        antwoord = als_gemeente().get(adres)
        gezien += [melding["id"] for melding in antwoord.json()]
        adres = antwoord.links.get("next", {}).get("url")
        if te_wijzigen:
            roermond.bevestig_melding({"id": te_wijzigen.pop()})
            roermond.neem_melding_aan(client)

    assert len(gezien) == len(set(gezien))
    assert set(eerst) <= set(gezien)
