"""CD096: only a specific new product has an extent."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo317 import NieuwProduct
from app.istandaard.regels.cd080 import omvang_zonder_code
from app.istandaard.regels.regel import Fout, regel


@regel(
    "CD096",
    retourcode="0001",
    melding="Zonder productcode heeft een nieuw product in een verzoek geen omvang.",
    doe="Vul de productcode in, of haal de omvang weg.",
    volgt_uit=("CD079",),
)
def cd096(product: NieuwProduct) -> Iterator[Fout]:
    """Omvang is absent when Product/Code is, unless the Einddatum lies before 2021 (as CD080)."""
    yield from omvang_zonder_code(product)
