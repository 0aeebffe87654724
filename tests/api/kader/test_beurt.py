"""Turns: few are at work at a time, and no party takes them from the others."""

from collections.abc import Callable
from contextlib import ExitStack
from threading import Thread
from time import monotonic, sleep

import pytest
from anyio import run, to_thread
from fastapi.testclient import TestClient

from app.api.kader import beurt
from app.api.kader.beurt import AANLEVERING, CONTROLE, Rij
from app.api.kader.fouten import Bezet
from app.domain.partijen import Rol
from app.geheugen import GROOT, WERK

DEZE, GENE, DERDE = "0957", "0855", "42420001"


@pytest.fixture(autouse=True)
def kort_wachten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beurt, "WACHT_SECONDEN", 0.05)


def test_all_lines_together_leave_threads_for_what_is_in_none() -> None:
    alle = [waarde for waarde in vars(beurt).values() if isinstance(waarde, Rij)]

    async def aantal() -> float:
        return to_thread.current_default_thread_limiter().total_tokens

    assert sum(rij.lengte for rij in alle) <= run(aantal) - 8


@pytest.mark.parametrize("wie", [DEZE, None])
@pytest.mark.parametrize(("lengte", "hoogstens"), [(8, 4), (3, 2)])
def test_one_party_or_all_strangers_together_have_half_of_a_line_at_most(
    wie: str | None, lengte: int, hoogstens: int
) -> None:
    rij = Rij("Druk", lengte, tegelijk=lengte)
    with ExitStack() as bezet:
        for _ in range(hoogstens):
            bezet.enter_context(rij.beurt(wie))
        with pytest.raises(Bezet, match="Druk"), rij.beurt(wie):
            pass
        for _ in range(lengte - hoogstens):
            bezet.enter_context(rij.beurt(GENE))
        with pytest.raises(Bezet), rij.beurt(DERDE):
            pass
    for _ in range(lengte + 1):  # each gives its place back, also who was refused
        with rij.beurt(wie):
            pass


def test_who_gets_no_turn_in_time_gives_up_its_place() -> None:
    rij = Rij("Druk")
    with rij.beurt(DEZE):
        for _ in range(9):
            with pytest.raises(Bezet, match="Druk"), rij.beurt(GENE):
                pass
    with rij.beurt(GENE):
        pass


def test_turns_go_round_the_parties(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beurt, "WACHT_SECONDEN", 30.0)
    rij, volgorde = Rij("Druk", 12), []

    def werk(wie: str) -> None:
        with rij.beurt(wie):
            volgorde.append(wie)

    draden = []
    with rij.beurt(DEZE):
        for aantal, wie in enumerate((DEZE, DEZE, DEZE, GENE, GENE, DERDE), 1):
            draden.append(Thread(target=werk, args=(wie,)))
            draden[-1].start()
            einde = monotonic() + 30
            while sum(map(len, rij._beurt._wachtenden.values())) < aantal and monotonic() < einde:
                sleep(0.001)
    for draad in draden:
        draad.join(30)
    assert volgorde == [DEZE, GENE, DERDE, DEZE, GENE, DEZE]


def test_what_is_large_waits_for_other_large_work_before_its_turn() -> None:
    rij = Rij("Druk")
    with WERK.neem(2**40, 0):
        with pytest.raises(Bezet, match="Druk"), rij.beurt(DEZE, GROOT + 1):
            pass
        with rij.beurt(DEZE, GROOT):
            pass
    with rij.beurt(DEZE, GROOT + 1):
        pass


@pytest.mark.parametrize(
    ("rij", "pad", "soort", "beurt_gekregen"),
    [
        (CONTROLE, "/v1/validaties", "application/xml", 400),
        (CONTROLE, "/v1/ketens", "application/zip", 400),
        (AANLEVERING, "/v1/berichten/ontvangsten", "application/xml", 201),
    ],
)
def test_a_party_that_fills_its_part_keeps_itself_out_and_no_other(
    als_gemeente: Callable[..., TestClient], rij: Rij, pad: str, soort: str, beurt_gekregen: int
) -> None:
    with ExitStack() as bezet:
        for _ in range(4):
            bezet.enter_context(rij._plaats(DEZE))
        for wie, status in ((DEZE, 503), (GENE, beurt_gekregen)):
            antwoord = als_gemeente(wie, Rol.ADMINISTRATIE).post(
                pad, content=b"<a/>", headers={"Content-Type": soort}
            )
            assert antwoord.status_code == status
