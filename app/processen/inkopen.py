"""Whom the municipality works with and what it can grant: providers, products and contracts."""

from uuid import UUID

from app.domain.fouten import BestaatAl, OngeldigeInvoer, Veldfout
from app.domain.partijen import Aanbieder, Contract, Product, Rol
from app.domain.waarden import AgbCode, Gemeentecode
from app.opslag.bladzijde import Bladzijde
from app.processen.handeling import Handeling, voor


@voor(Rol.ADMINISTRATIE)
def leg_aanbieder_vast(handeling: Handeling, aanbieder: Aanbieder) -> Aanbieder:
    """Record a provider."""
    return handeling.opslag.aanbieders.bewaar(aanbieder)


@voor(Rol.ADMINISTRATIE)
def wijzig_aanbieder(handeling: Handeling, aanbieder: Aanbieder) -> Aanbieder:
    """Change name or secured address of a provider."""
    handeling.opslag.aanbieders.haal(aanbieder.agb, aanbieder.revisie)
    return handeling.opslag.aanbieders.bewaar(aanbieder)


@voor(*Rol)
def lijst_aanbieders(handeling: Handeling, limiet: int, cursor: str | None) -> Bladzijde[Aanbieder]:
    """Providers of the municipality; a provider sees itself, at each municipality that knows it."""
    return handeling.opslag.aanbieders.bladzijde(limiet, cursor)


@voor(*Rol)
def haal_aanbieder(handeling: Handeling, agb: AgbCode, gemeente: Gemeentecode | None) -> Aanbieder:
    """One provider as one municipality knows it; a provider sees itself and names the municipality."""
    return handeling.opslag.aanbieders.haal(agb, gemeente=gemeente)


@voor(Rol.ADMINISTRATIE)
def leg_product_vast(handeling: Handeling, product: Product) -> Product:
    """Record a product of the municipality's list."""
    return handeling.opslag.producten.bewaar(product)


@voor(*Rol)
def lijst_producten(handeling: Handeling, limiet: int, cursor: str | None) -> Bladzijde[Product]:
    """Products; a provider sees those of the municipalities that it has a contract with."""
    return handeling.opslag.producten.bladzijde(limiet, cursor)


@voor(*Rol)
def haal_product(handeling: Handeling, categorie: str, code: str, gemeente: Gemeentecode | None) -> Product:
    """One product of one municipality; a provider names the municipality."""
    return handeling.opslag.producten.haal(categorie, code, gemeente=gemeente)


@voor(Rol.ADMINISTRATIE)
def leg_contract_vast(handeling: Handeling, contract: Contract) -> Contract:
    """Record that a provider may deliver a product, in which period, at what tariff.

    Raises OngeldigeInvoer for a unit in which the product is not granted, BestaatAl where a contract for
    the same product and unit holds in the same period.
    """
    handeling.opslag.aanbieders.haal(contract.aanbieder)
    product = handeling.opslag.producten.haal(contract.categorie, contract.code)
    if contract.eenheid not in product.eenheden:
        raise OngeldigeInvoer(
            "Het contract past niet bij het product.",
            Veldfout("eenheid", f"Kies uit: {', '.join(sorted(product.eenheden))}."),
        )
    zelfde = (contract.categorie, contract.code, contract.eenheid)
    if any(
        (c.categorie, c.code, c.eenheid) == zelfde and c.periode.overlapt(contract.periode)
        for c in handeling.opslag.contracten.van_aanbieder(contract.aanbieder)
    ):
        raise BestaatAl("Voor dit product en deze eenheid loopt in die periode al een contract.")
    return handeling.opslag.contracten.bewaar(contract)


@voor(*Rol)
def lijst_contracten(
    handeling: Handeling, limiet: int, cursor: str | None, *, aanbieder: AgbCode | None = None
) -> Bladzijde[Contract]:
    """Contracts; a provider sees its own."""
    return handeling.opslag.contracten.bladzijde(limiet, cursor, aanbieder=aanbieder)


@voor(*Rol)
def haal_contract(handeling: Handeling, contract_id: UUID) -> Contract:
    """One contract."""
    return handeling.opslag.contracten.haal(contract_id)
