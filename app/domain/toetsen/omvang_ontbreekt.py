"""Expected extent."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.toetsen.inhoud import vraagt_tijd
from app.domain.toetsen.toets import Aanbod, Vondst, toets


@toets("M14", "H03", "H22")
def omvang_ontbreekt(inzet: Inzet, aanbod: Aanbod) -> Iterator[Vondst]:
    """An inzet does not say how much time it takes a week on average."""
    if vraagt_tijd(inzet, aanbod) and (inzet.omvang is None or inzet.omvang.aantal <= 0):
        yield Vondst("omvang", "Geef de verwachte omvang in gemiddelde minuten, uren of dagdelen per week.")
