"""Time that is an average only, or a range."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.toetsen.tijdtekst import noemt_vaste_tijd
from app.domain.toetsen.toets import Vondst, toets


@toets("W05")
def alleen_gemiddelde_tijd(inzet: Inzet) -> Iterator[Vondst]:
    """The time is an average a week only: what one visit takes is not said, or is an average or a range."""
    if inzet.omvang is not None and inzet.omvang.aantal > 0 and not noemt_vaste_tijd(inzet.frequentie):
        yield Vondst(
            "frequentie", "Er staat alleen een gemiddelde per week. Noem ook hoe lang één keer duurt."
        )
