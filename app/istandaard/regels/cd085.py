"""CD085: a refusal has a reason."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo319 import Antwoord
from app.istandaard.regels.regel import Fout, fout, regel

AFGEWEZEN = "1"


@regel(
    "CD085",
    retourcode="0001",
    melding="Een afwijzing heeft een reden.",
    doe="Vul in waarom het verzoek is afgewezen.",
)
def cd085(antwoord: Antwoord) -> Iterator[Fout]:
    """RedenAfwijzingVerzoek is present when VerzoekAntwoord is 1 (WJ760)."""
    if antwoord.verzoek_antwoord == AFGEWEZEN and antwoord.reden_afwijzing_verzoek is None:
        yield fout(antwoord, "RedenAfwijzingVerzoek", gevonden="geen reden", verwacht="een reden")
