"""Feiten: what happened to a client and ends support, recorded once and carried out per provider (W08)."""

from typing import Annotated

from fastapi import Path
from pydantic import BeforeValidator, Field

from app.api.delen import OvergangUit
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.modellen import (
    AgbVeld,
    Datum,
    Invoer,
    Keuze,
    Model,
    Reeks,
    Rij,
    Toelichting,
    Uitvoer,
    Uuid,
    voorbeeld,
)
from app.api.kader.rest.router import Router
from app.api.toewijzingen import AanbiederafspraakIn, BerichtVermelding, ToewijzingUit
from app.api.voorbeelden import AGB, CLIENT, FEIT, MELDING, PRODUCT
from app.domain.feit import Feit, Feitsoort
from app.processen import feiten
from app.processen.feiten import Feitgegevens, Feituitvoering, Verplaatsing
from app.processen.toewijzen import Geregeld

router = Router(
    "/clienten/{id}/feiten",
    tag="Feiten",
    scope="feiten",
    uitleg="Wat er met een cliënt gebeurde waardoor ondersteuning eindigt: overlijden, verhuizing, een ander "
    "domein. Een andere aanbieder of een pgb is geen feit maar een besluit.",
)

FeitId = Annotated[Uuid, Path(alias="feitId", description="Het id van het feit.", examples=[FEIT])]


class _Productaanduiding(Model):
    """A product, or all of a category."""

    categorie: Annotated[str, Field(pattern="^[0-9]{2}$")] = Field(
        description="Productcategorie (WMO020).", examples=["01"]
    )
    code: Annotated[str, Field(pattern="^[0-9A-Za-z]{1,5}$")] | None = Field(
        None, description="Zonder code: elk product van de categorie.", examples=[PRODUCT]
    )


class ProductaanduidingIn(_Productaanduiding, Invoer):
    """A product, or all of a category."""


class ProductaanduidingUit(_Productaanduiding, Uitvoer):
    """A product, or all of a category."""


class _Feit(Model):
    """What happened, and on which day."""

    soort: Keuze[Feitsoort] = Field(examples=["verhuizing"])
    op: Datum = Field(
        alias="datum",
        description="De dag van overlijden, van inschrijving elders, of waarop het andere domein begint. De "
        "laatste dag van de ondersteuning is de dag van overlijden zelf, anders de dag ervoor.",
        examples=["2026-09-01"],
    )


class FeitIn(_Feit, Invoer):
    """What happened."""

    model_config = voorbeeld({"soort": "verhuizing", "datum": "2026-09-01"})

    producten: Rij[ProductaanduidingIn] = Field((), description="Weglaten als alle ondersteuning eindigt.")
    afspraken: Rij[AanbiederafspraakIn] = Field(
        (), description="Met wie is afgesproken dat de ondersteuning in het verleden eindigt."
    )


class VerplaatsingIn(Invoer):
    """The fact was on another day."""

    op: Datum = Field(alias="datum", examples=["2026-08-25"])
    reden: Toelichting = Field(examples=["De BRP noemt een andere dag van inschrijving."])
    afspraken: Rij[AanbiederafspraakIn] = ()


class TerugkeerIn(Invoer):
    """The client is back."""

    per: Datum = Field(
        alias="datum", description="Vanaf deze dag kan een nieuw besluit toekennen.", examples=["2026-11-01"]
    )
    reden: Toelichting = Field(examples=["De cliënt staat weer ingeschreven."])


class VervallenverklaringIn(Invoer):
    """It was not so."""

    reden: Toelichting = Field(examples=["Het bericht ging over een ander."])


class GeregeldIn(Invoer):
    """What was settled with the providers where the fact waits."""

    afspraken: Rij[AanbiederafspraakIn] = Field(min_length=1)


