"""Composition root: the ASGI app, put together from settings."""

import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager, suppress
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
from app.api.kader.lokale_uitgever import UITGEVER, LokaleUitgever, maak_bestand
from app.api.kader.rest import probleem
from app.api.kader.rest.handeling import uitvoer
from app.api.kader.trace import trace_van
from app.api.kader.transactie import open_handeling
from app.api.kader.uitgevers import Uitgevers
from app.api.routers import ROUTERS
from app.domain.fouten import WmoFout
from app.domain.partijen import Beller
from app.domain.werkstand import Rekenwijze
from app.instelbestand import lees_begrensd
from app.instellingen import Instellingen
from app.istandaard.xml import BERICHTSOORTEN, SCHEMAS, SchemaOnleesbaar, schema
from app.opslag import (
    Databank,
    Onbereikbaar,
    OngeldigeSleutel,
    Sleutels,
    VerkeerdeSleutels,
    databasebestand,
    heeft_gegevens,
    maak_sleutels,
)
from app.opslag.motoren import WACHTTIJD
from app.processen.handeling import Handeling
from app.processen.kalender import lees_kalenders
from app.processen.keten import wachtrij
from app.processen.regio import lees_profielen
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


def open_databank(instellingen: Instellingen, *, maak: bool = True) -> Databank:
    """The database of these settings; the embedded one makes its folder and keys, and migrates, by itself.

    Without `maak` nothing is made: WmoFout where there is no database, or it has another migration.
    """
    if not maak:
        _vereis_bestand(instellingen)
    elif instellingen.ingebed:
        _maak_map(instellingen.data)
    databank = Databank(
        instellingen.databank,
        _sleutels(instellingen, maak=maak),
        verbindingen=instellingen.database_verbindingen,
        voorbereiden=instellingen.database_voorbereiden,
    )
    if not maak:
        databank.vereis_migratie()
    elif instellingen.ingebed:
        databank.migreer()
    with suppress(Onbereikbaar):  # one that does not answer yet, or has no tables yet, is compared later
        databank.keur_sleutels()
    return databank


def lokale_uitgever(instellingen: Instellingen) -> LokaleUitgever:
    """The issuer for local use, with its key in the data folder."""
    _maak_map(instellingen.data)
    return LokaleUitgever.uit_bestand(instellingen.data / "lokale-uitgever.pem")


def _vereis_bestand(instellingen: Instellingen) -> None:
    """Refuse an embedded database that is not there: to ask about it would make an empty one."""
    bestand = databasebestand(instellingen.databank)
    if bestand is None or (bestand.is_file() and bestand.stat().st_size):
        return
    weg = f"Er is geen database: {bestand} ontbreekt of is leeg."
    if instellingen.zoeksleutel is not None or _sleutelbestand(instellingen).exists():
        raise WmoFout(
            f"{weg} De sleutels zijn er wel: stond er een database, zet dan een reservekopie terug."
        )
    raise WmoFout(f"{weg} `wmo serve` of `wmo migreer` maakt er een.")


def _maak_map(pad: Path) -> None:
    """Make the data folder, for the owner only; raises WmoFout where that cannot be."""
    try:
        pad.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise WmoFout(f"De map {pad} (WMO_DATA) is niet te maken, of is geen map.") from None


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
    LOG.warning(
        "LOCAL USE ONLY: no WMO_UITGEVERS is set, so tokens are signed on this machine by `wmo token`, "
        "for whoever can run it. Do not put data of real persons in."
    )
    return Uitgevers({}, {UITGEVER: lokale_uitgever(instellingen).sleutels()})


def _sleutelbestand(instellingen: Instellingen) -> Path:
    return instellingen.data / "sleutels.json"


def _sleutels(instellingen: Instellingen, *, maak: bool) -> Sleutels:
    if instellingen.zoeksleutel is not None:
        return Sleutels(
            tuple(s.get_secret_value() for s in instellingen.versleutelsleutels),
            instellingen.zoeksleutel.get_secret_value(),
        )
    bestand = _sleutelbestand(instellingen)
    if not bestand.exists() and (heeft_gegevens(instellingen.databank) or not maak):
        raise VerkeerdeSleutels(
            f"{bestand} ontbreekt, en met nieuwe sleutels is niets in de databank te lezen. "
            "Zet het bestand terug uit de reservekopie."
        )
    return _bewaarde_sleutels(bestand)


def _bewaarde_sleutels(bestand: Path) -> Sleutels:
    """The keys in this file; makes the file, readable for the owner only, when it is absent."""
    nieuw = maak_sleutels()
    tekst = json.dumps({"versleuteling": nieuw.versleuteling, "zoeken": nieuw.zoeken})
    if maak_bestand(bestand, tekst.encode()):
        return nieuw
    try:
        inhoud = json.loads(lees_begrensd(bestand))
        return Sleutels(tuple(inhoud["versleuteling"]), inhoud["zoeken"])
    except (ValueError, KeyError, TypeError, OSError, RecursionError):
        raise OngeldigeSleutel(f"{bestand} is beschadigd; zet het terug uit de reservekopie.") from None
