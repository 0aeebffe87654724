"""TR302: no stacking inside one wmo301."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Client
from app.istandaard.historie import is_verwijderd
from app.istandaard.regels.inzet import gestapeld
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR302",
    retourcode="0001",
    melding="Een product wordt in dezelfde periode maar één keer aan een aanbieder toegewezen.",
    doe="Voeg de toewijzingen samen, of laat de eerste eindigen voor de volgende begint.",
    volgt_uit=("TR101",),
)
def tr302(client: Client) -> Iterator[Fout]:
    """No two allocations overlap in time with the same product (OP259), deleted ones left out.

    Deleted is an Einddatum equal to the Ingangsdatum with RedenWijziging 13, or 01 in old allocations. Aids
    and provisions (categories 11 to 14) may overlap.
    """
    producten = [product for product in client.toegewezen_producten if not is_verwijderd(product)]
    for later, eerder in gestapeld(producten):
        yield fout(
            producten[later],
            "Product",
            gevonden=f"overlap met de toewijzing met nummer {producten[eerder].toewijzing_nummer}",
            verwacht="een ander product of een andere periode",
        )
