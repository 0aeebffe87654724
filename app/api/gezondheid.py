"""For whoever runs it: whether the process lives, and whether it can serve."""

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from app.opslag import Onbereikbaar


async def leeft(_: Request) -> PlainTextResponse:
    """Answer while the process can answer."""
    return PlainTextResponse("ok\n")


async def gereed(request: Request) -> PlainTextResponse:
    """Answer ok while the database answers too, with the tables of this program."""
    try:
        bij = await run_in_threadpool(request.app.state.databank.is_bij)
    except Onbereikbaar:
        return PlainTextResponse("de database is niet bereikbaar\n", 503)
    if not bij:
        return PlainTextResponse(
            "de database staat niet op de migratie van dit programma: draai wmo migreer van deze versie\n",
            503,
        )
    return PlainTextResponse("ok\n")


def registreer(app: Starlette) -> None:
    """Serve /livez and /readyz; they are no part of the interface and carry no data."""
    app.add_route("/livez", leeft)
    app.add_route("/readyz", gereed)
