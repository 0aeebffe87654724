"""The recorded, conditional choice not to ask for a plan (M02 to M05)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.domain.waarden import AgbCode, Gemeentecode


@dataclass(frozen=True, slots=True)
class BeschikbareInformatie:
    """For one part of the plan form: the information is there, and in which document (M04a, M04b)."""

    onderdeel: str
    """A part of the form: resultaten, aard, frequentie, omvang, intensiteit, periode, producten."""
    document: str
    """klantdossier or onderzoeksverslag (M04b)."""
    vindplaats: str


@dataclass(frozen=True, slots=True)
class AfstemmingClient:
    """How and when the client was involved in the substance of the choice of support (M04c)."""

    op: date
    wijze: str


@dataclass(frozen=True, slots=True)
class AfstemmingAanbieder:
    """With whom at the provider the support was agreed beforehand, and when (M04d)."""

    op: date
    met: str


@dataclass(frozen=True, slots=True)
class Afziening:
    """No plan is asked for, for a weighty reason and under four conditions (M03, M04)."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    plan_van_aanpak_id: UUID
    aanbieder: AgbCode
    reden: str
    reden_client_of_groep: str
    """The client or client group to which the reason is tied (M03)."""
    individuele_beoordeling: str
    """Why it holds in this case: a group may be the reason, never the assessment (M03, M04)."""
    informatie: tuple[BeschikbareInformatie, ...]
    client: AfstemmingClient
    afstemming: AfstemmingAanbieder
    door: str
    op: datetime
    revisie: int = 0
