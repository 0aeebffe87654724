"""TR326: delivery starts again only after it stopped."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten import wmo305
from app.istandaard.leveringen import EERSTE, na_verwijdering, starts
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR326",
    retourcode="9326",
    melding="Een nieuwe start kan pas als de vorige levering is gestopt.",
    doe="Stuur eerst de stop (wmo307) van de lopende levering, of verwijder de eerdere start.",
)
def tr326(client: wmo305.Client, header: wmo305.Header, dossier: Dossier) -> Iterator[Fout]:
    """A start is refused while another start of the same allocation is current (OP289).

    A start is current until a stop on it, temporary or final, is accepted or the start is deleted (OP379).
    Without an allocation, in task-oriented work, the product takes its place (IV096).
    """
    lopend = {s.geleverd: s.begindatum for s in na_verwijdering(client, header, dossier).lopende_starts}
    for product, start in starts(client, EERSTE):
        vorige = lopend.get(start.geleverd)
        if vorige is not None:
            yield fout(
                product,
                "Begindatum",
                gevonden=f"een start terwijl die van {vorige.isoformat()} nog loopt",
                verwacht="eerst een stop van de vorige levering, of verwijdering van de vorige start",
            )
        lopend[start.geleverd] = start.begindatum
