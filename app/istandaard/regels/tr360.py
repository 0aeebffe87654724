"""TR360: an investigation is the first answer."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier, Verzoekstand
from app.istandaard.berichten.wmo319 import Antwoord, Header
from app.istandaard.regels.regel import Fout, fout, regel

IN_ONDERZOEK = "2"
BEANTWOORD = (Verzoekstand.IN_ONDERZOEK, Verzoekstand.AFGEWEZEN)


@regel(
    "TR360",
    retourcode="9360",
    melding="In onderzoek (2) kan alleen het eerste antwoord op een verzoek zijn.",
    doe="Sluit een onderzoek af met een toewijzing (wmo301) of een afwijzing (antwoord 1).",
)
def tr360(antwoord: Antwoord, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """VerzoekAntwoord 2 follows on no other answer: not on another 2, and not on a refusal (OP344).

    A wmo301 in between is no answer in this sense, and takes none away.
    """
    if antwoord.verzoek_antwoord != IN_ONDERZOEK:
        return
    sleutel = header.afzender, header.ontvanger, antwoord.referentie_aanbieder
    verzoek = dossier.verzoek(*sleutel)
    if (verzoek is not None and verzoek.stand in BEANTWOORD) or dossier.is_onderzocht(*sleutel):
        yield fout(
            antwoord,
            "VerzoekAntwoord",
            gevonden="2 (in onderzoek), terwijl het verzoek al is beantwoord",
            verwacht="na een onderzoek een toewijzing of 1 (afgewezen), en na een afwijzing niets meer",
        )
