"""What earlier messages between municipality and provider have left behind, for rules that look back.

A dossier is a value. Whoever keeps history (the database, the chain sandbox) fills it with what was accepted;
a rejected message counts as not sent (OP286) and leaves nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, NewType

from app.domain.keten.declaratie import GeslotenPeriode, Prestatie, staande
from app.domain.keten.levering import Leverhistorie
from app.domain.waarden import AgbCode, Gemeentecode, Omvang

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


class Betrokkenen(NamedTuple):
    """Whom messages are about: a client, between one municipality and one provider."""

    gemeente: Gemeentecode
    aanbieder: AgbCode
    client: Clientsleutel


@dataclass(frozen=True, slots=True)
class BekendeToewijzing:
    """An allocation that was sent before, in the version that holds: the one decided last (IV013)."""

    client: Clientsleutel
    aanbieder: AgbCode
    categorie: str | None
    productcode: str | None
    ingangsdatum: date
    einddatum: date | None = None
    omvang: Omvang | None = None
    budget: int | None = None
    """Cents."""
    verwijderd: bool = False
    """Einddatum equal to Ingangsdatum with reason 13, or 01 in old ones: it counts as never sent."""
    besloten: datetime = datetime.min
    """Toewijzingsdatum and Toewijzingstijd of this version, without time zone; a later one replaces it."""

    def is_dezelfde(self, andere: BekendeToewijzing) -> bool:
        """Whether both are versions of one allocation: what never changes is equal (OP033x1, TR332)."""
        return self._vast == andere._vast

    def loopt(self, dag: date) -> bool:
        """Whether it is current on a day: not deleted and not ended before it; future ones too (OP087)."""
        return not self.verwijderd and (self.einddatum is None or dag <= self.einddatum)

    @property
    def _vast(self) -> tuple[object, ...]:
        return self.client, self.aanbieder, self.categorie, self.productcode, self.ingangsdatum


class Verzoeksoort(StrEnum):
    """What a provider asks: an allocation (wmo315, per product) or a change of them all (wmo317, as one)."""

    TOEWIJZING = "toewijzing"
    WIJZIGING = "wijziging"


class Verzoekstand(StrEnum):
    """How a request was answered last: not yet, by a wmo319, or by a wmo301."""

    OPEN = "open"
    IN_ONDERZOEK = "in_onderzoek"
    AFGEWEZEN = "afgewezen"
    TOEGEWEZEN = "toegewezen"


class Verzoeksleutel(NamedTuple):
    """What makes a request unique within the Wmo (OP361); a wmo315 holds one per requested product."""

    aanbieder: AgbCode
    referentie: str


@dataclass(frozen=True, slots=True)
class BekendVerzoek:
    """A request that was sent before, whatever became of it."""

    soort: Verzoeksoort
    gemeente: Gemeentecode
    client: Clientsleutel
    ingangsdatums: tuple[date, ...]
    """When what it is about begins: the requested product, or the allocations that a wmo317 names."""
    stand: Verzoekstand = Verzoekstand.OPEN

    @property
    def loopt(self) -> bool:
        """Whether it still waits for its end: neither granted nor refused (OP344)."""
        return self.stand in (Verzoekstand.OPEN, Verzoekstand.IN_ONDERZOEK)


class Declaratiesleutel(NamedTuple):
    """How an answer refers to a declaration: by who sent it, and the identification of the message."""

    aanbieder: AgbCode
    identificatie: str


@dataclass(frozen=True, slots=True)
class BekendeDeclaratie:
    """A declaration that was sent before, with all its lines, granted or refused."""

    gemeente: Gemeentecode
    nummer: str
    dagtekening: date
    """Of the message."""
    xsd_versie: tuple[str, str]
    """Of the basisschema and of the message."""
    periode: GeslotenPeriode
    clienten: frozenset[Clientsleutel]
    prestaties: Mapping[str, Prestatie]
    """By their reference."""
    verwerkt: bool = True
    """False when it was rejected as a whole: it counts as not sent, though its answer still refers to it."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Message history as far as rules need it; `clientsleutel` gives the key of the client with this Bsn."""

    clientsleutel: Callable[[str], Clientsleutel]
    berichten: frozenset[Berichtsleutel] = frozenset()
    toewijzingen: Mapping[Toewijzingsleutel, BekendeToewijzing] = field(default_factory=dict)
    verzoeken: Mapping[Verzoeksleutel, BekendVerzoek] = field(default_factory=dict)
    leveringen: Mapping[Betrokkenen, Leverhistorie] = field(default_factory=dict)
    declaraties: Mapping[Declaratiesleutel, BekendeDeclaratie] = field(default_factory=dict)
    prestaties: Mapping[Toewijzingsleutel, tuple[Prestatie, ...]] = field(default_factory=dict)
    """The granted lines on each allocation, credits too."""

    def betrokkenen(self, gemeente: str, aanbieder: str, bsn: str) -> Betrokkenen:
        """Under what the history of this client between these two is kept."""
        return Betrokkenen(Gemeentecode(gemeente), AgbCode(aanbieder), self.clientsleutel(bsn))

    def leveringen_van(self, gemeente: str, aanbieder: str, bsn: str) -> Leverhistorie:
        """The starts and stops of this client that this provider reported to this municipality."""
        return self.leveringen.get(self.betrokkenen(gemeente, aanbieder, bsn), Leverhistorie())

    def toewijzingen_van(self, gemeente: str, aanbieder: str, bsn: str) -> dict[int, BekendeToewijzing]:
        """What this municipality ever allocated to this provider for this client, by ToewijzingNummer."""
        client = self.clientsleutel(bsn)
        return {
            sleutel.nummer: toewijzing
            for sleutel, toewijzing in self.toewijzingen.items()
            if (sleutel.gemeente, toewijzing.aanbieder, toewijzing.client) == (gemeente, aanbieder, client)
        }

    def open_verzoeken(self, gemeente: str, aanbieder: str, bsn: str) -> dict[str, Verzoeksoort]:
        """The open requests of this provider to this municipality for this client, by their reference."""
        client = self.clientsleutel(bsn)
        return {
            sleutel.referentie: verzoek.soort
            for sleutel, verzoek in self.verzoeken.items()
            if verzoek.loopt
            and (verzoek.gemeente, sleutel.aanbieder, verzoek.client) == (gemeente, aanbieder, client)
        }

    def verzoek(self, gemeente: str, aanbieder: str, referentie: str) -> BekendVerzoek | None:
        """The request of this provider to this municipality with this reference, whatever became of it."""
        verzoek = self.verzoeken.get(Verzoeksleutel(AgbCode(aanbieder), referentie))
        return verzoek if verzoek is not None and verzoek.gemeente == gemeente else None

    def toewijzing(self, gemeente: str, aanbieder: str, nummer: int) -> BekendeToewijzing | None:
        """What this municipality allocated to this provider under this number, whoever the client is."""
        toewijzing = self.toewijzingen.get(Toewijzingsleutel(Gemeentecode(gemeente), nummer))
        return toewijzing if toewijzing is not None and toewijzing.aanbieder == aanbieder else None

    def declaraties_van(self, aanbieder: str) -> Iterator[BekendeDeclaratie]:
        """The declarations of this provider that count as sent."""
        return (
            declaratie
            for sleutel, declaratie in self.declaraties.items()
            if sleutel.aanbieder == aanbieder and declaratie.verwerkt
        )

    def heeft_prestaties(self, toewijzing: Toewijzingsleutel) -> bool:
        """Whether granted lines on this allocation stand uncredited."""
        return bool(staande(self.prestaties.get(toewijzing, ())))
