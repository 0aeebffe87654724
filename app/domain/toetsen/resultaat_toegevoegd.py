"""Results that the plan van aanpak does not have."""

from collections.abc import Iterator

from app.domain.ondersteuningsplan import Invulling
from app.domain.plan_van_aanpak import PlanVanAanpak
from app.domain.toetsen.toets import Vondst, toets


@toets("M13", "H15")
def resultaat_toegevoegd(invulling: Invulling, plan_van_aanpak: PlanVanAanpak) -> Iterator[Vondst]:
    """The plan has a result that the plan van aanpak does not have."""
    bekend = {r.code for r in plan_van_aanpak.resultaten}
    for i, resultaat in enumerate(invulling.resultaten):
        if resultaat.code not in bekend:
            yield Vondst(f"resultaten[{i}]", f"Resultaat {resultaat.code} staat niet in het plan van aanpak.")
