"""TR359: what is granted is not answered any more."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier, Verzoekstand
from app.istandaard.berichten.wmo319 import Antwoord, Header
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR359",
    retourcode="9359",
    melding="Na een toewijzing volgt geen antwoord meer op hetzelfde verzoek.",
    doe="Stuur geen antwoord meer; wijzig zo nodig de toewijzing met een wmo301.",
)
def tr359(antwoord: Antwoord, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """No wmo301 with the same ReferentieAanbieder was sent: that granted and closed the request (OP344)."""
    verzoek = dossier.verzoek(header.afzender, header.ontvanger, antwoord.referentie_aanbieder)
    if verzoek is not None and verzoek.stand is Verzoekstand.TOEGEWEZEN:
        yield fout(
            antwoord,
            "ReferentieAanbieder",
            gevonden="een verzoek dat al is toegewezen",
            verwacht="een verzoek zonder toewijzing",
        )
