"""CD079: without a budget it says which product."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import ToegewezenProduct
from app.istandaard.regels.regel import Fout, fout, regel


@regel("CD079", retourcode="0001", melding="Zonder budget staat er een product.")
def cd079(product: ToegewezenProduct) -> Iterator[Fout]:
    """Product is present when Budget is absent, so a generic allocation always has a Budget."""
    if product.budget is None and product.product is None:
        yield fout(product, "Product", gevonden="geen budget en geen product", verwacht="een product")
