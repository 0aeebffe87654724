"""Routes that check a request before its body is looked at: scopes, query keys, media types."""

from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import aclosing
from inspect import signature
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from fastapi.params import Depends, Security
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.routing import Match
from starlette.types import Scope

from app.api.kader.beller import herken
from app.api.kader.fouten import NietLeverbaar, TeGroot, VerkeerdMediatype
from app.api.kader.lusbeurt import Lusbeurt
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling, DeInzage, in_een_transactie
from app.api.kader.rest.herhaling import idempotency_key
from app.api.kader.rest.json_invoer import lees_json, toonbaar
from app.api.kader.rest.toegangsbewijs import toegangsbewijs
from app.api.kader.rest.vorm import JSON, vorm_van
from app.domain.fouten import NietGevonden, OngeldigeInvoer, Veldfout

VOORVOEGSEL = "/v1"
"""Begin of every path of the API: its major version."""
GROOTSTE_JSON = 1_048_576
"""Bytes of a JSON body; a message in XML may be as large as the setting says."""
EENMALIG = ("Content-Type", "Content-Encoding", "If-Match", "Idempotency-Key")
"""Headers of which two would say two things: one reader obeys the first, another the last."""
MEESTE_BEREIKEN = 100
"""Media ranges of `Accept` that are looked at; a header of 64 KiB that held nothing else took 60 ms."""
GROOT = 65_536
"""Bodies of more bytes are parsed off the event loop, so that others need not wait for them."""

Afhandelaar = Callable[[Request], Coroutine[Any, Any, Response]]


class _Id(StringConvertor):
    """A UUID in a path."""

    regex = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


register_url_convertor("id", _Id())


class _GelezenVerzoek(Request):
    """Request whose JSON has been read strictly, and whose body is there once while it comes."""

    gelezen: Any = None

    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            inhoud = BytesIO()  # which grows where it stands, and gives what it holds without a copy
            async with aclosing(self.stream()) as stukken:
                async for stuk in stukken:
                    inhoud.write(stuk)
            self._body = inhoud.getvalue()
        return self._body

    async def json(self) -> Any:
        return self.gelezen


class Route(APIRoute):
    """One operation; checked in order: caller, headers, query keys, form wanted, kind of body, all values."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **kwargs: Any) -> None:
        """Read from the endpoint what the operation takes, and from the arguments what it gives."""
        self.vorm = vorm_van(endpoint)
        self.levert = getattr(kwargs.get("response_class"), "media_type", JSON)
        self._begin = VOORVOEGSEL + path.partition("{")[0]
        super().__init__(VOORVOEGSEL + path, endpoint, **kwargs)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As FastAPI does, but it looks no further where the path lacks what this one begins with."""
        return super().matches(scope) if self._begin in scope["path"] else (Match.NONE, {})

    def get_route_handler(self) -> Afhandelaar:
        """The handler of FastAPI, with these checks before it."""
        afhandelen = super().get_route_handler()
        beveiliging = [d for d in self.dependencies if isinstance(d, Security)]
        scopes = frozenset(s for d in beveiliging for s in d.scopes or ())
        vorm = self.vorm
        levert = None if self.status_code == 204 else self.levert
        wijzigt = bool((self.methods or set()) - {"GET"})
        ongewogen = _ongewogen(_parameter(self.endpoint, IfMatch) is not None) if wijzigt else {}

        async def handler(request: Request) -> Response:
            staat, wie = request.app.state, None
            if beveiliging:
                request.state.beller = await herken(
                    request.headers, scopes, staat.uitgevers, staat.publiek, staat.gekend
                )
                wie = request.state.beller.code
            _keur_koppen(request, ongewogen)
            _keur_vraagsleutels(request, vorm.vraagsleutels)
            aanvaard = ",".join(request.headers.getlist("accept")) or "*/*"
            if levert and not _aanvaardt(aanvaard, levert):
                raise NietLeverbaar(f"Deze bewerking levert {levert}; de header Accept laat dat niet toe.")
            verzoek = _GelezenVerzoek(request.scope, request.receive)
            if vorm.neemt:
                _keur_mediatype(request, vorm.neemt)
                inhoud = await verzoek.body()
                if vorm.neemt == JSON:
                    verzoek.gelezen = await _lees(inhoud, staat.lusbeurt, wie)
                elif not inhoud:
                    raise OngeldigeInvoer(f"De inhoud is leeg; verwacht is {vorm.neemt}.")
            elif wijzigt and await verzoek.body():
                raise OngeldigeInvoer("Deze bewerking verwacht geen inhoud.")
            try:
                return await afhandelen(verzoek)
            except NietGevonden as fout:
                if fout.gezocht is not None:
                    plekken = _plekken(verzoek.gelezen, str(fout.gezocht).lower())
                    fout.velden = tuple(Veldfout(pad, fout.melding) for pad in plekken)
                raise

        return handler


