"""TR386: no stacking inside one request for allocation."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo315 import Client
from app.istandaard.regels.inzet import gestapeld
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR386",
    retourcode="0001",
    melding="Een verzoek om toewijzing vraagt een product in dezelfde periode maar één keer.",
    doe="Vraag het product een keer aan, of laat de perioden elkaar niet overlappen.",
    volgt_uit=("TR101",),
)
def tr386(client: Client) -> Iterator[Fout]:
    """No two requested products overlap in time with the same product (OP347).

    Aids and provisions (categories 11 to 14) may overlap.
    """
    producten = client.aangevraagde_producten
    for later, eerder in gestapeld(producten):
        yield fout(
            producten[later],
            "Product",
            gevonden=f"overlap met aangevraagd product {eerder + 1} in het bericht",
            verwacht="een ander product of een andere periode",
        )
