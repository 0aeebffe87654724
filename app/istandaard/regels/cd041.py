"""CD041: a specific product has an extent."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.regels.inzet import Productinzet, heeft_code
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD041",
    retourcode="0001",
    melding="Bij een productcode hoort een omvang.",
    doe="Vul bij de productcode de omvang in: volume, eenheid en frequentie.",
)
def cd041(inzet: Productinzet) -> Iterator[Fout]:
    """Omvang is present when Product/Code is."""
    if heeft_code(inzet) and inzet.omvang is None:
        yield fout(inzet, "Omvang", gevonden="geen omvang", verwacht="een omvang")
