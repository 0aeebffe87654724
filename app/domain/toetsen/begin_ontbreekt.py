"""Expected start date."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling
from app.domain.toetsen.inhoud import alle_inzet
from app.domain.toetsen.toets import Vondst, toets


@toets("M14", "H01", "H21")
def begin_ontbreekt(invulling: Invulling) -> Iterator[Vondst]:
    """An inzet, additional products included, has no expected start date."""
    for pad, inzet in alle_inzet(invulling):
        if inzet.begin is None:
            yield Vondst(f"{pad}.begindatum", "Vul de verwachte startdatum in.")
