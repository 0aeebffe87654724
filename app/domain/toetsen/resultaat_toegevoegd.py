"""Results that were not asked for."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling, Ondersteuningsplan
from app.domain.toetsen.toets import Vondst, toets


@toets("M13", "H15")
def resultaat_toegevoegd(invulling: Invulling, plan: Ondersteuningsplan) -> Iterator[Vondst]:
    """The plan has a result that this provider was not asked for, or that nobody agreed."""
    gevraagd = {r.code for r in plan.resultaten}
    for i, resultaat in enumerate(invulling.resultaten):
        if resultaat.code not in gevraagd:
            yield Vondst(
                f"resultaten[{i}]",
                f"Resultaat {resultaat.code} uit het plan is niet aan deze aanbieder gevraagd.",
            )
