"""CD077: a budget takes the place of an extent."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import ToegewezenProduct
from app.istandaard.regels.regel import Fout, fout, regel


@regel("CD077", retourcode="0001", melding="Bij een budget staat geen omvang.")
def cd077(product: ToegewezenProduct) -> Iterator[Fout]:
    """Omvang is absent when Budget is present."""
    if product.budget is not None and product.omvang is not None:
        yield fout(product, "Omvang", gevonden="een omvang naast een budget", verwacht="geen omvang")
