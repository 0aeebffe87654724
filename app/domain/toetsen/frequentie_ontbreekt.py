"""Frequency of the activities."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.toetsen.inhoud import leeg
from app.domain.toetsen.toets import Vondst, toets


@toets("H01", "H16", "H21")
def frequentie_ontbreekt(inzet: Inzet) -> Iterator[Vondst]:
    """An inzet does not say how often something is done."""
    if leeg(inzet.frequentie):
        yield Vondst("frequentie", "Geef aan hoe vaak de werkzaamheden worden gedaan.")
