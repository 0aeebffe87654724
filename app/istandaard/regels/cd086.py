"""CD086: what is under investigation is not refused."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo319 import Antwoord
from app.istandaard.regels.regel import Fout, fout, regel

IN_ONDERZOEK = "2"


@regel(
    "CD086",
    retourcode="0001",
    melding="Een verzoek in onderzoek heeft geen reden van afwijzing.",
    doe="Haal de reden weg, of meld dat het verzoek is afgewezen.",
)
def cd086(antwoord: Antwoord) -> Iterator[Fout]:
    """RedenAfwijzingVerzoek is absent when VerzoekAntwoord is 2 (WJ760)."""
    if antwoord.verzoek_antwoord == IN_ONDERZOEK and antwoord.reden_afwijzing_verzoek is not None:
        yield fout(antwoord, "RedenAfwijzingVerzoek", gevonden="een reden", verwacht="geen reden")
