"""The code lists of iWmo 3.2, a file of data each; whoever needs a code or its meaning reads it here."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from app.domain.fouten import NietGevonden


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a code list, what it means, and the first and last day on which it holds, where known."""

    code: str
    betekenis: str
    vanaf: date | None = None
    tot: date | None = None

    def geldig(self, dag: date) -> bool:
        """Whether the code holds on that day; both ends included, an unknown end is open."""
        return (self.vanaf is None or self.vanaf <= dag) and (self.tot is None or dag <= self.tot)


@dataclass(frozen=True, slots=True)
class Codelijst:
    """A code list: id in the standard, name, reference date if given, the schema types that it belongs to."""

    id: str
    naam: str
    peildatum: date | None
    elementen: tuple[str, ...]
    codes: Mapping[str, Code]

    def betekenis(self, code: str) -> str | None:
        """What the code means, or None where the list does not hold it."""
        regel = self.codes.get(code)
        return None if regel is None else regel.betekenis

    def toon(self, code: str) -> str:
        """The code with its meaning, as in `1 (Per dag)`; an unknown code stands alone."""
        betekenis = self.betekenis(code)
        return code if betekenis is None else f"{code} ({betekenis})"

    def kies_uit(self, codes: Iterable[str] | None = None) -> str:
        """Which codes somebody can choose, all or these, each with its meaning; a Dutch sentence."""
        keuzes = self.codes if codes is None else codes
        zin = ", ".join(f"{code} {self.codes[code].betekenis}" for code in keuzes)
        return f"Kies uit {self.naam.lower()} ({self.id}): {zin}."

    def geldig(self, code: str, dag: date) -> bool:
        """Whether the list holds the code on that day."""
        regel = self.codes.get(code)
        return regel is not None and regel.geldig(dag)


@dataclass(frozen=True, slots=True)
class Gemeentelijst:
    """The municipality codes of the CBS, ended ones included, so that old allocations stay valid (TR378)."""

    codelijst: Codelijst

    def geldig(self, code: str, dag: date) -> bool:
        """Whether this was the code of a municipality on that day."""
        return self.codelijst.geldig(code, dag)


@cache
def codelijsten() -> tuple[Codelijst, ...]:
    """All code lists, by id."""
    bestanden = (b for b in files(__name__).iterdir() if b.name.endswith(".toml"))
    return tuple(sorted((_lees(b.read_text("utf-8")) for b in bestanden), key=lambda lijst: lijst.id))


@cache
def codelijst(id_: str) -> Codelijst:
    """The code list with this id, such as WMO002; raises `NietGevonden`."""
    for lijst in codelijsten():
        if lijst.id == id_:
            return lijst
    raise NietGevonden("Deze codelijst komt niet voor in iWmo 3.2.")


@cache
def gemeentelijst() -> Gemeentelijst:
    """The list of municipalities that comes with the program."""
    return Gemeentelijst(codelijst("CBS-gemeentecodes"))


def _lees(tekst: str) -> Codelijst:
    data = tomllib.loads(tekst)
    vanaf, tot = data.get("vanaf", {}), data.get("tot", {})
    codes = {code: Code(code, wat, vanaf.get(code), tot.get(code)) for code, wat in data["codes"].items()}
    elementen = tuple(data["elementen"])
    return Codelijst(data["id"], data["naam"], data.get("peildatum"), elementen, MappingProxyType(codes))
