"""Expected end date."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling
from app.domain.toetsen.inhoud import alle_inzet
from app.domain.toetsen.toets import Vondst, toets


@toets("M14", "H21")
def eind_ontbreekt(invulling: Invulling) -> Iterator[Vondst]:
    """An inzet, additional products included, has no expected end date."""
    for pad, inzet in alle_inzet(invulling):
        if inzet.eind is None:
            yield Vondst(f"{pad}.einddatum", "Vul de verwachte einddatum in.")
