"""How many requests a second one and two processes serve, how long each takes, and what memory they come to.

Run as `python -m benchmarks.doorvoer [geheugen]`. First some lines ask as fast as they can: that is what the
server can do. Then requests come by chance at 80 per cent of that, and the time of each counts from when it
came and not from when a line was free for it. Then at 40 per cent, beside somebody who sends one hostile
message of 25 MB after the other to be checked; they take a processor, so beside 80 per cent a queue would
grow as long as is measured. `geheugen` makes 20,000 requests and tells what memory the server then holds.

The requests are reads of a client, a plan, a list of 50 plans and the worklist, and one in five writes a
report, on a case that the worklist does not come to, so that no read grows. A server is `wmo serve` in a
process of its own, and two share one socket; SQLite is for one.
"""

import json
import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2

from app.api.kader.lokale_uitgever import UITGEVER, LokaleUitgever
from app.api.scopes import SCOPES
from app.cli import main as wmo
from app.cli import server as cli
from app.domain.partijen import Rol
from app.opslag import Databank, Sleutels, maak_sleutels
from benchmarks.groei import databanken, gerekend, verschil
from benchmarks.vijandig import VIJANDIG
from tests.api.verhaal import AGB, Aanbieder, Gemeente, plan_pad, tot_vastgesteld
from tests.server import omgeving, sleutelbord

ZAKEN, LIJNEN = 20, 32
"""Cases in the database, half of them open; lines that ask."""
SECONDEN, DEEL, NAAST_VIJAND = 15, 0.8, 0.4
VERZOEKEN, STAP = 20_000, 2_500
ROERMOND, PUBLIEK = "0957", "urn:wmo:proef"
VIJANDELIJK = "lines that break all rules in a wmo323"


class Lijn:
    """One connection that stays open."""

    def __init__(self, poort: int) -> None:
        self._lijn = socket.create_connection(("127.0.0.1", poort))
        self._lijn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._in = self._lijn.makefile("rb")

    def vraag(self, verzoek: bytes) -> int:
        """Send it and read the answer; its status."""
        self._lijn.sendall(verzoek)
        status = int(self._in.readline().split()[1])
        lengte = 0
        while kop := self._in.readline().strip():
            if kop.lower().startswith(b"content-length:"):
                lengte = int(kop.split(b":")[1])
        self._in.read(lengte)
        return status


@dataclass(frozen=True)
class Opstelling:
    """A server and what can be asked of it."""

    poort: int
    pids: tuple[int, ...]
    mengsel: tuple[bytes, ...]
    """Requests as bytes, each as often as it has to come."""
    token: str


def bedien(fd: int) -> None:
    """Serve in this process, on a socket that was opened by another."""
    cli._luister = lambda *_: socket.socket(fileno=fd)
    wmo(["serve"])


@contextmanager
def stel_op(url: str, processen: int, sleutels: Sleutels, map_: Path) -> Iterator[Opstelling]:
    """So many processes on one socket, and some cases in the database."""
    uitgever = LokaleUitgever.uit_bestand(map_ / "uitgever.pem")
    with ExitStack() as stapel:
        jwks = stapel.enter_context(sleutelbord(uitgever))
        instellingen = omgeving(
            WMO_DATABASE_URL=url,
            WMO_VERSLEUTELSLEUTELS=",".join(sleutels.versleuteling),
            WMO_ZOEKSLEUTEL=sleutels.zoeken,
            WMO_UITGEVERS=json.dumps({UITGEVER: jwks}),
            WMO_PUBLIEK=PUBLIEK,
        )
        luisteraar = stapel.enter_context(socket.create_server(("127.0.0.1", 0)))
        poort, fd = luisteraar.getsockname()[1], luisteraar.fileno()
        opdracht = [sys.executable, "-m", "benchmarks.doorvoer", "bedien", str(fd)]
        servers = [
            subprocess.Popen(opdracht, env=instellingen, pass_fds=[fd], stderr=subprocess.DEVNULL)
            for _ in range(processen)
        ]
        try:

            def bel(rol: Rol, gemeente: str | None = None, agb: str | None = None) -> httpx2.Client:
                kop = {"Authorization": f"Bearer {token(rol, gemeente, agb)}"}
                return httpx2.Client(base_url=f"http://127.0.0.1:{poort}", headers=kop, timeout=60)

            def token(rol: Rol, gemeente: str | None, agb: str | None = None) -> str:
                return uitgever.maak_token(
                    publiek=PUBLIEK, rol=rol, medewerker="m", scopes=SCOPES, gemeente=gemeente, agb=agb
                )

            mijn = token(Rol.TOEGANG, ROERMOND)
            mengsel = vul(bel, f"Host: localhost\r\nAuthorization: Bearer {mijn}\r\n")
            yield Opstelling(poort, tuple(server.pid for server in servers), mengsel, mijn)
        finally:
            for server in servers:
                server.terminate()
            for server in servers:
                server.wait()


