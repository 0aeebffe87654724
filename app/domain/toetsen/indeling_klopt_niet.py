"""How the inzet is set out."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling
from app.domain.profielen.regioprofiel import InzetPer, Regioprofiel
from app.domain.toetsen.toets import Vondst, toets


@toets("M14", "H21")
def indeling_klopt_niet(invulling: Invulling, profiel: Regioprofiel) -> Iterator[Vondst]:
    """The inzet is not set out as the region asks: per result, or once per resultaatgebied."""
    gezien: set[str] = set()
    for i, inzet in enumerate(invulling.inzet):
        if profiel.inzet_per is InzetPer.RESULTAAT and len(inzet.resultaten) > 1:
            yield Vondst(
                f"inzet[{i}].resultaten",
                f"Beschrijf de inzet per resultaat; deze is voor {', '.join(inzet.resultaten)}.",
            )
        if profiel.inzet_per is InzetPer.RESULTAATGEBIED and inzet.resultaatgebied in gezien:
            yield Vondst(
                f"inzet[{i}].resultaatgebied",
                f"Beschrijf de inzet één keer per resultaatgebied; {inzet.resultaatgebied} staat er al.",
            )
        gezien.add(inzet.resultaatgebied)
