"""Results of the plan van aanpak that are missing."""

from collections.abc import Iterator

from app.domain.ondersteuningsplan import Invulling, Ondersteuningsplan
from app.domain.plan_van_aanpak import PlanVanAanpak
from app.domain.toetsen.inhoud import gevraagd
from app.domain.toetsen.toets import Vondst, toets


@toets("M13", "H15")
def resultaat_ontbreekt(
    invulling: Invulling, plan: Ondersteuningsplan, plan_van_aanpak: PlanVanAanpak
) -> Iterator[Vondst]:
    """A result that was asked for is not in the plan."""
    aanwezig = {r.code for r in invulling.resultaten}
    for code in gevraagd(plan, plan_van_aanpak):
        if code not in aanwezig:
            yield Vondst("resultaten", f"Resultaat {code} uit het plan van aanpak ontbreekt in het plan.")
