"""CD043: the number of a decision goes with its date."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo315 import AangevraagdProduct
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD043",
    retourcode="0001",
    melding="Een beschikkingsnummer en de ingangsdatum van de beschikking staan er samen, of geen van beide.",
    doe="Vul het nummer en de ingangsdatum van de beschikking allebei in, of haal allebei weg.",
)
def cd043(product: AangevraagdProduct) -> Iterator[Fout]:
    """BeschikkingIngangsdatum is present exactly when BeschikkingNummer is."""
    nummer, ingangsdatum = product.beschikking_nummer, product.beschikking_ingangsdatum
    if nummer is not None and ingangsdatum is None:
        yield fout(
            product,
            "BeschikkingIngangsdatum",
            gevonden="een nummer zonder ingangsdatum",
            verwacht="een ingangsdatum",
        )
    if nummer is None and ingangsdatum is not None:
        yield fout(
            product,
            "BeschikkingIngangsdatum",
            gevonden="een ingangsdatum zonder nummer",
            verwacht="geen ingangsdatum",
        )
