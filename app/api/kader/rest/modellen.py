"""What every body of the API shares: strict input, plain output, and the field types of the standard."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from inspect import cleandoc
from typing import Annotated, Any, TypeVar, get_args, get_type_hints
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    Strict,
    TypeAdapter,
    WithJsonSchema,
    field_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, PydanticCustomError

from app.domain.partijen import ONBEKENDE_NAAM
from app.domain.waarden import AgbCode, Bsn, Gemeentecode, voldoet_aan_elfproef, zegt_iets
from app.istandaard.codelijsten import codelijst

GROOTSTE_LIJST = 200
GROOTSTE_BEDRAG = 99_999_999_999
DAG = "(1[89]|2[01])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
"""Form of a day, in the years 1800 to 2199: wide enough for every person and case, and nothing that is
reckoned with one falls outside the calendar."""
TIJD = r"([01][0-9]|2[0-3]):[0-5][0-9]"
# What is finer than a microsecond falls off: RFC 3339 sets no limit, and common systems write seven digits.
MOMENT = rf"{DAG}[Tt]{TIJD}:[0-5][0-9](\.[0-9]{{1,20}})?([Zz]|[+-]{TIJD})"

T = TypeVar("T")


def afgekeurd(melding: str) -> PydanticCustomError:
    """An error with a Dutch sentence of our own, for use in validators; it must not repeat the value."""
    return PydanticCustomError("melding", melding)


class Model(BaseModel):
    """Base of all bodies: camelCase outside, snake_case inside; nothing of an English docstring leaks out."""

    model_config = ConfigDict(alias_generator=to_camel)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        schema = handler(core_schema)
        eigen = handler.resolve_ref_schema(schema)
        if cls.__doc__ and eigen.get("description") == cleandoc(cls.__doc__):
            del eigen["description"]
        return schema


class Invoer(Model):
    """Body that a caller sends: no unknown fields, no conversion between JSON types, no explicit null."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _geen_null(cls, waarde: Any) -> Any:
        if waarde is None:
            raise afgekeurd("Dit veld mag niet null zijn; laat het weg als er niets in te vullen is.")
        return waarde

    def als(self, soort: Callable[..., T], **overig: Any) -> T:
        """The domain value that this body stands for, with `overig` for what a caller does not send.

        TypeError when the body, or one inside it, has a field that the value does not have: what a caller
        sends never gets lost on the way.
        """
        waarde: T = _lezer(type(self), soort).validate_python(_velden(self) | overig)
        return waarde


def voorbeeld(inhoud: Any) -> ConfigDict:
    """Configuration of a body of which the examples of the fields do not make one that would be sent."""
    return ConfigDict(json_schema_extra={"examples": [inhoud]})


@cache
def _lezer(body: type[Invoer], soort: Any) -> TypeAdapter[Any]:
    vereis_plaats(body, soort)
    return TypeAdapter(soort)


def vereis_plaats(body: type[BaseModel], soort: type) -> None:
    """TypeError that names the first field, of a body or of one inside it, that a dataclass has no place for.

    Goes by what the types declare, so that a field counts that is empty in the body at hand too.
    """
    plaatsen = {veld.name for veld in fields(soort)}
    soorten = get_type_hints(soort)
    for naam, veld in body.model_fields.items():
        if naam not in plaatsen:
            raise TypeError(f"{body.__name__}.{naam} has no place in {soort.__name__}.")
        for binnenin in soorten_in(veld.annotation):
            if not issubclass(binnenin, BaseModel):
                continue
            waarden = [s for s in soorten_in(soorten[naam]) if is_dataclass(s)]
            if len(waarden) != 1:
                raise TypeError(f"{body.__name__}.{naam} is a body, and no value in {soort.__name__}.")
            vereis_plaats(binnenin, waarden[0])


def soorten_in(annotatie: Any) -> Iterator[type]:
    """The classes that an annotation speaks of: of `tuple[Inzet, ...] | None` Inzet and None's."""
    delen = get_args(annotatie)
    if not delen and isinstance(annotatie, type):
        yield annotatie
    for deel in delen:
        yield from soorten_in(deel)


def _velden(waarde: Any) -> Any:
    """Nested models as dictionaries of their fields; values of the domain stay what they are."""
    if isinstance(waarde, BaseModel):
        return {naam: _velden(inhoud) for naam, inhoud in waarde if inhoud is not None}
    return tuple(map(_velden, waarde)) if isinstance(waarde, tuple) else waarde


class Uitvoer(Model):
    """Body that the API answers with, read from the attributes of a domain value; None is left out."""

    model_config = ConfigDict(from_attributes=True, validate_by_name=True, validate_by_alias=False)


