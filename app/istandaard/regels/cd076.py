"""CD076: an extent per week ends."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import ToegewezenProduct
from app.istandaard.regels.regel import Fout, fout, regel


@regel("CD076", retourcode="0001", melding="Bij een omvang per week (frequentie 2) hoort een einddatum.")
def cd076(product: ToegewezenProduct) -> Iterator[Fout]:
    """Einddatum is present when Omvang/Frequentie is 2 (WMO757)."""
    if product.omvang is not None and product.omvang.frequentie == "2" and product.einddatum is None:
        yield fout(product, "Einddatum", gevonden="geen einddatum", verwacht="een einddatum")
