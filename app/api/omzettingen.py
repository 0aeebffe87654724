"""Omzettingen: running support goes under another product or provider, for many clients at once (W08)."""

from typing import Annotated

from fastapi import Path
from pydantic import Field

from app.api.delen import OvergangUit
from app.api.kader.rest.antwoorden import Pdf
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    AgbVeld,
    Datum,
    GemeentecodeVeld,
    Invoer,
    Keuze,
    Model,
    Moment,
    Reeks,
    Rij,
    Toelichting,
    Uitvoer,
    Uuid,
    voorbeeld,
)
from app.api.kader.rest.router import Router
from app.api.producten import CATEGORIE, PRODUCTCODE
from app.api.standen import StapUit
from app.api.toewijzingen import AanbiederafspraakIn, BerichtVermelding, ToewijzingUit
from app.api.voorbeelden import (
    AGB,
    BESLUIT,
    CLIENT,
    CLIENTOMZETTING,
    GEMEENTE,
    MEDEWERKER,
    MELDING,
    OMZETTING,
    PRODUCT,
)
from app.domain.omzetting import Clientomzetting, Omzetting, Omzettingsoort
from app.processen import omzetten
from app.processen.omzetproef import Omzetproef
from app.processen.omzetten import Omzetgegevens, Omzetopdracht, Omzetuitvoering

router = Router(
    "/omzettingen",
    tag="Omzettingen",
    scope="omzettingen",
    uitleg="Wat de gemeente inkoopt verandert: vanaf een dag loopt dezelfde ondersteuning door onder een "
    "ander product of bij een andere aanbieder. Leg de omzetting vast, bekijk met de proefrun wat zij doet "
    "en voer haar per cliënt uit. Wie halverwege stopt, gaat verder met wie de proefrun nog toont.",
)


UitvoeringId = Annotated[
    Uuid, Path(alias="uitvoeringId", description="Het id van de uitvoering.", examples=[CLIENTOMZETTING])
]


class _Inkoop(Model):
    """A product, at one provider or at any."""

    categorie: Annotated[str, Field(pattern=CATEGORIE)] = Field(
        description="Code van WMO020.", examples=["01"]
    )
    productcode: Annotated[str, Field(pattern=PRODUCTCODE)] = Field(examples=[PRODUCT])


class InkoopVanIn(_Inkoop, Invoer):
    """What is left."""

    aanbieder: AgbVeld | None = Field(None, description="Zonder: bij elke aanbieder.", examples=[AGB])


class InkoopNaarIn(_Inkoop, Invoer):
    """What takes its place."""

    aanbieder: AgbVeld | None = Field(
        None, description="Zonder: elke cliënt houdt zijn aanbieder.", examples=[AGB]
    )


class InkoopUit(_Inkoop, Uitvoer):
    """A product, at one provider or at any."""

    aanbieder: AgbVeld | None = Field(None, examples=[AGB])


class _Omzetting(Model):
    """Why and from when."""

    soort: Keuze[Omzettingsoort] = Field(
        description="Bepaalt de RedenWijziging: 03, 10 of 11 (WMO002).", examples=["contractwijziging"]
    )
    per: Datum = Field(
        description="De eerste dag onder het andere product of bij de andere aanbieder.",
        examples=["2027-01-01"],
    )
    toelichting: Toelichting = Field(examples=["Nieuwe productcodes in het contract van 2027."])


class OmzettingIn(_Omzetting, Invoer):
    """What changes, for all running allocations of a product."""

    model_config = voorbeeld(
        {
            "soort": "contractwijziging",
            "per": "2027-01-01",
            "van": {"categorie": "01", "productcode": "01H01"},
            "naar": {"categorie": "01", "productcode": "01H09"},
            "toelichting": "Nieuwe productcodes in het contract van 2027.",
        }
    )

    van: InkoopVanIn
    naar: InkoopNaarIn


class OmzettingUit(_Omzetting, Uitvoer):
    """What changes, for all running allocations of a product."""

    id: Uuid = Field(examples=[OMZETTING])
    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    van: InkoopUit
    naar: InkoopUit
    ingetrokken: bool = Field(examples=[False])
    overgangen: Reeks[OvergangUit]


class OmzettingIntrekkingIn(Invoer):
    """Why it is carried out no further."""

    reden: Toelichting = Field(examples=["De onderhandeling loopt nog."])


class OmzetbeletselUit(Uitvoer):
    """What cannot be turned over, and why."""

    wat: str = Field(
        examples=["Dit totaal of budget loopt over deze dag heen en wordt niet gesplitst. Neem een besluit."]
    )
    regel: str = Field(description="De regel of eis die dit zegt.", examples=["TR373"])
    houdt_tegen: bool = Field(
        description="Of de omzetting hierdoor voor deze cliënt niet kan; anders vraagt alleen dit deel iets.",
        examples=[False],
    )
    besluit: Uuid | None = Field(None, examples=[BESLUIT])
    besluitregel: int | None = Field(None, examples=[1])


class OmzetproefUit(Uitvoer):
    """What would change for one client."""

    client_id: Uuid = Field(examples=[CLIENT])
    kan: bool = Field(
        description="Of de omzetting voor deze cliënt uit te voeren is, zo nodig met een afspraak.",
        examples=[True],
    )
    brief: bool = Field(
        description="Of de cliënt er iets van merkt en daarom een brief krijgt: de ondersteuning heet anders "
        "of komt van een andere aanbieder.",
        examples=[True],
    )
    stappen: Reeks[StapUit] = Field(description="Welke nummers wijzigen en welke er komen.")
    beletselen: Reeks[OmzetbeletselUit] = Field(description="Wat niet kan, en waarom.")


