"""CD041: a specific product has an extent."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import ToegewezenProduct
from app.istandaard.regels.regel import Fout, fout, regel


@regel("CD041", retourcode="0001", melding="Bij een productcode hoort een omvang.")
def cd041(toewijzing: ToegewezenProduct) -> Iterator[Fout]:
    """Omvang is present when Product/Code is."""
    product = toewijzing.product
    if product is not None and product.code is not None and toewijzing.omvang is None:
        yield fout(toewijzing, "Omvang", gevonden="geen omvang", verwacht="een omvang")
