"""What the two heaviest requests cost, beside two that any program could be held against.

Run as `python -m benchmarks.verzoeken [FOLDER]`, for SQLite and PostgreSQL. What counts is processor time, of
a server in a process of its own and of PostgreSQL; least and median of each request. One endpoint of the same
app does nothing: it checks the same token and reads the same kind of body, but opens no transaction. The
other is a stock one of FastAPI and the ORM of SQLAlchemy (`benchmarks.kaal`), which runs the statements of
submitting a plan without a token, a rule or encryption. The requests take turns, each on a case of its own.
With another checkout in FOLDER (since 26b197a, with an environment by `make .venv/.dev`) its server takes
turns too, on a database of its own, and the steps around what is measured are those that its own tests take.
"""

import os
import runpy
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any

import httpx2
import uvicorn
from sqlalchemy import Engine

from app.api.kader.lokale_uitgever import LokaleUitgever
from app.api.scopes import SCOPES
from app.domain.partijen import Rol
from app.instellingen import Instellingen
from app.opslag.motoren import maak_motor
from app.uitgever import lokale_uitgever
from benchmarks import kaal
from benchmarks.bediend import NU, router
from benchmarks.groei import databanken, gerekend, verschil, werkers
from tests.api.verhaal import AGB

HIER = Path(__file__).resolve().parents[1]
ZAKEN, OPWARMING = 30, 5
"""Cases that count, and those before them."""


@contextmanager
def proces(checkout: Path, *opdracht: str, **omgeving: str) -> Iterator[tuple[str, int]]:
    """The address and the number of a server in a process of its own, that runs this checkout."""
    with socket.create_server(("127.0.0.1", 0)) as vrij:
        poort = vrij.getsockname()[1]
    adres = f"http://127.0.0.1:{poort}"
    with subprocess.Popen(
        [checkout / ".venv/bin/python", *opdracht, str(poort)],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout)} | omgeving,
        stderr=subprocess.DEVNULL,
    ) as gestart:
        try:
            while gestart.poll() is None:
                try:
                    httpx2.get(adres)
                    break
                except httpx2.ConnectError:
                    time.sleep(0.2)
            yield adres, gestart.pid
        finally:
            gestart.terminate()


def bedien_kaal(url: str, poort: str) -> None:
    """Serve the stock endpoint in this process."""
    uvicorn.run(kaal.maak_app(url), port=int(poort), log_level="error", access_log=False)


def verhaal_van(checkout: Path) -> SimpleNamespace:
    """The steps of a case as the tests of this checkout take them, for its API asks what it asked then."""
    return SimpleNamespace(**runpy.run_path(str(checkout / "tests/api/verhaal.py")))


@dataclass
class Opstelling:
    """A server under measurement, those who call it, and what each kind of request took, in milliseconds."""

    pid: int
    motor: Engine
    bellers: dict[Rol, httpx2.Client]
    verhaal: SimpleNamespace
    kosten: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.gemeente = self.verhaal.Gemeente(lambda _, rol: self.bellers[rol], lambda: NU, "0957")
        self.aanbieder = self.verhaal.Aanbieder(lambda _: self.bellers[Rol.AANBIEDER], lambda: NU)
        self.gemeente.contracteer()

    def meet(self, wat: str, verzoek: Callable[[], Any], pid: int | None = None) -> Any:
        """Do a request, of this server or of another one on its database."""
        processen = [pid or self.pid, *werkers(self.motor)]
        begin = gerekend(processen)
        antwoord = verzoek()
        self.kosten.setdefault(wat, []).append(verschil(begin, gerekend(processen)))
        return antwoord


def bellers(adres: str, uitgever: LokaleUitgever, publiek: str) -> dict[Rol, httpx2.Client]:
    """A client for each role."""

    def bel(rol: Rol) -> httpx2.Client:
        is_aanbieder = rol is Rol.AANBIEDER
        token = uitgever.maak_token(
            publiek=publiek,
            rol=rol,
            medewerker="medewerker-1",
            scopes=SCOPES | router.scopes,
            gemeente=None if is_aanbieder else "0957",
            agb=AGB if is_aanbieder else None,
        )
        return httpx2.Client(base_url=adres, headers={"Authorization": f"Bearer {token}"})

    return {rol: bel(rol) for rol in Rol}