def _volgens(patroon: str, melding: str, maak: Callable[[str], Any], soort: type) -> PlainValidator:
    """Accept text of this form, or the value itself (on the way out)."""
    vorm = re.compile(patroon)

    def lees(waarde: Any) -> Any:
        if isinstance(waarde, str) and vorm.fullmatch(waarde):
            try:
                return maak(waarde)
            except ValueError:
                raise afgekeurd(melding) from None
        if isinstance(waarde, soort) and soort is not str:
            return waarde
        raise afgekeurd(melding)

    return PlainValidator(lees)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _moment(tekst: str) -> datetime:
    return datetime.fromisoformat(tekst.upper()).astimezone(UTC)


Datum = Annotated[
    date,
    _volgens(
        DAG,
        "Verwacht is een bestaande datum als tekst in de vorm JJJJ-MM-DD, in de jaren 1800 tot en met 2199.",
        date.fromisoformat,
        date,
    ),
    PlainSerializer(date.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{DAG}$", "examples": ["2026-03-01"]}),
]
"""A calendar day (full-date of RFC 3339)."""

Moment = Annotated[
    datetime,
    _volgens(
        MOMENT,
        "Verwacht is een bestaand moment met tijdzone als tekst, bijvoorbeeld 2026-03-01T09:30:00+01:00, in "
        "de jaren 1800 tot en met 2199.",
        _moment,
        datetime,
    ),
    PlainSerializer(_utc, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date-time",
            "pattern": f"^{MOMENT}$",
            "examples": ["2026-03-01T08:30:00Z"],
        }
    ),
]
"""A moment with an obligatory offset (date-time of RFC 3339); always given out in UTC."""

MAAND = "(1[89]|2[01])[0-9]{2}-(0[1-9]|1[0-2])"
Maand = Annotated[
    date,
    _volgens(
        MAAND,
        "Verwacht is een maand, zoals 2026-03.",
        lambda tekst: date.fromisoformat(f"{tekst}-01"),
        date,
    ),
    PlainSerializer(lambda dag: f"{dag:%Y-%m}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{MAAND}$", "examples": ["2026-04"]}),
]
"""A calendar month; its first day."""

Uuid = Annotated[
    UUID,
    _volgens(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "Verwacht is een id (UUID).", UUID, UUID),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "format": "uuid"}),
]
"""Identity of a resource, in the canonical form of a UUID."""

