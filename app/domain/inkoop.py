"""Contracts and products live: an end, a new tariff, another name or units, each with its history."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from app.domain.fouten import BestaatAl, OngeldigeInvoer, Veldfout
from app.domain.partijen import Contract, Overgang, Product, Productversie, Tarief
from app.domain.waarden import DAG, AgbCode, Eenheid, Periode
from app.domain.woorden import datum


def wijzig_product(
    product: Product,
    omschrijving: str,
    eenheden: tuple[Eenheid, ...],
    vanaf: date,
    overgang: Overgang,
) -> Product:
    """Another name or other units from a day on; what held before stays known.

    Raises OngeldigeInvoer for a day before or on that of an earlier change, which history would not survive.
    """
    if product.eerder and vanaf <= product.eerder[-1].tot_en_met + DAG:
        vorige = product.eerder[-1].tot_en_met + DAG
        raise OngeldigeInvoer(
            "Deze wijziging valt voor een eerdere.",
            Veldfout("vanaf", f"Kies een dag na {datum(vorige)}, de dag van de vorige wijziging."),
        )
    if vanaf == date.min:
        raise OngeldigeInvoer("Een datum kan niet kloppen.", Veldfout("vanaf", "Voor deze dag is niets."))
    versie = Productversie(vanaf - DAG, product.omschrijving, product.eenheden)
    return replace(
        product,
        omschrijving=omschrijving,
        eenheden=eenheden,
        eerder=(*product.eerder, versie),
        overgangen=(*product.overgangen, overgang),
    )


def beeindig_product(product: Product, eind: date, overgang: Overgang) -> Product:
    """The last day on which it may be delivered; a later call moves it."""
    return replace(product, eind=eind, overgangen=(*product.overgangen, overgang))


def vereis_vrij(contract: Contract, andere: Iterable[Contract]) -> None:
    """Refuse a contract beside another for the same product, unit and provider in the same period."""
    zelfde = (contract.aanbieder, contract.categorie, contract.code, contract.eenheid)
    if any(
        (c.aanbieder, c.categorie, c.code, c.eenheid) == zelfde and c.periode.overlapt(contract.periode)
        for c in andere
        if c.id != contract.id
    ):
        raise BestaatAl("Voor dit product en deze eenheid loopt in die periode al een contract.")


def beeindig_contract(contract: Contract, eind: date, overgang: Overgang) -> Contract:
    """The last day of a contract, which a later call moves; OngeldigeInvoer for one before its begin."""
    if eind < contract.periode.begin:
        raise OngeldigeInvoer(
            "Deze dag kan niet kloppen.",
            Veldfout("einddatum", f"Het contract begint op {datum(contract.periode.begin)}."),
        )
    return replace(
        contract,
        periode=Periode(contract.periode.begin, eind),
        overgangen=(*contract.overgangen, overgang),
    )


def wijzig_tarief(contract: Contract, tarief: Tarief, overgang: Overgang) -> Contract:
    """A new tariff from a day on, in the period of the contract and after that of the last one.

    Raises OngeldigeInvoer otherwise.
    """
    laatste = contract.latere_tarieven[-1].vanaf if contract.latere_tarieven else contract.periode.begin
    if tarief.vanaf <= laatste or not contract.periode.bevat(tarief.vanaf):
        raise OngeldigeInvoer(
            "Deze dag kan niet kloppen.",
            Veldfout("vanaf", f"Kies een dag van het contract na {datum(laatste)}."),
        )
    return replace(
        contract,
        latere_tarieven=(*contract.latere_tarieven, tarief),
        overgangen=(*contract.overgangen, overgang),
    )


def loopt_contract(
    contracten: Iterable[Contract], aanbieder: AgbCode, product: tuple[str | None, str | None], dag: date
) -> bool:
    """Whether this provider has a contract for this product (category and code) on this day."""
    return any(
        (c.aanbieder, c.categorie, c.code) == (aanbieder, *product) and c.periode.bevat(dag)
        for c in contracten
    )


def niet_gecontracteerd_vanaf(
    contracten: Iterable[Contract],
    aanbieder: AgbCode,
    product: tuple[str | None, str | None],
    eenheid: Eenheid | None,
    periode: Periode,
) -> date | None:
    """First day of a period on which this provider has no contract that pays for this support.

    None where contracts, one after another, cover it all. Without a unit any contract on the product pays;
    one per hour pays minutes too (TR341, TR418).
    """
    betaalt = [
        contract.periode
        for contract in contracten
        if (contract.aanbieder, contract.categorie, contract.code) == (aanbieder, *product)
        and (eenheid is None or eenheid in met_minuten([contract.eenheid]))
    ]
    dag = periode.begin
    while (lopend := next((p for p in betaalt if p.bevat(dag)), None)) is not None:
        if lopend.eind is None or not periode.bevat(lopend.eind + DAG):
            return None
        dag = lopend.eind + DAG
    return dag


def met_minuten(eenheden: Iterable[Eenheid]) -> Iterator[Eenheid]:
    """These units, each once, and minutes where the price is per hour (TR341, TR418)."""
    rij = tuple(dict.fromkeys(eenheden))
    yield from rij
    if Eenheid.UUR in rij and Eenheid.MINUUT not in rij:
        yield Eenheid.MINUUT


def contracttarief(
    contracten: Iterable[Contract],
    aanbieder: AgbCode | None,
    product: tuple[str, str],
    eenheid: Eenheid | None,
    dag: date,
) -> int | None:
    """Cents per unit that the contract says on a day; None without a contract for this unit."""
    return next(
        (
            contract.tarief_op(dag)
            for contract in contracten
            if (contract.aanbieder, contract.categorie, contract.code) == (aanbieder, *product)
            and contract.eenheid == eenheid
            and contract.periode.bevat(dag)
        ),
        None,
    )
