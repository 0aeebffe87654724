"""The toetsen on a submitted version, with all that they need to know."""

from app.domain.plan.ondersteuningsplan import Invulling, Ondersteuningsplan, Toetsbevinding
from app.domain.profielen.regioprofiel import Planmoment
from app.domain.toetsen import Aanbod, toets_plan
from app.processen.handeling import Handeling


def toets_versie(
    handeling: Handeling, plan: Ondersteuningsplan, moment: Planmoment
) -> tuple[Toetsbevinding, ...]:
    """What the toetsen find in the last submitted version; NietGevonden when nothing was submitted yet."""
    versies = handeling.opslag.als_gemeente(plan.gemeente).planversies
    return toets_inhoud(handeling, plan, versies.haal(plan.id, plan.versie).inhoud, moment)


def toets_inhoud(
    handeling: Handeling, plan: Ondersteuningsplan, inhoud: Invulling, moment: Planmoment
) -> tuple[Toetsbevinding, ...]:
    """What the toetsen find in this content of a plan that the caller may see.

    They look beyond what a provider may see (the plan van aanpak, the product list), so they see with the
    eyes of the municipality.
    """
    opslag = handeling.opslag.als_gemeente(plan.gemeente)
    return toets_plan(
        plan,
        inhoud,
        opslag.plannen_van_aanpak.haal(plan.plan_van_aanpak_id),
        handeling.profielen.met(plan.profiel, plan.profielversie),
        Aanbod(opslag.producten.alle(), opslag.contracten.van_aanbieder(plan.aanbieder)),
        moment,
    )
