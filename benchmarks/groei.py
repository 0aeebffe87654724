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
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter

import httpx2
from fastapi.testclient import TestClient
from psycopg import sql
from sqlalchemy import Connection, Engine, text

from app.api.kader.lokale_uitgever import UITGEVER
from app.api.scopes import SCOPES
from app.domain.partijen import Rol
from app.domain.werkstand import Rekenwijze
from app.instellingen import Instellingen
from app.main import maak_app
from app.opslag import Databank, Sleutels, maak_sleutels
from app.opslag.herversleuteling import PER_KEER, herversleutel
from app.opslag.sleutels import Kluis
from app.opslag.zegels import keur, verzegel_alles
from app.processen.kalender import lees_kalenders
from app.processen.regio import lees_profielen
from app.uitgever import lokale_uitgever
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


def gerekend(processen: Iterable[int]) -> dict[int, float]:
    """Processor time of each of these processes until now, in milliseconds; of one that ended nothing."""
    tijden = {}
    for pid in processen:
        draden = Path(f"/proc/{pid}/task").glob("*/schedstat")
        with suppress(FileNotFoundError, ProcessLookupError):
            tijden[pid] = sum(int(draad.read_text().split()[0]) for draad in draden) / 1e6
    return tijden


def verschil(voor: dict[int, float], na: dict[int, float]) -> float:
    """What these processes took between two moments."""
    return sum(na[pid] - voor[pid] for pid in voor.keys() & na.keys())


@dataclass(frozen=True)
class Opstelling:
    """A filled database, and a server of it."""

    databank: Databank
    pid: int
    bellers: dict[str, httpx2.Client]
    paden: dict[str, str]
    """Of each list with each combination of filters: its path here."""

    def lees(self, wie: str, naam: str) -> bool:
        """Ask for this list; whether this caller may."""
        return self.bellers[wie].get(f"/v1{self.paden[naam]}").is_success

    def kost(self, wie: str, naam: str) -> float:
        """Processor time of asking for it, at the server and at the database."""
        processen = [self.pid, *werkers(self.databank.motor)]
        voor = gerekend(processen)
        self.lees(wie, naam)
        return verschil(voor, gerekend(processen))


@contextmanager
def stel_op(er: Plek, instellingen: Instellingen) -> Iterator[Opstelling]:
    """Serve this database, once it is brought to this program."""
    sleutels, uitgever = er.sleutels(), lokale_uitgever(instellingen)
    databank = Databank(er.url, sleutels)
    breng_bij(databank, instellingen)
    with sleutelbord(uitgever) as jwks:
        omgeving_ = omgeving(
            WMO_DATABASE_URL=er.url,
            WMO_VERSLEUTELSLEUTELS=",".join(sleutels.versleuteling),
            WMO_ZOEKSLEUTEL=sleutels.zoeken,
            WMO_UITGEVERS=json.dumps({UITGEVER: jwks}),
        )
        with draai(omgeving_) as server:

            def bel(rol: Rol, gemeente: str | None = None, agb: str | None = None) -> httpx2.Client:
                token = uitgever.maak_token(
                    publiek=instellingen.publiek,
                    rol=rol,
                    medewerker="m",
                    scopes=SCOPES,
                    gemeente=gemeente,
                    agb=agb,
                )
                return httpx2.Client(
                    base_url=server.adres,
                    headers={"Authorization": f"Bearer {token}"},
                    timeout=60,
                    limits=httpx2.Limits(keepalive_expiry=2),  # the server closes one after five seconds
                )

            bellers = {
                "gemeente": bel(Rol.ADMINISTRATIE, gemeente=ROERMOND),
                "aanbieder": bel(Rol.AANBIEDER, agb=AGB),
            }
            paden = {
                re.sub("=[^&]*|&?limiet=.*|[0-9a-f-]{36}", "", pad): pad
                for pad in lijsten(waarden_uit(databank), LIMIET)
            }
            yield Opstelling(databank, server.pid, bellers, paden)
    databank.sluit()


