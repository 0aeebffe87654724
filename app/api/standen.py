"""Stand: what holds by decision beside what is allocated, day by day, and the correction of drift (M18)."""

from pydantic import Field

from app.api.delen import OmvangUit, PeriodeUit
from app.api.feiten import VraagUit
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.modellen import AgbVeld, Datum, Invoer, Keuze, Reeks, Rij, Uitvoer, Uuid
from app.api.kader.rest.router import Router
from app.api.toewijzingen import AanbiederafspraakIn, ToewijzingUit, UitvoeringUit
from app.api.voorbeelden import AGB, BESLUIT, CLIENTOMZETTING, PRODUCT
from app.domain.toewijzing.toewijzing import Oorzaak
from app.processen import toewijzen
from app.processen.toewijzen import Geregeld, Stand, Uitvoering

router = Router("/clienten/{id}", tag="Toewijzingen", scope="toewijzingen")


class GeldendUit(Uitvoer):
    """Support that holds by decision."""

    aanbieder: AgbVeld | None = Field(
        None, description="Leeg bij een pgb, en bij een leverancier.", examples=[AGB]
    )
    leverancier: str | None = Field(
        None,
        description="Wie zonder AGB-code levert: niets toe te wijzen.",
        examples=["Traplift Zuid"],
    )
    categorie: str | None = Field(None, examples=["01"])
    productcode: str | None = Field(None, examples=[PRODUCT])
    periode: PeriodeUit
    omvang: OmvangUit | None = None
    budget: int | None = Field(None, description="In centen.", examples=[250000])


class StukUit(Uitvoer):
    """Support that holds by decision, and the line that it comes from."""

    inhoud: GeldendUit
    besluit: Uuid = Field(examples=[BESLUIT])
    regel: int = Field(examples=[1])
    omgezet_door: Uuid | None = Field(
        None,
        description="De uitgevoerde omzetting waardoor product of aanbieder anders is dan in de regel.",
        examples=[CLIENTOMZETTING],
    )
    eind_door: Uuid = Field(
        description="Wat het einde bepaalde: het besluit, een feit of een omzetting.", examples=[BESLUIT]
    )


class OngelijkheidUit(Uitvoer):
    """Where another number is allocated than holds."""

    aanbieder: AgbVeld = Field(examples=[AGB])
    categorie: str | None = Field(None, examples=["01"])
    productcode: str | None = Field(None, examples=[PRODUCT])
    vanaf: Datum = Field(description="De eerste dag.", examples=["2026-07-01"])
    geldend: int = Field(description="Hoeveel keer volgens de besluiten.", examples=[0])
    toegewezen: int = Field(description="Hoeveel keer toegewezen.", examples=[1])


class StapUit(Uitvoer):
    """What a number has to become."""

    nummer: int | None = Field(None, description="Leeg bij een nieuw toewijzingnummer.", examples=[117])
    wordt: GeldendUit
    verwijdert: bool = Field(examples=[False])
    oorzaak: Keuze[Oorzaak] | None = Field(None, examples=["herbeoordeling"])
    vragen: Reeks[VraagUit] = Field(description="Wat eerst met de aanbieder moet worden geregeld.")


class StandUit(Uitvoer):
    """What holds, what is allocated, and what a correction would change."""

    geldend: Reeks[StukUit]
    toewijzingen: Reeks[ToewijzingUit]
    ongelijkheden: Reeks[OngelijkheidUit] = Field(description="Leeg als alles gelijk is.")
    stappen: Reeks[StapUit] = Field(description="Wat een correctie zou veranderen; leeg als alles gelijk is.")


class CorrectieIn(Invoer):
    """What was settled with providers for a correction."""

    afspraken: Rij[AanbiederafspraakIn] = ()


@router.get("/stand", response_model=StandUit, summary="Toon wat volgens besluit geldt en is toegewezen")
def lees_stand(id: Uuid, handeling: DeHandeling) -> Stand:
    return toewijzen.lees_stand(handeling, id)


@router.post(
    "/correcties",
    response_model=UitvoeringUit,
    status_code=201,
    summary="Maak de toewijzingen weer gelijk aan de besluiten",
)
def corrigeer_toewijzingen(id: Uuid, invoer: CorrectieIn, handeling: DeHandeling) -> Uitvoering:
    """Only after data drifted apart."""
    return toewijzen.corrigeer(handeling, id, invoer.als(Geregeld))
