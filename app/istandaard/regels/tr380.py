"""TR380: what is new begins later."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo317 import Header, NieuwProduct
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR380",
    retourcode="0001",
    melding="Een nieuw product in een verzoek om wijziging begint na de dagtekening.",
    doe="Kies een ingangsdatum na de dagtekening.",
)
def tr380(product: NieuwProduct, header: Header) -> Iterator[Fout]:
    """GewensteIngangsdatum of a new product lies after the Dagtekening of the message, not on it.

    The sources name no element. It is not that of TeWijzigenProduct, of which TR357 allows a date on or
    before the Dagtekening, which leaves NieuwProduct: the type of `product` is the choice.
    """
    dagtekening = header.bericht_identificatie.dagtekening
    if product.gewenste_ingangsdatum <= dagtekening:
        yield fout(
            product,
            "GewensteIngangsdatum",
            gevonden=str(product.gewenste_ingangsdatum),
            verwacht=f"een datum na {dagtekening}",
        )
