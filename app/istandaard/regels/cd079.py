"""CD079: without a budget it says which product."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.regels.inzet import Productinzet
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD079",
    retourcode="0001",
    melding="Zonder budget staat er een product.",
    doe="Vul het product in, of geef een budget op.",
)
def cd079(inzet: Productinzet) -> Iterator[Fout]:
    """Product is present when Budget is absent, so what names no product always has a Budget."""
    if inzet.budget is None and inzet.product is None:
        yield fout(inzet, "Product", gevonden="geen budget en geen product", verwacht="een product")
