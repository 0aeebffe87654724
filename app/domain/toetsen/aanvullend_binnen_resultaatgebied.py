"""Additional products in the wrong place."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling
from app.domain.profielen.regioprofiel import Regioprofiel
from app.domain.toetsen.inhoud import leeg
from app.domain.toetsen.toets import Vondst, toets


@toets("H10")
def aanvullend_binnen_resultaatgebied(invulling: Invulling, profiel: Regioprofiel) -> Iterator[Vondst]:
    """An additional product stands inside a resultaatgebied."""
    aanvullende = {(p.categorie, p.code) for p in profiel.aanvullende_producten}
    for i, inzet in enumerate(invulling.inzet):
        for j, product in enumerate(inzet.producten):
            if (product.categorie, product.code) in aanvullende:
                yield Vondst(
                    f"inzet[{i}].producten[{j}]",
                    f"Product {product.code} is een aanvullend product; zet het buiten de resultaatgebieden.",
                )
    for i, aanvullend in enumerate(invulling.aanvullend):
        if not leeg(aanvullend.resultaatgebied):
            yield Vondst(
                f"aanvullend[{i}].resultaatgebied",
                "Een aanvullend product hoort niet bij een resultaatgebied; laat dit veld leeg.",
            )
