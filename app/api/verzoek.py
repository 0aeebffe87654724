"""How an endpoint gets its Verzoek: one request, one transaction, one thread.

The transaction opens when the whole request has been found valid, around the call of the endpoint. The
answer is written in it, so that what cannot be answered is not done either; then it commits, and only then
the answer is sent. Opening, work and commit share one thread of the pool: would each wait for a thread of
its own, then requests that wait for the database could keep the one that holds it from going on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.exceptions import ResponseValidationError
from fastapi.routing import APIRoute

from app.api.beller import beller
from app.api.herhaling import eenmaal
from app.domain.partijen import Beller
from app.opslag import Verwerker
from app.processen.kalender import kalender
from app.processen.verzoek import Verzoek


@dataclass(frozen=True, slots=True)
class _Aanroep:
    """A request that has been found valid, with its body, its caller and the headers of its answer."""

    request: Request
    inhoud: bytes
    wie: Beller
    koppen: Response

    def voer_uit(self, endpoint: Callable[[Verzoek], Any]) -> Response:
        """Call the endpoint in a transaction, once for each Idempotency-Key."""
        staat, route = self.request.app.state, self.request.scope["route"]
        nu = staat.klok()
        trace = self.request.state
        verwerker = Verwerker(
            self.wie, route.name, trace.trace_id, nu, trace.span_id, trace.aanroeper_span_id
        )
        with staat.databank.transactie(verwerker) as opslag:
            verzoek = Verzoek(self.wie, nu, opslag, staat.profielen, kalender(nu.year), staat.schemas)
            return eenmaal(
                self.request,
                self.inhoud,
                self.wie,
                opslag,
                lambda: self._antwoord(route, endpoint(verzoek)),
            )

    def _antwoord(self, route: APIRoute, uitkomst: Any) -> Response:
        if isinstance(uitkomst, Response):
            antwoord = uitkomst
        else:
            soort = None if route.response_field is None else "application/json"
            antwoord = Response(_json(route, uitkomst), route.status_code or 200, media_type=soort)
        antwoord.headers.raw.extend(self.koppen.headers.raw)
        return antwoord


def _json(route: APIRoute, uitkomst: Any) -> bytes:
    """What the operation shows of this value; nothing when it shows nothing."""
    if route.response_field is None:
        return b""
    waarde, fouten = route.response_field.validate(uitkomst, loc=("response",))
    if fouten:
        raise ResponseValidationError(fouten)
    return route.response_field.serialize_json(waarde, exclude_none=True)


async def _aanroep(request: Request, wie: Annotated[Beller, Depends(beller)], koppen: Response) -> _Aanroep:
    return _Aanroep(request, await request.body(), wie, koppen)


HetVerzoek = Annotated[Verzoek, Depends(_aanroep)]
"""Type of the parameter through which an endpoint of a Router receives its Verzoek."""


def in_een_transactie(endpoint: Callable[..., Any], naam: str) -> Callable[..., Response]:
    """The endpoint, with its parameter of this name, of type HetVerzoek, opened around the call."""

    @wraps(endpoint)
    def omsloten(**argumenten: Any) -> Response:
        aanroep: _Aanroep = argumenten.pop(naam)
        return aanroep.voer_uit(lambda verzoek: endpoint(**argumenten, **{naam: verzoek}))

    return omsloten
