"""Time of what is counted in another way."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.toetsen.inhoud import vraagt_tijd
from app.domain.toetsen.toets import Aanbod, Vondst, toets


@toets("W05")
def tijd_bij_aantal(inzet: Inzet, aanbod: Aanbod) -> Iterator[Vondst]:
    """An aid, adaptation, trip or night is said to take time a week: hours that nobody will deliver."""
    if inzet.omvang is not None and not vraagt_tijd(inzet, aanbod):
        yield Vondst(
            "omvang",
            "Dit telt in stuks, ritten of nachten, en niet in uren. Laat de omvang weg en zeg bij de "
            "frequentie hoeveel het er zijn.",
        )
