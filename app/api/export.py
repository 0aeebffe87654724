"""All that is held about one person, for who asks what is known of him (AVG art. 15; W06)."""

from typing import Annotated, TypeVar

from pydantic import Field

from app.api.aanvragen import AanvraagUit
from app.api.afzieningen import AfzieningUit
from app.api.berichten import BerichtUit
from app.api.besluiten.inhoud import BesluitUit
from app.api.bewaren import BewaarredenUit, VernietigingsverzoekUit
from app.api.bezwaren.inhoud import BezwaarUit
from app.api.clienten import ClientUit, DelingUit, VerwerkingUit
from app.api.feiten import FeitUit
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.modellen import Moment, Uitvoer, Uuid
from app.api.kader.rest.router import Router
from app.api.meldingen import MeldingUit
from app.api.omzettingen import ClientomzettingUit
from app.api.ondersteuningsplannen.endpoints import PlanUit, PlanversieUit
from app.api.ondersteuningsplannen.verloop import BeoordelingUit
from app.api.onderzoeken import OnderzoekUit
from app.api.plannen_van_aanpak import PlanVanAanpakUit
from app.api.rapportages import RapportageUit
from app.api.toewijzingen import ToewijzingUit
from app.api.voorbeelden import AFSCHRIFT, PLAN
from app.processen import export

T = TypeVar("T")

Alles = Annotated[tuple[T, ...], Field(max_length=export.GROOTSTE_LIJST)]
"""All there is of one kind: more than a page of a list holds."""

router = Router("/clienten", tag="Cliënten", scope="clienten")


class GeexporteerdePlanversieUit(PlanversieUit):
    """A submitted version, with the plan that it is of."""

    plan_id: Uuid = Field(examples=[PLAN])


class GeexporteerdeBeoordelingUit(BeoordelingUit):
    """An assessment, with the plan that it is of."""

    plan_id: Uuid = Field(examples=[PLAN])


class GeexporteerdBerichtUit(BerichtUit):
    """A message, with what it says."""

    xml: str = Field(description="Het bericht zoals het is verzonden.", examples=["<Bericht>…</Bericht>"])


class DocumentUit(Uitvoer):
    """A kept document, without its bytes."""

    id: Uuid = Field(examples=[AFSCHRIFT])
    soort: str = Field(examples=["afschrift"])
    verwijst_naar: Uuid = Field(description="Het plan, besluit of bezwaar dat erin staat.", examples=[PLAN])
    versie: int | None = Field(None, examples=[1])
    verstrekt_op: Moment = Field(examples=["2026-03-19T09:00:00Z"])
    kanaal: str = Field(examples=["post"])
    sha256: str = Field(
        description="Van het document zelf.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )


class ExportUit(Uitvoer):
    """One person's file."""

    client: ClientUit
    meldingen: Alles[MeldingUit]
    onderzoeken: Alles[OnderzoekUit]
    plannen_van_aanpak: Alles[PlanVanAanpakUit]
    ondersteuningsplannen: Alles[PlanUit]
    planversies: Alles[GeexporteerdePlanversieUit]
    beoordelingen: Alles[GeexporteerdeBeoordelingUit]
    afzieningen: Alles[AfzieningUit]
    aanvragen: Alles[AanvraagUit]
    besluiten: Alles[BesluitUit]
    bezwaren: Alles[BezwaarUit]
    feiten: Alles[FeitUit]
    omzettingen: Alles[ClientomzettingUit]
    toewijzingen: Alles[ToewijzingUit]
    berichten: Alles[GeexporteerdBerichtUit]
    rapportages: Alles[RapportageUit]
    documenten: Alles[DocumentUit]
    bewaarredenen: Alles[BewaarredenUit]
    vernietigingsverzoeken: Alles[VernietigingsverzoekUit]
    delingen: Alles[DelingUit]
    verwerkingen: Alles[VerwerkingUit]
    vervolg_verwerkingen: str | None = Field(
        None,
        description="Cursor voor de verwerkingen van deze cliënt, als er meer zijn dan hier staan.",
        examples=["WyIxMDAwMCJd"],
    )


@router.get(
    "/{id}/export",
    response_model=ExportUit,
    summary="Toon alles wat over een cliënt is vastgelegd",
    description="Voor wie inzage vraagt (AVG artikel 15): elk onderdeel van het dossier, de berichten, welke "
    "documenten zijn bewaard, wat met wie is gedeeld en wie wat met de gegevens deed.",
)
def exporteer_client(id: Uuid, handeling: DeHandeling) -> export.Export:
    return export.exporteer_client(handeling, id)
