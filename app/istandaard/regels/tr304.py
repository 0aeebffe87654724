"""TR304: the client is known."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.istandaard.berichten.wmo317 import Client, Header
from app.istandaard.regels.regel import Fout, fout, regel


@regel("TR304", retourcode="8187", melding="De cliënt is tussen deze gemeente en deze aanbieder bekend.")
def tr304(client: Client, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """A wmo317 is about a client whom this municipality ever allocated something to at this provider.

    The sources do not say what makes a client known; any allocation does, also one that ended or was deleted.
    """
    if not dossier.toewijzingen_van(header.ontvanger, header.afzender, client.bsn):
        yield fout(
            client,
            "Bsn",
            gevonden="een cliënt zonder toewijzing aan deze aanbieder",
            verwacht="een cliënt met een toewijzing van deze gemeente aan deze aanbieder",
        )
