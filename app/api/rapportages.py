"""Rapportages: the municipality's own notes; discussion is here, not on the plan (M19, M20)."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.kader.rest.etag import HetAntwoord
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    Datum,
    Invoer,
    Keuze,
    Model,
    Moment,
    Tekst,
    Toelichting,
    Uitvoer,
    Uuid,
    voorbeeld,
)
from app.api.kader.rest.router import Router
from app.api.voorbeelden import AFZIENING, CLIENT, MEDEWERKER, MELDING, PLAN, RAPPORTAGE
from app.domain.rapportage import Rapportage, Rapportagesoort
from app.processen import rapporteren
from app.processen.rapporteren import Rapportagegegevens

router = Router(
    "/rapportages",
    tag="Rapportages",
    scope="rapportages",
    uitleg="De notities van de gemeente zelf: gesprekken, contact en afspraken. De aanbieder ziet ze niet.",
)


class _Rapportage(Model):
    """One note."""

    melding_id: Uuid = Field(examples=[MELDING])
    soort: Keuze[Rapportagesoort] = Field(
        description="Een gespreksverslag kan met een uitvraag worden gedeeld.", examples=["bespreking"]
    )
    op: Datum = Field(alias="datum", description="De dag waar de notitie over gaat.", examples=["2026-03-16"])
    met: Tekst = Field(description="Met wie.", examples=["Cliënt en teamleider van de aanbieder"])
    tekst: Toelichting = Field(examples=["Afgesproken dat de hulp de eerste maand wekelijks belt."])
    plan_id: Uuid | None = Field(None, examples=[PLAN])
    afziening_id: Uuid | None = Field(None, examples=[AFZIENING])


class RapportageIn(_Rapportage, Invoer):
    """One note."""

    model_config = voorbeeld(
        {
            "meldingId": MELDING,
            "soort": "bespreking",
            "datum": "2026-03-16",
            "met": "Cliënt en teamleider van de aanbieder",
            "tekst": "Afgesproken dat de hulp de eerste maand wekelijks belt.",
        }
    )


class RapportageUit(_Rapportage, Uitvoer):
    """One note."""

    id: Uuid = Field(examples=[RAPPORTAGE])
    client_id: Uuid = Field(examples=[CLIENT])
    vastgelegd_door: str = Field(examples=[MEDEWERKER])
    vastgelegd_op: Moment = Field(examples=["2026-03-16T10:00:00Z"])


@router.post(
    "",
    response_model=RapportageUit,
    status_code=201,
    summary="Leg een notitie vast in de gemeentelijke rapportage",
)
def rapporteer(invoer: RapportageIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Rapportage:
    return antwoord.toegevoegd(rapporteren.rapporteer(handeling, invoer.als(Rapportagegegevens)))


@router.get("", response_model=list[RapportageUit], summary="Toon de notities in de rapportage")
def lijst_rapportages(
    handeling: DeHandeling,
    blad: HetBlad,
    melding_id: Annotated[
        Uuid | None, Query(alias="meldingId", description="Alleen bij deze melding.")
    ] = None,
    plan_id: Annotated[Uuid | None, Query(alias="planId", description="Alleen over dit plan.")] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Rapportage, ...]:
    return blad.toon(
        rapporteren.lijst(
            handeling, blad.limiet, blad.cursor, melding_id=melding_id, plan_id=plan_id, sinds=gewijzigd_sinds
        )
    )


@router.get("/{id}", response_model=RapportageUit, summary="Lees een notitie")
def lees_rapportage(id: Uuid, handeling: DeHandeling) -> Rapportage:
    return rapporteren.haal_rapportage(handeling, id)