def meet_lijsten(naast: Sequence[Opstelling]) -> list[Kosten]:
    """Milliseconds of processor time for each list, in turns, so that what else is at work hits all alike."""
    kosten: list[Kosten] = [{} for _ in naast]
    for naam in naast[0].paden:
        for wie in naast[0].bellers:
            if not all(naam in o.paden and o.lees(wie, naam) for o in naast):
                continue
            keren = [[o.kost(wie, naam) for o in naast] for _ in range(KEREN)]
            for van, gemeten in zip(kosten, zip(*keren, strict=True), strict=True):
                van[f"{wie} {naam}"] = min(gemeten)
    return kosten


def werkers(motor: Engine) -> list[int]:
    """The processes of PostgreSQL that serve this database; SQLite has none."""
    if motor.dialect.name == "sqlite":
        return []
    vraag = text(
        "SELECT pid FROM pg_stat_activity "
        "WHERE datname = current_database() AND backend_type = 'client backend'"
    )
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


def meet_onderhoud(er: Plek) -> Kosten:
    """Milliseconds of processor time for 1,000 rows, here and there, of what goes through all of them."""
    nu = datetime.now(UTC)
    sleutels = er.sleutels()

    def kost(databank: Databank, werk: Callable[[Databank], int]) -> float:
        databank.keur_sleutels()
        processen = [os.getpid(), *werkers(databank.motor)]
        begin = gerekend(processen)
        rijen = werk(databank)
        kosten = verschil(begin, gerekend(processen)) / max(rijen, 1) * 1e3
        databank.sluit()
        return kosten

    def verzegel(databank: Databank) -> int:
        return sum(zegel.aantal for zegel in islice(verzegel_alles(databank, lambda: nu), ZEGELS))

    def versleutel_anders(databank: Databank) -> int:
        with suppress(_Genoeg):
            return herversleutel(databank).total()
        return SLAGEN * PER_KEER

    kosten = {
        "1,000 access records sealed": kost(Databank(er.url, sleutels), verzegel),
        "1,000 access records checked": kost(
            Databank(er.url, sleutels), lambda databank: keur(databank, nu).verzegeld
        ),
    }
    nieuw = replace(sleutels, versleuteling=(*maak_sleutels().versleuteling, *sleutels.versleuteling))
    er.bewaar(nieuw)
    kosten["1,000 rows with a new key"] = kost(_Begrensd(er.url, nieuw), versleutel_anders)
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


def breng_bij(databank: Databank, instellingen: Instellingen) -> None:
    """What an upgrade and a start do with a database that was filled by an older program."""
    databank.migreer()
    databank.keur_sleutels()
    nu = datetime.now(UTC)
    kalender = lees_kalenders(instellingen.gelijkgestelde_dagen)(nu.year)
    databank.herreken(Rekenwijze(lees_profielen(instellingen.profielen), kalender), nu)


def meet(plekken: Sequence[Plek], instellingen: Instellingen) -> list[Kosten]:
    """What everything costs in each of these databases."""
    with ExitStack() as open_:
        opgesteld = [open_.enter_context(stel_op(er, instellingen)) for er in plekken]
        kosten = meet_lijsten(opgesteld)
    for er, van in zip(plekken, kosten, strict=True):
        van |= meet_onderhoud(er)
    return kosten


def main(argumenten: argparse.Namespace) -> None:
    aantallen = argumenten.clienten or CLIENTEN
    with tempfile.TemporaryDirectory(prefix="groei-") as tijdelijk:
        instellingen = Instellingen(data=Path(tijdelijk))
        for soort in argumenten.alleen or SOORTEN:
            with ExitStack() as open_:
                plekken = []
                for aantal in aantallen:
                    er = open_.enter_context(plek((argumenten.map or Path(tijdelijk)) / str(aantal), soort))
                    if not er.is_gevuld:
                        vul_in(er, aantal, instellingen)
                    plekken.append(er)
                if not argumenten.vul:
                    _toon(soort, aantallen, meet(plekken, instellingen))


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
