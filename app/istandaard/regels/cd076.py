"""CD076: an extent per week ends."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.regels.inzet import Inzet, einde
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD076",
    retourcode="0001",
    melding="Bij een omvang per week (frequentie 2) hoort een einddatum.",
    doe="Vul een einddatum in, of kies een andere frequentie.",
)
def cd076(inzet: Inzet) -> Iterator[Fout]:
    """Einddatum, in a wmo315 ToewijzingEinddatum, is present when Omvang/Frequentie is 2 (WMO757)."""
    veld, einddatum = einde(inzet)
    if inzet.omvang is not None and inzet.omvang.frequentie == "2" and einddatum is None:
        yield fout(inzet, veld, gevonden="geen einddatum", verwacht="een einddatum")
