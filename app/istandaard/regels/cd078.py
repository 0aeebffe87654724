"""CD078: an extent takes the place of a budget."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.regels.inzet import Inzet
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD078",
    retourcode="0001",
    melding="Bij een omvang staat geen budget.",
    doe="Kies tussen omvang en budget, en haal het andere weg.",
    volgt_uit=("CD077",),
)
def cd078(inzet: Inzet) -> Iterator[Fout]:
    """Budget is absent when Omvang is present: the mirror of CD077, which finds the same pair."""
    if inzet.omvang is not None and inzet.budget is not None:
        yield fout(inzet, "Budget", gevonden="een budget naast een omvang", verwacht="geen budget")
