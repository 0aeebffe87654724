"""Nature of the activities."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.toetsen.inhoud import leeg
from app.domain.toetsen.toets import Vondst, toets


@toets("M14", "H01", "H16", "H21")
def aard_ontbreekt(inzet: Inzet) -> Iterator[Vondst]:
    """An inzet does not say what is done."""
    if leeg(inzet.aard):
        yield Vondst("aard", "Beschrijf de aard van de werkzaamheden.")
