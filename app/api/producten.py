"""Producten: what a municipality can grant."""

from typing import Annotated

from fastapi import Path
from pydantic import Field

from app.api.aanbieders import WelkeGemeente
from app.api.delen import OvergangUit
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    Datum,
    GemeentecodeVeld,
    Invoer,
    Keuze,
    Model,
    Reeks,
    Rij,
    Tekst,
    Toelichting,
    Uitvoer,
)
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


class _Productnaam(Model):
    """What can change of a product."""

    omschrijving: Tekst = Field(examples=["Hulp bij het huishouden, licht"])
    eenheden: Rij[Keuze[Eenheid]] = Field(
        min_length=1, description="Codes van WJ756 waarin het wordt toegekend.", examples=[["01", "04"]]
    )


class _Product(_Productnaam):
    """A product of the list."""

    categorie: str = Field(pattern=CATEGORIE, description="Code van WMO020.", examples=["01"])
    code: str = Field(pattern=PRODUCTCODE, description="Vijf cijfers of hoofdletters.", examples=[PRODUCT])


class ProductIn(_Product, Invoer):
    """A product of the list."""


class ProductwijzigingIn(_Productnaam, Invoer):
    """What changes of a product."""

    vanaf: Datum = Field(
        description="De eerste dag waarop dit geldt. Brieven en toetsen van een eerdere dag houden wat toen "
        "gold.",
        examples=["2027-01-01"],
    )
    reden: Toelichting = Field(examples=["De naam in het contract van 2027."])


class ProductbeeindigingIn(Invoer):
    """The last day of a product."""

    eind: Datum = Field(
        alias="einddatum",
        description="De laatste dag; daarna wordt het product niet meer voorgesteld of toegekend.",
        examples=["2026-12-31"],
    )
    reden: Toelichting = Field(examples=["Opgegaan in een ander product."])


class ProductversieUit(Uitvoer):
    """What held before."""

    tot_en_met: Datum = Field(description="De laatste dag waarop dit gold.", examples=["2025-12-31"])
    omschrijving: str = Field(examples=["Huishoudelijke hulp"])
    eenheden: Reeks[Keuze[Eenheid]] = Field(examples=[["01", "04"]])


class ProductUit(_Product, Uitvoer):
    """A product of the list."""

    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    eind: Datum | None = Field(
        None,
        alias="einddatum",
        description="De laatste dag waarop het wordt toegekend.",
        examples=["2026-12-31"],
    )
    eerder: Reeks[ProductversieUit] = Field(description="Wat eerder gold, het oudste eerst.")
    overgangen: Reeks[OvergangUit]


@router.post("", response_model=ProductUit, status_code=201, summary="Leg een product vast")
def leg_product_vast(invoer: ProductIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Product:
    return antwoord.aangemaakt(
        inkopen.leg_product_vast(handeling, invoer.als(Product, gemeente=handeling.gemeente)),
        "categorie",
        "code",
    )


@router.get("", response_model=list[ProductUit], summary="Toon de producten")
def lijst_producten(
    handeling: DeHandeling, blad: HetBlad, gewijzigd_sinds: GewijzigdSinds = None
) -> tuple[Product, ...]:
    return blad.toon(inkopen.lijst_producten(handeling, blad.limiet, blad.cursor, sinds=gewijzigd_sinds))


Categorie = Annotated[str, Path(pattern=CATEGORIE, description="Code van WMO020.", examples=["01"])]
Code = Annotated[str, Path(pattern=PRODUCTCODE, description="De productcode.", examples=[PRODUCT])]


@router.get("/{categorie}/{code}", response_model=ProductUit, summary="Lees een product")
def lees_product(
    categorie: Categorie,
    code: Code,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
    gemeente: WelkeGemeente = None,
) -> Product:
    return antwoord.met_etag(inkopen.haal_product(handeling, categorie, code, gemeente))


@router.put("/{categorie}/{code}", response_model=ProductUit, summary="Wijzig een product vanaf een dag")
def wijzig_product(
    categorie: Categorie,
    code: Code,
    revisie: IfMatch,
    invoer: ProductwijzigingIn,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
) -> Product:
    return antwoord.met_etag(
        inkopen.wijzig_product(
            handeling,
            categorie,
            code,
            revisie,
            invoer.omschrijving,
            tuple(invoer.eenheden),
            invoer.vanaf,
            invoer.reden,
        )
    )


@router.post("/{categorie}/{code}/beeindigingen", response_model=ProductUit, summary="Beëindig een product")
def beeindig_product(
    categorie: Categorie,
    code: Code,
    revisie: IfMatch,
    invoer: ProductbeeindigingIn,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
) -> Product:
    return antwoord.met_etag(
        inkopen.beeindig_product(handeling, categorie, code, revisie, invoer.eind, invoer.reden)
    )
