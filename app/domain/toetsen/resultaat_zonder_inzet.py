"""Results without a way to reach them."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling, Ondersteuningsplan
from app.domain.toetsen.toets import Vondst, toets


@toets("M14")
def resultaat_zonder_inzet(invulling: Invulling, plan: Ondersteuningsplan) -> Iterator[Vondst]:
    """For a result that was asked for, the plan does not say how it will be reached."""
    met_inzet = {code for inzet in invulling.inzet for code in inzet.resultaten}
    for resultaat in plan.resultaten:
        if resultaat.code not in met_inzet:
            yield Vondst(
                "inzet", f"Het plan zegt niet met welke inzet resultaat {resultaat.code} wordt behaald."
            )
