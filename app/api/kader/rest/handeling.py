"""How an endpoint gets its Handeling: one request, one transaction, one thread.

The transaction opens when the whole request has been found valid, around the call of the endpoint. The
answer is written in it, so that what cannot be answered is not done either; then it commits, and only then
the answer is sent. What only reads is over before its answer is written. Opening, work and commit share one
thread of the pool: would each wait for a thread of its own, then requests that wait for the database could
keep the one that holds it from going on. A step that makes a document is taken twice, and the document made
in between (`app.processen.handeling.Werkplaats`).
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from functools import cache, partial, wraps
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

from app.api.kader.beurt import DOCUMENT, INZAGE, Rij
from app.api.kader.rest.etag import gelezen_revisies
from app.api.kader.rest.herhaling import KOP, eenmaal
from app.api.kader.rest.toegangsbewijs import toegangsbewijs
from app.api.kader.transactie import open_handeling, raadpleging
from app.domain.fouten import VerouderdeRevisie
from app.domain.partijen import Beller
from app.processen.handeling import Handeling, Raadpleging, Stap, Werkplaats

OPNIEUW = 3
"""How often a step without If-Match is taken again after another was first."""


@dataclass(frozen=True, slots=True)
class _Aanroep:
    """A request that has been found valid, with its body, its caller and the headers of its answer."""

    request: Request
    inhoud: bytes
    beller: Beller
    koppen: Response
    werkplaats: Werkplaats
    rij: Rij | None = None
    """The line in which it waits for its turn, before its transaction."""

    def voer_uit(self, pogingen: Sequence[Callable[[Handeling], Any]]) -> Response:
        """Call the endpoint in a transaction, once for each Idempotency-Key, when it is its turn.

        Each of `pogingen` calls it; the next is tried where one meets another revision than it is about.
        """
        *eerste, laatste = pogingen
        with self.rij.beurt(self.beller.code) if self.rij else nullcontext():
            for poging in eerste:
                with suppress(VerouderdeRevisie):
                    return self._voer_uit(poging)
            return self._voer_uit(laatste)

    def _voer_uit(self, endpoint: Callable[[Handeling], Any]) -> Response:
        return self.werkplaats.tot_gemaakt(lambda: self._in_een_transactie(endpoint))

    def _in_een_transactie(self, endpoint: Callable[[Handeling], Any]) -> Response:
        route: APIRoute = self.request.scope["route"]
        with open_handeling(
            self.request.app.state,
            self.beller,
            route.name,
            self.request.state.trace,
            self.werkplaats,
            alleen_lezen=self._leest,
        ) as handeling:
            if not self._leest:
                return eenmaal(
                    self.request,
                    self.inhoud,
                    handeling,
                    lambda: self._antwoord(route, endpoint(handeling)),
                )
            uitkomst = endpoint(handeling)
        return self._antwoord(route, uitkomst)

    @property
    def _leest(self) -> bool:
        """Whether nothing is kept, not even its answer under a key."""
        methode, koppen = self.request.method, self.request.headers
        return methode == "GET" or (self.rij is INZAGE and KOP not in koppen)

    def _antwoord(self, route: APIRoute, uitkomst: Any) -> Response:
        if isinstance(uitkomst, Response):
            antwoord = uitkomst
        elif callable(uitkomst):
            antwoord = uitkomst()
        elif route.response_model is None:
            antwoord = Response(status_code=route.status_code or 200)
        else:
            inhoud = _als_json(route.response_model, uitkomst)
            antwoord = Response(inhoud, route.status_code or 200, media_type="application/json")
        antwoord.headers.raw.extend(self.koppen.headers.raw)
        return antwoord


def _als_json(soort: Any, uitkomst: Any) -> bytes:
    """What an operation that answers with this type shows of a value; None is left out."""
    vorm = uitvoer(soort)
    waarde = vorm.validate_python(uitkomst, from_attributes=True)
    return vorm.dump_json(waarde, by_alias=True, exclude_none=True)


@cache
def uitvoer(soort: Any) -> TypeAdapter[Any]:
    """Writes what an operation answers with; built once."""
    return TypeAdapter(soort)


async def _aanroep(
    request: Request, beller: Annotated[Beller, Depends(toegangsbewijs)], koppen: Response
) -> _Aanroep:
    werkplaats = Werkplaats(partial(DOCUMENT.beurt, beller.code))
    return _Aanroep(request, await request.body(), beller, koppen, werkplaats)


DeHandeling = Annotated[Handeling, Depends(_aanroep)]
"""Type of the parameter through which an endpoint of a Router receives its Handeling."""


async def _inzage(aanroep: Annotated[_Aanroep, Depends(_aanroep)]) -> _Aanroep:
    return replace(aanroep, rij=INZAGE)


DeInzage = Annotated[Handeling, Depends(_inzage)]
"""The same for an endpoint that shows what may be much, whatever its method: it changes nothing.

One of these is at work at a time. It may return what makes its answer, which is called when the transaction
is over.
"""


async def _raadpleging(request: Request, beller: Annotated[Beller, Depends(toegangsbewijs)]) -> Raadpleging:
    return raadpleging(request.app.state, beller)


DeRaadpleging = Annotated[Raadpleging, Depends(_raadpleging)]
"""Type of the parameter of an endpoint that needs its caller but no transaction."""


async def _stap(request: Request, beller: Annotated[Beller, Depends(toegangsbewijs)]) -> Stap:
    naam: str = request.scope["route"].name
    staat, trace = request.app.state, request.state.trace
    return lambda: open_handeling(staat, beller, naam, trace, alleen_lezen=False)


DeStap = Annotated[Stap, Depends(_stap)]
"""Type of the parameter of an endpoint that takes more than one transaction: the one exception to one each.

What was committed in the first is there whatever becomes of the next, so that nothing that came in is lost.
"""


def in_een_transactie(
    endpoint: Callable[..., Any], naam: str, revisie: str | None
) -> Callable[..., Response]:
    """The endpoint, with its parameter of this name, a DeHandeling or DeInzage, opened around the call.

    `revisie` names its parameter that is an IfMatch. Of revisions that the caller named, each is tried, from
    the lowest: a revision only grows. Who names none gets no answer about one: where another changed the same
    thing at the same moment, the step is taken again on what there is now, as it would have been a moment
    later.
    """

    @wraps(endpoint)
    def omsloten(**argumenten: Any) -> Response:
        aanroep: _Aanroep = argumenten.pop(naam)
        keren: list[dict[str, Any]] = [{}] * (1 + OPNIEUW)
        if revisie:
            keren = [{revisie: gelezen} for gelezen in gelezen_revisies(argumenten.pop(revisie))]

        def poging(keer: dict[str, Any]) -> Callable[[Handeling], Any]:
            return lambda handeling: endpoint(**argumenten, **keer, **{naam: handeling})

        return aanroep.voer_uit([poging(keer) for keer in keren])

    return omsloten
