"""Inzet without a result."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.toetsen.toets import Vondst, toets


@toets("M14")
def inzet_zonder_resultaat(inzet: Inzet) -> Iterator[Vondst]:
    """An inzet does not say for which result it is."""
    if not inzet.resultaten:
        yield Vondst("resultaten", "Noem het resultaat waarvoor deze inzet is.")