def vul(bel: Callable[..., httpx2.Client], koppen: str) -> tuple[bytes, ...]:
    """Tell some cases; the requests about them."""
    bellers = {rol: bel(rol, gemeente=ROERMOND) for rol in Rol if rol is not Rol.AANBIEDER}
    zorg = bel(Rol.AANBIEDER, agb=AGB)
    gemeente = Gemeente(lambda _, rol: bellers[rol], lambda: datetime.now(UTC), ROERMOND)
    aanbieder = Aanbieder(lambda _: zorg, lambda: datetime.now(UTC))
    if not gemeente.lees("/aanbieders"):
        gemeente.contracteer()

    def verzoek(methode: str, pad: str, inhoud: Any = None) -> bytes:
        ruw = b"" if inhoud is None else json.dumps(inhoud).encode()
        soort = f"Content-Type: application/json\r\nContent-Length: {len(ruw)}\r\n" if ruw else ""
        return f"{methode} /v1{pad} HTTP/1.1\r\n{koppen}{soort}\r\n".encode() + ruw

    mengsel: list[bytes] = []
    for nummer in range(ZAKEN):
        zaak = gemeente.open_zaak()
        plan = gemeente.vraag_plan(zaak) if nummer % 2 else tot_vastgesteld(gemeente, aanbieder, zaak)
        mengsel += [
            *[verzoek("GET", f"/clienten/{plan['clientId']}")] * 3,
            *[verzoek("GET", plan_pad(plan))] * 2,
            *[verzoek("GET", "/ondersteuningsplannen?limiet=50")] * 2,
            verzoek("GET", f"/werkvoorraad?limiet={ZAKEN}"),
        ]
    rapportage = {
        "meldingId": gemeente.open_zaak()["meldingId"],
        "soort": "bespreking",
        "datum": gemeente.over(),
        "met": "Aanbieder",
        "tekst": "Besproken hoe de hulp begint.",
    }
    mengsel += [verzoek("POST", "/rapportages", rapportage)] * (len(mengsel) // 4)
    return tuple(mengsel)


def laat_vragen(opstelling: Opstelling, beurt: Callable[[], float | None]) -> list[float]:
    """The seconds that each request took since the moment that `beurt` names, until it names none."""
    tijden: list[float] = []

    def vraag() -> None:
        lijn = Lijn(opstelling.poort)
        while (vanaf := beurt()) is not None:
            time.sleep(max(0.0, vanaf - time.perf_counter()))
            status = lijn.vraag(random.choice(opstelling.mengsel))
            assert status < 300, status
            tijden.append(time.perf_counter() - vanaf)

    draden = [threading.Thread(target=vraag) for _ in range(LIJNEN)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    return tijden


def zo_snel_mogelijk(opstelling: Opstelling, seconden: float) -> float:
    """Requests a second."""
    tot = time.perf_counter() + seconden
    tijden = laat_vragen(opstelling, lambda: n if (n := time.perf_counter()) < tot else None)
    return len(tijden) / seconden


def vraag_zo_vaak(opstelling: Opstelling, keren: int) -> None:
    nummers = count()
    laat_vragen(opstelling, lambda: time.perf_counter() if next(nummers) < keren else None)


def op_deze_maat(opstelling: Opstelling, per_seconde: float, seconden: float) -> str:
    """Percentiles of what requests take that come by chance, so many a second."""
    slot, komst = threading.Lock(), time.perf_counter()
    tot = komst + seconden

    def beurt() -> float | None:
        nonlocal komst
        with slot:
            komst += random.expovariate(per_seconde)
            return komst if komst < tot else None

    tijden = sorted(laat_vragen(opstelling, beurt))
    return " / ".join(f"{tijden[int(len(tijden) * deel)] * 1e3:.0f}" for deel in (0.5, 0.95, 0.99))


@contextmanager
def vijand(opstelling: Opstelling) -> Iterator[list[int]]:
    """Somebody sends a hostile message again and again; gives the answers as they come."""
    bericht, klaar, antwoorden = VIJANDIG[VIJANDELIJK](), threading.Event(), list[int]()
    kop = (
        "POST /v1/validaties HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\n"
        f"Authorization: Bearer {opstelling.token}\r\nContent-Length: {len(bericht)}\r\n\r\n"
    )
    verzoek = kop.encode() + bericht

    def stuur() -> None:
        lijn = Lijn(opstelling.poort)
        while not klaar.is_set():
            antwoorden.append(lijn.vraag(verzoek))

    draad = threading.Thread(target=stuur)
    draad.start()
    yield antwoorden
    klaar.set()
    draad.join()


def meet_doorvoer(soort: str, opstelling: Opstelling) -> None:
    zo_snel_mogelijk(opstelling, 5)
    begin = gerekend(opstelling.pids)
    meest = zo_snel_mogelijk(opstelling, SECONDEN)
    cpu = verschil(begin, gerekend(opstelling.pids)) / (meest * SECONDEN)
    alleen = op_deze_maat(opstelling, meest * DEEL, SECONDEN)
    with vijand(opstelling) as antwoorden:
        ernaast = op_deze_maat(opstelling, meest * NAAST_VIJAND, SECONDEN)
    cellen = (soort, len(opstelling.pids), f"{meest:.0f}", f"{cpu:.1f} ms", alleen, ernaast, len(antwoorden))
    print(f"| {' | '.join(map(str, cellen))} |", flush=True)


def geheugen(pid: int) -> float:
    """Megabytes that a process holds."""
    gevonden = re.search(r"VmRSS:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert gevonden
    return int(gevonden[1]) / 1024


def meet_geheugen(soort: str, opstelling: Opstelling) -> None:
    (pid,) = opstelling.pids
    print(f"| {soort} | {geheugen(pid):.0f}", end="", flush=True)
    for _ in range(0, VERZOEKEN, STAP):
        vraag_zo_vaak(opstelling, STAP)
        print(f" | {geheugen(pid):.0f}", end="", flush=True)
    print(" |")


def main(wat: Sequence[str]) -> None:
    sleutels = maak_sleutels()
    with databanken() as urls, TemporaryDirectory() as map_:
        for soort, url in urls.items():
            databank = Databank(url, sleutels)
            databank.migreer()
            databank.sluit()
            for processen in (1,) if "geheugen" in wat or soort == "SQLite" else (1, 2):
                with stel_op(url, processen, sleutels, Path(map_)) as opstelling:
                    (meet_geheugen if "geheugen" in wat else meet_doorvoer)(soort, opstelling)


if __name__ == "__main__":
    if sys.argv[1:2] == ["bedien"]:
        bedien(int(sys.argv[2]))
    else:
        main(sys.argv[1:])
