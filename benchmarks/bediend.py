"""The program as `wmo serve` runs it, at one moment, with one operation beside its own that does nothing.

Run as `python benchmarks/bediend.py URL PORT` with the settings in the environment. It serves the checkout
that Python finds first, this one or one of an older commit (since 26b197a).
"""

import sys
from datetime import UTC, datetime
from typing import Any

from app import main
from app.cli import main as wmo
from app.opslag import Databank, maak_sleutels

try:
    from app.api.kader.rest.modellen import Invoer, Toelichting, Uitvoer
    from app.api.kader.rest.router import Router
except ImportError:  # before the frame of the API had rooms
    from app.api.modellen import Invoer, Toelichting, Uitvoer  # type: ignore[import-not-found, no-redef]
    from app.api.router import Router  # type: ignore[import-not-found, no-redef]

NU = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

router = Router("/niets", tag="Niets", scope="niets")


class NietsIn(Invoer):
    tekst: Toelichting


class NietsUit(Uitvoer):
    tekst: str


@router.post("", response_model=NietsUit, summary="Doe niets")
def doe_niets(invoer: NietsIn) -> NietsIn:
    return invoer


def bedien(url: str, poort: str) -> None:
    """Serve in this process until it is ended."""
    maak_app = main.maak_app

    def maak_meetbaar(*args: Any, **kwargs: Any) -> Any:
        databank = Databank(url, maak_sleutels())
        databank.migreer()
        app = maak_app(*args, **kwargs, databank=databank, klok=lambda: NU)
        eerste: Any = router.routes[0]
        if eerste.path.startswith("/v1"):
            app.router.routes += router.routes
        else:  # of a version before its routers had their whole path
            app.include_router(router, prefix="/v1")
        return app

    main.maak_app = maak_meetbaar
    sys.argv = ["wmo", "serve", "--port", poort]
    wmo()


if __name__ == "__main__":
    bedien(*sys.argv[1:])
