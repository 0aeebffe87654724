"""Resultaatgebieden that the region does not have."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.profielen.regioprofiel import Regioprofiel
from app.domain.toetsen.toets import Vondst, toets


@toets("H21")
def resultaatgebied_onbekend(inzet: Inzet, profiel: Regioprofiel) -> Iterator[Vondst]:
    """An inzet is for a resultaatgebied that the region does not have."""
    gebieden = [g.code for g in profiel.resultaatgebieden]
    if inzet.resultaatgebied not in gebieden:
        yield Vondst(
            "resultaatgebied",
            f"Deze regio kent dit resultaatgebied niet. Kies uit: {', '.join(gebieden)}.",
        )