def meet(checkouts: Sequence[Path], urls: Sequence[str]) -> list[dict[str, list[float]]]:
    """All requests of each checkout on its database, a case at a time; beside the first a stock one."""
    with tempfile.TemporaryDirectory() as map_, ExitStack() as open_:
        instellingen = Instellingen(data=Path(map_))
        uitgever = lokale_uitgever(instellingen)
        opstellingen = []
        for checkout, url in zip(checkouts, urls, strict=False):
            programma = str(HIER / "benchmarks/bediend.py")
            adres, pid = open_.enter_context(proces(checkout, programma, url, WMO_DATA=map_))
            wie = bellers(adres, uitgever, instellingen.publiek)
            opstellingen.append(Opstelling(pid, maak_motor(url), wie, verhaal_van(checkout)))
        kaal_adres, kaal_pid = open_.enter_context(
            proces(HIER, "-m", "benchmarks.verzoeken", "--kaal", urls[0])
        )
        los = open_.enter_context(httpx2.Client(base_url=kaal_adres))
        for _ in range(OPWARMING + ZAKEN):
            for opstelling in opstellingen:
                plan, indiening = _een_zaak(opstelling)
                if opstelling is opstellingen[0]:
                    kaal_verzoek = partial(los.post, f"/indieningen/{plan['id']}", json=indiening)
                    antwoord = opstelling.meet("stock endpoint", kaal_verzoek, kaal_pid)
                    assert antwoord.status_code == 200, antwoord.text
        for opstelling in opstellingen:
            opstelling.motor.dispose()
    return [{wat: k[OPWARMING:] for wat, k in opstelling.kosten.items()} for opstelling in opstellingen]


def _een_zaak(op: Opstelling) -> tuple[dict[str, Any], dict[str, Any]]:
    niets = {"tekst": "Het huis is schoon en opgeruimd."}
    gemeente, aanbieder = op.gemeente, op.aanbieder
    op.meet("do nothing", lambda: op.bellers[Rol.TOEGANG].post("/v1/niets", json=niets))
    plan_van_aanpak = gemeente.open_zaak()
    plan = gemeente.vraag_plan(plan_van_aanpak)
    aanbieder.bevestig_ontvangst(plan)
    aanbieder.vul_in(plan)
    indiening = {"formulierVersie": plan["formulierVersie"], "gerichtAan": "medewerker-1"}
    pad = op.verhaal.plan_pad(plan)
    etag = aanbieder.probeer("GET", pad).headers["ETag"]
    op.meet(
        "submit a plan",
        lambda: aanbieder.doe("POST", f"{pad}/indieningen", indiening, etag=etag),
    )
    gemeente.beoordeel(plan)
    aanbieder.rond_af(plan)
    besluit = gemeente.beslis(plan_van_aanpak)
    op.meet(
        "create an allocation",
        lambda: gemeente.doe("POST", "/toewijzingen", {"besluitId": besluit["id"]}, rol=Rol.BESLUIT),
    )
    return plan, indiening


def main(checkouts: Sequence[Path]) -> None:
    with databanken() as een, databanken() as twee:
        for soort in een:
            metingen = meet(checkouts, (een[soort], twee[soort]))
            print(f"{soort:<22}{'least':>9}{'median':>9}" + f"{'there':>9}{'ratio':>9}" * (len(metingen) - 1))
            for wat, kosten in metingen[0].items():
                regel = f"{wat:<22}{min(kosten):>9.2f}{median(kosten):>9.2f}"
                for daar in metingen[1:]:
                    if wat in daar:
                        regel += f"{min(daar[wat]):>9.2f}{min(kosten) / min(daar[wat]):>9.2f}"
                print(regel, flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--kaal"]:
        bedien_kaal(*sys.argv[2:])
    else:
        main([HIER, *(Path(map_).resolve() for map_ in sys.argv[1:2])])
