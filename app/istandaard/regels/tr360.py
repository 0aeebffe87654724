"""TR360: an investigation is the first answer."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier, Verzoekstand
from app.istandaard.berichten.wmo319 import Antwoord, Header
from app.istandaard.regels.regel import Fout, fout, regel

IN_ONDERZOEK = "2"
BEANTWOORD = (Verzoekstand.IN_ONDERZOEK, Verzoekstand.AFGEWEZEN)


@regel(
    "TR360", retourcode="9360", melding="In onderzoek (2) kan alleen het eerste antwoord op een verzoek zijn."
)
def tr360(antwoord: Antwoord, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """VerzoekAntwoord 2 follows on no other answer: not on another 2, and not on a refusal (OP344)."""
    verzoek = dossier.verzoek(header.afzender, header.ontvanger, antwoord.referentie_aanbieder)
    if antwoord.verzoek_antwoord == IN_ONDERZOEK and verzoek is not None and verzoek.stand in BEANTWOORD:
        yield fout(
            antwoord,
            "VerzoekAntwoord",
            gevonden="2 (in onderzoek), terwijl het verzoek al is beantwoord",
            verwacht="na een onderzoek een toewijzing of 1 (afgewezen), en na een afwijzing niets meer",
        )
