"""TR383: each requested product has its own reference."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo315 import Client
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR383",
    retourcode="0001",
    melding="Elk aangevraagd product heeft een eigen referentie.",
    doe="Geef elk aangevraagd product een eigen referentie.",
    volgt_uit=("TR101",),
)
def tr383(client: Client) -> Iterator[Fout]:
    """No ReferentieAanbieder occurs twice in a wmo315, since each product is answered by its own.

    It is the logical key of the class too, so that TR101 finds the same pair.
    """
    gezien: set[str] = set()
    for product in client.aangevraagde_producten:
        if product.referentie_aanbieder in gezien:
            yield fout(
                product,
                "ReferentieAanbieder",
                gevonden="de referentie van een eerder product in dit bericht",
                verwacht="een referentie die nog niet is gebruikt",
            )
        gezien.add(product.referentie_aanbieder)
