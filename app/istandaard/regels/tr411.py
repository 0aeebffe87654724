"""TR411: a change of a specific product has an extent."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo317 import Wmo317
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.regels.wijziging import te_wijzigen


@regel(
    "TR411",
    retourcode="9411",
    melding="Een wijziging van een toewijzing met productcode heeft een omvang.",
    doe="Vul de omvang in, ook als alleen de einddatum verandert.",
)
def tr411(bericht: Wmo317, dossier: Dossier) -> Iterator[Fout]:
    """Omvang is present when the current allocation has a product code, also when only the end changes."""
    for product, toewijzing in te_wijzigen(bericht, dossier):
        if toewijzing.productcode is not None and product.omvang is None:
            yield fout(product, "Omvang", gevonden="geen omvang", verwacht="een omvang")
