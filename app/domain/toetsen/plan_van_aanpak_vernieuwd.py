"""A plan that answers an older plan van aanpak."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Ondersteuningsplan
from app.domain.toetsen.toets import Vondst, toets
from app.domain.waarden import kalenderdag
from app.domain.woorden import datum


@toets("M13", "H15")
def plan_van_aanpak_vernieuwd(plan: Ondersteuningsplan) -> Iterator[Vondst]:
    """Municipality and client replaced the plan van aanpak while the plan was with the provider."""
    if plan.achterhaald_op is not None:
        yield Vondst(
            "planVanAanpakId",
            f"Het plan van aanpak is op {datum(kalenderdag(plan.achterhaald_op))} vernieuwd; dit plan hoort "
            "bij de vorige versie. De gemeente trekt het in of vraagt het opnieuw.",
        )
