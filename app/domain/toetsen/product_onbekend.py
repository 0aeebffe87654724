"""Products outside the list."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling
from app.domain.toetsen.inhoud import gekozen_producten
from app.domain.toetsen.toets import Aanbod, Vondst, toets
from app.domain.woorden import datum


@toets("M14")
def product_onbekend(invulling: Invulling, aanbod: Aanbod) -> Iterator[Vondst]:
    """A product is not in the list of the municipality on the day its delivery begins."""
    bekend = {(p.categorie, p.code): p for p in aanbod.producten}
    for pad, product, begin in gekozen_producten(invulling):
        op_de_lijst = bekend.get((product.categorie, product.code))
        if op_de_lijst is not None and op_de_lijst.eind and begin and not op_de_lijst.loopt(begin):
            yield Vondst(
                pad,
                f"Product {product.categorie} {product.code} wordt na {datum(op_de_lijst.eind)} niet meer "
                "toegekend.",
            )
        elif op_de_lijst is None:
            yield Vondst(
                pad,
                f"Product {product.categorie} {product.code} staat niet in de lijst van de gemeente.",
            )
