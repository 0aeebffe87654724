"""Products of another resultaatgebied or intensity."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.profielen.regioprofiel import Regioprofiel
from app.domain.toetsen.inhoud import leeg
from app.domain.toetsen.toets import Vondst, toets


@toets("M14")
def product_past_niet_bij_resultaat(inzet: Inzet, profiel: Regioprofiel) -> Iterator[Vondst]:
    """A product is not one of the resultaatgebied at the advised intensity."""
    passend = {
        (p.categorie, p.code)
        for p in profiel.producten
        if p.resultaatgebied == inzet.resultaatgebied
        and (leeg(inzet.intensiteit) or p.intensiteit == inzet.intensiteit)
    }
    aanvullend = {(p.categorie, p.code) for p in profiel.aanvullende_producten}
    bij = (
        inzet.resultaatgebied if leeg(inzet.intensiteit) else f"{inzet.resultaatgebied}, {inzet.intensiteit}"
    )
    for i, product in enumerate(inzet.producten):
        if (product.categorie, product.code) not in passend | aanvullend:
            yield Vondst(
                f"producten[{i}]",
                f"Product {product.code} past niet bij {bij}. "
                f"Verwacht: {', '.join(sorted(code for _, code in passend)) or 'geen product'}.",
            )
