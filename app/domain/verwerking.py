"""The access record: who processed which person's data, on whose behalf, for what, when (W06)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Verwerking:
    """One processing of one person's data, in the sense of NEN 7513."""

    op: datetime
    trace_id: str
    activiteit: str
    """The operation of the API that was called."""
    partij: str
    code: str
    medewerker: str
    rol: str
    systeem: str
    actie: str
    """lezen, maken or wijzigen."""
    soort: str
    """What was processed, for instance ondersteuningsplan."""
    object_id: str
    client_id: UUID
