"""Gives an app the pages."""

from fastapi import FastAPI

from app.web import controle
from app.web.bladen import Bladen


def registreer(app: FastAPI, bladen: Bladen, grootste: int) -> None:
    """Serve every room; `grootste` is how many bytes may be sent to one."""
    app.router.routes += [*bladen.bestanden.routes(), *controle.routes(bladen, grootste)]
