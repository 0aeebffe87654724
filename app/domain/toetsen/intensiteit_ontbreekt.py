"""Advice on the intensity."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.toetsen.inhoud import leeg
from app.domain.toetsen.toets import Vondst, toets


@toets("H03", "H21")
def intensiteit_ontbreekt(inzet: Inzet) -> Iterator[Vondst]:
    """An inzet carries no advice on the intensity."""
    if leeg(inzet.intensiteit):
        yield Vondst("intensiteit", "Geef advies over de benodigde intensiteit.")
