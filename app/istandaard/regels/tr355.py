"""TR355: an answer belongs to a request."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo319 import Antwoord, Header
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR355",
    retourcode="9355",
    melding="Een antwoord hoort bij een verzoek dat de aanbieder heeft gestuurd.",
    doe="Neem de referentie over uit het verzoek (wmo315 of wmo317).",
)
def tr355(antwoord: Antwoord, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """ReferentieAanbieder is that of a product in a wmo315, or of a wmo317, to this municipality."""
    if dossier.verzoek(header.afzender, header.ontvanger, antwoord.referentie_aanbieder) is None:
        yield fout(
            antwoord,
            "ReferentieAanbieder",
            gevonden="een referentie waarbij geen verzoek bekend is",
            verwacht="de referentie van een verzoek van deze aanbieder aan deze gemeente",
        )
