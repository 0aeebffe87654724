"""Inzet for a result outside the plan."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling, Inzet
from app.domain.toetsen.toets import Vondst, toets


@toets("M14", "H15")
def inzet_voor_onbekend_resultaat(inzet: Inzet, invulling: Invulling) -> Iterator[Vondst]:
    """An inzet is for a result that is not in the plan."""
    bekend = {r.code for r in invulling.resultaten}
    for i, code in enumerate(inzet.resultaten):
        if code not in bekend:
            yield Vondst(f"resultaten[{i}]", f"Resultaat {code} staat niet bij de resultaten van het plan.")
