"""What each list costs among 1,000 and 100,000 clients, with each combination of filters, and upkeep.

Run as `python -m benchmarks.groei [CLIENTS ...]`. Filling the large database takes some minutes and a few GB,
on each of SQLite and PostgreSQL. With `--map FOLDER` they stay in that folder, each with its keys: what is
filled there is brought to the newest migration, reckoned anew and measured again. `--vul` only fills,
`--alleen` is for one of the two. What counts is processor time, the least of fifteen times: that of a server
in a process of its own, and of the processes of PostgreSQL. Cases of others are older than those of the story
that is told among them, and done; so a list that goes through them to find what is under way, reads all of
them. Upkeep is measured over the first of its rows: the ten seals that come next, and some thousands of rows
with a new key.
"""

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice, pairwise
from pathlib import Path
from time import perf_counter

import httpx2
from fastapi.testclient import TestClient
from psycopg import sql
from sqlalchemy import Connection, Engine, text

from app.api.kader.lokale_uitgever import UITGEVER
from app.api.routers import SCOPES
from app.domain.partijen import Rol
from app.domain.werkstand import Rekenwijze
from app.inrichting import lokale_uitgever
from app.instellingen import Instellingen
from app.main import maak_app
from app.opslag import Databank, Sleutels, maak_sleutels
from app.opslag.herversleuteling import PER_KEER, herversleutel
from app.opslag.sleutels import Kluis
from app.opslag.zegels import keur, verzegel_alles
from app.processen.kalender import lees_kalenders
from app.processen.regio import lees_profielen
from tests.api.conftest import BEGIN, Klok
from tests.api.groei import Geteld, lijsten, waarden_uit
from tests.api.opname import AGB, ROERMOND, neem_alles_op
from tests.conftest import beheer, eigen_postgres, postgresserver
from tests.meter import Meter
from tests.server import draai, omgeving, sleutelbord
from tests.vulling import Mal, lees_mal, vul

CLIENTEN = (1_000, 100_000)
KEREN, LIMIET = 15, 50
SOORTEN = ("SQLite", "PostgreSQL")
NAAM = "wmo"
"""Of the database on PostgreSQL."""
ZEGELS, SLAGEN = 10, 50
"""Seals that are made, and transactions that give rows a new key."""

KEER, MEER = 1.3, 3.0
"""So many times, or so many milliseconds more, may a list cost among the most clients."""

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


@dataclass(frozen=True)
class Plek:
    """Where one database stays, with its keys."""

    map_: Path
    soort: str
    url: str

    @property
    def is_gevuld(self) -> bool:
        """Whether the whole story was told in it."""
        return self._sleutels.exists()

    def sleutels(self) -> Sleutels:
        """The keys of what is in it."""
        *versleuteling, zoeken = self._sleutels.read_text().split()
        return Sleutels(tuple(versleuteling), zoeken)

    def bewaar(self, sleutels: Sleutels) -> None:
        """Keep the keys, once it is filled or before it gets new ones."""
        self._sleutels.write_text("\n".join((*sleutels.versleuteling, sleutels.zoeken)))

    @property
    def _sleutels(self) -> Path:
        return self.map_ / f"{self.soort}.sleutels"


@contextmanager
def plek(map_: Path, soort: str) -> Iterator[Plek]:
    """The database of this kind in this folder: filled, or else empty."""
    map_.mkdir(parents=True, exist_ok=True)
    if soort == "SQLite":
        er = Plek(map_, soort, f"sqlite:///{map_}/wmo.db")
        if not er.is_gevuld:
            for bestand in map_.glob("wmo.db*"):
                bestand.unlink()
        yield er
        return
    with postgresserver(map_) as server:
        er = Plek(map_, soort, server.set(database=NAAM).render_as_string(hide_password=False))
        if not er.is_gevuld:
            naam = sql.Identifier(NAAM)
            beheer(
                server,
                sql.SQL("DROP DATABASE IF EXISTS {}").format(naam),
                sql.SQL("CREATE DATABASE {}").format(naam),
            )
        yield er


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
                return httpx2.Client(
                    base_url=server.adres, headers={"Authorization": f"Bearer {token}"}, timeout=60
                )

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
                        standen = [gerekend(processen)]
                        for _ in range(KEREN):
                            beller.get(f"/v1{pad}")
                            standen.append(gerekend(processen))
                        kosten[f"{wie} {naam}"] = min(na - voor for voor, na in pairwise(standen))
    return kosten


def werkers(motor: Engine) -> list[int]:
    """The processes of PostgreSQL that work for this database; SQLite has none."""
    if motor.dialect.name == "sqlite":
        return []
    vraag = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    with motor.connect() as verbinding:
        return list(verbinding.execute(vraag).scalars())


class _Genoeg(Exception):
    """So many transactions have been measured."""


class _Begrensd(Databank):
    """A database that has room for so many transactions of upkeep."""

    beurten = SLAGEN

    @contextmanager
    def onderhoud(self) -> Iterator[tuple[Connection, Kluis]]:
        if not self.beurten:
            raise _Genoeg
        self.beurten -= 1
        with super().onderhoud() as geopend:
            yield geopend


