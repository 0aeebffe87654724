"""Products without a contract."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling, Ondersteuningsplan
from app.domain.toetsen.inhoud import gekozen_producten
from app.domain.toetsen.toets import Aanbod, Vondst, toets
from app.domain.woorden import datum


@toets("M14")
def product_niet_gecontracteerd(
    invulling: Invulling, plan: Ondersteuningsplan, aanbod: Aanbod
) -> Iterator[Vondst]:
    """The provider has no contract for a product on the day its delivery begins."""
    bekend = {(p.categorie, p.code) for p in aanbod.producten}
    for pad, product, begin in gekozen_producten(invulling):
        gecontracteerd = any(
            (c.aanbieder, c.categorie, c.code) == (plan.aanbieder, product.categorie, product.code)
            and (begin is None or c.periode.bevat(begin))
            for c in aanbod.contracten
        )
        if not gecontracteerd and (product.categorie, product.code) in bekend:
            vanaf = f" op {datum(begin)}" if begin else ""
            yield Vondst(pad, f"De aanbieder heeft{vanaf} geen contract voor product {product.code}.")