class Router(APIRouter):
    """The operations of one resource, under one tag, with scopes `<scope>:lezen` and `<scope>:schrijven`."""

    def __init__(self, prefix: str, *, tag: str, scope: str | None, uitleg: str = "") -> None:
        """Take the path without version, the Dutch tag and what it is about, and the scope; None is public.

        Of the routers that share a tag, one says what it is about.
        """
        super().__init__(
            prefix=prefix,
            tags=[tag],
            route_class=Route,
            redirect_slashes=False,
            generate_unique_id_function=operatie_id,
        )
        self.uitleg = uitleg
        self._scope = scope

    @property
    def scopes(self) -> frozenset[str]:
        """Every scope that an operation of this router can ask for."""
        return frozenset({f"{self._scope}:lezen", f"{self._scope}:schrijven"} if self._scope else ())

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **kwargs: Any) -> None:
        """Add an operation; `summary` (Dutch) is obligatory, and the English docstring stays inside."""
        if not kwargs.get("summary"):
            raise TypeError(f"{endpoint.__name__} needs a summary")
        kwargs["description"] = kwargs.get("description") or kwargs["summary"]
        kwargs["response_model_exclude_none"] = True
        kwargs.setdefault("response_model", None)
        methoden = set(kwargs["methods"])
        eisen: list[Depends] = list(kwargs.get("dependencies") or ())
        if self._scope:
            recht = "lezen" if methoden == {"GET"} else "schrijven"
            eisen.append(Security(toegangsbewijs, scopes=[f"{self._scope}:{recht}"]))
        if naam := _parameter(endpoint, DeHandeling) or _parameter(endpoint, DeInzage):
            endpoint = in_een_transactie(endpoint, naam, _parameter(endpoint, IfMatch))
            if methoden == {"POST"}:
                eisen.append(Depends(idempotency_key))
        if _parameter(endpoint, HetAntwoord):
            status = kwargs.get("status_code") or 200
            namen = ("ETag", "Location") if status == 201 else ("ETag",)
            koppen = {naam: {"$ref": f"#/components/headers/{naam}"} for naam in namen}
            kwargs["responses"] = {status: {"headers": koppen}, **(kwargs.get("responses") or {})}
        super().add_api_route(path, endpoint, **kwargs | {"dependencies": eisen})


def _parameter(endpoint: Callable[..., Any], soort: Any) -> str | None:
    """Name of the parameter of this type, if the endpoint has one."""
    parameters = signature(endpoint, eval_str=True).parameters.values()
    return next((p.name for p in parameters if p.annotation == soort), None)


def operatie_id(route: APIRoute) -> str:
    """The name of the function is the operationId, and the activity in the log."""
    return route.name


async def _lees(inhoud: bytes, lusbeurt: Lusbeurt, wie: str | None) -> Any:
    """The JSON, when it is the turn of this caller to have it looked at."""
    if len(inhoud) > GROOTSTE_JSON:
        raise TeGroot(f"Deze JSON mag hoogstens {GROOTSTE_JSON} bytes groot zijn.")
    if len(inhoud) < GROOT:
        await lusbeurt.wacht(wie)
        return lees_json(inhoud)
    gelezen = await run_in_threadpool(lees_json, inhoud)
    await lusbeurt.wacht(wie)
    return gelezen


