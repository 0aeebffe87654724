"""All that is held about one person, for who asks what is known of him (AVG art. 15; W06)."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from app.api.aanvragen import AanvraagUit
from app.api.afzieningen import AfzieningUit
from app.api.berichten import BerichtUit
from app.api.besluiten.inhoud import BesluitUit
from app.api.bewaren import (
    BewaarredenUit,
    PersoonIn,
    PersoonsbewaarredenUit,
    PersoonsverzoekUit,
    VernietigingsverzoekUit,
)
from app.api.bezwaren.inhoud import BezwaarUit
from app.api.clienten import ClientUit, DelingUit, VerwerkingUit, ZoekopdrachtIn
from app.api.codelijsten import CodeUit
from app.api.declaraties import PrestatieUit
from app.api.delen import OmvangUit
from app.api.feiten import FeitUit
from app.api.kader.rest.handeling import DeHandeling, DeInzage
from app.api.kader.rest.lijsten import HetBlad
from app.api.kader.rest.modellen import (
    AgbVeld,
    Datum,
    GemeentecodeVeld,
    Moment,
    Reeks,
    Uitvoer,
    Uuid,
)
from app.api.kader.rest.router import Router
from app.api.leveringen import LeveringrijUit
from app.api.maanden import GeleverdUit
from app.api.meldingen import MeldingUit
from app.api.omzettingen import ClientomzettingUit
from app.api.ondersteuningsplannen.endpoints import PlanUit, PlanversieUit
from app.api.ondersteuningsplannen.verloop import BeoordelingUit
from app.api.onderzoeken import OnderzoekUit
from app.api.ontvangsten import BerichtontvangstUit
from app.api.plannen_van_aanpak import PlanVanAanpakUit
from app.api.rapportages import RapportageUit
from app.api.toewijzingen import ToewijzingUit
from app.api.verzoeken import GevraagdUit, VerzoekinhoudUit, VerzoekkopUit
from app.api.voorbeelden import AFSCHRIFT, AGB, GEMEENTE, PLAN, PRODUCT
from app.opslag import Verwerking
from app.processen import aanbiederdossiers, export

router = Router("/clienten", tag="Cliënten", scope="clienten")
van_aanbieder = Router(
    "/exporten",
    tag="Exporten",
    scope="berichten",
    uitleg="Wat een aanbieder van een persoon bijhoudt, voor wie daar inzage in vraagt (AVG artikel 15).",
)


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


class GevraagdeInhoudUit(VerzoekinhoudUit):
    """What a request says, with its products."""

    producten: Reeks[GevraagdUit]


class GeexporteerdVerzoekUit(VerzoekkopUit):
    """A request of a provider, with what it asks."""

    inhoud: GevraagdeInhoudUit


def _leesbaar(inhoud: object) -> object:
    """Bytes as they came, whatever their encoding says."""
    return inhoud.decode(errors="replace") if isinstance(inhoud, bytes) else inhoud


AlsTekst = Annotated[str, BeforeValidator(_leesbaar)]


class GeexporteerdeOntvangstUit(BerichtontvangstUit):
    """A message about this person, with what it says, and the answer to it."""

    xml: AlsTekst = Field(
        description="Het bericht zoals het kwam of is verzonden.", examples=["<Bericht>…</Bericht>"]
    )
    antwoord: str | None = Field(
        None, description="Het antwoord zoals het is gegeven.", examples=["<Bericht>…</Bericht>"]
    )


class _Geleverd(Uitvoer):
    """Between whom, on which allocation."""

    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    aanbieder: AgbVeld = Field(examples=[AGB])


class GemeldeLeveringUit(_Geleverd):
    """A start or stop that a provider reported."""

    toewijzing: int | None = Field(None, description="Toewijzingnummer.", examples=[117])
    categorie: str | None = Field(None, examples=["01"])
    productcode: str | None = Field(None, examples=[PRODUCT])
    begin: Datum = Field(alias="begindatum", description="De eerste dag.", examples=["2026-04-02"])
    eind: Datum | None = Field(
        None, alias="einddatum", description="Van een stop: de laatste dag.", examples=["2026-07-03"]
    )
    reden: str | None = Field(
        None, description="Van een stop: RedenBeeindiging, code van WMO588.", examples=["20"]
    )
    verwijderd: bool = Field(description="Of deze melding is ingetrokken.", examples=[False])


class GedeclareerdeRegelUit(_Geleverd):
    """A line that a provider declared for this person."""

    prestatie: PrestatieUit
    geweigerd: bool = Field(examples=[False])
    redenen: Reeks[CodeUit] = Field(description="Waarom de regel is geweigerd: de retourcodes van de wmo325.")


class ExportUit(Uitvoer):
    """One person's file."""

    client: ClientUit
    meldingen: Reeks[MeldingUit]
    onderzoeken: Reeks[OnderzoekUit]
    plannen_van_aanpak: Reeks[PlanVanAanpakUit]
    ondersteuningsplannen: Reeks[PlanUit]
    planversies: Reeks[GeexporteerdePlanversieUit]
    beoordelingen: Reeks[GeexporteerdeBeoordelingUit]
    afzieningen: Reeks[AfzieningUit]
    aanvragen: Reeks[AanvraagUit]
    besluiten: Reeks[BesluitUit]
    bezwaren: Reeks[BezwaarUit]
    feiten: Reeks[FeitUit]
    omzettingen: Reeks[ClientomzettingUit]
    toewijzingen: Reeks[ToewijzingUit]
    berichten: Reeks[GeexporteerdBerichtUit]
    rapportages: Reeks[RapportageUit]
    documenten: Reeks[DocumentUit]
    bewaarredenen: Reeks[BewaarredenUit]
    vernietigingsverzoeken: Reeks[VernietigingsverzoekUit]
    delingen: Reeks[DelingUit]
    verzoeken: Reeks[GeexporteerdVerzoekUit]
    ontvangsten: Reeks[GeexporteerdeOntvangstUit]
    levermeldingen: Reeks[GemeldeLeveringUit]
    declaratieregels: Reeks[GedeclareerdeRegelUit]
    verwerkingen: Reeks[VerwerkingUit]
    vervolg_verwerkingen: str | None = Field(
        None,
        description="Cursor voor de verwerkingen van deze cliënt, als er meer zijn dan hier staan.",
        examples=["WyIxMDAwMCJd"],
    )


