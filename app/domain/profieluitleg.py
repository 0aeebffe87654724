"""Says of every key of a regioprofiel what it means and may hold: docs/regioprofiel.md.

`python -m app.domain.profieluitleg > docs/regioprofiel.md`
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from inspect import cleandoc, getdoc, getsource
from types import NoneType, UnionType
from typing import Any, NewType, get_args, get_origin, get_type_hints

from app.domain.profielen import Regioprofiel
from app.domain.profielsamenhang import PER_RESULTAATGEBIED
from app.domain.toetsen import TOETSEN

KOP = f"""\
# The keys of a regioprofiel

Made from the code by `python -m app.domain.profieluitleg`; a test keeps it current. A profile is a TOML file
in the folder that `WMO_PROFIELEN` names, beside those of the package (`app/domain/profielen/`), which are
examples of it. A key that is missing, unknown or wrong is told on start: file, key and cause.

No two files have the same code and version, because plans refer to them. A municipality stands in one profile
on each day, of a region in the version that began last; its code is one of the CBS. Products of a
resultaatgebied are paid in {", ".join(PER_RESULTAATGEBIED)} (WJ756)."""

NAMEN = {str: "text", bool: "`true` or `false`", int: "a whole number"}


def beschrijf() -> str:
    """The page docs/regioprofiel.md."""
    tabellen = (regel for soort in _tabellen(Regioprofiel) for regel in _tabel(soort))
    return "\n".join([KOP, *tabellen, *_toetsen()])


def _tabellen(soort: Any) -> dict[Any, None]:
    """A table and the tables in it, each once, in the order in which they are met."""
    gevonden = {soort: None}
    for type_ in get_type_hints(soort).values():
        for binnen in _soorten(type_):
            if is_dataclass(binnen):
                gevonden |= _tabellen(binnen)
    return gevonden


def _soorten(type_: Any) -> Iterator[Any]:
    for deel in get_args(type_) or (type_,):
        yield from _soorten(deel) if get_args(deel) else (deel,)


def _tabel(soort: Any) -> Iterator[str]:
    yield from ("", f"## {soort.__name__}", "", _eerste_alinea(getdoc(soort)), "")
    yield from ("| key | may hold | means |", "|---|---|---|")
    typen, uitleg = get_type_hints(soort), _uitleg(soort)
    for veld in fields(soort):
        vrij = veld.default is not MISSING or veld.default_factory is not MISSING
        mag = f"{_mag(typen[veld.name])}{'; may be left out' if vrij else ''}"
        yield f"| `{veld.name}` | {mag} | {uitleg[veld.name]} |"


def _eerste_alinea(tekst: str | None) -> str:
    return " ".join((tekst or "").split("\n\n")[0].split())


def _mag(type_: Any) -> str:
    """What a key may hold, in words."""
    if isinstance(type_, NewType):
        return _mag(type_.__supertype__)
    if isinstance(type_, UnionType):
        return _mag(next(s for s in get_args(type_) if s is not NoneType))
    if get_origin(type_) in (tuple, frozenset):
        return f"a list of: {_mag(get_args(type_)[0])}"
    if get_origin(type_) is dict:
        return f"a table of: {_mag(get_args(type_)[1])}"
    if is_dataclass(type_):
        return f"[{type_.__name__}](#{type_.__name__.lower()})"  # type: ignore[union-attr]
    if issubclass(type_, StrEnum):
        return ", ".join(f"`{waarde}`" for waarde in type_)
    return NAMEN.get(type_) or {"date": "a day, as 2026-01-01", "Decimal": "a number"}[type_.__name__]


def _uitleg(soort: type) -> dict[str, str]:
    """What stands below each field in the code; KeyError for a field below which nothing stands."""
    (klasse,) = ast.parse(cleandoc(getsource(soort))).body
    assert isinstance(klasse, ast.ClassDef)
    uitleg = {}
    for veld, tekst in zip(klasse.body, klasse.body[1:], strict=False):
        match veld, tekst:
            case ast.AnnAssign(target=ast.Name(id=naam)), ast.Expr(value=ast.Constant(value=str(zin))):
                uitleg[naam] = " ".join(zin.split())
    return uitleg


def _toetsen() -> Iterator[str]:
    yield from ("", "## The toetsen", "", "| name | finds | serves | parameters |", "|---|---|---|---|")
    for naam, toets in sorted(TOETSEN.items()):
        parameters = ", ".join(f"`{p}`: {_mag(soort)}" for p, soort in toets.parameters.items())
        yield f"| `{naam}` | {_eerste_alinea(toets.uitleg)} | {', '.join(toets.eisen)} | {parameters} |"


if __name__ == "__main__":
    sys.stdout.write(beschrijf() + "\n")
