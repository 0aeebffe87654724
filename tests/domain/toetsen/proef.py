"""Does one toets, on a plan in which nothing is wrong but what the test makes wrong."""

from dataclasses import replace
from typing import Any

from app.domain.plan.ondersteuningsplan import Invulling, Ondersteuningsplan
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.profielen.regioprofiel import Ernst, Planmoment, Toetsinstelling
from app.domain.toetsen import Aanbod, toets_plan
from tests.bouw import een_aanbod, een_invulling, een_ondersteuningsplan, een_plan_van_aanpak, het_profiel


def gevonden(
    toets: str,
    regio: str = "mlo",
    invulling: Invulling | None = None,
    *,
    plan: Ondersteuningsplan | None = None,
    plan_van_aanpak: PlanVanAanpak | None = None,
    aanbod: Aanbod | None = None,
    **parameters: Any,
) -> list[str]:
    """The fields at which this toets finds something."""
    profiel = het_profiel(regio)
    instelling = profiel.toetsen.get(toets, Toetsinstelling(Ernst.BLOKKEREND))
    profiel = replace(
        profiel, toetsen={toets: replace(instelling, parameters=instelling.parameters | parameters)}
    )
    bevindingen = toets_plan(
        plan or een_ondersteuningsplan(profiel),
        invulling or een_invulling(),
        plan_van_aanpak or een_plan_van_aanpak(),
        profiel,
        aanbod or een_aanbod(),
        Planmoment.VASTSTELLEN,
    )
    return [b.veld for b in bevindingen]
