"""Grounds for the intensity."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.toetsen.inhoud import leeg
from app.domain.toetsen.toets import Vondst, toets


@toets("H02", "H17")
def intensiteit_zonder_motivering(inzet: Inzet, *, minstens_woorden: int = 1) -> Iterator[Vondst]:
    """The advice on intensity has no grounds, or fewer words of them than the region asks."""
    woorden = len((inzet.motivering or "").split())
    if not leeg(inzet.intensiteit) and woorden < minstens_woorden:
        yield Vondst(
            "motivering",
            "Onderbouw de geadviseerde intensiteit."
            if woorden == 0
            else f"Onderbouw de intensiteit in minstens {minstens_woorden} woorden; gevonden: {woorden}.",
        )
