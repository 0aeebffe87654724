"""Composition root: the ASGI app, put together from settings."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.telemetry import TelemetryConfig
from starlette.responses import Response
from starlette.types import Scope

from app import opslag
from app.api import documentatie, gezondheid, meldpunt
from app.api.kader.beller import Gekend
from app.api.kader.buitenlaag import VERSIE, Buitenlaag, Foutantwoord
from app.api.kader.lokale_uitgever import UITGEVER
from app.api.kader.lusbeurt import Lusbeurt
from app.api.kader.rest import probleem
from app.api.kader.rest.handeling import uitvoer
from app.api.kader.trace import trace_van
from app.api.kader.transactie import open_handeling
from app.api.kader.uitgevers import Uitgevers
from app.api.routers import ROUTERS
from app.domain.fouten import WmoFout
from app.domain.partijen import Beller
from app.domain.werkstand import Rekenwijze
from app.inrichting import open_databank
from app.instellingen import Instellingen
from app.istandaard.xml import BERICHTSOORTEN, SCHEMAS, SchemaOnleesbaar, schema
from app.opslag import Databank
from app.opslag.motoren import WACHTTIJD
from app.processen.handeling import Handeling
from app.processen.kalender import lees_kalenders
from app.processen.keten import wachtrij
from app.processen.regio import lees_profielen
from app.uitgever import lokale_uitgever
from app.web import registratie as bladzijden
from app.web.bladen import Bladen, is_voor_een_mens, lees_bladen

if TYPE_CHECKING:  # what measures is imported by who measures
    from app.telemetrie import Telemetrie

LOG = logging.getLogger(__name__)

ONGEMETEN: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""Also when something else in the process measures: what FastAPI notes holds what callers sent."""


def _nu() -> datetime:
    return datetime.now(UTC)


def maak_app(
    instellingen: Instellingen | None = None,
    *,
    databank: Databank | None = None,
    klok: Callable[[], datetime] = _nu,
    telemetrie: "Telemetrie | None" = None,
    hier: str = "http://127.0.0.1:8000",
) -> FastAPI:
    """The app with these settings; with `databank` on one that is open, with `klok` at another time.

    `hier` is where it is found when the settings name no public address.
    """
    instellingen = instellingen or Instellingen()
    adres = str(instellingen.adres or hier)
    profielen = lees_profielen(instellingen.profielen)
    kalenders = lees_kalenders(instellingen.gelijkgestelde_dagen)
    databank = databank or open_databank(instellingen)
    if telemetrie:
        for motor in databank.motoren:
            telemetrie.volg(motor)

    @asynccontextmanager
    async def leven(_: FastAPI) -> AsyncIterator[None]:
        yield
        databank.sluit()
        if telemetrie:
            telemetrie.sluit()

    app = FastAPI(
        title=documentatie.TITEL,
        version=VERSIE,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=leven,
        telemetry=telemetrie.van_verzoeken() if telemetrie else ONGEMETEN,
    )
    app.state.databank = databank
    app.state.klok = klok
    app.state.profielen = profielen
    app.state.kalenders = kalenders
    app.state.schemas = schemas_van(instellingen)
    app.state.publiek = instellingen.publiek
    app.state.uitgevers = _uitgevers(instellingen)
    app.state.gekend = Gekend()
    app.state.lusbeurt = Lusbeurt()
    bladen = lees_bladen(instellingen.huisstijl) if instellingen.met_bladzijden else None
    foutantwoord = _foutantwoord(bladen)
    probleem.registreer(app, foutantwoord)
    gezondheid.registreer(app)
    meldpunt.registreer(
        app,
        adres,
        instellingen.beveiligingscontact,
        str(instellingen.beveiligingsbeleid) if instellingen.beveiligingsbeleid else None,
        van_project=documentatie.CONTACT["email"],
    )
    documentatie.neem_op(app)
    if bladen is not None:
        bladzijden.registreer(app, bladen, instellingen.grootste_inhoud)
    documentatie.registreer(app, adres)
    app.add_middleware(
        Buitenlaag,
        grootste_inhoud=instellingen.grootste_inhoud,
        seconden=instellingen.inhoud_seconden,
        foutantwoord=foutantwoord,
    )
    return app


def _foutantwoord(bladen: Bladen | None) -> Foutantwoord:
    """A page for a person where there are pages, a problem detail for everybody else."""
    if bladen is None:
        return probleem.probleem

    def foutantwoord(scope: Scope, fout: WmoFout) -> Response:
        return bladen.toon_fout(scope, fout) if is_voor_een_mens(scope) else probleem.probleem(scope, fout)

    return foutantwoord


def beoordeel_steeds(app: FastAPI) -> None:
    """Judge the messages that wait as long as the process lives."""
    wachtrij.beoordeel_steeds(app.state.databank, namens(app), app.state.klok)


def namens(app: FastAPI) -> wachtrij.Namens:
    """What opens a transaction of the app itself in the name of a caller: to judge what came in."""

    def open_(beller: Beller, *, alleen_lezen: bool) -> AbstractContextManager[Handeling]:
        return open_handeling(
            app.state, beller, "ontvang_bericht", trace_van(None), alleen_lezen=alleen_lezen
        )

    return open_


def herreken(app: FastAPI) -> None:
    """Bring the days of all cases up to date with profiles and calendar; takes as long as there are cases."""
    nu = app.state.klok()
    rekenwijze = Rekenwijze(app.state.profielen, app.state.kalenders(nu.year))
    try:
        overgeslagen = app.state.databank.herreken(rekenwijze, nu)
        if overgeslagen:
            waarom = ", ".join(f"{naam} ({reden})" for naam, reden in overgeslagen.items())
            LOG.warning("not reckoned anew: %s", waarom)
    except WmoFout as fout:
        LOG.warning("not all cases were reckoned anew, so run `wmo herreken`: %s", fout.melding)
    except Exception:  # nobody waits for it, and requests go on
        LOG.exception("not all cases were reckoned anew, so run `wmo herreken`")


def warm_op(app: FastAPI) -> None:
    """Make ready what the first request of each kind would otherwise wait for, all others with it.

    The calendar, and what reads and writes each kind of value.
    """
    app.state.kalenders(app.state.klok().year)
    opslag.warm_op()
    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute) and route.response_model is not None:
                uitvoer(route.response_model)


def uitlooptijd(instellingen: Instellingen) -> int:
    """Seconds that a request may still take when the server has to stop.

    Its body may take all of its time, and so may a connection, a lock, and the statement that waited for it.
    """
    return ceil(instellingen.inhoud_seconden) + 3 * WACHTTIJD


def schemas_van(instellingen: Instellingen) -> Path:
    """The folder with schemas; raises WmoFout where one of these settings lacks one, or has one of no use."""
    if instellingen.schemas is None:
        return SCHEMAS
    try:
        for soort in BERICHTSOORTEN:
            schema(soort, instellingen.schemas)
    except SchemaOnleesbaar as fout:
        raise WmoFout(f"WMO_SCHEMAS: {fout}") from None
    return instellingen.schemas


def _uitgevers(instellingen: Instellingen) -> Uitgevers:
    if instellingen.uitgevers:
        return Uitgevers({iss: str(url) for iss, url in instellingen.uitgevers.items()})
    return Uitgevers({}, {UITGEVER: lokale_uitgever(instellingen).sleutels()})
