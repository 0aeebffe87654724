"""TR374: one request at a time."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten import wmo315, wmo317
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR374",
    retourcode="9374",
    melding="Een aanbieder heeft voor een cliënt één verzoek tegelijk open.",
    doe="Wacht op de toewijzing of de afwijzing van het open verzoek.",
)
def tr374(
    client: wmo315.Client | wmo317.Client, header: wmo315.Header | wmo317.Header, dossier: Dossier
) -> Iterator[Fout]:
    """No earlier request of this provider for this client waits for its end (OP350).

    It waits until it is refused or allocated, also while it is under investigation; of a wmo315 each product
    waits for its own. The sources name no class of a wmo315; the choice here is the Client.
    """
    aantal = len(dossier.open_verzoeken(header.ontvanger, header.afzender, client.bsn))
    if not aantal:
        return
    verzoeken = "1 verzoek" if aantal == 1 else f"{aantal} verzoeken"
    gevonden = f"{verzoeken} zonder toewijzing of afwijzing"
    verwacht = "eerst een toewijzing of afwijzing daarvan"
    if isinstance(client, wmo315.Client):
        yield fout(client, "AangevraagdeProducten", gevonden=gevonden, verwacht=verwacht)
    else:
        yield fout(client.verzoek, "ReferentieAanbieder", gevonden=gevonden, verwacht=verwacht)
