"""Quantity of additional products."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import AanvullendeInzet
from app.domain.toetsen.toets import Vondst, toets


@toets("H11", "H12")
def aanvullend_zonder_hoeveelheid(aanvullend: AanvullendeInzet) -> Iterator[Vondst]:
    """An additional product has no quantity, unit or frequency."""
    if aanvullend.aantal is None or aanvullend.aantal <= 0:
        yield Vondst("aantal", "Geef de benodigde hoeveelheid van dit aanvullende product.")
    if aanvullend.eenheid is None:
        yield Vondst("eenheid", "Geef de eenheid van de hoeveelheid.")
    if aanvullend.frequentie is None:
        yield Vondst("frequentie", "Geef aan per welke periode de hoeveelheid geldt.")
