"""What the schemas say of the messages, field by field: for whoever reads about them, not for checking."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from inspect import getdoc
from typing import Any

from lxml import etree

from app.istandaard.berichten import basis
from app.istandaard.codec import berichttype
from app.istandaard.codelijsten import Codelijst, codelijsten
from app.istandaard.xml import SCHEMAS

XS = "{http://www.w3.org/2001/XMLSchema}"
BASISSCHEMA = "basisschema"


@dataclass(frozen=True, slots=True)
class Veld:
    """A field of a class: an element of the schema."""

    naam: str
    """The element; of a list with the element that repeats, such as `Contactgegevens/Contact`."""
    minstens: str
    hooguit: str
    """How often it occurs; `n` is as often as one likes."""
    soort: str
    """The type in the schema, without prefix."""
    vast: str | None
    """The pattern that it has here, such as the code of the message."""

    @property
    def klasse(self) -> str | None:
        """The name of the class of the basisschema that it holds, if it holds one."""
        return self.soort.removeprefix("CDT_") if self.soort.startswith("CDT_") else None

    @property
    def codelijst(self) -> Codelijst | None:
        """The code list that its value comes from."""
        return codelijst_van(self.soort)


@dataclass(frozen=True, slots=True)
class Klasse:
    """A class of a message, or one that the messages share."""

    naam: str
    uitleg: str
    """In English, what it holds."""
    velden: tuple[Veld, ...]


def klassen(schema: str) -> Iterator[Klasse]:
    """The classes of a message such as wmo301, or of the basisschema, in the order of the schema."""
    module = basis.__name__ if schema == BASISSCHEMA else berichttype(schema).__module__
    for naam, soort in typen(schema).items():
        if soort.tag != f"{XS}complexType" or _lijst_van(soort) is not None:
            continue
        klasse = schema.capitalize() if naam == "Root" else naam.removeprefix("CDT_")
        uitleg = getdoc(getattr(sys.modules[module], klasse)) or ""
        yield Klasse("Bericht" if naam == "Root" else klasse, uitleg, tuple(_velden(soort, schema)))


def naam_van(soort: str) -> str:
    """What a message is called in the standard: Toewijzing Wmo-ondersteuning for wmo301."""
    return uitleg_van(soort).splitlines()[0].partition(", ")[2].removesuffix(".")


def uitleg_van(soort: str) -> str:
    """In English, what a message is: its name first, then what it says."""
    return sys.modules[berichttype(soort).__module__].__doc__ or ""


def berichtcode(soort: str) -> str:
    """The code that its header has, such as 414."""
    (code,) = (
        v.vast for k in klassen(soort) if k.naam == "Header" for v in k.velden if v.naam == "BerichtCode"
    )
    return str(code)


@cache
def verhaal() -> dict[str, Any]:
    """What naslag.toml says of each message: what neither schema nor rule says."""
    return tomllib.loads(files("app.istandaard").joinpath("naslag.toml").read_text("utf-8"))


def codelijst_van(type_: str) -> Codelijst | None:
    """The code list of a simple type of the schemas."""
    return _per_type().get(type_)


@cache
def typen(schema: str) -> dict[str, Any]:
    """The named types of a schema, as elements of its document."""
    boom = etree.parse(SCHEMAS / f"{schema}.xsd")
    return {str(soort.get("name")): soort for soort in boom.iterfind("*[@name]") if "Type" in str(soort.tag)}


@cache
def _per_type() -> dict[str, Codelijst]:
    return {type_: lijst for lijst in codelijsten() for type_ in lijst.elementen}


def _velden(soort: Any, schema: str) -> Iterator[Veld]:
    for element in soort.iter(f"{XS}element"):
        naam, type_, hooguit = element.get("name"), _type(element), "1"
        lijst = typen(schema).get(type_)
        if lijst is not None and (lid := _lijst_van(lijst)) is not None:
            naam, type_, hooguit = f"{naam}/{lid.get('name')}", _type(lid), "n"
        patroon = element.find(f".//{XS}pattern")
        vast = None if patroon is None else patroon.get("value")
        yield Veld(naam, element.get("minOccurs", "1"), hooguit, type_, vast)


def _type(element: Any) -> str:
    """The name of the type of an element, without prefix; of a type without a name that of what it limits."""
    soort = element.get("type") or element.find(f".//{XS}restriction").get("base")
    return str(soort).rpartition(":")[2]


def _lijst_van(soort: Any) -> Any:
    """The element of which this type is a list."""
    return soort.find(f".//{XS}element[@maxOccurs='unbounded']")
