"""The room in which anybody checks a message: `/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path
from time import thread_time

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.api.kader.beurt import CONTROLE
from app.domain.fouten import OngeldigeInvoer
from app.domain.waarden import kalenderdag
from app.istandaard.bestanden import Onleesbaar, in_zip
from app.processen import naslaan, naspelen
from app.web.bladen import Bladen, Bladroute
from app.web.inzending import Ingezonden, lees_inzending
from app.web.uitslag import Uitslag, onleesbaar, uitslag_van

MEESTE_BERICHTEN = 50
"""Messages that are checked on a page at once, in files and ZIPs together."""
SECONDEN = 5.0
"""Of processor time for all of them together; one that might pass it is not begun, unless it is the first."""


@dataclass(frozen=True, slots=True)
class Controleblad:
    """What the page shows: the form, and once something was sent what was found."""

    uitslagen: tuple[Uitslag, ...] = ()
    fout: str | None = None
    """What is wrong with what was filled in."""
    niet_bekeken: bool = False
    """Whether more was sent than is looked at once."""
    grootste: int = 0
    """Bytes that may be sent."""

    @property
    def titel(self) -> str:
        """The title of the page; it names no file, for that can say whom it is about."""
        if self.fout:
            return "Fout: controleer een bericht"
        if len(self.uitslagen) == 1:
            return self.uitslagen[0].oordeel.rstrip(".")
        if self.uitslagen:
            fout = sum(not uitslag.in_orde for uitslag in self.uitslagen)
            waar = (
                f"Bij {fout} van de {len(self.uitslagen)} berichten" if fout else "Bij geen van de berichten"
            )
            return f"{waar} is iets te doen"
        return "Controleer een bericht"


def routes(bladen: Bladen, grootste: int) -> list[Bladroute]:
    """The page; `grootste` is how many bytes may be sent."""

    def toon(request: Request) -> Response:
        return bladen.toon(request, "controle.html", Controleblad(grootste=grootste))

    async def controleer(request: Request) -> Response:
        inzending = await lees_inzending(request)
        geplakt = inzending.velden.get("tekst", "").strip().encode(errors="replace")
        gestuurd = inzending.bestanden or ((Ingezonden("Geplakt bericht", geplakt),) if geplakt else ())
        return await run_in_threadpool(antwoord, request, gestuurd)

    def antwoord(request: Request, gestuurd: tuple[Ingezonden, ...]) -> Response:
        if not gestuurd:
            blad = Controleblad(fout="Kies een bestand, of plak de tekst van een bericht.", grootste=grootste)
            return bladen.toon(request, "controle.html", blad, 400)
        staat = request.app.state
        with CONTROLE.beurt(None, sum(len(bestand.inhoud) for bestand in gestuurd)):
            berichten = chain.from_iterable(map(_berichten, gestuurd))
            eerste = islice(berichten, MEESTE_BERICHTEN)
            uitslagen = tuple(_controleer(eerste, kalenderdag(staat.klok()), staat.schemas))
            meer = next(berichten, None) is not None
        blad = Controleblad(uitslagen, niet_bekeken=meer, grootste=grootste)
        return bladen.toon(request, "controle.html", blad)

    return [
        Bladroute("/", toon, "controle"),
        Bladroute("/", controleer, "controle_uitslag", "POST"),
    ]


def _controleer(berichten: Iterable[tuple[str, bytes | str]], dag: date, schemas: Path) -> Iterator[Uitslag]:
    """What is found in each message that was sent."""
    begin = thread_time()
    for nummer, (naam, bericht) in enumerate(berichten):
        if isinstance(bericht, str):
            yield onleesbaar(naam, bericht)
            continue
        if nummer and thread_time() - begin + naslaan.kost_hoogstens(len(bericht)) > SECONDEN:
            yield onleesbaar(
                naam,
                "Niet bekeken: alles samen kan te veel rekentijd kosten. Stuur dit bericht apart.",
            )
            continue
        try:
            controle = naslaan.controleer_voor_ieder(bericht, dag, schemas)
        except OngeldigeInvoer as reden:
            yield onleesbaar(naam, reden.melding)
        else:
            yield uitslag_van(naam, bericht, controle, schemas)


def _berichten(gestuurd: Ingezonden) -> Iterator[tuple[str, bytes | str]]:
    """Each message by name; or instead of it why it cannot be read."""
    if not gestuurd.is_zip:
        yield gestuurd.naam, gestuurd.inhoud
        return
    try:
        leden = in_zip(gestuurd.inhoud, naspelen.GRENZEN)
    except Onleesbaar as reden:
        yield gestuurd.naam, str(reden)
        return
    for lid in leden:
        try:
            with lid.open() as bestand:
                inhoud = bestand.read()
        except Onleesbaar as reden:
            yield lid.naam, str(reden)
        else:
            yield lid.naam, inhoud
