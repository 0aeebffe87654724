"""CD075: a budget ends."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.regels.inzet import Inzet, einde
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD075",
    retourcode="0001",
    melding="Bij een budget hoort een einddatum.",
    doe="Vul bij het budget een einddatum in.",
)
def cd075(inzet: Inzet) -> Iterator[Fout]:
    """Einddatum, in a wmo315 ToewijzingEinddatum, is present when Budget is."""
    veld, einddatum = einde(inzet)
    if inzet.budget is not None and einddatum is None:
        yield fout(inzet, veld, gevonden="geen einddatum", verwacht="een einddatum")
