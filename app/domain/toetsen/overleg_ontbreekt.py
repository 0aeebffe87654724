"""Consultation with the client."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling
from app.domain.toetsen.inhoud import leeg
from app.domain.toetsen.toets import Vondst, toets


@toets("M01", "H23")
def overleg_ontbreekt(invulling: Invulling) -> Iterator[Vondst]:
    """Nothing shows that the plan was drawn up in consultation with the client."""
    if invulling.overleg is None:
        yield Vondst("overleg", "Leg vast wanneer en hoe het plan in overleg met de cliënt is opgesteld.")
    elif leeg(invulling.overleg.wijze):
        yield Vondst("overleg.wijze", "Leg vast hoe het overleg met de cliënt is gegaan.")
