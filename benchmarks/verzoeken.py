"""What the two heaviest requests cost, beside two that any program could be held against.

Run as `python -m benchmarks.verzoeken`, for SQLite and PostgreSQL. What counts is processor time, of a server
in a process of its own and of PostgreSQL; least and median of each request. One endpoint of the same app does
nothing: it checks the same token and reads the same kind of body, but opens no transaction. The other is a
stock one of FastAPI and the ORM of SQLAlchemy (`benchmarks.kaal`), which runs the statements of submitting a
plan without a token, a rule or encryption. The requests take turns, each on a case of its own.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import httpx2
import uvicorn
from sqlalchemy import Engine

from app.api.documentatie import VOORVOEGSEL
from app.api.kader.rest.modellen import Invoer, Toelichting, Uitvoer
from app.api.kader.rest.router import Router
from app.api.routers import SCOPES
from app.domain.partijen import Rol
from app.instellingen import Instellingen
from app.main import lokale_uitgever, maak_app
from app.opslag import Databank, maak_sleutels
from app.opslag.databank import maak_motor
from benchmarks import kaal
from benchmarks.groei import databanken, gerekend, werkers
from tests.api.verhaal import AGB, Aanbieder, Gemeente, plan_pad

NU = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ZAKEN = 40

router = Router("/niets", tag="Niets", scope="niets")


class NietsIn(Invoer):
    tekst: Toelichting


class NietsUit(Uitvoer):
    tekst: str


@router.post("", response_model=NietsUit, summary="Doe niets")
def doe_niets(invoer: NietsIn) -> NietsIn:
    return invoer


def bedien(soort: str, url: str, map_: Path) -> None:
    """Serve in this process, and say where."""
    if soort == "kaal":
        app = kaal.maak_app(url)
    else:
        databank = Databank(url, maak_sleutels())
        databank.migreer()
        app = maak_app(Instellingen(data=map_), databank=databank, klok=lambda: NU)
        app.include_router(router, prefix=VOORVOEGSEL)
    configuratie = uvicorn.Config(app, port=0, log_level="error", access_log=False)
    luisteraar = configuratie.bind_socket()
    print(f"http://127.0.0.1:{luisteraar.getsockname()[1]}", flush=True)
    uvicorn.Server(configuratie).run([luisteraar])


@contextmanager
def server(soort: str, url: str, map_: str) -> Iterator[tuple[str, int]]:
    """The address and the number of a server in a process of its own."""
    opdracht = [sys.executable, "-m", "benchmarks.verzoeken", soort, url, map_]
    with subprocess.Popen(opdracht, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as proces:
        assert proces.stdout is not None
        try:
            yield proces.stdout.readline().strip(), proces.pid
        finally:
            proces.terminate()


class Meter:
    """Milliseconds of processor time per kind of request."""

    def __init__(self, motor: Engine) -> None:
        self._motor = motor
        self.kosten: dict[str, list[float]] = {}

    def meet(self, wat: str, pid: int, verzoek: Callable[[], Any]) -> Any:
        processen = [pid, *werkers(self._motor)]
        begin = gerekend(processen)
        antwoord = verzoek()
        self.kosten.setdefault(wat, []).append(gerekend(processen) - begin)
        return antwoord


def meet(url: str) -> dict[str, list[float]]:
    """All requests, a case at a time."""
    meter = Meter(maak_motor(url))
    with (
        tempfile.TemporaryDirectory() as map_,
        server("wmo", url, map_) as (adres, pid),
        server("kaal", url, map_) as (kaal_adres, kaal_pid),
        httpx2.Client(base_url=kaal_adres) as los,
    ):
        instellingen = Instellingen(data=Path(map_))
        uitgever = lokale_uitgever(instellingen)

        def bel(rol: Rol, **wie: str) -> httpx2.Client:
            token = uitgever.maak_token(
                publiek=instellingen.publiek,
                rol=rol,
                medewerker="medewerker-1",
                scopes=SCOPES | router.scopes,
                **wie,
            )
            return httpx2.Client(base_url=adres, headers={"Authorization": f"Bearer {token}"})

        bellers = {rol: bel(rol, gemeente="0957") for rol in Rol if rol is not Rol.AANBIEDER}
        zorg = bel(Rol.AANBIEDER, agb=AGB)
        gemeente = Gemeente(lambda _, rol: bellers[rol], lambda: NU, "0957")  # type: ignore[arg-type]
        aanbieder = Aanbieder(lambda _: zorg, lambda: NU)  # type: ignore[arg-type]
        gemeente.contracteer()
        for _ in range(ZAKEN):
            _een_zaak(meter, pid, kaal_pid, gemeente, aanbieder, bellers, los)
    return meter.kosten


def _een_zaak(
    meter: Meter,
    pid: int,
    kaal_pid: int,
    gemeente: Gemeente,
    aanbieder: Aanbieder,
    bellers: dict[Rol, httpx2.Client],
    los: httpx2.Client,
) -> None:
    niets = {"tekst": "Het huis is schoon en opgeruimd."}
    meter.meet("do nothing", pid, lambda: bellers[Rol.TOEGANG].post("/v1/niets", json=niets))
    plan_van_aanpak = gemeente.open_zaak()
    plan = gemeente.vraag_plan(plan_van_aanpak)
    aanbieder.bevestig_ontvangst(plan)
    aanbieder.vul_in(plan)
    indiening = {"formulierVersie": plan["formulierVersie"], "gerichtAan": "medewerker-1"}
    etag = aanbieder.probeer("GET", plan_pad(plan)).headers["ETag"]
    meter.meet(
        "submit a plan",
        pid,
        lambda: aanbieder.doe("POST", f"{plan_pad(plan)}/indieningen", indiening, etag=etag),
    )
    gemeente.beoordeel(plan)
    aanbieder.rond_af(plan)
    besluit = _bekendgemaakt(gemeente, bellers[Rol.BESLUIT], plan_van_aanpak)
    meter.meet(
        "create an allocation",
        pid,
        lambda: gemeente.doe("POST", "/toewijzingen", {"besluitId": besluit}, rol=Rol.BESLUIT),
    )
    antwoord = meter.meet(
        "stock endpoint", kaal_pid, lambda: los.post(f"/indieningen/{plan['id']}", json=indiening)
    )
    assert antwoord.status_code == 200, antwoord.text


def _bekendgemaakt(gemeente: Gemeente, beslisser: httpx2.Client, plan_van_aanpak: dict[str, Any]) -> str:
    aanvraag = gemeente.neem_aanvraag_in(plan_van_aanpak)
    besluit: str = gemeente.doe(
        "POST",
        "/besluiten",
        {
            "soort": "regulier",
            "meldingId": plan_van_aanpak["meldingId"],
            "aanvraagId": aanvraag["id"],
            "planVanAanpakId": plan_van_aanpak["id"],
            "motivering": "Met hulp lukt het huishouden.",
        },
        rol=Rol.BESLUIT,
    )["id"]
    bekendmaking = {"datum": NU.date().isoformat(), "wijze": "per post"}
    for stap, inhoud in (("vaststellingen", None), ("bekendmakingen", bekendmaking)):
        etag = beslisser.get(f"/v1/besluiten/{besluit}").headers["ETag"]
        gemeente.doe("POST", f"/besluiten/{besluit}/{stap}", inhoud, rol=Rol.BESLUIT, etag=etag)
    return besluit


def main() -> None:
    with databanken() as urls:
        for soort, url in urls.items():
            print(f"{soort:<22}{'least':>9}{'median':>12}")
            for wat, kosten in meet(url).items():
                print(f"{wat:<22}{min(kosten):>9.2f}{median(kosten):>9.2f} ms")


if __name__ == "__main__":
    if sys.argv[1:]:
        bedien(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
    else:
        main()
