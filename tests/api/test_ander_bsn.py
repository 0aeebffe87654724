"""The right Bsn was found after messages went out: what the providers then see (TR332)."""

from typing import Any

import pytest

from app.domain.partijen import Rol
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.codec import lees as lees_bericht
from tests.api.conftest import Klok, TikkendeKlok
from tests.api.declareren import crediteer, declareer, lopend
from tests.api.spoed import keur_goed, ontwerp, regel, toegewezen
from tests.api.verhaal import AGB, Gemeente, Json, een_bsn, regels

ANDER = "41410002"
Regel = tuple[int, str, str | None, str | None]


@pytest.fixture
def klok() -> Klok:
    return TikkendeKlok()


def wijzig(gemeente: Gemeente, client_id: str, bsn: str) -> Any:
    """PUT with everything as it was but the Bsn."""
    client = gemeente.lees(f"/clienten/{client_id}")
    velden = {v: w for v, w in client.items() if v not in ("id", "gemeente")} | {"bsn": bsn}
    return gemeente.probeer_stap(f"/clienten/{client_id}", "", velden, methode="PUT")


def berichten(gemeente: Gemeente, client_id: str) -> list[Json]:
    """In the order in which they were drawn up, also those of one step."""
    alle: list[Json] = gemeente.lees(f"/berichten?clientId={client_id}", rol=Rol.BESLUIT)
    return sorted(alle, key=lambda bericht: bericht["identificatie"])


def gelezen(gemeente: Gemeente, bericht: Json) -> tuple[str, list[Regel]]:
    """The Bsn in a message, and number, begin, end and reason of each product."""
    xml = gemeente.probeer("GET", f"/berichten/{bericht['id']}/xml").content
    wmo301 = lees_bericht(xml)
    assert isinstance(wmo301, Wmo301)
    return wmo301.client.bsn, [
        (
            int(p.toewijzing_nummer),
            str(p.ingangsdatum),
            None if p.einddatum is None else str(p.einddatum),
            p.reden_wijziging,
        )
        for p in wmo301.client.toegewezen_producten
    ]


def test_each_provider_sees_the_deletion_under_the_wrong_bsn_and_new_grants_under_the_right_one(
    roermond: Gemeente,
) -> None:
    roermond.contracteer(ANDER)
    uit = toegewezen(roermond, regels=[regel(roermond), regel(roermond, aanbieder=ANDER)])
    for bericht in uit["berichten"]:
        keur_goed(roermond, bericht)
    client_id = uit["toewijzingen"][0]["clientId"]
    fout = roermond.lees(f"/clienten/{client_id}")["bsn"]
    goed = een_bsn()

    assert wijzig(roermond, client_id, goed).json()["bsn"] == goed

    begin, eind = regel(roermond)["periode"].values()
    nieuw = berichten(roermond, client_id)[2:]
    assert [(b["aanbieder"], *gelezen(roermond, b)) for b in nieuw] == [
        (AGB, fout, [(1, begin, begin, "13")]),
        (ANDER, fout, [(2, begin, begin, "13")]),
        (AGB, goed, [(3, begin, eind, None)]),
        (ANDER, goed, [(4, begin, eind, None)]),
    ]
    stand = roermond.lees(f"/clienten/{client_id}/stand")
    assert (stand["ongelijkheden"], stand["stappen"]) == ([], [])