def meet_onderhoud(er: Plek, databank: Databank) -> Kosten:
    """Milliseconds of processor time for 1,000 rows, here and there, of what goes through all of them."""
    sleutels = er.sleutels()
    nieuw = replace(sleutels, versleuteling=(*maak_sleutels().versleuteling, *sleutels.versleuteling))
    er.bewaar(nieuw)
    met_nieuwe_sleutel = _Begrensd(er.url, nieuw)
    met_nieuwe_sleutel.keur_sleutels()

    def herversleuteld() -> int:
        with suppress(_Genoeg):
            return herversleutel(met_nieuwe_sleutel).total()
        return SLAGEN * PER_KEER

    def kost(werk: Callable[[], int]) -> float:
        processen = [os.getpid(), *werkers(databank.motor)]
        begin = gerekend(processen)
        rijen = werk()
        return (gerekend(processen) - begin) / max(rijen, 1) * 1e3

    nu = datetime.now(UTC)
    kosten = {
        "1,000 access records sealed": kost(
            lambda: sum(z.aantal for z in islice(verzegel_alles(databank, lambda: nu), ZEGELS))
        ),
        "1,000 access records checked": kost(lambda: keur(databank, nu).verzegeld),
        "1,000 rows with a new key": kost(herversleuteld),
    }
    met_nieuwe_sleutel.sluit()
    return kosten


def vul_in(er: Plek, clienten: int, instellingen: Instellingen) -> None:
    """Tell the story in an empty database, among so many clients."""
    sleutels, begin = maak_sleutels(), perf_counter()
    bron = Databank(f"sqlite:///{instellingen.data}/{er.soort}-{clienten}.db", sleutels)
    vertel(bron, sleutels, instellingen, None, 0)
    databank = Databank(er.url, sleutels)
    vertel(databank, sleutels, instellingen, lees_mal(bron), clienten)
    bron.sluit()
    databank.sluit()
    er.bewaar(sleutels)
    print(f"{er.soort}: {clienten} clients in {perf_counter() - begin:.0f} s", file=sys.stderr)


def meet(er: Plek, instellingen: Instellingen) -> Kosten:
    """What everything costs in a database that is filled."""
    sleutels = er.sleutels()
    databank = Databank(er.url, sleutels)
    databank.migreer()
    databank.keur_sleutels()
    nu = datetime.now(UTC)
    kalender = lees_kalenders(instellingen.gelijkgestelde_dagen)(nu.year)
    databank.herreken(Rekenwijze(lees_profielen(instellingen.profielen), kalender), nu)
    kosten = meet_lijsten(er.url, sleutels, instellingen, waarden_uit(databank), databank)
    kosten |= meet_onderhoud(er, databank)
    databank.sluit()
    return kosten


def main(argumenten: argparse.Namespace) -> None:
    aantallen = argumenten.clienten or CLIENTEN
    uitkomst: dict[str, list[Kosten]] = {}
    with tempfile.TemporaryDirectory(prefix="groei-") as tijdelijk:
        instellingen = Instellingen(data=Path(tijdelijk))
        for aantal in aantallen:
            for soort in argumenten.alleen or SOORTEN:
                map_ = (argumenten.map or Path(tijdelijk)) / str(aantal)
                with plek(map_, soort) as er:
                    if not er.is_gevuld:
                        vul_in(er, aantal, instellingen)
                    if not argumenten.vul:
                        uitkomst.setdefault(soort, []).append(meet(er, instellingen))
    for soort, metingen in uitkomst.items():
        _toon(soort, aantallen, metingen)


def _toon(soort: str, aantallen: Sequence[int], metingen: list[Kosten]) -> None:
    """Every list, the one that grows most first, and how many grow more than they may."""
    eerste, laatste = metingen[0], metingen[-1]
    beide = eerste.keys() & laatste.keys()
    te_veel = sum(laatste[wat] > max(KEER * eerste[wat], eerste[wat] + MEER) for wat in beide)
    print(f"\n{soort}: processor time in ms among {' and '.join(f'{n:,}' for n in aantallen)} clients")
    print(f"over {KEER} times and {MEER} ms more: {te_veel} of {len(beide)}")
    for wat in sorted(beide, key=lambda wat: eerste[wat] - laatste[wat]):
        print("".join(f"{meting[wat]:>9.2f}" for meting in metingen), wat, sep="  ")


def _argumenten() -> argparse.Namespace:
    uit = argparse.ArgumentParser(prog="python -m benchmarks.groei")
    uit.add_argument("clienten", nargs="*", type=int, metavar="CLIENTS")
    uit.add_argument("--map", type=lambda pad: Path(pad).resolve(), metavar="FOLDER")
    uit.add_argument("--vul", action="store_true", help="only fill")
    uit.add_argument("--alleen", nargs=1, choices=SOORTEN)
    return uit.parse_args()


if __name__ == "__main__":
    main(_argumenten())
