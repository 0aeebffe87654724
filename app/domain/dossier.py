"""What earlier messages between municipality and provider have left behind, for rules that look back.

A dossier is a value. Whoever keeps history (the database, the chain sandbox) fills it with what was accepted;
a rejected message counts as not sent (OP286) and leaves nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, NewType

from app.domain.waarden import AgbCode, Gemeentecode

Clientsleutel = NewType("Clientsleutel", str)
"""Stands for a client in history, so that history itself holds no Bsn (W06)."""


class Berichtsleutel(NamedTuple):
    """What makes a message unique: its kind, its sender and the identification the sender gave it (TR056)."""

    bericht_code: str
    afzender: str
    identificatie: str


class Toewijzingsleutel(NamedTuple):
    """What makes an allocation unique within the Wmo (OP275)."""

    gemeente: Gemeentecode
    nummer: int


@dataclass(frozen=True, slots=True)
class BekendeToewijzing:
    """What never changes in an allocation that was sent before (OP033x1, TR332)."""

    client: Clientsleutel
    aanbieder: AgbCode
    categorie: str | None
    productcode: str | None
    ingangsdatum: date


class Verzoeksoort(StrEnum):
    """What a provider asks: an allocation (wmo315, per product) or a change of them all (wmo317, as one)."""

    TOEWIJZING = "toewijzing"
    WIJZIGING = "wijziging"


@dataclass(frozen=True, slots=True)
class OpenVerzoek:
    """A request that is neither granted nor refused yet; a wmo315 leaves one per requested product."""

    soort: Verzoeksoort
    gemeente: Gemeentecode
    aanbieder: AgbCode
    client: Clientsleutel
    referentie: str


@dataclass(frozen=True, slots=True)
class GoedgekeurdePrestatie:
    """A declared line that was approved and has not been credited."""

    toewijzing: Toewijzingsleutel
    referentie_nummer: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Message history as far as rules need it; `clientsleutel` gives the key of the client with this Bsn."""

    clientsleutel: Callable[[str], Clientsleutel]
    berichten: frozenset[Berichtsleutel] = frozenset()
    toewijzingen: Mapping[Toewijzingsleutel, BekendeToewijzing] = field(default_factory=dict)
    open_verzoeken: tuple[OpenVerzoek, ...] = ()
    prestaties: frozenset[GoedgekeurdePrestatie] = frozenset()

    def verzoeken_van(self, gemeente: str, aanbieder: str, bsn: str) -> dict[str, Verzoeksoort]:
        """The open requests of this provider to this municipality for this client, by their reference."""
        client = self.clientsleutel(bsn)
        return {
            verzoek.referentie: verzoek.soort
            for verzoek in self.open_verzoeken
            if (verzoek.gemeente, verzoek.aanbieder, verzoek.client) == (gemeente, aanbieder, client)
        }

    def heeft_prestaties(self, toewijzing: Toewijzingsleutel) -> bool:
        """Whether approved lines on this allocation stand uncredited."""
        return any(prestatie.toewijzing == toewijzing for prestatie in self.prestaties)
