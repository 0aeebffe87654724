"""Contracten: what a provider may deliver, when, at which tariff."""

from typing import Annotated
from uuid import uuid4

from fastapi import Query
from pydantic import Field

from app.api.delen import PeriodeIn, PeriodeUit
from app.api.kader.rest.etag import HetAntwoord
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import HetBlad
from app.api.kader.rest.modellen import AgbVeld, Centen, GemeentecodeVeld, Invoer, Keuze, Model, Uitvoer, Uuid
from app.api.kader.rest.router import Router
from app.api.producten import CATEGORIE, PRODUCTCODE
from app.api.voorbeelden import AGB, CONTRACT, GEMEENTE, PRODUCT
from app.domain.partijen import Contract
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


class ContractUit(_Contract, Uitvoer):
    """That a provider may deliver a product."""

    id: Uuid = Field(examples=[CONTRACT])
    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    periode: PeriodeUit


@router.post("", response_model=ContractUit, status_code=201, summary="Leg een contract vast")
def leg_contract_vast(invoer: ContractIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Contract:
    return antwoord.toegevoegd(
        inkopen.leg_contract_vast(handeling, invoer.als(Contract, id=uuid4(), gemeente=handeling.gemeente))
    )


@router.get("", response_model=list[ContractUit], summary="Toon de contracten")
def lijst_contracten(
    handeling: DeHandeling,
    blad: HetBlad,
    aanbieder: Annotated[AgbVeld | None, Query(description="Alleen van deze aanbieder.")] = None,
) -> tuple[Contract, ...]:
    return blad.toon(inkopen.lijst_contracten(handeling, blad.limiet, blad.cursor, aanbieder=aanbieder))


@router.get("/{id}", response_model=ContractUit, summary="Lees een contract")
def lees_contract(id: Uuid, handeling: DeHandeling) -> Contract:
    return inkopen.haal_contract(handeling, id)
