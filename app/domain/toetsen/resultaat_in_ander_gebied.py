"""Results of another resultaatgebied."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling, Inzet
from app.domain.toetsen.toets import Vondst, toets


@toets("H21")
def resultaat_in_ander_gebied(inzet: Inzet, invulling: Invulling) -> Iterator[Vondst]:
    """An inzet serves a result of another resultaatgebied than its own."""
    gebied = {r.code: r.resultaatgebied for r in invulling.resultaten}
    for i, code in enumerate(inzet.resultaten):
        if gebied.get(code, inzet.resultaatgebied) != inzet.resultaatgebied:
            yield Vondst(
                f"resultaten[{i}]",
                f"Resultaat {code} hoort bij {gebied[code]}; deze inzet is voor {inzet.resultaatgebied}.",
            )
