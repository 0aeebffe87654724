"""A person's file to read: what the export holds, in words and with what it means (AVG art. 12 and 15)."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from uuid import UUID

from pydantic import BaseModel

from app.api.clienten import VerwerkingUit, ZoekopdrachtIn
from app.api.export import AanbiederexportUit, ExportUit
from app.api.kader.rest.antwoorden import Html
from app.api.kader.rest.handeling import DeInzage
from app.api.kader.rest.modellen import Uuid
from app.api.kader.rest.router import Router
from app.documenten import tekst
from app.documenten.webblad import CSP, Deel, Tabel, maak_webblad
from app.domain import woorden
from app.domain.waarden import Bsn
from app.istandaard.codelijsten import codelijst
from app.processen import export

router = Router("/clienten", tag="Cliënten", scope="clienten")
van_aanbieder = Router("/exporten", tag="Exporten", scope="berichten")

WOORDEN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
"""What parts and fields are called and mean, which are codes and amounts, and which are left out."""

INLEIDING = (
    "Dit is alles wat wij over u hebben vastgelegd. U mag dat zien: dat staat in artikel 15 van de Algemene "
    "verordening gegevensbescherming (AVG).",
    "Bij elk onderdeel leest u wat er staat en wat het betekent. Wat hier niet staat, hebben wij niet "
    "vastgelegd. Nummers waarmee computers onderdelen aan elkaar koppelen, en de tekst van berichten, "
    "staan alleen in het digitale bestand dat u ook kunt vragen.",
    "Klopt er iets niet? Vertel het ons. U kunt ons vragen om gegevens te verbeteren of te wissen.",
)
KOPPEN = ("Wat", "Wat er staat", "Wat het betekent")
NIETS = "Hierover is niets vastgelegd."
MEER = "Er is nog meer: hier staan de eerste regels. Vraag de gemeente om de rest."

Namen = Mapping[str, str]
"""The names of organisations, by code."""


@router.get(
    "/{id}/export/document",
    response_class=Html,
    response_model=None,
    summary="Haal alles wat over een cliënt is vastgelegd op als leesbaar document",
    description="Voor wie inzage vraagt: een bladzijde in gewone taal, met bij elk gegeven wat het betekent, "
    "en met wie wat bekeek. Zij staat op zichzelf en is te lezen met een schermlezer. Het bestand voor een "
    "computer is `GET /clienten/{id}/export`.",
)
def lees_exportdocument(id: Uuid, handeling: DeInzage) -> Callable[[], Html]:
    inhoud = export.exporteer_client(handeling, id)
    over = tekst.naam(inhoud.client.naam)
    namen = export.namen_in(handeling, inhoud)
    meer = inhoud.vervolg_verwerkingen is not None

    def blad() -> Html:
        uit = ExportUit.model_validate(inhoud)
        return _als_blad(maak_inzage(uit, WOORDEN["onderdelen"], over, namen, handeling.vandaag, meer=meer))

    return blad


@van_aanbieder.post(
    "/document",
    response_class=Html,
    response_model=None,
    summary="Haal alles wat u van een persoon bijhoudt op als leesbaar document",
    description="Een bladzijde in gewone taal, met bij elk gegeven wat het betekent. Zij staat op zichzelf "
    "en is te lezen met een schermlezer. Het bestand voor een computer is `POST /exporten`.",
)
def lees_persoonsdocument(invoer: ZoekopdrachtIn, handeling: DeInzage) -> Callable[[], Html]:
    inhoud = export.exporteer_persoon(handeling, invoer.bsn)
    namen = export.gemeentenamen_in(handeling, inhoud)
    over = f"wie burgerservicenummer {invoer.bsn.cijfers} heeft"

    def blad() -> Html:
        uit = AanbiederexportUit.model_validate(inhoud)
        return _als_blad(maak_inzage(uit, WOORDEN["aanbieder"], over, namen, handeling.vandaag))

    return blad


def _als_blad(inhoud: bytes) -> Html:
    return Html(inhoud, headers={"Content-Security-Policy": CSP})


def maak_inzage(
    inhoud: BaseModel,
    onderdelen: Mapping[str, str],
    over: str,
    namen: Namen,
    vandaag: date,
    *,
    meer: bool = False,
) -> bytes:
    """The file of this person as a page, with these parts in their order."""
    delen = (
        _onderdeel(soort, uitleg, getattr(inhoud, soort), namen, meer=meer)
        for soort, uitleg in onderdelen.items()
    )
    inleiding = (f"Over: {over}. Gemaakt op {tekst.datum(vandaag)}.", *INLEIDING)
    return maak_webblad("Wat wij over u hebben vastgelegd", inleiding, tuple(delen))


def _onderdeel(soort: str, uitleg: str, inhoud: object, namen: Namen, *, meer: bool) -> Deel:
    kop = _naam(soort)
    if isinstance(inhoud, BaseModel):
        deel = _van(kop, inhoud, namen)
        return Deel(kop, (uitleg,), deel.tabel, deel.delen)
    dingen: tuple[BaseModel, ...] = inhoud  # type: ignore[assignment]
    if not dingen:
        return Deel(kop, (uitleg, NIETS))
    if soort == "verwerkingen":
        return Deel(kop, (uitleg, *((MEER,) if meer else ())), _wie_zag_wat(dingen, namen))
    van = len(dingen)
    return Deel(
        kop,
        (uitleg,),
        delen=tuple(_van(f"{kop}: {i} van {van}", ding, namen) for i, ding in enumerate(dingen, start=1)),
    )


def _wie_zag_wat(verwerkingen: tuple[BaseModel, ...], namen: Namen) -> Tabel:
    """Who did what with the data: a row for each request, with all that it did the same with."""
    velden = ("moment", "medewerker", "rol", "code", "actie", "object_soort", "activiteit", "systeem")
    koppen = {"code": "Van welke organisatie", "object_soort": "Waarvan"}
    een_daad = attrgetter("trace_id", *(veld for veld in velden if veld != "object_soort"))

    def cel(veld: str, rijen: Iterable[BaseModel]) -> str:
        anders = dict.fromkeys(getattr(rij, veld) for rij in rijen)
        return ", ".join(_waarde(VerwerkingUit, veld, waarde, namen) for waarde in anders)

    return Tabel(
        tuple(koppen.get(veld) or _naam(veld) for veld in velden),
        tuple(
            tuple(cel(veld, rijen) for veld in velden)
            for rijen in (tuple(daad) for _, daad in groupby(verwerkingen, een_daad))
        ),
    )


def _van(kop: str, ding: BaseModel, namen: Namen) -> Deel:
    """One thing: a row for each of its fields, and a part for what it is made of."""
    rijen = tuple(_rijen(ding, namen))
    return Deel(kop, tabel=Tabel(KOPPEN, rijen) if rijen else None, delen=tuple(_delen(ding, namen)))


def _rijen(ding: BaseModel, namen: Namen, voor: str = "") -> Iterator[tuple[str, str, str]]:
    for veld, waarde in _velden(ding):
        if isinstance(waarde, BaseModel):
            yield from _rijen(waarde, namen, f"{voor}{_naam(veld)}: ")
        elif not _zijn_delen(waarde):
            getoond = _waarde(type(ding), veld, waarde, namen)
            yield f"{voor}{_naam(veld)}", getoond, WOORDEN["uitleg"][veld]


def _delen(ding: BaseModel, namen: Namen) -> Iterator[Deel]:
    for veld, waarde in _velden(ding):
        if isinstance(waarde, BaseModel):
            yield from _delen(waarde, namen)
        elif isinstance(waarde, tuple) and _zijn_delen(waarde):
            yield _reeks(veld, waarde, namen)


def _reeks(veld: str, dingen: tuple[BaseModel, ...], namen: Namen) -> Deel:
    """Things of one kind: in one table where none of them is made of others."""
    kop, zinnen = _naam(veld), (WOORDEN["uitleg"][veld],)
    if any(True for ding in dingen for _ in _delen(ding, namen)):
        delen = (_van(f"{kop}: {i}", ding, namen) for i, ding in enumerate(dingen, start=1))
        return Deel(kop, zinnen, delen=tuple(delen))
    rijen = (rij for i, ding in enumerate(dingen, start=1) for rij in _rijen(ding, namen, f"{i}. "))
    return Deel(kop, zinnen, Tabel(KOPPEN, tuple(rijen)))


def _velden(ding: BaseModel) -> Iterator[tuple[str, object]]:
    """What there is to read of a thing: what is empty, an id or technical is left out."""
    for veld in type(ding).model_fields:
        waarde = getattr(ding, veld)
        deel = waarde[0] if isinstance(waarde, tuple) and waarde else waarde
        if veld not in WOORDEN["weggelaten"] and deel not in (None, ()) and not isinstance(deel, UUID):
            yield veld, waarde


def _zijn_delen(waarde: object) -> bool:
    return isinstance(waarde, tuple) and isinstance(waarde[0], BaseModel)


def _naam(veld: str) -> str:
    woorden = _woorden(veld)
    naam: str = WOORDEN["namen"].get(veld) or woorden[:1].upper() + woorden[1:]
    return naam


def _woorden(naam: str) -> str:
    return naam.replace("_", " ").replace("client", "cliënt")


def _waarde(soort: type[BaseModel], veld: str, waarde: object, namen: Namen) -> str:
    """A value in words."""
    lijst = WOORDEN["codelijsten"].get(f"{soort.__name__}.{veld}") or WOORDEN["codelijsten"].get(veld)
    match waarde:
        case tuple():
            return "\n".join(_waarde(soort, veld, deel, namen) for deel in waarde)
        case bool():
            return "ja" if waarde else "nee"
        case datetime():
            return tekst.moment(waarde)
        case date():
            return tekst.datum(waarde)
        case int() if veld in WOORDEN["bedragen"]:
            return woorden.euro(waarde)
        case Decimal():
            return woorden.getal(waarde)
        case Enum():
            code = str(waarde.value)
            return (lijst and codelijst(lijst).betekenis(code)) or _woorden(code)
        case str() if lijst:
            return codelijst(lijst).betekenis(waarde) or waarde
        case str() if veld in WOORDEN["gewone_woorden"]:
            return _woorden(waarde)
        case Bsn():
            return waarde.cijfers
        case _:
            return namen.get(str(waarde), str(waarde))