def test_a_number_never_gets_a_second_person_whatever_follows(roermond: Gemeente) -> None:
    uit = toegewezen(roermond)
    keur_goed(roermond, uit["berichten"][0])
    client_id = uit["toewijzingen"][0]["clientId"]
    wijzig(roermond, client_id, een_bsn())
    verwijdering, nieuw = berichten(roermond, client_id)[1:]
    for status in ("verzonden", "afgekeurd"):
        pad = f"/berichten/{verwijdering['id']}"
        roermond.stap(pad, "/statussen", {"status": status}, rol=Rol.ADMINISTRATIE)
    keur_goed(roermond, nieuw)
    verhuisd = {"soort": "verhuizing", "datum": roermond.over(days=60)}
    roermond.doe("POST", f"/clienten/{client_id}/feiten", verhuisd)
    opnieuw = {"clientId": client_id, "aanbieder": AGB}
    roermond.doe("POST", "/berichten", opnieuw, rol=Rol.ADMINISTRATIE)

    personen: dict[int, set[str]] = {}
    for bericht in berichten(roermond, client_id):
        bsn, producten = gelezen(roermond, bericht)
        for nummer, *_ in producten:
            personen.setdefault(nummer, set()).add(bsn)
    assert len(personen) == 2
    assert all(len(bsns) == 1 for bsns in personen.values())
    laatste = gelezen(roermond, berichten(roermond, client_id)[-1])
    assert [(nummer, reden) for nummer, _, _, reden in laatste[1]] == [(1, "13")]


def test_the_wrong_bsn_is_forgotten_once_every_deletion_is_approved(roermond: Gemeente) -> None:
    uit = toegewezen(roermond)
    keur_goed(roermond, uit["berichten"][0])
    client_id = uit["toewijzingen"][0]["clientId"]
    wijzig(roermond, client_id, een_bsn())

    antwoord = wijzig(roermond, client_id, een_bsn())
    assert (antwoord.status_code, regels(antwoord)) == (409, {"TR332"})
    keur_goed(roermond, berichten(roermond, client_id)[1])
    assert wijzig(roermond, client_id, een_bsn()).status_code == 200
    bsns = [gelezen(roermond, b)[0] for b in berichten(roermond, client_id)]
    assert len(set(bsns)) == 3
    assert "eerderBsn" not in roermond.lees(f"/clienten/{client_id}")


def test_other_changes_of_the_client_keep_what_was_deleted_in_sight(roermond: Gemeente) -> None:
    uit = toegewezen(roermond)
    keur_goed(roermond, uit["berichten"][0])
    client_id = uit["toewijzingen"][0]["clientId"]
    goed = een_bsn()
    wijzig(roermond, client_id, goed)
    wijzig(roermond, client_id, goed)

    assert regels(wijzig(roermond, client_id, een_bsn())) == {"TR332"}


def test_without_messages_the_bsn_just_changes(roermond: Gemeente) -> None:
    besluit = ontwerp(roermond)
    assert wijzig(roermond, besluit["clientId"], een_bsn()).status_code == 200
    assert wijzig(roermond, besluit["clientId"], een_bsn()).status_code == 200
    assert berichten(roermond, besluit["clientId"]) == []


def test_what_only_a_rejected_message_carried_keeps_its_number(roermond: Gemeente) -> None:
    uit = toegewezen(roermond)
    pad = f"/berichten/{uit['berichten'][0]['id']}"
    for status in ("verzonden", "afgekeurd"):
        roermond.stap(pad, "/statussen", {"status": status}, rol=Rol.ADMINISTRATIE)
    client_id = uit["toewijzingen"][0]["clientId"]
    goed = een_bsn()
    wijzig(roermond, client_id, goed)

    opnieuw = {"clientId": client_id, "aanbieder": AGB}
    bericht = roermond.doe("POST", "/berichten", opnieuw, rol=Rol.ADMINISTRATIE)
    bsn, producten = gelezen(roermond, bericht)
    assert (bsn, [(nummer, reden) for nummer, _, _, reden in producten]) == (goed, [(1, None)])


def test_it_waits_for_the_credit_of_approved_lines(roermond: Gemeente, klok: Klok) -> None:
    toewijzing = lopend(roermond, klok)
    client_id = toewijzing["clientId"]
    declareer(roermond, toewijzing)

    antwoord = wijzig(roermond, client_id, een_bsn())
    assert (antwoord.status_code, regels(antwoord)) == (409, {"TR385"})
    assert len(berichten(roermond, client_id)) == 1

    crediteer(roermond, toewijzing)
    assert wijzig(roermond, client_id, een_bsn()).status_code == 200
