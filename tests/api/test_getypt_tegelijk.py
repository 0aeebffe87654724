"""A status that is typed while the wmo301 itself comes in ends as one after the other, on PostgreSQL.

There nothing makes the two wait but the lock of their exchange. Who is to come first has that when the other
arrives at it.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Partij, Rol
from app.opslag import Databank
from app.opslag.ketenhistorie import Beurt, Ketenhistorie
from tests.api.test_berichten import zet
from tests.api.test_berichten_hier import AGB, houd_bij, nummer_in
from tests.api.test_ontvangsten import PAD, een_toewijzing, ontvangst
from tests.api.weg import lees, toegewezen, volg
from tests.bouw import leg_grond_vast
from tests.processen.keten.test_tegenspraak import bewaard

Als = Callable[..., TestClient]
WACHTTIJD = 60
"""Seconds after which one that never came is a failed test."""


@pytest.fixture
def databank_url(postgres_url: str) -> str:
    return postgres_url


def laat_voorgaan(monkeypatch: pytest.MonkeyPatch, eerste: Partij) -> None:
    """Of two who lock the exchange, let this one have it when the other comes to it; each once."""
    vergrendel, hek, geweest = Ketenhistorie.vergrendel_beide, Barrier(2, timeout=WACHTTIJD), set[Partij]()

    def om_de_beurt(keten: Ketenhistorie) -> Beurt | None:
        wie = keten._sessie.tenant.partij
        if wie in geweest:
            return vergrendel(keten)
        geweest.add(wie)
        if wie is not eerste:
            hek.wait()
            return vergrendel(keten)
        beurt = vergrendel(keten)
        hek.wait()
        return beurt

    monkeypatch.setattr(Ketenhistorie, "vergrendel_beide", om_de_beurt)


@pytest.mark.parametrize("getypt", ["goedgekeurd", "afgekeurd"])
@pytest.mark.parametrize("geantwoord", ["goedgekeurd", "afgekeurd"])
@pytest.mark.parametrize("eerste", [*Partij, None], ids=["typed first", "handed over first", "by chance"])
def test_a_status_that_is_typed_while_its_message_comes_in_ends_as_one_after_the_other(
    als_gemeente: Als,
    als_aanbieder: Als,
    databank: Databank,
    monkeypatch: pytest.MonkeyPatch,
    getypt: str,
    geantwoord: str,
    eerste: Partij | None,
) -> None:
    leg_grond_vast(databank)
    gemeente, aanbieder = als_gemeente("0957", Rol.ADMINISTRATIE), als_aanbieder(AGB)
    houd_bij(gemeente, hier=False)
    bericht: str = toegewezen(als_gemeente("0957", Rol.BESLUIT))["berichten"][0]["id"]
    if geantwoord == "afgekeurd":  # the number has another begin there
        ontvangst(aanbieder, een_toewijzing(nummer=nummer_in(gemeente)))
    volg(gemeente, bericht, "verzonden")
    xml = gemeente.get(f"/v1/berichten/{bericht}/xml").content
    begin = Barrier(2, timeout=WACHTTIJD)
    if eerste is not None:
        laat_voorgaan(monkeypatch, eerste)

    def typ() -> int:
        begin.wait()
        return int(zet(gemeente, bericht, getypt).status_code)

    def lever_aan() -> str:
        begin.wait()
        return str(ontvangst(aanbieder, xml)["id"])

    with ThreadPoolExecutor(2) as draden:
        typend, leverend = draden.submit(typ), draden.submit(lever_aan)
        status, kopie = typend.result(), leverend.result()

    vastgelegd = status in (200, 201)
    assert vastgelegd or status == (412 if getypt == geantwoord else 409)
    if eerste is not None:
        assert vastgelegd is (eerste is Partij.GEMEENTE)
    wordt = "afgekeurd" if vastgelegd and getypt == "afgekeurd" else geantwoord
    gevolgd, ontvangen = lees(gemeente, f"/berichten/{bericht}"), aanbieder.get(f"{PAD}/{kopie}").json()
    assert (gevolgd["status"], ontvangen["status"]) == (wordt, wordt)
    assert gevolgd.get("retour") == (None if vastgelegd and getypt == "afgekeurd" else kopie)
    bewaart = {herkomst for _, herkomst in bewaard(databank)} & {UUID(bericht), UUID(kopie)}
    assert bool(bewaart) is (wordt == "goedgekeurd")
