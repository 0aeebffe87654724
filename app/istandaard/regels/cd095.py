"""CD095: only a specific product is asked with an extent."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo315 import AangevraagdProduct
from app.istandaard.regels.cd080 import omvang_zonder_code
from app.istandaard.regels.regel import Fout, regel


@regel(
    "CD095",
    retourcode="0001",
    melding="Zonder productcode vraagt een verzoek om toewijzing geen omvang.",
    doe="Vul de productcode in, of haal de omvang weg.",
    volgt_uit=("CD079",),
)
def cd095(product: AangevraagdProduct) -> Iterator[Fout]:
    """Omvang is absent when Product/Code is, unless the ToewijzingEinddatum lies before 2021 (as CD080)."""
    yield from omvang_zonder_code(product)
