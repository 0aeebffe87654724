"""The aanvraag: a step of its own, with its own clock (Wmo 2.3.2 lid 9, 2.3.5; W02)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.waarden import Gemeentecode


@dataclass(frozen=True, slots=True)
class Opschorting:
    """The term stands still while the client completes the aanvraag (Awb 4:15)."""

    van: date
    reden: str
    hersteltermijn_tot: date
    tot: date | None = None


@dataclass(frozen=True, slots=True)
class Verlenging:
    """Notice that the decision will be late, with the new date (Awb 4:14)."""

    op: date
    nieuwe_datum: date
    reden: str


@dataclass(frozen=True, slots=True)
class Aanvraag:
    """The client's application for a maatwerkvoorziening."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    ontvangen_op: date
    plan_van_aanpak_id: UUID | None = None
    """The signed plan van aanpak that counts as the aanvraag, where the region says so."""
    opschortingen: tuple[Opschorting, ...] = ()
    verlengingen: tuple[Verlenging, ...] = ()
    ingebrekestelling_op: date | None = None
    """Notice of default (Awb 4:17 lid 3)."""
    revisie: int = 0
