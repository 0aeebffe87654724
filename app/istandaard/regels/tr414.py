"""TR414: a later stop does not lie before an earlier one."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten import wmo307
from app.istandaard.leveringen import EERSTE, na_verwijdering, stops
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR414",
    retourcode="9414",
    melding="Een volgende stop ligt niet voor de vorige.",
    doe="Kies een einddatum op of na die van de vorige stop, of verwijder die stop eerst.",
)
def tr414(client: wmo307.Client, header: wmo307.Header, dossier: Dossier) -> Iterator[Fout]:
    """The Einddatum is on or after that of the stop on the same delivery that was reported before (OP377)."""
    vorige = {stop.levering: stop.einddatum for stop in na_verwijdering(client, header, dossier).stops}
    for product, stop in stops(client, EERSTE):
        eerder = vorige.get(stop.levering)
        if eerder is not None and stop.einddatum < eerder:
            yield fout(
                product,
                "Einddatum",
                gevonden=str(product.einddatum),
                verwacht=f"{eerder.isoformat()} of later",
            )
        vorige[stop.levering] = stop.einddatum
