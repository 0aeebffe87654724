"""Products that belong in a resultaatgebied."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import AanvullendeInzet
from app.domain.profielen.regioprofiel import Regioprofiel
from app.domain.toetsen.toets import Vondst, toets


@toets("H10")
def product_niet_aanvullend(aanvullend: AanvullendeInzet, profiel: Regioprofiel) -> Iterator[Vondst]:
    """A product outside the resultaatgebieden is not one of the additional products of the region."""
    aanvullende = {(p.categorie, p.code) for p in profiel.aanvullende_producten}
    if (aanvullend.product.categorie, aanvullend.product.code) not in aanvullende:
        yield Vondst(
            "product",
            f"Product {aanvullend.product.code} is geen aanvullend product; zet het bij een resultaatgebied.",
        )
