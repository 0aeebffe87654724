"""Role by tenant by route, as docs/authorisation.md says: who may do what, and that others get nothing.

Each cell is the same request: the one that succeeded in the recorded story, on the database as it was then.
"""

import re
import uuid
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import select

from app.domain.partijen import Rol
from app.opslag import tabellen
from app.opslag.motoren import maak_motor
from tests.api.opname import (
    AGB,
    ANDER_AGB,
    HEUSDEN,
    OPERATIES,
    ROERMOND,
    Opname,
    Stap,
    Terugdraaiend,
    Wie,
    Zaken,
)
from tests.api.verhaal import plan_pad

pytestmark = pytest.mark.beide

TABEL = Path(__file__).parents[2] / "docs" / "authorisation.md"
EIGEN = (Rol.TOEGANG, Rol.BESLUIT, Rol.ADMINISTRATIE, Rol.AANBIEDER)
IN_STAPPEN = {"ontvang_bericht"}
"""What takes more than one transaction, so that its second would not find what the first had undone."""
ALLEEN_EIGEN = "own only"
MAG = frozenset({"yes", ALLEEN_EIGEN})
GEWEIGERD = frozenset({"401", "403", "404"})
ZONDER_RIJ = {"/", "/v1/openapi.json", "/livez", "/readyz", "/.well-known/security.txt"}
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@cache
def matrix() -> dict[str, list[str]]:
    """The cells of each operation: four roles, other municipality, other provider, nobody."""
    rijen = [
        [cel.strip() for cel in regel.split("|")[1:-1]]
        for regel in TABEL.read_text().splitlines()
        if "| `" in regel
    ]
    return {naam: cellen for naam, _, *cellen in rijen}


def bellers(stap: Stap) -> list[Wie]:
    """Who calls in each column."""
    gemeente = ROERMOND if stap.wie.is_aanbieder else stap.wie.code
    agb = stap.wie.code if stap.wie.is_aanbieder else AGB
    eigen = [Wie(agb if rol is Rol.AANBIEDER else gemeente, rol) for rol in EIGEN]
    mag = [wie for wie, cel in zip(eigen[:3], matrix()[stap.operatie], strict=False) if cel in MAG]
    elders = Wie(HEUSDEN if gemeente == ROERMOND else ROERMOND, (mag or eigen)[0].rol)
    ander = Wie(ANDER_AGB if agb == AGB else AGB, Rol.AANBIEDER)
    return [*eigen, elders, ander, Wie()]


def herhaal(opname: Opname, stap: Stap, wie: Wie) -> Response:
    return opname.stuur(wie, stap.methode, stap.pad, stap.inhoud, stap.koppen, stap.nu)


def zonder_kenmerk(antwoord: Response) -> Any:
    """The problem, without what differs by its nature."""
    return {naam: waarde for naam, waarde in antwoord.json().items() if naam != "instance"}


def inhoud_van(url: str) -> dict[str, list[Any]]:
    """Every row of every table, as the driver gives it: that is asked for every operation, and quick."""
    motor = maak_motor(url)
    with motor.connect() as verbinding:
        alles = {
            tabel.name: verbinding.exec_driver_sql(
                f"SELECT * FROM {tabel.name} ORDER BY {', '.join(kolom.name for kolom in tabel.primary_key)}"
            ).fetchall()
            for tabel in tabellen.metadata.sorted_tables
        }
    motor.dispose()
    return alles


def verwerkingen(url: str) -> list[Any]:
    """The access record, with each id as the API writes it."""
    motor = maak_motor(url)
    with motor.connect() as verbinding:
        alle = list(verbinding.execute(select(tabellen.verwerking).order_by(tabellen.verwerking.c.id)))
    motor.dispose()
    return alle


def test_every_route_has_its_row_and_every_row_its_route(lopend: TestClient) -> None:
    app: FastAPI = lopend.app
    routes = {getattr(r.original_route, "name", ""): r.path for r in iter_route_contexts(app.routes)}
    openbaar = {
        naam
        for naam, pad in routes.items()
        if pad in ZONDER_RIJ or pad.startswith("/docs") or naam.startswith("blad_")
    }

    assert routes.keys() - openbaar == set(OPERATIES) == matrix().keys()


def test_the_story_does_every_operation(opname: Opname) -> None:
    assert sorted(opname.stappen) == OPERATIES


@pytest.mark.parametrize("operatie", OPERATIES)
def test_who_may_do_it_does_it(opname: Opname, operatie: str) -> None:
    stap = opname.stappen[operatie]
    with opname.op(stap.databank, *([] if operatie in IN_STAPPEN else [Terugdraaiend])):
        uitkomst = [herhaal(opname, stap, wie).status_code for wie in bellers(stap)]

    verwacht = [
        stap.status if cel in ("yes", "own") else int(cel.replace(ALLEEN_EIGEN, "404"))
        for cel in matrix()[operatie]
    ]
    assert uitkomst == verwacht


