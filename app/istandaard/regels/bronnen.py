"""Knowledge from outside the message that rules ask for by type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

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


@dataclass(frozen=True, slots=True)
class Bronnen:
    """Knowledge that is neither in the message nor in history; None says that the caller does not have it."""

    vandaag: Vandaag | None
    gemeenten: Gemeentelijst | None
    productlijst: Productlijst | None
