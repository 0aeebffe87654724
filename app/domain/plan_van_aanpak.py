"""The plan van aanpak: the municipality's plan with the results to reach, set with the client (M13, H15)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.onderzoek import Onderdeel
from app.domain.waarden import Gemeentecode, Periode


@dataclass(frozen=True, slots=True)
class Resultaat:
    """A result to reach, in one resultaatgebied; the toegang may suggest an intensity (H04)."""

    code: str
    """Short name within the plan van aanpak; the same result keeps it in every version."""
    resultaatgebied: str
    omschrijving: str
    verwachte_intensiteit: str | None = None


@dataclass(frozen=True, slots=True)
class Bespreking:
    """That something was settled together with the client: when and how (M13, H23)."""

    op: date
    wijze: str


@dataclass(frozen=True, slots=True)
class PlanVanAanpak:
    """One version of the municipality's plan. A change is a new version and asks for a new uitvraag (M13)."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    onderzoek_id: UUID
    volgnummer: int
    resultaten: tuple[Resultaat, ...]
    termijn: Periode
    """The term to be indicated (M14): inzet lies inside it."""
    met_client: Bespreking
    onderdelen: tuple[Onderdeel, ...] = ()
    ondertekend_door_client_op: date | None = None
    """Makes it count as aanvraag where the region says so (W02)."""
    vervangt: UUID | None = None
    """The version before this one."""
    revisie: int = 0