class OmzetuitvoeringIn(Invoer):
    """For whom to carry it out."""

    client_id: Uuid = Field(examples=[CLIENT])
    afspraken: Rij[AanbiederafspraakIn] = Field(
        (), description="Met welke aanbieders is afgesproken wat hun instemming vraagt."
    )
    laat_wachten: bool = Field(
        False,
        description="Kan het nu niet: weiger dan niet, maar zet de omzetting voor deze cliënt als taak op de "
        "werkvoorraad. De omzetting heeft dan `wachtIn`, en `beletselen` zegt waarop zij wacht.",
        examples=[False],
    )


class ClientomzettingUit(Uitvoer):
    """That an omzetting was carried out for a client, or has yet to be."""

    id: Uuid = Field(examples=[CLIENTOMZETTING])
    omzetting_id: Uuid = Field(examples=[OMZETTING])
    client_id: Uuid = Field(examples=[CLIENT])
    soort: Keuze[Omzettingsoort] = Field(examples=["contractwijziging"])
    per: Datum = Field(examples=["2027-01-01"])
    van: InkoopUit
    naar: InkoopUit
    vastgelegd_op: Moment = Field(
        description="Het moment van uitvoeren, of sinds wanneer de omzetting daarop wacht.",
        examples=["2026-11-02T09:00:00Z"],
    )
    door: str = Field(examples=[MEDEWERKER])
    brief: bool = Field(
        description="Of de cliënt een brief kreeg; haal die op met het id van deze uitvoering.",
        examples=[True],
    )
    wacht_in: Uuid | None = Field(
        None,
        description="De zaak waarin de omzetting een taak is: om uit te voeren, of om te besluiten over wat "
        "achterblijft (`deels`). Leeg als dat is gedaan.",
        examples=[MELDING],
    )
    deels: bool = Field(
        description="Of een totaal of budget dat over deze dag heen loopt achterbleef, terwijl de rest is "
        "uitgevoerd (TR373). Daarover moet iemand een besluit nemen.",
        examples=[False],
    )


class OmzetuitvoeringUit(Uitvoer):
    """What was changed for one client, and the messages that tell so; or that it waits."""

    omzetting: ClientomzettingUit
    toewijzingen: Reeks[ToewijzingUit]
    berichten: Reeks[BerichtVermelding] = Field(
        description="Een wmo301 per aanbieder, klaar om te verzenden."
    )
    beletselen: Reeks[OmzetbeletselUit] = Field(
        description="Wat bleef zoals het was, nog iets vraagt, of de omzetting laat wachten."
    )


@router.post("", response_model=OmzettingUit, status_code=201, summary="Leg een omzetting vast")
def leg_omzetting_vast(invoer: OmzettingIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Omzetting:
    """Changes nothing before it is carried out."""
    return antwoord.aangemaakt(omzetten.leg_vast(handeling, invoer.als(Omzetgegevens)))


@router.get("", response_model=list[OmzettingUit], summary="Toon de omzettingen")
def lijst_omzettingen(
    handeling: DeHandeling, blad: HetBlad, gewijzigd_sinds: GewijzigdSinds = None
) -> tuple[Omzetting, ...]:
    return blad.toon(omzetten.lijst(handeling, blad.limiet, blad.cursor, sinds=gewijzigd_sinds))


@router.get("/{id}", response_model=OmzettingUit, summary="Lees een omzetting")
def lees_omzetting(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Omzetting:
    return antwoord.met_etag(omzetten.haal(handeling, id))


@router.post("/{id}/intrekkingen", response_model=OmzettingUit, summary="Trek een omzetting in")
def trek_omzetting_in(
    id: Uuid, revisie: IfMatch, invoer: OmzettingIntrekkingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Omzetting:
    """What was carried out stays."""
    return antwoord.met_etag(omzetten.trek_omzetting_in(handeling, id, revisie, invoer.reden))


@router.get(
    "/{id}/proefrun",
    response_model=list[OmzetproefUit],
    summary="Toon wat een omzetting zou veranderen",
    description="Per cliënt voor wie zij nog niet is uitgevoerd; er verandert niets. Een bladzijde kan "
    "minder cliënten tonen dan gevraagd.",
)
def beproef_omzetting(id: Uuid, handeling: DeHandeling, blad: HetBlad) -> tuple[Omzetproef, ...]:
    return blad.toon(omzetten.proefrun(handeling, id, blad.limiet, blad.cursor))


@router.post(
    "/{id}/uitvoeringen",
    response_model=OmzetuitvoeringUit,
    status_code=201,
    summary="Voer een omzetting uit voor een cliënt",
)
def voer_omzetting_uit(id: Uuid, invoer: OmzetuitvoeringIn, handeling: DeHandeling) -> Omzetuitvoering:
    """One client, one transaction."""
    return omzetten.voer_omzetting_uit(handeling, id, invoer.als(Omzetopdracht))


@router.get(
    "/{id}/uitvoeringen",
    response_model=list[ClientomzettingUit],
    summary="Toon voor wie een omzetting is uitgevoerd",
)
def lijst_omzetuitvoeringen(id: Uuid, handeling: DeHandeling, blad: HetBlad) -> tuple[Clientomzetting, ...]:
    return blad.toon(omzetten.uitvoeringen(handeling, id, blad.limiet, blad.cursor))


@router.get(
    "/{id}/uitvoeringen/{uitvoeringId}/brief",
    response_class=Pdf,
    summary="Haal de brief aan de cliënt over een omzetting op als PDF",
)
def lees_omzettingsbrief(id: Uuid, uitvoering_id: UitvoeringId, handeling: DeHandeling) -> Pdf:
    """The letter as the client got it."""
    return Pdf(omzetten.geef_brief(handeling, id, uitvoering_id))
