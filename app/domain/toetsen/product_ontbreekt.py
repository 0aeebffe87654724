"""Products with which results are reached."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.toetsen.toets import Vondst, toets


@toets("M14")
def product_ontbreekt(inzet: Inzet) -> Iterator[Vondst]:
    """An inzet does not say with which product the result is reached."""
    if not inzet.producten:
        yield Vondst("producten", "Noem het product waarmee het resultaat wordt behaald.")
