"""What each list costs among 1,000 and 100,000 clients, with each combination of filters, and upkeep.

Run as `python -m benchmarks.groei [CLIENTS ...]`. Filling the large database takes some minutes and a few GB,
on each of SQLite and PostgreSQL. What counts is processor time: that of a server in a process of its own, and
of the processes of PostgreSQL. Cases of others are older than those of the story that is told among them,
and done; so a list that goes through them to find what is under way, reads all of them.
"""

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import httpx2
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from app.api.kader.lokale_uitgever import UITGEVER
from app.api.routers import SCOPES
from app.domain.partijen import Rol
from app.instellingen import Instellingen
from app.main import lokale_uitgever, maak_app
from app.opslag import Databank, Sleutels, maak_sleutels
from app.opslag.herversleuteling import herversleutel
from app.opslag.zegels import keur, verzegel_alles
from tests.api.conftest import BEGIN, Klok
from tests.api.groei import Geteld, lijsten, waarden_uit
from tests.api.opname import AGB, ROERMOND, neem_alles_op
from tests.conftest import eigen_postgres, postgresserver
from tests.meter import Meter
from tests.server import draai, omgeving, sleutelbord
from tests.vulling import Mal, lees_mal, vul

CLIENTEN = (1_000, 100_000)
KEREN, LIMIET = 15, 50

Kosten = dict[str, float]


@contextmanager
def databanken() -> Iterator[dict[str, str]]:
    """An empty database of each kind, for a while."""
    with (
        tempfile.TemporaryDirectory() as map_,
        postgresserver() as server,
        eigen_postgres(server, "template1") as url,
    ):
        yield {"SQLite": f"sqlite:///{map_}/wmo.db", "PostgreSQL": url}


def vertel(
    databank: Databank, sleutels: Sleutels, instellingen: Instellingen, mal: Mal | None, clienten: int
) -> None:
    """Tell the whole story, among so many clients."""

    def vullen() -> None:
        if mal is not None:
            vul(databank, mal, clienten // mal.clienten, tot=BEGIN)

    databank.migreer()
    uitgever = lokale_uitgever(instellingen)
    with TestClient(maak_app(instellingen, databank=databank)) as lopend:
        neem_alles_op(Geteld(lopend, uitgever, sleutels, "", str, Klok(), meter=Meter(databank), vul=vullen))


def gerekend(processen: list[int]) -> float:
    """Processor time of these processes until now, in milliseconds."""
    draden = (draad for pid in processen for draad in Path(f"/proc/{pid}/task").glob("*/schedstat"))
    return sum(int(draad.read_text().split()[0]) for draad in draden) / 1e6


def meet_lijsten(
    url: str, sleutels: Sleutels, instellingen: Instellingen, waarden: dict[str, str], databank: Databank
) -> Kosten:
    """Milliseconds of processor time for each list, at the server and at the database."""
    uitgever = lokale_uitgever(instellingen)
    kosten = {}
    with sleutelbord(uitgever) as jwks:
        omgeving_ = omgeving(
            WMO_DATABASE_URL=url,
            WMO_VERSLEUTELSLEUTELS=",".join(sleutels.versleuteling),
            WMO_ZOEKSLEUTEL=sleutels.zoeken,
            WMO_UITGEVERS=json.dumps({UITGEVER: jwks}),
        )
        with draai(omgeving_) as server:

            def bel(rol: Rol, **wie: str) -> httpx2.Client:
                token = uitgever.maak_token(
                    publiek=instellingen.publiek, rol=rol, medewerker="m", scopes=SCOPES, **wie
                )
                return httpx2.Client(base_url=server.adres, headers={"Authorization": f"Bearer {token}"})

            bellers = {
                "gemeente": bel(Rol.ADMINISTRATIE, gemeente=ROERMOND),
                "aanbieder": bel(Rol.AANBIEDER, agb=AGB),
            }
            per_filter = {
                re.sub("=[^&]*|&?limiet=.*|[0-9a-f-]{36}", "", pad): pad for pad in lijsten(waarden, LIMIET)
            }
            for naam, pad in per_filter.items():
                for wie, beller in bellers.items():
                    if beller.get(f"/v1{pad}").is_success:
                        processen = [server.pid, *werkers(databank.motor)]
                        begin = gerekend(processen)
                        for _ in range(KEREN):
                            beller.get(f"/v1{pad}")
                        kosten[f"{wie} {naam}"] = (gerekend(processen) - begin) / KEREN
    return kosten


def werkers(motor: Engine) -> list[int]:
    """The processes of PostgreSQL that work for this database; SQLite has none."""
    if motor.dialect.name == "sqlite":
        return []
    vraag = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    with motor.connect() as verbinding:
        return list(verbinding.execute(vraag).scalars())


def meet_onderhoud(url: str, sleutels: Sleutels, databank: Databank) -> Kosten:
    """Milliseconds of processor time for 1,000 rows, here and there, of what goes through all of them."""
    nieuw = replace(sleutels, versleuteling=(*maak_sleutels().versleuteling, *sleutels.versleuteling))
    met_nieuwe_sleutel = Databank(url, nieuw)
    met_nieuwe_sleutel.keur_sleutels()

    def kost(werk: Callable[[], int]) -> float:
        processen = [os.getpid(), *werkers(databank.motor)]
        begin = gerekend(processen)
        rijen = werk()
        return (gerekend(processen) - begin) / rijen * 1e3

    nu = datetime.now(UTC)
    kosten = {
        "1,000 access records sealed": kost(lambda: sum(z.aantal for z in verzegel_alles(databank, nu))),
        "1,000 access records checked": kost(lambda: keur(databank, nu).verzegeld),
        "1,000 rows with a new key": kost(lambda: herversleutel(met_nieuwe_sleutel).total()),
    }
    met_nieuwe_sleutel.sluit()
    return kosten


def main(aantallen: tuple[int, ...]) -> None:
    sleutels = maak_sleutels()
    with tempfile.TemporaryDirectory() as map_:
        instellingen = Instellingen(data=Path(map_))
        bron = Databank(f"sqlite:///{map_}/bron.db", sleutels)
        vertel(bron, sleutels, instellingen, None, 0)
        mal = lees_mal(bron)
        bron.sluit()
        uitkomst: dict[str, list[Kosten]] = {}
        for clienten in aantallen:
            with databanken() as urls:
                for soort, url in urls.items():
                    databank = Databank(url, sleutels)
                    begin = perf_counter()
                    vertel(databank, sleutels, instellingen, mal, clienten)
                    print(f"{soort}: {clienten} clients in {perf_counter() - begin:.0f} s", file=sys.stderr)
                    kosten = meet_lijsten(url, sleutels, instellingen, waarden_uit(databank), databank)
                    kosten |= meet_onderhoud(url, sleutels, databank)
                    uitkomst.setdefault(soort, []).append(kosten)
                    databank.sluit()
    for soort, metingen in uitkomst.items():
        _toon(soort, aantallen, metingen)


def _toon(soort: str, aantallen: tuple[int, ...], metingen: list[Kosten]) -> None:
    """Every list, the one that grows most first."""
    eerste, laatste = metingen[0], metingen[-1]
    print(f"\n{soort}: processor time in ms among {' and '.join(f'{n:,}' for n in aantallen)} clients")
    for wat in sorted(eerste.keys() & laatste.keys(), key=lambda wat: eerste[wat] - laatste[wat]):
        print("".join(f"{meting[wat]:>9.2f}" for meting in metingen), wat, sep="  ")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or CLIENTEN)