class OntvangenToewijzingUit(Uitvoer):
    """An allocation as a provider received it."""

    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    nummer: int = Field(description="Toewijzingnummer.", examples=[117])
    categorie: str | None = Field(None, examples=["01"])
    productcode: str | None = Field(None, examples=[PRODUCT])
    begin: Datum = Field(alias="begindatum", examples=["2026-03-02"])
    eind: Datum | None = Field(None, alias="einddatum", examples=["2027-02-28"])
    omvang: OmvangUit | None = None
    budget: int | None = Field(None, description="In centen.", examples=[250000])
    verwijderd: bool = Field(description="Of de gemeente haar heeft teruggenomen.", examples=[False])


class GeleverdeMaandUit(GeleverdUit):
    """What is kept of a month, with the allocation that it is of."""

    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    nummer: int = Field(description="Toewijzingnummer.", examples=[117])


class AanbiederexportUit(Uitvoer):
    """What a provider keeps of one person."""

    toewijzingen: Reeks[OntvangenToewijzingUit]
    berichten: Reeks[GeexporteerdBerichtUit]
    ondersteuningsplannen: Reeks[PlanUit]
    planversies: Reeks[GeexporteerdePlanversieUit]
    verzoeken: Reeks[GeexporteerdVerzoekUit]
    leveringen: Reeks[LeveringrijUit]
    levermeldingen: Reeks[GemeldeLeveringUit]
    maanden: Reeks[GeleverdeMaandUit]
    declaratieregels: Reeks[GedeclareerdeRegelUit]
    ontvangsten: Reeks[GeexporteerdeOntvangstUit]
    bewaarredenen: Reeks[PersoonsbewaarredenUit]
    vernietigingsverzoeken: Reeks[PersoonsverzoekUit]


@router.get(
    "/{id}/export",
    response_model=ExportUit,
    summary="Toon alles wat over een cliënt is vastgelegd",
    description="Voor wie inzage vraagt (AVG artikel 15): elk onderdeel van het dossier, de berichten, welke "
    "documenten zijn bewaard, wat met wie is gedeeld en wie wat met de gegevens deed.",
)
def exporteer_client(id: Uuid, handeling: DeInzage) -> export.Export:
    return export.exporteer_client(handeling, id)


@van_aanbieder.post(
    "/verwerkingen",
    response_model=list[VerwerkingUit],
    summary="Toon wie bij u wat met de gegevens van een persoon deed",
    description="Het logboek van de aanbieder: wat zijn eigen medewerkers en systemen deden, in het verkeer "
    "met deze gemeente. Wat de gemeente deed staat er niet in. Na vernietiging is er niets meer te lezen. "
    "Vraag een volgende bladzijde met dezelfde inhoud.",
)
def lijst_persoonsverwerkingen(
    invoer: PersoonIn, handeling: DeHandeling, blad: HetBlad
) -> tuple[Verwerking, ...]:
    return blad.toon(
        aanbiederdossiers.lees_verwerkingen(handeling, invoer.gemeente, invoer.bsn, blad.limiet, blad.cursor)
    )


@van_aanbieder.post(
    "",
    response_model=AanbiederexportUit,
    summary="Toon alles wat u van een persoon bijhoudt",
    description="Voor wie een aanbieder om inzage vraagt (AVG artikel 15): toewijzingen, plannen, verzoeken, "
    "wat is geleverd en gedeclareerd, en de berichten. De plannen bewaart de gemeente; na uw vernietiging "
    "staan zij er niet meer. Het Bsn staat in de inhoud, omdat adressen in logbestanden terechtkomen.",
)
def exporteer_persoon(invoer: ZoekopdrachtIn, handeling: DeInzage) -> export.Aanbiederexport:
    return export.exporteer_persoon(handeling, invoer.bsn)
