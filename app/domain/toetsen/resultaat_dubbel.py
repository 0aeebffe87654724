"""Results that are named twice."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling
from app.domain.toetsen.toets import Vondst, toets


@toets("H15")
def resultaat_dubbel(invulling: Invulling) -> Iterator[Vondst]:
    """The plan names the same result more than once."""
    gezien: set[str] = set()
    for i, resultaat in enumerate(invulling.resultaten):
        if resultaat.code in gezien:
            yield Vondst(f"resultaten[{i}].code", f"Resultaat {resultaat.code} staat al eerder in het plan.")
        gezien.add(resultaat.code)
