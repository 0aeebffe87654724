"""Unit of additional products."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import AanvullendeInzet
from app.domain.profielen.regioprofiel import Regioprofiel
from app.domain.toetsen.toets import Vondst, toets


@toets("H11")
def aanvullend_verkeerde_eenheid(aanvullend: AanvullendeInzet, profiel: Regioprofiel) -> Iterator[Vondst]:
    """An additional product is counted in another unit than its price is for."""
    for product in profiel.aanvullende_producten:
        zelfde = (product.categorie, product.code) == (aanvullend.product.categorie, aanvullend.product.code)
        if zelfde and aanvullend.eenheid not in (None, product.eenheid):
            yield Vondst(
                "eenheid",
                f"De prijs van product {product.code} is per eenheid {product.eenheid}; "
                f"gevonden: {aanvullend.eenheid}.",
            )
