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
    """Answer ok while the database can serve: its tables, its keys and its disk are right."""
    try:
        beletsel = await run_in_threadpool(request.app.state.databank.beletsel)
    except Onbereikbaar:
        beletsel = "de database is niet bereikbaar"
    return PlainTextResponse("ok\n") if beletsel is None else PlainTextResponse(f"{beletsel}\n", 503)


def registreer(app: Starlette) -> None:
    """Serve /livez and /readyz; they are no part of the interface and carry no data."""
    app.add_route("/livez", leeft)
    app.add_route("/readyz", gereed)
