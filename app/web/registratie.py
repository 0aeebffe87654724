"""Gives an app the pages."""

from dataclasses import dataclass

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from app.web import controle, keten, naslag
from app.web.bladen import Bladen, Bladroute


@dataclass(frozen=True, slots=True)
class Uitlegblad:
    """What this is, in English."""

    titel: str = "What this is"


def registreer(app: FastAPI, bladen: Bladen, grootste: int) -> None:
    """Serve every room; `grootste` is how many bytes may be sent to one."""

    def leg_uit(request: Request) -> Response:
        return bladen.toon(request, "en.html", Uitlegblad())

    app.router.routes += [
        *bladen.bestanden.routes(),
        *controle.routes(bladen, grootste),
        *keten.routes(bladen),
        *naslag.routes(bladen),
        Bladroute("/en", leg_uit, "en"),
    ]
