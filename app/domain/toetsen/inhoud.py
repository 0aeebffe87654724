"""Ways to look at what a plan holds, that several toetsen share."""

from collections.abc import Iterator
from datetime import date

from app.domain.partijen import Product
from app.domain.plan.ondersteuningsplan import AanvullendeInzet, Invulling, Inzet, Productkeuze
from app.domain.toetsen.toets import Aanbod
from app.domain.waarden import MINUTEN_PER_EENHEID, TELT_ZELF, VERVOER, VOORZIENINGEN, zegt_iets


def vraagt_tijd(inzet: Inzet, aanbod: Aanbod) -> bool:
    """Whether a client can only know what there is from its time (W05).

    Not of aids and adaptations, of trips, or of what the municipality counts in nights or pieces of effort.
    """
    bekend = {(p.categorie, p.code): p for p in aanbod.producten}
    return not inzet.producten or any(
        _in_tijd(product, bekend.get((product.categorie, product.code)), inzet.begin)
        for product in inzet.producten
    )


def _in_tijd(product: Productkeuze, op_de_lijst: Product | None, begin: date | None) -> bool:
    if product.categorie in VOORZIENINGEN:
        return False
    if op_de_lijst is None:
        return product.categorie != VERVOER
    eenheden = (op_de_lijst if begin is None else op_de_lijst.op(begin)).eenheden
    if any(eenheid in MINUTEN_PER_EENHEID for eenheid in eenheden):
        return True
    return product.categorie != VERVOER and not TELT_ZELF.issuperset(eenheden)


def leeg(tekst: str | None) -> bool:
    """Whether nothing is said: absent, or white space only."""
    return not zegt_iets(tekst)


def alle_inzet(invulling: Invulling) -> Iterator[tuple[str, Inzet | AanvullendeInzet]]:
    """All inzet of a plan, within and outside the resultaatgebieden, each with its path."""
    yield from ((f"inzet[{i}]", inzet) for i, inzet in enumerate(invulling.inzet))
    yield from ((f"aanvullend[{i}]", inzet) for i, inzet in enumerate(invulling.aanvullend))


def gekozen_producten(invulling: Invulling) -> Iterator[tuple[str, Productkeuze, date | None]]:
    """Every product in a plan, with its path and the day on which its delivery begins."""
    for i, inzet in enumerate(invulling.inzet):
        for j, product in enumerate(inzet.producten):
            yield f"inzet[{i}].producten[{j}]", product, inzet.begin
    for i, aanvullend in enumerate(invulling.aanvullend):
        yield f"aanvullend[{i}].product", aanvullend.product, aanvullend.begin
