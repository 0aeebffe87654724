"""TR326: delivery starts anew only after it stopped."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.istandaard.berichten import wmo305
from app.istandaard.leveringen import EERSTE, na_verwijdering, starts
from app.istandaard.regels.regel import Fout, fout, regel


@regel("TR326", retourcode="9326", melding="Een nieuwe start kan pas als de vorige levering is gestopt.")
def tr326(client: wmo305.Client, header: wmo305.Header, dossier: Dossier) -> Iterator[Fout]:
    """A start is refused while another start of the same allocation is current (OP289).

    A start is current until a stop on it, temporary or final, is accepted or the start is deleted (OP379).
    Without an allocation, in task-oriented work, the product takes its place (IV096).
    """
    lopend = {start.geleverd for start in na_verwijdering(client, header, dossier).lopende_starts}
    for product, start in starts(client, EERSTE):
        if start.geleverd in lopend:
            yield fout(
                product,
                "Begindatum",
                gevonden="een start terwijl de vorige nog loopt",
                verwacht="eerst een stop van de vorige levering, of verwijdering van de vorige start",
            )
        lopend.add(start.geleverd)