class FeitUit(_Feit, Uitvoer):
    """What happened, and where it has yet to be carried out."""

    id: Uuid = Field(examples=[FEIT])
    client_id: Uuid = Field(examples=[CLIENT])
    laatste_dag: Datum = Field(description="De laatste dag van de ondersteuning.", examples=["2026-08-31"])
    producten: Reeks[ProductaanduidingUit]
    terug_per: Datum | None = Field(None, examples=["2026-11-01"])
    vervallen: bool = Field(examples=[False])
    wacht_bij: Annotated[Reeks[AgbVeld], BeforeValidator(sorted)] = Field(
        description="Bij deze aanbieders is het feit nog niet uitgevoerd; eerst moet iets worden geregeld.",
        examples=[[]],
    )
    wacht_in: Uuid | None = Field(
        None, description="De melding waarbij staat dat het feit nog wacht.", examples=[MELDING]
    )
    overgangen: Reeks[OvergangUit]


class VraagUit(Uitvoer):
    """What has to be settled with a provider first."""

    aanbieder: AgbVeld = Field(examples=[AGB])
    nummer: int = Field(description="Het toewijzingnummer.", examples=[117])
    regel: str = Field(examples=["OP186"])
    wat: str = Field(examples=["Een einde in het verleden kan alleen in overleg met de aanbieder."])
    crediteren: bool = Field(
        description="Of de aanbieder eerst moet crediteren; anders is instemming genoeg.", examples=[False]
    )


class FeituitvoeringUit(Uitvoer):
    """A fact, what it changed, and what has to be settled first."""

    feit: FeitUit
    toewijzingen: Reeks[ToewijzingUit]
    berichten: Reeks[BerichtVermelding]
    vragen: Reeks[VraagUit] = Field(description="Wat eerst met een aanbieder moet worden geregeld.")


@router.post("", response_model=FeituitvoeringUit, status_code=201, summary="Leg een feit vast")
def leg_feit_vast(id: Uuid, invoer: FeitIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Feituitvoering:
    return antwoord.met_etag(feiten.leg_vast(handeling, id, invoer.als(Feitgegevens)))


@router.get("", response_model=list[FeitUit], summary="Toon de feiten van een cliënt")
def lijst_feiten(id: Uuid, handeling: DeHandeling) -> tuple[Feit, ...]:
    return feiten.lijst(handeling, id)


@router.get("/{feitId}", response_model=FeitUit, summary="Lees een feit")
def lees_feit(id: Uuid, feit_id: FeitId, handeling: DeHandeling, antwoord: HetAntwoord) -> Feit:
    return antwoord.met_etag(feiten.haal(handeling, id, feit_id))


@router.post("/{feitId}/verplaatsingen", response_model=FeituitvoeringUit, summary="Verplaats een feit")
def verplaats_feit(
    id: Uuid,
    feit_id: FeitId,
    revisie: IfMatch,
    invoer: VerplaatsingIn,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
) -> Feituitvoering:
    """The fact was on another day."""
    return antwoord.met_etag(feiten.verplaats(handeling, id, feit_id, revisie, invoer.als(Verplaatsing)))


@router.post("/{feitId}/terugkeren", response_model=FeituitvoeringUit, summary="Leg een terugkeer vast")
def keer_terug(
    id: Uuid,
    feit_id: FeitId,
    revisie: IfMatch,
    invoer: TerugkeerIn,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
) -> Feituitvoering:
    """The client is back."""
    return antwoord.met_etag(feiten.keer_terug(handeling, id, feit_id, revisie, invoer.per, invoer.reden))


@router.post(
    "/{feitId}/vervallenverklaringen", response_model=FeituitvoeringUit, summary="Laat een feit vervallen"
)
def laat_feit_vervallen(
    id: Uuid,
    feit_id: FeitId,
    revisie: IfMatch,
    invoer: VervallenverklaringIn,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
) -> Feituitvoering:
    """It was not so: what it ended holds again."""
    return antwoord.met_etag(feiten.laat_vervallen(handeling, id, feit_id, revisie, invoer.reden))


@router.post("/{feitId}/uitvoeringen", response_model=FeituitvoeringUit, summary="Voer een feit alsnog uit")
def voer_feit_uit(
    id: Uuid,
    feit_id: FeitId,
    revisie: IfMatch,
    invoer: GeregeldIn,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
) -> Feituitvoering:
    """Carry it out where it waited."""
    return antwoord.met_etag(feiten.voer_alsnog_uit(handeling, id, feit_id, revisie, invoer.als(Geregeld)))
