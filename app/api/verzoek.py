"""How an endpoint gets its Verzoek: one request, one transaction, one thread.

The transaction opens when the whole request has been found valid, around the call of the endpoint, and
commits before the answer is sent. Opening, work and commit share one thread of the pool: would each wait for
a thread of its own, then requests that wait for the database could keep the one that holds it from going on.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial, wraps
from typing import Annotated, Any

from fastapi import Depends, Request

from app.api.beller import beller
from app.domain.partijen import Beller
from app.opslag import Verwerker
from app.processen.kalender import kalender
from app.processen.verzoek import Verzoek


@contextmanager
def _open(request: Request, wie: Beller) -> Iterator[Verzoek]:
    staat = request.app.state
    nu = staat.klok()
    verwerker = Verwerker(wie, request.scope["route"].name, request.state.trace_id, nu)
    with staat.databank.transactie(verwerker) as opslag:
        yield Verzoek(wie, nu, opslag, staat.profielen, kalender(nu.year))


async def _nog_te_openen(
    request: Request, wie: Annotated[Beller, Depends(beller)]
) -> Callable[[], AbstractContextManager[Verzoek]]:
    return partial(_open, request, wie)


HetVerzoek = Annotated[Verzoek, Depends(_nog_te_openen)]
"""Type of the parameter through which an endpoint of a Router receives its Verzoek."""


def in_een_transactie(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """The endpoint, with its parameter of type HetVerzoek opened around the call."""
    parameters = inspect.signature(endpoint, eval_str=True).parameters.values()
    naam = next((p.name for p in parameters if p.annotation == HetVerzoek), None)
    if naam is None:
        return endpoint

    @wraps(endpoint)
    def omsloten(**argumenten: Any) -> Any:
        with argumenten[naam]() as verzoek:
            return endpoint(**argumenten | {naam: verzoek})

    return omsloten
