"""The municipality's own record: discussions, contact, agreements; never on the plan (M19, M20)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.domain.waarden import Gemeentecode


class Rapportagesoort(StrEnum):
    """What a note is about."""

    GESPREKSVERSLAG = "gespreksverslag"
    """May go along with an uitvraag (M21)."""
    BESPREKING = "bespreking"
    CONTACT = "contact"
    BIJSTELLING = "bijstelling"
    AFSPRAAK = "afspraak"
    AFSTEMMING = "afstemming"


@dataclass(frozen=True, slots=True)
class Rapportage:
    """One note in the municipal report."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    soort: Rapportagesoort
    op: date
    met: str
    """With whom: client, aanbieder, or both, in words."""
    tekst: str
    vastgelegd_door: str
    vastgelegd_op: datetime
    plan_id: UUID | None = None
    afziening_id: UUID | None = None
    revisie: int = 0
