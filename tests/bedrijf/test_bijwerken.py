"""A server goes on while the next version migrates its database, and stays ready if that version says so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Event

import httpx2
import pytest

from app.domain.waarden import voldoet_aan_elfproef
from app.opslag import Databank, Sleutels
from tests.bedrijf.conftest import CLIENT, aantallen
from tests.server import draai
from tests.volgende import NAAM, hoofd, volgende_versie

pytestmark = [pytest.mark.beide, pytest.mark.alles]


def leg_vast(http: httpx2.Client, klaar: Event) -> list[int]:
    """Record one client after another until it is enough, and list them; the statuses of the answers."""
    statussen = []
    for bsn in filter(voldoet_aan_elfproef, map(str, count(700000000))):
        statussen.append(http.post("/v1/clienten", json=CLIENT | {"bsn": bsn}).status_code)
        statussen.append(http.get("/v1/clienten").status_code)
        if klaar.is_set():
            break
    return statussen


@pytest.mark.parametrize(("vanaf", "gereed"), [(hoofd(), 200), (NAAM, 503)])
def test_requests_are_served_while_the_next_version_migrates(
    vanaf: str,
    gereed: int,
    databank_url: str,
    sleutels: Sleutels,
    tmp_path: Path,
    installatie: Callable[[str], dict[str, str]],
    bel: Callable[[str], httpx2.Client],
) -> None:
    klaar = Event()
    with (
        draai(installatie(databank_url)) as server,
        bel(server.adres) as http,
        ThreadPoolExecutor() as draden,
    ):
        bezig = draden.submit(leg_vast, http, klaar)
        volgende = Databank(databank_url, sleutels)
        try:
            with volgende_versie(tmp_path, vanaf=vanaf):
                volgende.migreer()
                assert volgende.is_bij()
            eerst = aantallen(databank_url)["client"]
            while aantallen(databank_url)["client"] < eerst + 3 and not bezig.done():
                pass  # some go after the migration
        finally:
            klaar.set()
            volgende.sluit()
        statussen = bezig.result()
        assert http.get("/readyz").status_code == gereed
    assert len(statussen) >= 6
    assert set(statussen) == {200, 201}
