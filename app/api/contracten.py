"""Contracten: what a provider may deliver, when, at which tariff."""

from typing import Annotated
from uuid import uuid4

from fastapi import Query
from pydantic import Field

from app.api.delen import OvergangUit, PeriodeIn, PeriodeUit
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    AgbVeld,
    Centen,
    Datum,
    GemeentecodeVeld,
    Invoer,
    Keuze,
    Model,
    Reeks,
    Toelichting,
    Uitvoer,
    Uuid,
)
from app.api.kader.rest.router import Router
from app.api.producten import CATEGORIE, PRODUCTCODE
from app.api.voorbeelden import AGB, CONTRACT, GEMEENTE, PRODUCT
from app.domain.partijen import Contract, Tarief
from app.domain.waarden import Eenheid
from app.processen import inkopen

router = Router(
    "/contracten",
    tag="Contracten",
    scope="contracten",
    uitleg="Welke aanbieder welk product levert, in welke periode en tegen welk tarief.",
)


class _Contract(Model):
    """That a provider may deliver a product."""

    aanbieder: AgbVeld = Field(examples=[AGB])
    categorie: str = Field(pattern=CATEGORIE, description="Code van WMO020.", examples=["01"])
    code: str = Field(pattern=PRODUCTCODE, examples=[PRODUCT])
    eenheid: Keuze[Eenheid] = Field(description="Code van WJ756.", examples=["04"])
    tarief: Centen = Field(description="Centen per eenheid.", examples=[3400])


class ContractIn(_Contract, Invoer):
    """That a provider may deliver a product."""

    periode: PeriodeIn


class _Tarief(Model):
    """Cents per unit, from a day on."""

    vanaf: Datum = Field(description="De eerste dag waarop het geldt.", examples=["2027-01-01"])
    tarief: Centen = Field(description="Centen per eenheid.", examples=[3560])


class TariefwijzigingIn(_Tarief, Invoer):
    """A new tariff."""

    reden: Toelichting = Field(examples=["Indexering 2027."])


class TariefUit(_Tarief, Uitvoer):
    """A tariff that took the place of the one before."""


class ContractbeeindigingIn(Invoer):
    """The last day of a contract."""

    eind: Datum = Field(alias="einddatum", description="De laatste dag.", examples=["2026-12-31"])
    reden: Toelichting = Field(examples=["Opgezegd door de aanbieder."])


class ContractUit(_Contract, Uitvoer):
    """That a provider may deliver a product."""

    id: Uuid = Field(examples=[CONTRACT])
    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    periode: PeriodeUit
    latere_tarieven: Reeks[TariefUit] = Field(description="Wat na het eerste tarief kwam, het oudste eerst.")
    overgangen: Reeks[OvergangUit]


@router.post("", response_model=ContractUit, status_code=201, summary="Leg een contract vast")
def leg_contract_vast(invoer: ContractIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Contract:
    return antwoord.aangemaakt(
        inkopen.leg_contract_vast(handeling, invoer.als(Contract, id=uuid4(), gemeente=handeling.gemeente))
    )


@router.get("", response_model=list[ContractUit], summary="Toon de contracten")
def lijst_contracten(
    handeling: DeHandeling,
    blad: HetBlad,
    aanbieder: Annotated[AgbVeld | None, Query(description="Alleen van deze aanbieder.")] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Contract, ...]:
    return blad.toon(
        inkopen.lijst_contracten(
            handeling, blad.limiet, blad.cursor, aanbieder=aanbieder, sinds=gewijzigd_sinds
        )
    )


@router.get("/{id}", response_model=ContractUit, summary="Lees een contract")
def lees_contract(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Contract:
    return antwoord.met_etag(inkopen.haal_contract(handeling, id))


@router.post("/{id}/tarieven", response_model=ContractUit, summary="Wijzig het tarief vanaf een dag")
def wijzig_tarief(
    id: Uuid, revisie: IfMatch, invoer: TariefwijzigingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Contract:
    """What held before stays known."""
    tarief = Tarief(invoer.vanaf, invoer.tarief)
    return antwoord.met_etag(inkopen.wijzig_tarief(handeling, id, revisie, tarief, invoer.reden))


@router.post("/{id}/beeindigingen", response_model=ContractUit, summary="Beëindig een contract")
def beeindig_contract(
    id: Uuid, revisie: IfMatch, invoer: ContractbeeindigingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Contract:
    """A later call moves the day."""
    return antwoord.met_etag(inkopen.beeindig_contract(handeling, id, revisie, invoer.eind, invoer.reden))
