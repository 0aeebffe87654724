"""Whom the municipality works with: providers, products and contracts."""

from uuid import UUID

from app.domain.partijen import Aanbieder, Contract, Product, Rol
from app.domain.waarden import AgbCode
from app.processen.verzoek import Verzoek, voor


@voor(Rol.ADMINISTRATIE)
def leg_aanbieder_vast(verzoek: Verzoek, aanbieder: Aanbieder) -> Aanbieder:
    """Record a provider."""
    return verzoek.opslag.aanbieders.bewaar(aanbieder)


@voor(*Rol)
def haal_aanbieder(verzoek: Verzoek, agb: AgbCode) -> Aanbieder:
    """One provider; a provider sees itself only."""
    return verzoek.opslag.aanbieders.haal(agb)


@voor(Rol.ADMINISTRATIE)
def leg_product_vast(verzoek: Verzoek, product: Product) -> Product:
    """Record a product of the municipality's list."""
    return verzoek.opslag.producten.bewaar(product)


@voor(Rol.ADMINISTRATIE)
def leg_contract_vast(verzoek: Verzoek, contract: Contract) -> Contract:
    """Record that a provider may deliver a product, in which period, at what tariff."""
    verzoek.opslag.aanbieders.haal(contract.aanbieder)
    verzoek.opslag.producten.haal(contract.categorie, contract.code)
    return verzoek.opslag.contracten.bewaar(contract)


@voor(*Rol)
def haal_contract(verzoek: Verzoek, contract_id: UUID) -> Contract:
    """One contract."""
    return verzoek.opslag.contracten.haal(contract_id)
