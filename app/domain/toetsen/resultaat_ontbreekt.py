"""Results that were asked for and are missing."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling, Ondersteuningsplan
from app.domain.toetsen.toets import Vondst, toets


@toets("M13", "H15")
def resultaat_ontbreekt(invulling: Invulling, plan: Ondersteuningsplan) -> Iterator[Vondst]:
    """A result of the plan van aanpak that this provider was asked for is not in the plan."""
    aanwezig = {r.code for r in invulling.resultaten}
    for resultaat in plan.resultaten:
        if resultaat.code not in aanwezig:
            yield Vondst(
                "resultaten", f"Resultaat {resultaat.code} uit het plan van aanpak ontbreekt in het plan."
            )
