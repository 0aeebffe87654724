"""Whom the municipality works with and what it can grant: providers, products and contracts."""

from datetime import date, datetime
from uuid import UUID

from app.domain import inkoop
from app.domain.fouten import OngeldigeInvoer, Veldfout
from app.domain.partijen import Aanbieder, Contract, Overgang, Product, Rol, Tarief
from app.domain.waarden import AgbCode, Eenheid, Gemeentecode
from app.opslag.bladzijde import Bladzijde
from app.processen.handeling import Handeling, voor
from app.processen.keten.volgen import rond_af_wat_hier_ligt


@voor(Rol.ADMINISTRATIE)
def leg_aanbieder_vast(handeling: Handeling, aanbieder: Aanbieder) -> Aanbieder:
    """Record a provider."""
    return handeling.opslag.aanbieders.bewaar(aanbieder)


@voor(Rol.ADMINISTRATIE)
def wijzig_aanbieder(handeling: Handeling, aanbieder: Aanbieder) -> Aanbieder:
    """Change name or secured address of a provider, or whether it keeps its messages here."""
    huidig = handeling.opslag.aanbieders.haal(aanbieder.agb, aanbieder.revisie)
    bewaard = handeling.opslag.aanbieders.bewaar(aanbieder)
    if bewaard.berichten_hier and not huidig.berichten_hier:
        rond_af_wat_hier_ligt(handeling, aanbieder.agb)
    return bewaard


@voor(*Rol)
def lijst_aanbieders(
    handeling: Handeling, limiet: int, cursor: str | None, *, sinds: datetime | None = None
) -> Bladzijde[Aanbieder]:
    """Providers of the municipality; a provider sees itself, at each municipality that knows it."""
    return handeling.opslag.aanbieders.bladzijde(limiet, cursor, sinds=sinds)


@voor(*Rol)
def haal_aanbieder(handeling: Handeling, agb: AgbCode, gemeente: Gemeentecode | None) -> Aanbieder:
    """One provider as one municipality knows it; a provider sees itself and names the municipality."""
    return handeling.opslag.aanbieders.haal(agb, gemeente=gemeente)


@voor(Rol.ADMINISTRATIE)
def leg_product_vast(handeling: Handeling, product: Product) -> Product:
    """Record a product of the municipality's list."""
    return handeling.opslag.producten.bewaar(product)


@voor(Rol.ADMINISTRATIE)
def wijzig_product(
    handeling: Handeling,
    categorie: str,
    code: str,
    revisie: int,
    omschrijving: str,
    eenheden: tuple[Eenheid, ...],
    vanaf: date,
    reden: str,
) -> Product:
    """Another name or other units from a day on; what held before is what earlier letters and checks use."""
    product = handeling.opslag.producten.haal(categorie, code, revisie)
    return handeling.opslag.producten.bewaar(
        inkoop.wijzig_product(
            product, omschrijving, eenheden, vanaf, _overgang(handeling, "gewijzigd", reden)
        )
    )


@voor(Rol.ADMINISTRATIE)
def beeindig_product(
    handeling: Handeling, categorie: str, code: str, revisie: int, eind: date, reden: str
) -> Product:
    """Nothing is granted under it past this day; what runs on is turned over or decided anew."""
    product = handeling.opslag.producten.haal(categorie, code, revisie)
    return handeling.opslag.producten.bewaar(
        inkoop.beeindig_product(product, eind, _overgang(handeling, "beeindigd", reden))
    )


def _overgang(handeling: Handeling, naar: str, reden: str) -> Overgang:
    return Overgang(naar, handeling.nu, handeling.beller.medewerker, reden)


@voor(*Rol)
def lijst_producten(
    handeling: Handeling, limiet: int, cursor: str | None, *, sinds: datetime | None = None
) -> Bladzijde[Product]:
    """Products; a provider sees those of the municipalities that it has a contract with."""
    return handeling.opslag.producten.bladzijde(limiet, cursor, sinds=sinds)


@voor(*Rol)
def haal_product(handeling: Handeling, categorie: str, code: str, gemeente: Gemeentecode | None) -> Product:
    """One product of one municipality; a provider names the municipality."""
    return handeling.opslag.producten.haal(categorie, code, gemeente=gemeente)


@voor(Rol.ADMINISTRATIE)
def leg_contract_vast(handeling: Handeling, contract: Contract) -> Contract:
    """Record that a provider may deliver a product, in which period, at what tariff.

    Raises OngeldigeInvoer for a unit in which the product is not granted on its first day, BestaatAl where a
    contract for the same product and unit holds in the same period.
    """
    handeling.opslag.aanbieders.haal(contract.aanbieder)
    product = handeling.opslag.producten.haal(contract.categorie, contract.code).op(contract.periode.begin)
    if contract.eenheid not in product.eenheden:
        raise OngeldigeInvoer(
            "Het contract past niet bij het product.",
            Veldfout("eenheid", f"Kies uit: {', '.join(sorted(product.eenheden))}."),
        )
    return _bewaar(handeling, contract)


@voor(Rol.ADMINISTRATIE)
def beeindig_contract(
    handeling: Handeling, contract_id: UUID, revisie: int, eind: date, reden: str
) -> Contract:
    """Give a contract its last day, or another one; raises BestaatAl where it would meet the next one."""
    contract = handeling.opslag.contracten.haal(contract_id, revisie)
    overgang = _overgang(handeling, "beeindigd", reden)
    return _bewaar(handeling, inkoop.beeindig_contract(contract, eind, overgang))


@voor(Rol.ADMINISTRATIE)
def wijzig_tarief(
    handeling: Handeling, contract_id: UUID, revisie: int, tarief: Tarief, reden: str
) -> Contract:
    """A new tariff from a day on; what held before stays known."""
    contract = handeling.opslag.contracten.haal(contract_id, revisie)
    overgang = _overgang(handeling, "tarief gewijzigd", reden)
    return handeling.opslag.contracten.bewaar(inkoop.wijzig_tarief(contract, tarief, overgang))


def _bewaar(handeling: Handeling, contract: Contract) -> Contract:
    """Keep a contract that meets no other; of two for one provider at once, the second sees the first."""
    handeling.opslag.aanbieders.vergrendel(contract.aanbieder)
    inkoop.vereis_vrij(contract, handeling.opslag.contracten.van_aanbieder(contract.aanbieder))
    return handeling.opslag.contracten.bewaar(contract)


@voor(*Rol)
def lijst_contracten(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    *,
    aanbieder: AgbCode | None = None,
    sinds: datetime | None = None,
) -> Bladzijde[Contract]:
    """Contracts; a provider sees its own."""
    return handeling.opslag.contracten.bladzijde(limiet, cursor, aanbieder=aanbieder, sinds=sinds)


@voor(*Rol)
def haal_contract(handeling: Handeling, contract_id: UUID) -> Contract:
    """One contract."""
    return handeling.opslag.contracten.haal(contract_id)
