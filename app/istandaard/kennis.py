"""Knowledge from outside the message that rules ask for by type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, NewType

from app.istandaard.codelijsten import Gemeentelijst

Vandaag = NewType("Vandaag", date)
"""The system date of whoever checks."""


@dataclass(frozen=True, slots=True)
class Productlijst:
    """The product codes that municipality and provider agreed on, with their category (IV075)."""

    producten: frozenset[tuple[str, str]]
    """(category, code)."""

    def bevat(self, categorie: str, code: str) -> bool:
        """Whether the code belongs to this category."""
        return (categorie, code) in self.producten


class Contractregel(NamedTuple):
    """What a price is agreed for: a product of this provider for this municipality."""

    gemeente: str
    aanbieder: str
    categorie: str
    code: str


class Tarief(NamedTuple):
    """The agreed price in cents of one unit (WJ756), on the days from `vanaf` up to and including `tot`."""

    eenheid: str
    cents: int
    vanaf: date
    tot: date | None = None


@dataclass(frozen=True, slots=True)
class Tarievenlijst:
    """The prices in the contracts between municipalities and providers (OP262, IV081)."""

    tarieven: Mapping[Contractregel, tuple[Tarief, ...]]

    @classmethod
    def van(cls, tarieven: Iterable[tuple[Contractregel, Tarief]]) -> Tarievenlijst:
        """The list of these prices."""
        lijst: dict[Contractregel, tuple[Tarief, ...]] = {}
        for waarvoor, tarief in tarieven:
            lijst[waarvoor] = (*lijst.get(waarvoor, ()), tarief)
        return cls(lijst)

    def geldend(self, waarvoor: Contractregel, dag: date) -> dict[str, int]:
        """The price in cents by unit on a day; where two overlap, the one that began last."""
        op_dag = [t for t in self.tarieven.get(waarvoor, ()) if t.vanaf <= dag <= (t.tot or date.max)]
        return {tarief.eenheid: tarief.cents for tarief in sorted(op_dag, key=lambda t: t.vanaf)}


@dataclass(frozen=True, slots=True)
class Kennis:
    """Knowledge that is neither in the message nor in history; None says that the caller does not have it."""

    vandaag: Vandaag | None
    gemeenten: Gemeentelijst | None
    productlijst: Productlijst | None
    tarievenlijst: Tarievenlijst | None = None
