"""How long the two heaviest requests take, against an endpoint of the same app that does nothing.

Run as `python -m benchmarks.verzoeken`. A server runs on this machine on an embedded database; the do-nothing
endpoint checks the same token and reads the same kind of body, but opens no transaction. Each case is new,
the requests take turns, and the queries of a request are counted while the number of stored cases grows.
"""

import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import httpx2
import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine, event

from app.api.documentatie import VOORVOEGSEL
from app.api.kader.rest.modellen import Invoer, Toelichting, Uitvoer
from app.api.kader.rest.router import Router
from app.api.routers import SCOPES
from app.domain.partijen import Rol
from app.instellingen import Instellingen
from app.main import lokale_uitgever, maak_app
from tests.api.verhaal import AGB, Aanbieder, Gemeente, plan_pad

NU = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ZAKEN = 60

router = Router("/niets", tag="Niets", scope="niets")


class NietsIn(Invoer):
    tekst: Toelichting


class NietsUit(Uitvoer):
    tekst: str


@router.post("", response_model=NietsUit, summary="Doe niets")
def doe_niets(invoer: NietsIn) -> NietsIn:
    return invoer


class Meting:
    """Times and counts the queries of one kind of request."""

    def __init__(self) -> None:
        self.tijden: list[float] = []
        self.vragen: list[int] = []

    def meet(self, verzoek: Callable[[], Any], teller: list[str]) -> Any:
        teller.clear()
        begin = perf_counter()
        antwoord = verzoek()
        self.tijden.append((perf_counter() - begin) * 1e3)
        self.vragen.append(len(teller))
        return antwoord


@contextmanager
def _bediend(app: FastAPI) -> Iterator[str]:
    luisteraar = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    draad = threading.Thread(target=server.run, kwargs={"sockets": [luisteraar]})
    draad.start()
    try:
        yield f"http://127.0.0.1:{luisteraar.getsockname()[1]}"
    finally:
        server.should_exit = True
        draad.join()


def main() -> None:
    teller: list[str] = []
    event.listen(Engine, "before_cursor_execute", lambda *a: teller.append(a[2]))
    metingen = {naam: Meting() for naam in ("niets doen", "plan indienen", "toewijzing maken")}
    with tempfile.TemporaryDirectory() as map_:
        instellingen = Instellingen(data=Path(map_))
        app = maak_app(instellingen, klok=lambda: NU)
        app.include_router(router, prefix=VOORVOEGSEL)
        uitgever = lokale_uitgever(instellingen)
        with _bediend(app) as adres:

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
                _een_zaak(gemeente, aanbieder, bellers, metingen, teller)
    _toon(metingen)


def _een_zaak(
    gemeente: Gemeente,
    aanbieder: Aanbieder,
    bellers: dict[Rol, httpx2.Client],
    metingen: dict[str, Meting],
    teller: list[str],
) -> None:
    niets = {"tekst": "Het huis is schoon en opgeruimd."}
    metingen["niets doen"].meet(lambda: bellers[Rol.TOEGANG].post("/v1/niets", json=niets), teller)
    plan_van_aanpak = gemeente.open_zaak()
    plan = gemeente.vraag_plan(plan_van_aanpak)
    aanbieder.bevestig_ontvangst(plan)
    aanbieder.vul_in(plan)
    indiening = {"formulierVersie": plan["formulierVersie"], "gerichtAan": "medewerker-1"}
    etag = aanbieder.probeer("GET", plan_pad(plan)).headers["ETag"]
    metingen["plan indienen"].meet(
        lambda: aanbieder.doe("POST", f"{plan_pad(plan)}/indieningen", indiening, etag=etag), teller
    )
    gemeente.beoordeel(plan)
    aanbieder.rond_af(plan)
    besluit = _bekendgemaakt(gemeente, bellers[Rol.BESLUIT], plan_van_aanpak)
    metingen["toewijzing maken"].meet(
        lambda: gemeente.doe("POST", "/toewijzingen", {"besluitId": besluit}, rol=Rol.BESLUIT), teller
    )


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


def _toon(metingen: dict[str, Meting]) -> None:
    vloer = median(metingen["niets doen"].tijden)
    print(
        f"{'verzoek':<18}{'mediaan':>10}{'x niets':>9}{'vragen, eerste tien':>22}{'vragen, laatste tien':>22}"
    )
    for naam, meting in metingen.items():
        midden = median(meting.tijden)
        eerste, laatste = (sorted({*deel}) for deel in (meting.vragen[:10], meting.vragen[-10:]))
        print(f"{naam:<18}{midden:>7.2f} ms{midden / vloer:>9.1f}{eerste!s:>22}{laatste!s:>22}")


if __name__ == "__main__":
    main()
