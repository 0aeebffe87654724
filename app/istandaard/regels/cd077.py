"""CD077: a budget takes the place of an extent."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.regels.inzet import Inzet
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD077",
    retourcode="0001",
    melding="Bij een budget staat geen omvang.",
    doe="Kies tussen omvang en budget, en haal het andere weg.",
)
def cd077(inzet: Inzet) -> Iterator[Fout]:
    """Omvang is absent when Budget is present."""
    if inzet.budget is not None and inzet.omvang is not None:
        yield fout(inzet, "Omvang", gevonden="een omvang naast een budget", verwacht="geen omvang")
