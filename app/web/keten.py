"""The room in which anybody rehearses a chain: `/keten`, with the sample year to click through."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from threading import Lock
from zipfile import ZIP_DEFLATED, ZipFile

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.api.kader.beurt import CONTROLE
from app.domain.fouten import NietGevonden, OngeldigeInvoer
from app.domain.waarden import kalenderdag
from app.istandaard.beschrijving import naam_van
from app.istandaard.bestanden import Berichtbestand, Onleesbaar
from app.istandaard.keten import Schakel, waarom_niet_in
from app.istandaard.oordeel import Schakelstatus
from app.istandaard.regels.register import Niveau, register
from app.istandaard.retourinhoud import OP_WAT
from app.istandaard.voorbeeldjaar.bouw import Stap, bestanden
from app.istandaard.voorbeeldjaar.fouten import met_fouten
from app.istandaard.voorbeeldjaar.jaar import jaar
from app.istandaard.xml import BERICHTSOORTEN
from app.processen import naspelen
from app.web.bladen import Bladen, Bladroute
from app.web.inzending import Ingezonden, lees_inzending
from app.web.tijdlijn import Tijdlijnblad, tijdlijnblad
from app.web.uitslag import Fouten, Overgeslagen, fouten_in, overgeslagen

MEESTE_FOUTEN = 10
"""Findings that are shown of one message."""
ZELF = "zelf"
"""That the files come in the order in which they were put, not by name."""
_VOORBEELDEN: Mapping[str, tuple[str, partial[tuple[Stap, ...]]]] = {
    "goed": ("Het voorbeeldjaar, zoals het hoort", partial(jaar)),
    "fouten": ("Het voorbeeldjaar, met tien fouten", partial(met_fouten)),
}
_EEN_TEGELIJK = Lock()


@dataclass(frozen=True, slots=True)
class Schakelblad:
    """One message of the chain, and what becomes of it."""

    naam: str
    soort: str
    wat: str
    status: str
    oordeel: str
    uitleg: str | None
    """Of the sample year: what the message says."""
    fouten: Fouten
    daarna: str | None
    opmerking: str | None
    antwoord: str | None
    """Name of the file with the answer."""


@dataclass(frozen=True, slots=True)
class Ketenblad:
    """What the page shows: the form, and once something was sent the story."""

    titel: str = "Speel een keten na"
    fout: str | None = None
    schakels: tuple[Schakelblad, ...] = ()
    niet_getoond: int = 0
    tijdlijn: Tijdlijnblad | None = None
    antwoorden: str | None = None
    """The answers in a ZIP, as an address that holds them itself."""
    samenvatting: str = ""
    mist_geschiedenis: bool = False
    """Whether a message may be rejected for what went before the chain."""
    overgeslagen: tuple[Overgeslagen, ...] = ()


_OORDELEN = {
    Schakelstatus.GOEDGEKEURD: "Goedgekeurd",
    Schakelstatus.DEELS: "Deels goedgekeurd",
    Schakelstatus.AFGEKEURD: "Afgekeurd",
    Schakelstatus.GEWEIGERD: "Geweigerd",
    Schakelstatus.NA_TE_GAAN: "Na te gaan",
    Schakelstatus.ONLEESBAAR: "Niet te lezen",
}


def routes(bladen: Bladen) -> list[Bladroute]:
    """The pages."""

    def toon(request: Request) -> Response:
        return bladen.toon(request, "keten.html", Ketenblad())

    def toon_voorbeeld(request: Request) -> Response:
        welk, staat = request.path_params["welk"], request.app.state
        if welk not in _VOORBEELDEN:
            raise NietGevonden("Dit voorbeeld bestaat niet.")
        with _EEN_TEGELIJK:  # it is made once a day; who comes meanwhile waits for the same
            blad = _voorbeeld(welk, kalenderdag(staat.klok()), staat.schemas)
        return bladen.toon(request, "keten.html", blad)

    async def neem_aan(request: Request) -> Response:
        inzending = await lees_inzending(request)
        gestuurd = inzending.bestanden
        if inzending.velden.get("volgorde") != ZELF:
            gestuurd = tuple(sorted(gestuurd, key=lambda bestand: bestand.naam))
        return await run_in_threadpool(antwoord, request, gestuurd)

    def antwoord(request: Request, gestuurd: Sequence[Ingezonden]) -> Response:
        if not gestuurd:
            return weiger(request, "Kies de bestanden van de keten, of een ZIP.")
        try:
            with CONTROLE.beurt(None, naspelen.GRENZEN.uitgepakt):
                berichten = _berichten(gestuurd)
                titel = "Uw bericht" if len(berichten) == 1 else "Uw keten"
                staat = request.app.state
                blad = ketenblad(titel, berichten, {}, kalenderdag(staat.klok()), staat.schemas)
                return bladen.toon(request, "keten.html", blad)
        except OngeldigeInvoer as reden:
            return weiger(request, reden.melding)

    def weiger(request: Request, reden: str) -> Response:
        return bladen.toon(request, "keten.html", Ketenblad("Fout: speel een keten na", reden), 400)

    return [
        Bladroute("/keten", toon, "keten"),
        Bladroute("/keten", neem_aan, "keten_uitslag", "POST"),
        Bladroute("/keten/voorbeeld/{welk}", toon_voorbeeld, "keten_voorbeeld"),
    ]


@lru_cache(maxsize=len(_VOORBEELDEN))
def _voorbeeld(welk: str, vandaag: date, schemas: Path) -> Ketenblad:
    """The page of a sample year; takes no turn of those who check, as it is the same for everybody."""
    titel, stappen = _VOORBEELDEN[welk]
    berichten = bestanden(stappen())
    uitleg = {
        naam: f"{stap.uitleg} Beter: {stap.herstel}" if stap.herstel else stap.uitleg
        for naam, (stap, _) in berichten.items()
    }
    gestuurd = [_als_bericht(naam, inhoud) for naam, (_, inhoud) in berichten.items()]
    return ketenblad(titel, gestuurd, uitleg, vandaag, schemas)


def ketenblad(
    titel: str, berichten: Sequence[Berichtbestand], uitleg: Mapping[str, str], dag: date, schemas: Path
) -> Ketenblad:
    """The story of these messages on this day; OngeldigeInvoer where they pass a bound."""
    nagespeeld = naspelen.speel_voor_ieder(berichten, dag, schemas)
    antwoorden = {
        f"{nummer:03d}-{schakel.soort_antwoord}.xml": schakel.antwoord
        for nummer, schakel in enumerate(nagespeeld.berichten, start=1)
        if schakel.antwoord is not None
    }
    namen = {naam[:3]: naam for naam in antwoorden}
    schakels = tuple(
        _schakelblad(schakel, _inhoud(bericht), uitleg.get(bericht.naam), namen.get(f"{nummer:03d}"))
        for nummer, (schakel, bericht) in enumerate(
            zip(nagespeeld.berichten, berichten, strict=True), start=1
        )
    )
    return Ketenblad(
        titel=titel,
        schakels=schakels,
        niet_getoond=nagespeeld.niet_getoond,
        tijdlijn=tijdlijnblad(nagespeeld.verlopen),
        antwoorden=_ingepakt(antwoorden) if antwoorden else None,
        samenvatting=_samenvatting(nagespeeld.berichten),
        mist_geschiedenis=_mist_geschiedenis(nagespeeld.berichten),
        overgeslagen=overgeslagen(waarom_niet_in(nagespeeld.berichten)),
    )


def _mist_geschiedenis(schakels: Sequence[Schakel]) -> bool:
    """Whether anything was found that earlier messages decide: these may be none of the chain."""
    codes = {bevinding.regel for schakel in schakels for bevinding in schakel.bevindingen}
    return any(r.code in codes and r.niveau is Niveau.BERICHTOVERSTIJGEND for r in register())


def _samenvatting(schakels: Sequence[Schakel]) -> str:
    goed = sum(schakel.status is Schakelstatus.GOEDGEKEURD for schakel in schakels)
    if len(schakels) == 1 and schakels[0].status is Schakelstatus.ONLEESBAAR:
        return "Dit bestand is niet te lezen als bericht. Hieronder staat waarom."
    if len(schakels) == 1 and not goed:
        return (
            "Dit ene bericht is beoordeeld alsof er niets aan voorafging, en wordt niet geheel goedgekeurd. "
            "Stuur ook de berichten mee die ervoor kwamen, of verbeter wat hieronder staat."
        )
    if goed == len(schakels):
        return f"Alle {goed} berichten worden goedgekeurd." if goed > 1 else "Het bericht wordt goedgekeurd."
    na_te_gaan = sum(schakel.status is Schakelstatus.NA_TE_GAAN for schakel in schakels)
    fout = len(schakels) - goed - na_te_gaan
    zinnen = [f"Van de {len(schakels)} berichten {'wordt' if goed == 1 else 'worden'} er {goed} goedgekeurd."]
    if not goed:
        zinnen = [f"Geen van de {len(schakels)} berichten wordt geheel goedgekeurd."]
    if fout:
        zinnen.append(f"Bij {fout} klopt er iets niet; wie zo'n bericht stuurde, verbetert het.")
    if na_te_gaan:
        zinnen.append(f"Bij {na_te_gaan} moet iemand uitzoeken wat klopt.")
    return " ".join(zinnen)


def _oordeel(schakel: Schakel) -> str:
    """An answer is not called approved: it may reject."""
    goed = schakel.status is Schakelstatus.GOEDGEKEURD
    return "Klopt" if goed and schakel.berichtsoort in OP_WAT else _OORDELEN[schakel.status]


def _schakelblad(schakel: Schakel, inhoud: bytes, uitleg: str | None, antwoord: str | None) -> Schakelblad:
    soort, onleesbaar = schakel.berichtsoort, schakel.status is Schakelstatus.ONLEESBAAR
    return Schakelblad(
        naam=schakel.bestand,
        soort=soort,
        wat=naam_van(soort) if soort in BERICHTSOORTEN else "",
        status=schakel.status.value,
        oordeel=_oordeel(schakel),
        uitleg=uitleg,
        fouten=fouten_in(schakel.bestand, inhoud, () if onleesbaar else schakel.bevindingen, MEESTE_FOUTEN),
        daarna=schakel.daarna,
        opmerking=schakel.bevindingen[0].melding if onleesbaar else schakel.opmerking,
        antwoord=antwoord,
    )


def _berichten(gestuurd: Iterable[Ingezonden]) -> list[Berichtbestand]:
    """The messages in what was sent, in order; a ZIP gives its own by name."""
    grenzen = naspelen.GRENZEN
    berichten: list[Berichtbestand] = []
    bytes_ = 0
    for bestand in gestuurd:
        if bestand.is_zip:
            nieuw = naspelen.uit_zip(bestand.inhoud)
        else:
            nieuw = [_als_bericht(bestand.naam, bestand.inhoud)]
        berichten += nieuw
        bytes_ += sum(len(_inhoud(bericht)) for bericht in nieuw)
        if len(berichten) > grenzen.bestanden or bytes_ > grenzen.uitgepakt:
            raise OngeldigeInvoer(
                f"Een keten telt hier hoogstens {grenzen.bestanden} berichten, van samen hoogstens "
                f"{grenzen.uitgepakt // 2**20} MB. Deel haar op, of speel haar na met het commando wmo keten."
            )
    return berichten


def _als_bericht(naam: str, inhoud: bytes) -> Berichtbestand:
    return Berichtbestand(naam, partial(BytesIO, inhoud))


def _inhoud(bericht: Berichtbestand) -> bytes:
    try:
        with bericht.open() as bestand:
            return bestand.read()
    except Onleesbaar:
        return b""


def _ingepakt(antwoorden: Mapping[str, bytes]) -> str:
    """A ZIP as a data address: nothing has to be kept for who downloads it later."""
    inhoud = BytesIO()
    with ZipFile(inhoud, "w", ZIP_DEFLATED) as archief:
        for naam, antwoord in antwoorden.items():
            archief.writestr(naam, antwoord)
    return f"data:application/zip;base64,{b64encode(inhoud.getvalue()).decode()}"
