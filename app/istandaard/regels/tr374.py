"""TR374: one request at a time."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten import wmo315, wmo317
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.regels.regel import Fout, fout, regel


@regel("TR374", retourcode="9374", melding="Een aanbieder heeft voor een cliënt één verzoek tegelijk open.")
def tr374(bericht: wmo315.Wmo315 | wmo317.Wmo317, dossier: Dossier) -> Iterator[Fout]:
    """No earlier request of this provider for this client waits for its end (OP350).

    It waits until it is refused or allocated, also while it is under investigation; of a wmo315 each product
    waits for its own. The sources name no class of a wmo315; `_klasse` holds the choice: the Client.
    """
    header, bsn = bericht.header, bericht.client.bsn
    aantal = len(dossier.open_verzoeken(header.ontvanger, header.afzender, bsn))
    if aantal:
        klasse, veld = _klasse(bericht)
        verzoeken = "1 verzoek" if aantal == 1 else f"{aantal} verzoeken"
        yield fout(
            klasse,
            veld,
            gevonden=f"{verzoeken} zonder toewijzing of afwijzing",
            verwacht="eerst een toewijzing of afwijzing daarvan",
        )


def _klasse(bericht: wmo315.Wmo315 | wmo317.Wmo317) -> tuple[Berichtklasse, str]:
    if isinstance(bericht, wmo315.Wmo315):
        return bericht.client, "AangevraagdeProducten"
    return bericht.client.verzoek, "ReferentieAanbieder"
