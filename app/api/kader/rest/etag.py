"""Optimistic concurrency: `ETag` on the way out, `If-Match` on the way in (RFC 9110, RFC 6585)."""

import re
from typing import Annotated, Protocol, TypeVar

from fastapi import Depends, Header, Request, Response

from app.api.kader.fouten import RevisieOntbreekt
from app.domain.fouten import OngeldigeInvoer, Veldfout, VerouderdeRevisie


class Herzienbaar(Protocol):
    """Anything that counts its changes."""

    @property
    def revisie(self) -> int:
        """Number of the last change."""


H = TypeVar("H", bound=Herzienbaar)
T = TypeVar("T")


_TAG = r'(?:W/)?"[!#-~\x80-\xff]*"'
_LIJST = re.compile(rf"[ \t,]*{_TAG}(?:[ \t]*,[ \t,]*{_TAG})*[ \t,]*")
"""One tag or more, with what a list may have between them (RFC 9110, 5.6.1)."""
_ONZE = re.compile(r'"(0|[1-9][0-9]{0,8})"')
"""A tag that this API can have given: strong, as a weak one never counts for If-Match (RFC 9110, 13.1.1)."""


async def _if_match(
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description="De ETag van de versie die u hebt gelezen. Van een lijst (RFC 9110) geldt er een; "
            "een zwakke (`W/`) geldt nooit. `*` krijgt 428: dat zegt niet welke versie u las.",
            examples=['"1"'],
            max_length=100,
            json_schema_extra={"pattern": '^(W/)?"[!#-~]*"$'},
        ),
    ] = None,
) -> str | None:
    return if_match


IfMatch = Annotated[int, Depends(_if_match)]
"""Type of the parameter of an endpoint with a DeHandeling for the revision that the caller changes.

428 when absent, 412 when it cannot be current; what else is wrong with the request is told before. Where the
caller named more, the endpoint is called with one after another (`app.api.kader.rest.handeling`).
"""


def gelezen_revisies(if_match: str | None) -> tuple[int, ...]:
    """The revisions of which this header says that one was read, the lowest first.

    VerouderdeRevisie where none can be ours.

    `*` is a condition too, but it keeps nobody from overwriting what was not read; so it is asked to be made
    a better one (RFC 6585, 3).
    """
    if if_match is None or if_match.strip() == "*":
        raise RevisieOntbreekt(
            "Stuur in de header If-Match de ETag mee van wat u las, zodat u geen wijziging van een ander "
            "overschrijft; * zegt niet welke versie dat is."
        )
    if not _LIJST.fullmatch(if_match):
        raise OngeldigeInvoer(
            "De header If-Match klopt niet.",
            Veldfout("If-Match", 'Verwacht is een ETag, tussen aanhalingstekens: "3".'),
        )
    gelezen = sorted({int(tag[1:-1]) for tag in re.findall(_TAG, if_match) if _ONZE.fullmatch(tag)})
    if not gelezen:
        raise VerouderdeRevisie("De ETag in If-Match is niet van de huidige versie; lees die opnieuw.")
    return tuple(gelezen)


class Antwoord:
    """The headers that go along with what an endpoint returns."""

    def __init__(self, request: Request, response: Response) -> None:
        """Set headers on this response to this request."""
        self._pad = request.scope["path"]
        self._response = response
        self._headers = response.headers

    def tenzij(self, waarde: T, af: bool, anders: int) -> T:
        """Give the value back, with another status where the work is not done."""
        if not af:
            self._response.status_code = anders
        return waarde

    def met_etag(self, waarde: H) -> H:
        """Give the value back, with its revision as `ETag`."""
        self._headers["ETag"] = f'"{waarde.revisie}"'
        return waarde

    def aangemaakt(self, waarde: H, *sleutel: str, lijst: str | None = None) -> H:
        """Give back what was made just now, with its address as `Location` and its revision as `ETag`.

        `sleutel` names the attributes that form its key, the id unless said otherwise; `lijst` is the path,
        below the version of the API, of the list that holds it, where that is not the one that was called.
        """
        return self.met_etag(self.toegevoegd(waarde, *sleutel, lijst=lijst))

    def toegevoegd(self, waarde: T, *sleutel: str, lijst: str | None = None) -> T:
        """The same without `ETag`, for what never changes."""
        basis = self._pad if lijst is None else f"/{self._pad.split('/')[1]}{lijst}"
        delen = (str(getattr(waarde, naam)) for naam in sleutel or ("id",))
        self._headers["Location"] = "/".join((basis, *delen))
        return waarde


async def _antwoord(request: Request, response: Response) -> Antwoord:
    return Antwoord(request, response)


HetAntwoord = Annotated[Antwoord, Depends(_antwoord)]
"""Parameter type of an endpoint that sets headers."""
