"""What the source documents of the regions and the law demand, and which function meets each demand.

The requirements themselves are in `eisen.toml`: M for Midden-Limburg Oost, H for Hart van
Brabant, W for what the law adds. A function says with `@vervult("M08")` that it meets one.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

HERKOMST = {"M": "MLO", "H": "HVB", "W": "wet"}


class Wijze(StrEnum):
    """How software meets a requirement: refuse what breaks it, keep who and why, or show it."""

    AFDWINGEN = "afdwingen"
    VASTLEGGEN = "vastleggen"
    TONEN = "tonen"


@dataclass(frozen=True, slots=True)
class Eis:
    """One requirement, with what meets it and the test that proves so."""

    id: str
    tekst: str
    wijze: Wijze
    bewijs: str | None
    """Name of the test (pytest node) that fails when the functions below do nothing."""
    vervullers: tuple[Callable[..., Any], ...]

    @property
    def herkomst(self) -> str:
        """MLO, HVB or wet: who demands it."""
        return HERKOMST[self.id[0]]

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules of the functions that meet it."""
        return tuple(dict.fromkeys(v.__module__ for v in self.vervullers))


_TABEL: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
_VERVULLERS: dict[str, list[Callable[..., Any]]] = {id: [] for id in _TABEL}


def vervult(*eisen: str) -> Callable[[F], F]:
    """Register a function, unchanged, as one that meets these requirements."""
    onbekend = [eis for eis in eisen if eis not in _VERVULLERS]
    if onbekend:
        raise ValueError(f"unknown requirements: {', '.join(onbekend)}")

    def registreer(functie: F) -> F:
        for eis in eisen:
            _VERVULLERS[eis].append(functie)
        return functie

    return registreer


def eisen() -> tuple[Eis, ...]:
    """Every requirement; functions count once the module they are in has been imported."""
    return tuple(
        Eis(id, rij["tekst"], Wijze(rij["wijze"]), rij.get("bewijs"), tuple(_VERVULLERS[id]))
        for id, rij in _TABEL.items()
    )
