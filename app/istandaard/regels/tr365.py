"""TR365: a refusal is the last answer."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier, Verzoekstand
from app.istandaard.berichten.wmo319 import Antwoord, Header
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR365",
    retourcode="9365",
    melding="Na een afwijzing volgt geen antwoord meer op hetzelfde verzoek.",
    doe="Stuur geen antwoord meer; de aanbieder kan een nieuw verzoek doen.",
)
def tr365(antwoord: Antwoord, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """An earlier answer to the same ReferentieAanbieder, if any, had VerzoekAntwoord 2 (OP344)."""
    verzoek = dossier.verzoek(header.afzender, header.ontvanger, antwoord.referentie_aanbieder)
    if verzoek is not None and verzoek.stand is Verzoekstand.AFGEWEZEN:
        yield fout(
            antwoord,
            "ReferentieAanbieder",
            gevonden="een verzoek dat al is afgewezen",
            verwacht="een verzoek zonder afwijzing",
        )
