"""Products that have an end, which a decision may not grant past it (W08)."""

from collections.abc import Iterable, Iterator

from app.domain.besluit.besluit import Besluit
from app.domain.eisen import vervult
from app.domain.fouten import Veldfout
from app.domain.partijen import Product


@vervult("W08")
def niet_toe_te_kennen(besluit: Besluit, producten: Iterable[Product]) -> Iterator[Veldfout]:
    """Each line that runs on past the last day of its product."""
    per_code = {(product.categorie, product.code): product for product in producten}
    for i, regel in enumerate(besluit.regels):
        product = per_code.get((regel.categorie or "", regel.productcode or ""))
        if product is None or product.eind is None:
            continue
        if regel.periode.eind is None or not product.loopt(regel.periode.eind):
            yield Veldfout(
                f"regels[{i}].productcode",
                f"Product {product.categorie}/{product.code} wordt na {product.eind:%d-%m-%Y} niet meer "
                "toegekend.",
                "W08",
            )
