"""CD075: a budget ends."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import ToegewezenProduct
from app.istandaard.regels.regel import Fout, fout, regel


@regel("CD075", retourcode="0001", melding="Bij een budget hoort een einddatum.")
def cd075(product: ToegewezenProduct) -> Iterator[Fout]:
    """Einddatum is present when Budget is."""
    if product.budget is not None and product.einddatum is None:
        yield fout(product, "Einddatum", gevonden="geen einddatum", verwacht="een einddatum")
