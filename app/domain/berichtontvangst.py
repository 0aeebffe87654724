"""A message that came in: kept as it came before anything is done with it, then judged and answered once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.domain.partijen import Partij, Rol


class Ontvangststatus(StrEnum):
    """What became of a message that came in."""

    ONTVANGEN = "ontvangen"
    """Kept, and not judged yet."""
    VERZONDEN = "verzonden"
    """Handed over by its sender, for a receiver that does not work here; its return settles it."""
    GOEDGEKEURD = "goedgekeurd"
    DEELS = "deels"
    """A declaration that is processed, with lines refused."""
    AFGEKEURD = "afgekeurd"
    NA_TE_GAAN = "na_te_gaan"
    """An answer that fits nothing, comes again or says something else than before, or a notice of the
    exchange: a person has to find out what is right."""
    GEWEIGERD = "geweigerd"
    """Refused without an answer, so that the sender has to hear it from a person: at the door, because it is
    unreadable, against the schema, or not for who handed it over; or an answer that breaks a rule."""


@dataclass(frozen=True, slots=True)
class Indiener:
    """Who handed a message over."""

    partij: Partij
    code: str
    medewerker: str
    rol: Rol
    systeem: str


@dataclass(frozen=True, slots=True)
class Berichtbevinding:
    """A breach of one rule at one place in the message; never holds personal data."""

    regel: str
    retourcode: str | None
    klasse: str | None
    pad: str | None
    regelnummer: int | None
    melding: str


@dataclass(frozen=True, slots=True)
class Berichtontvangst:
    """A message that came in, and what became of it; its bytes never change."""

    id: UUID
    eigenaar: str
    """Gemeentecode or AgbCode of the receiver, who judges it; of what was refused, of who handed it over."""
    afzender: str
    """The other party; of what was refused, likewise who handed it over."""
    code: str
    """BerichtCode; empty when it was refused."""
    identificatie: str
    """Of the message, or of the return; empty when it was refused."""
    xml: bytes
    indiener: Indiener
    status: Ontvangststatus
    ontvangen_op: datetime
    bsns: tuple[str, ...] | None = None
    """Of whom it is about, or of whoever seems to be in what was refused; None where that was not kept."""
    berichtsoort: str | None = None
    bevindingen: tuple[Berichtbevinding, ...] = ()
    niet_gecontroleerd: tuple[str, ...] = ()
    antwoord: str | None = None
    """The answer as it goes out, in XML; None where the standard has none."""
    soort_antwoord: str | None = None
    retour: UUID | None = None
    """Of what went elsewhere: the return that came in on it and settled it."""
    antwoord_op: UUID | None = None
    """Of a return: what it answers here, another of these messages or a wmo301 that was drawn up here."""
    opmerking: str | None = None
    """In Dutch, what a person has to do or know."""
    revisie: int = 0
