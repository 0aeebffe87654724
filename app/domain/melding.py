"""The melding: the client reports, and the statutory clock starts (W01)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.waarden import Gemeentecode


@dataclass(frozen=True, slots=True)
class Bevestiging:
    """The confirmation of the melding, with what the client must hear (Wmo 2.3.2 lid 1 and 3, W01)."""

    op: date
    clientondersteuning_gewezen: bool
    persoonlijk_plan_gewezen: bool


@dataclass(frozen=True, slots=True)
class Melding:
    """A client's report of a need for support."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    ontvangen_op: date
    hulpvraag: str
    spoed: bool = False
    """Urgent: a temporary measure is decided without delay (Wmo 2.3.3, W03)."""
    bevestiging: Bevestiging | None = None
    persoonlijk_plan_op: date | None = None
    """When the client handed in a personal plan, within seven days (Wmo 2.3.2 lid 2)."""
    revisie: int = 0
