"""Products outside the list."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling
from app.domain.toetsen.inhoud import gekozen_producten
from app.domain.toetsen.toets import Aanbod, Vondst, toets


@toets("M14")
def product_onbekend(invulling: Invulling, aanbod: Aanbod) -> Iterator[Vondst]:
    """A product is not in the list of the municipality."""
    bekend = {(p.categorie, p.code) for p in aanbod.producten}
    for pad, product, _ in gekozen_producten(invulling):
        if (product.categorie, product.code) not in bekend:
            yield Vondst(
                pad,
                f"Product {product.categorie} {product.code} staat niet in de lijst van de gemeente.",
            )