def _plekken(gelezen: Any, gezocht: str, hier: str = "") -> Iterator[str]:
    """The fields of this JSON that name what was looked for."""
    if isinstance(gelezen, str) and gelezen.lower() == gezocht:
        yield hier
    elif isinstance(gelezen, dict):
        for naam, waarde in gelezen.items():
            yield from _plekken(waarde, gezocht, f"{hier}.{naam}" if hier else naam)
    elif isinstance(gelezen, list):
        for nummer, waarde in enumerate(gelezen):
            yield from _plekken(waarde, gezocht, f"{hier}[{nummer}]")


def _ongewogen(vraagt_revisie: bool) -> dict[str, str]:
    """Conditions that a step does not weigh, which may not be passed over, with what is said of each."""
    if vraagt_revisie:
        return {"If-None-Match": "Deze header telt hier niet; If-Match zegt welke versie u las."}
    weg = "Deze bewerking vraagt geen versie; laat deze header weg."
    return {"If-Match": weg, "If-None-Match": weg}


def _keur_koppen(request: Request, ongewogen: dict[str, str]) -> None:
    fouten = [
        Veldfout(naam, "Deze header staat er meer dan een keer.")
        for naam in EENMALIG
        if len(request.headers.getlist(naam)) > 1
    ]
    fouten += [Veldfout(naam, waarom) for naam, waarom in ongewogen.items() if naam in request.headers]
    if fouten:
        raise OngeldigeInvoer("De headers van het verzoek kloppen niet.", *fouten)


def _keur_vraagsleutels(request: Request, bekend: frozenset[str]) -> None:
    vraag = request.scope["query_string"]
    if not vraag:
        return
    try:
        paren = parse_qsl(vraag.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise OngeldigeInvoer("De vraag in het adres (na het vraagteken) is niet te lezen.") from None
    wel = f"Wel: {', '.join(sorted(bekend))}." if bekend else "Deze bewerking kent er geen."
    fouten = [
        Veldfout(naam, "Deze sleutel staat er meer dan een keer.")
        if naam in bekend
        else Veldfout(toonbaar(naam), f"Deze sleutel bestaat hier niet. {wel}")
        for naam, aantal in Counter(naam for naam, _ in paren).items()
        if naam not in bekend or aantal > 1
    ]
    if fouten:
        raise OngeldigeInvoer("De vraag in het adres (na het vraagteken) klopt niet.", *fouten)


def _aanvaardt(accept: str, levert: str) -> bool:
    """Whether an Accept header allows this media type (RFC 9110, 12.5.1)."""
    hoofd = levert.partition("/")[0]
    beste = (-1, True)
    for bereik in accept.split(",", MEESTE_BEREIKEN)[:MEESTE_BEREIKEN]:
        soort, *parameters = (deel.strip().lower() for deel in bereik.split(";"))
        rang = {"*/*": 0, f"{hoofd}/*": 1, levert: 2}.get(soort, -1)
        if rang > beste[0]:
            beste = (rang, not any(p.replace(" ", "") in _Q_NUL for p in parameters))
    return beste[0] >= 0 and beste[1]


_Q_NUL = frozenset({"q=0", "q=0.", "q=0.0", "q=0.00", "q=0.000"})


def _keur_mediatype(request: Request, neemt: str) -> None:
    soort, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    karakters = parameters.strip().replace('"', "")
    if soort.strip() != neemt or karakters not in ("", "charset=utf-8"):
        raise VerkeerdMediatype(f"Deze bewerking verwacht inhoud van de soort {neemt} (UTF-8).")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise VerkeerdMediatype("Stuur de inhoud zonder compressie.", {"Accept-Encoding": "identity"})