BsnVeld = Annotated[
    Bsn,
    PlainValidator(lambda waarde: _bsn(waarde)),
    PlainSerializer(lambda bsn: bsn.cijfers, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{9}$", "examples": ["999990019"]}),
]
"""Burgerservicenummer: nine digits that pass the eleven-test (CS002). Only ever in a body."""


def _bsn(waarde: Any) -> Bsn:
    if isinstance(waarde, Bsn):
        return waarde
    if isinstance(waarde, str) and voldoet_aan_elfproef(waarde):
        return Bsn(waarde)
    raise afgekeurd("Dit is geen geldig Bsn: verwacht zijn negen cijfers die voldoen aan de elfproef.")


GemeentecodeVeld = Annotated[
    Gemeentecode,
    _volgens(r"[0-9]{4}", "Verwacht is een gemeentecode van vier cijfers.", Gemeentecode, str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}$", "examples": ["0957"]}),
]
"""CBS code of a municipality: four digits."""

AgbVeld = Annotated[
    AgbCode,
    _volgens(r"[0-9]{8}", "Verwacht is een AGB-code van acht cijfers.", AgbCode, str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{8}$", "examples": ["41410001"]}),
]
"""AGB code of a care provider: eight digits."""

_ONZICHTBAAR = r"\x00-\x1f\x7f-\x9f\ufffe\uffff"
_ONZICHTBAAR_BINNEN_REGELS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff"
"""Control characters, and the two that no message in XML can carry."""
_LETTERS = (
    r"0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0391-\u03a1\u03b1-\u03c9\u0410-\u044f"
    r"\u05d0-\u05ea\u0627-\u063a\u4e00-\u9fa5"
)
"""Letters and digits: Latin, Greek, Cyrillic, Hebrew, Arabic, Chinese."""


def _tekst(lengte: int, onzichtbaar: str, melding: str, ook: str | None = None) -> Any:
    """What makes a `str` a text: it says something, is at most so long, without these characters.

    `ook` is a text that is taken although it says nothing.

    The pattern in the document asks for a letter or digit of the scripts that are used here; one of another
    script is taken too.
    """
    verboden = re.compile(f"[{onzichtbaar}]")

    def lees(waarde: str) -> str:
        if waarde != ook and not zegt_iets(waarde):
            raise afgekeurd("Verwacht is tekst; dit veld is leeg of bevat geen letter of cijfer.")
        if verboden.search(waarde):
            raise afgekeurd(melding)
        return waarde

    tekst = f"[^{onzichtbaar}]*[{_LETTERS}][^{onzichtbaar}]*"
    vorm: Any = {"pattern": f"^{tekst}$" if ook is None else f"^({re.escape(ook)}|{tekst})$"}
    return AfterValidator(lees), Field(min_length=1, max_length=lengte, json_schema_extra=vorm)


def _regel(lengte: int, ook: str | None = None) -> Any:
    return _tekst(lengte, _ONZICHTBAAR, "Dit veld bevat tekens die geen tekst zijn, of een regeleinde.", ook)


Tekst = Annotated[str, *_regel(200)]
"""One line of text, not blank, of at most 200 characters."""

Achternaam = Annotated[str, *_regel(200, ook=ONBEKENDE_NAAM)]
"""A surname; the population register writes a point for one that is not known."""

Emailadres = Annotated[str, Field(pattern=r"^[!-?A-~\u00c0-\u024f]+@[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)+$")]
"""An e-mail address, as somebody writes it. What was kept before it was looked at is given as it is."""

Kenmerk = Annotated[str, *_regel(20)]
"""A short name that callers choose and refer to."""

Toelichting = Annotated[
    str, *_tekst(4000, _ONZICHTBAAR_BINNEN_REGELS, "Dit veld bevat tekens die geen tekst zijn.")
]
"""Text of one or more lines, not blank, of at most 4,000 characters."""


def code_van(lijst: str, *zonder: str) -> Any:
    """What makes a `str` a code of this list of the standard but for these; any other is told the choices."""
    van = codelijst(lijst)
    codes = [code for code in van.codes if code not in zonder]

    def lees(waarde: str) -> str:
        if waarde not in codes:
            raise afgekeurd(van.kies_uit(codes))
        return waarde

    return AfterValidator(lees), WithJsonSchema({"type": "string", "enum": codes})


Aantal = Annotated[int, Field(ge=0, le=99_999_999)]
"""A whole number of at most eight digits, as the standard's volumes are."""
Volume = Annotated[int, Field(ge=1, le=99_999_999)]
"""The same of what is asked or granted: none of it says nothing."""


def _geheel(waarde: Any) -> Any:
    if isinstance(waarde, Decimal):
        raise afgekeurd("Verwacht is een bedrag in centen, een heel getal: 3400 is 34 euro.")
    return waarde


InCenten = BeforeValidator(_geheel)
"""Of an amount in cents: says so to who sends euros, with a fraction."""
Centen = Annotated[int, Field(ge=0, le=GROOTSTE_BEDRAG), InCenten]
"""An amount of money in cents."""
Budget = Annotated[int, Field(ge=1, le=GROOTSTE_BEDRAG), InCenten]
"""An amount of money in cents that is asked or granted."""


def _decimaal(waarde: Any) -> Any:
    return Decimal(waarde) if isinstance(waarde, int) and not isinstance(waarde, bool) else waarde


_Decimaal = Annotated[
    Decimal,
    BeforeValidator(_decimaal),
    PlainSerializer(lambda getal: int(getal) if getal == int(getal) else float(getal), when_used="json"),
]


def _schema(minst: float) -> WithJsonSchema:
    return WithJsonSchema({"type": "number", "minimum": minst, "maximum": 99_999_999.99, "multipleOf": 0.01})


Getal = Annotated[_Decimaal, Field(ge=0, max_digits=10, decimal_places=2), _schema(0)]
"""A number with at most two decimals."""
Hoeveelheid = Annotated[_Decimaal, Field(gt=0, max_digits=10, decimal_places=2), _schema(0.01)]
"""The same of what is needed or granted: none of it says nothing."""

Keuze = Annotated[T, Strict(False)]
"""One of the values of an enumeration: `Keuze[Eenheid]`."""

Rij = Annotated[tuple[T, ...], Strict(False), Field(max_length=GROOTSTE_LIJST)]
"""A bounded list, as a caller sends or as a page has: `Rij[ResultaatInvoer]`."""

Reeks = Annotated[tuple[T, ...], Strict(False)]
"""A list in an answer, which is as long as what it tells of: `Reeks[ToewijzingUit]`.

What grows with each step, as the allocations of a client or the transitions of a plan, has no bound: a step
of which the outcome cannot be told could not be taken, and a death has to be.
"""
