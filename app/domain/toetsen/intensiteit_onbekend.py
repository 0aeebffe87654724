"""Levels that the region does not have."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.profielen.regioprofiel import Regioprofiel
from app.domain.toetsen.inhoud import leeg
from app.domain.toetsen.toets import Vondst, toets


@toets("H03", "H21")
def intensiteit_onbekend(inzet: Inzet, profiel: Regioprofiel) -> Iterator[Vondst]:
    """The advised intensity is not a level of the region."""
    niveaus = [i.code for i in profiel.intensiteiten]
    if not leeg(inzet.intensiteit) and inzet.intensiteit not in niveaus:
        yield Vondst(
            "intensiteit",
            f"Deze regio kent deze intensiteit niet. Kies uit: {', '.join(niveaus)}.",
        )
