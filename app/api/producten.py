"""Producten: what a municipality can grant."""

from typing import Annotated

from fastapi import Path
from pydantic import Field

from app.api.aanbieders import WelkeGemeente
from app.api.kader.rest.etag import HetAntwoord
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import HetBlad
from app.api.kader.rest.modellen import GemeentecodeVeld, Invoer, Keuze, Model, Rij, Tekst, Uitvoer
from app.api.kader.rest.router import Router
from app.api.voorbeelden import GEMEENTE, PRODUCT
from app.domain.partijen import Product
from app.domain.waarden import Eenheid
from app.processen import inkopen

router = Router(
    "/producten",
    tag="Producten",
    scope="producten",
    uitleg="De producten die de gemeente toekent, met de codes van de standaard.",
)

CATEGORIE = "^(0[1-9]|1[0-8])$"
PRODUCTCODE = "^[0-9A-Z]{5}$"


class _Product(Model):
    """A product of the list."""

    categorie: str = Field(pattern=CATEGORIE, description="Code van WMO020.", examples=["01"])
    code: str = Field(pattern=PRODUCTCODE, description="Vijf cijfers of hoofdletters.", examples=[PRODUCT])
    omschrijving: Tekst = Field(examples=["Hulp bij het huishouden, licht"])
    eenheden: Rij[Keuze[Eenheid]] = Field(
        min_length=1, description="Codes van WJ756 waarin het wordt toegekend.", examples=[["01", "04"]]
    )


class ProductIn(_Product, Invoer):
    """A product of the list."""


class ProductUit(_Product, Uitvoer):
    """A product of the list."""

    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])


@router.post("", response_model=ProductUit, status_code=201, summary="Leg een product vast")
def leg_product_vast(invoer: ProductIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Product:
    return antwoord.toegevoegd(
        inkopen.leg_product_vast(handeling, invoer.als(Product, gemeente=handeling.gemeente)),
        "categorie",
        "code",
    )


@router.get("", response_model=list[ProductUit], summary="Toon de producten")
def lijst_producten(handeling: DeHandeling, blad: HetBlad) -> tuple[Product, ...]:
    return blad.toon(inkopen.lijst_producten(handeling, blad.limiet, blad.cursor))


@router.get("/{categorie}/{code}", response_model=ProductUit, summary="Lees een product")
def lees_product(
    categorie: Annotated[str, Path(pattern=CATEGORIE, description="Code van WMO020.", examples=["01"])],
    code: Annotated[str, Path(pattern=PRODUCTCODE, description="De productcode.", examples=[PRODUCT])],
    handeling: DeHandeling,
    gemeente: WelkeGemeente = None,
) -> Product:
    return inkopen.haal_product(handeling, categorie, code, gemeente)
