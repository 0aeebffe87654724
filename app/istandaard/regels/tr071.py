"""TR071: what was stopped keeps its start."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten import wmo305
from app.istandaard.leveringen import VERWIJDEREN, geldend, starts
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR071",
    retourcode="9071",
    melding="Een start kan niet worden verwijderd zolang er een stop bij hoort.",
    doe="Verwijder eerst de stop (wmo307) en daarna de start.",
)
def tr071(client: wmo305.Client, header: wmo305.Header, dossier: Dossier) -> Iterator[Fout]:
    """A start is deleted only when no stop that counts has its key; the stop is deleted first (OP033)."""
    gestopt = {stop.start for stop in geldend(client, header, dossier).stops}
    for product, start in starts(client, VERWIJDEREN):
        if start in gestopt:
            yield fout(
                product,
                "StatusAanlevering",
                gevonden="3 (verwijderen) bij een start waarop een stop is gemeld",
                verwacht="eerst verwijdering van die stop",
            )
