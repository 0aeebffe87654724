"""Bounded lists: the page that is asked for, and `Link` to the next one (RFC 8288)."""

from typing import Annotated, TypeVar
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Query, Request, Response
from pydantic import BeforeValidator, Field

from app.api.kader.rest.modellen import GROOTSTE_LIJST, Moment, afgekeurd
from app.opslag.bladzijde import Bladzijde

R = TypeVar("R")


def _cijfers(waarde: object) -> object:
    if not isinstance(waarde, str):
        return waarde
    if not (waarde.isascii() and waarde.isdecimal() and len(waarde) < 10):
        raise afgekeurd("Verwacht is een geheel getal.")
    return int(waarde)


Cijfers = BeforeValidator(_cijfers)
"""Reads a whole number in an address from digits alone: no sign, no fraction, at most nine of them."""

Limiet = Annotated[int, Field(ge=1, le=GROOTSTE_LIJST), Cijfers]
"""How many rows a page has at most."""


class Blad:
    """The page that the caller asks for: at most `limiet` rows, after `cursor` or from the start."""

    def __init__(self, request: Request, response: Response, limiet: int, cursor: str | None) -> None:
        """Take what is asked for, and where the `Link` goes."""
        self._request = request
        self._response = response
        self.limiet = limiet
        self.cursor = cursor

    def toon(self, bladzijde: Bladzijde[R]) -> tuple[R, ...]:
        """The rows of this page; sets `Link` when there is a next one."""
        if bladzijde.volgende is not None:
            vraag = dict(parse_qsl(self._request.url.query)) | {"cursor": bladzijde.volgende}
            self._response.headers["Link"] = f'<{self._request.scope["path"]}?{urlencode(vraag)}>; rel="next"'
        return bladzijde.rijen


async def _blad(
    request: Request,
    response: Response,
    limiet: Annotated[
        Limiet, Query(description="Hoeveel er hoogstens op een bladzijde staan.", examples=[50])
    ] = 50,
    cursor: Annotated[
        str | None,
        Query(
            max_length=500,
            pattern="^[A-Za-z0-9_-]+$",
            description="Waar de bladzijde begint; neem hem over uit de header Link.",
            examples=["WyIxMDAwMCJd"],
        ),
    ] = None,
) -> Blad:
    return Blad(request, response, limiet, cursor)


HetBlad = Annotated[Blad, Depends(_blad)]
"""Parameter type of an endpoint that gives a list."""

GewijzigdSinds = Annotated[
    Moment | None,
    Query(
        alias="gewijzigdSinds",
        description="Alleen wat sinds dit moment is gemaakt of gewijzigd; wat het eerst wijzigde staat "
        "vooraan. Vraag de volgende keer vanaf een minuut voor het moment waarop u deze keer begon, zodat "
        "niets ontbreekt wat toen nog werd opgeslagen. Met andere filters erbij kan een bladzijde korter "
        "zijn dan de limiet, of leeg, terwijl de header Link een volgende noemt.",
        examples=["2026-03-02T09:00:00Z"],
    ),
]
"""Parameter type of a list that a system polls."""