@pytest.mark.parametrize("operatie", OPERATIES)
def test_who_may_not_do_it_leaves_no_trace_and_learns_nothing(opname: Opname, operatie: str) -> None:
    stap = opname.stappen[operatie]
    voor = inhoud_van(stap.databank)
    with opname.op(stap.databank):
        for wie, cel in zip(bellers(stap), matrix()[operatie], strict=True):
            if cel in GEWEIGERD:
                antwoord = herhaal(opname, stap, wie)
                assert antwoord.status_code == int(cel)
                assert not ids(stap.antwoord.decode("latin-1")) & ids(antwoord.text)

    assert inhoud_van(stap.databank) == voor


@pytest.mark.parametrize("operatie", [o for o in OPERATIES if "404" in matrix().get(o, ())])
def test_what_is_of_another_is_answered_as_what_does_not_exist(opname: Opname, operatie: str) -> None:
    stap = opname.stappen[operatie]
    nieuw = {id_: str(uuid.uuid4()) for id_ in ids(stap.pad + stap.inhoud.decode("latin-1"))}
    with opname.op(stap.databank, Terugdraaiend):
        for wie, cel in zip(bellers(stap), matrix()[operatie], strict=True):
            if cel == "404":
                bestaat_niet = opname.stuur(
                    wie,
                    stap.methode,
                    vervang(stap.pad, nieuw),
                    vervang(stap.inhoud.decode(), nieuw).encode(),
                    stap.koppen,
                    stap.nu,
                )
                assert zonder_kenmerk(herhaal(opname, stap, wie)) == zonder_kenmerk(bestaat_niet)


@pytest.mark.parametrize("operatie", [o for o in OPERATIES if "own" in matrix().get(o, ())])
def test_a_list_shows_and_records_nothing_of_another(opname: Opname, operatie: str) -> None:
    stap = opname.stappen[operatie]
    van_ons = ids(stap.antwoord.decode())
    with opname.op(stap.databank):  # two providers may have plans for one person
        van_ons -= ids(opname.stuur(Wie(ANDER_AGB, Rol.AANBIEDER), "GET", "/v1/ondersteuningsplannen").text)
    eerder = len(verwerkingen(stap.databank))
    # What another did here would stay, and stand in the way of who may do it (TR374).
    with opname.op(stap.databank, *([] if stap.methode in ("GET", "HEAD") else [Terugdraaiend])):
        for wie, cel in zip(bellers(stap), matrix()[operatie], strict=True):
            if cel == "own":
                assert not van_ons & ids(herhaal(opname, stap, wie).text)

    gelezen = verwerkingen(stap.databank)[eerder:]
    assert not van_ons & ids(repr(gelezen))


@pytest.mark.parametrize("soort", ["concept", "geweigerd", "ingetrokken"])
def test_a_provider_sees_no_more_than_it_was_asked_for_and_as_long_as_it_is(
    opname: Opname, zaken: Zaken, soort: str
) -> None:
    plan = getattr(zaken, soort)
    brug = Wie(ANDER_AGB, Rol.AANBIEDER)
    delen = (
        "",
        "/gedeelde-onderdelen",
        "/document",
        "/versies",
        "/bevindingen",
        "/beoordelingen",
        "/afschriften",
    )
    with opname.op(opname.url):
        antwoorden = {deel: opname.stuur(brug, "GET", f"/v1{plan_pad(plan)}{deel}") for deel in delen}
        lijst = opname.stuur(brug, "GET", "/v1/ondersteuningsplannen").json()

    if soort == "concept":
        assert {a.status_code for a in antwoorden.values()} == {404}
        assert plan["id"] not in {p["id"] for p in lijst}
    else:
        assert antwoorden["/gedeelde-onderdelen"].status_code == antwoorden["/document"].status_code == 409
        alles = "".join(a.text for a in antwoorden.values())
        assert "Jansen" not in alles
        assert plan["casus"] not in alles
        assert "Koken lukt nog" not in alles


@pytest.mark.parametrize("rol", [AGB, ANDER_AGB])
def test_a_provider_never_sees_a_decision_or_a_note_of_the_municipality(opname: Opname, rol: str) -> None:
    paden = [
        opname.stappen[o].pad
        for o in OPERATIES
        if opname.stappen[o].pad.startswith(("/v1/besluiten", "/v1/rapportages", "/v1/afzieningen"))
        and opname.stappen[o].methode == "GET"
    ]
    with opname.op(opname.url):
        statussen = {pad: opname.stuur(Wie(rol, Rol.AANBIEDER), "GET", pad).status_code for pad in paden}

    assert len(statussen) >= 8
    assert set(statussen.values()) == {403}


def ids(tekst: str) -> set[str]:
    return set(_UUID.findall(tekst))


def vervang(tekst: str, nieuw: dict[str, str]) -> str:
    """The text about something that nobody has."""
    anders = nieuw | {AGB: "49999999", "/toewijzingen/1": "/toewijzingen/99999999"}
    for oud, in_plaats in anders.items():
        tekst = tekst.replace(oud, in_plaats)
    return tekst
