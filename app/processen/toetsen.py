"""The toetsen on a submitted version, with all that they need to know."""

from app.domain.ondersteuningsplan import Bevinding, Ondersteuningsplan
from app.domain.profielen.regioprofiel import Moment
from app.domain.toetsen import Aanbod, toets_plan
from app.processen.verzoek import Verzoek


def toets_versie(verzoek: Verzoek, plan: Ondersteuningsplan, moment: Moment) -> tuple[Bevinding, ...]:
    """What the toetsen find in the last submitted version of a plan that the caller may see.

    They look beyond what a provider may see (the plan van aanpak, the product list), so they see with the
    eyes of the municipality. NietGevonden when nothing was submitted yet.
    """
    opslag = verzoek.opslag.als_gemeente(plan.gemeente)
    return toets_plan(
        plan,
        opslag.planversies.haal(plan.id, plan.versie).inhoud,
        opslag.plannen_van_aanpak.haal(plan.plan_van_aanpak_id),
        verzoek.profielen.met(plan.profiel, plan.profielversie),
        Aanbod(opslag.producten.alle(), opslag.contracten.van_aanbieder(plan.aanbieder)),
        moment,
    )
