"""The onderzoek: what the municipality finds out after the melding (Wmo 2.3.2, W01)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.waarden import Gemeentecode


@dataclass(frozen=True, slots=True)
class Betrokkenheid:
    """Whether somebody took part in the research, or why that was not possible."""

    wie: str
    """client, vertegenwoordiger or mantelzorger."""
    betrokken: bool
    toelichting: str | None = None


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """A part of the integrale vraaganalyse, the report or the plan van aanpak that may be shared apart."""

    code: str
    titel: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Afronding:
    """The written outcome, given to the client, with identity checked (Wmo 2.3.2 lid 8, 2.3.4)."""

    op: date
    identiteit_vastgesteld: bool
    uitkomst: str
    uitkomst_verstrekt_op: date


@dataclass(frozen=True, slots=True)
class Onderzoek:
    """One research into the need of a client; its parts form the integrale vraaganalyse."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    gestart_op: date
    betrokkenen: tuple[Betrokkenheid, ...] = ()
    onderdelen: tuple[Onderdeel, ...] = ()
    afronding: Afronding | None = None
    revisie: int = 0
