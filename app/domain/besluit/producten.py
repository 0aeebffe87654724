"""What a decision may grant of what the municipality buys: no product past its end, none without contract."""

from collections.abc import Iterable, Iterator

from app.domain.besluit.besluit import Besluit
from app.domain.besluit.eenheden import Inkoop
from app.domain.eisen import vervult
from app.domain.fouten import Veldfout
from app.domain.inkoop import loopt_contract
from app.domain.partijen import Product
from app.domain.woorden import datum


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
                f"Product {product.categorie}/{product.code} wordt na {datum(product.eind)} niet meer "
                "toegekend.",
                "W08",
            )


@vervult("M17")
def zonder_contract(besluit: Besluit, inkoop: Inkoop) -> Iterator[Veldfout]:
    """Each line at a provider without a contract for its product on its first day: it could never declare.

    A contract may end before the line does: it is renewed, or an omzetting puts the support elsewhere. A
    personal budget and a supplier without AGB code ask none; a product that the list lacks is another fault.
    """
    bekend = {(product.categorie, product.code) for product in inkoop.producten}
    for i, regel in enumerate(besluit.regels):
        product = (regel.categorie, regel.productcode)
        if regel.aanbieder is None or product not in bekend:
            continue
        if not loopt_contract(inkoop.contracten, regel.aanbieder, product, regel.periode.begin):
            yield Veldfout(
                f"regels[{i}].aanbieder",
                f"Aanbieder {regel.aanbieder} heeft op {datum(regel.periode.begin)} geen contract voor "
                f"product {regel.categorie}/{regel.productcode}.",
                "M17",
            )
