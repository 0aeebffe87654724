"""Time that the client can count on."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.toetsen.inhoud import vraagt_tijd
from app.domain.toetsen.tijdtekst import noemt_tijd
from app.domain.toetsen.toets import Aanbod, Vondst, toets


@toets("W05")
def geen_concrete_tijd(inzet: Inzet, aanbod: Aanbod) -> Iterator[Vondst]:
    """Neither the extent nor the frequency of help tells the client how much time there is."""
    if not vraagt_tijd(inzet, aanbod):
        return
    if (inzet.omvang is None or inzet.omvang.aantal <= 0) and not noemt_tijd(inzet.frequentie):
        yield Vondst("omvang", "De cliënt moet de tijd kunnen zien. Noem minuten, uren of dagdelen per week.")
