"""CD067: a referrer without an AGB code is named."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo315 import AangevraagdProduct
from app.istandaard.codelijsten import codelijst
from app.istandaard.regels.cd066 import MET_AGB_CODE
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD067",
    retourcode="0001",
    melding="Bij een verwijzer van type 02 tot en met 05 zonder AGB-code staat de naam.",
    doe="Vul de naam van de verwijzer in, of zijn AGB-code.",
)
def cd067(product: AangevraagdProduct) -> Iterator[Fout]:
    """Verwijzer/Naam is present when ZorgverlenerCode is absent and Type is 02, 03, 04 or 05 (OP297)."""
    verwijzer = product.verwijzer
    if verwijzer.type not in MET_AGB_CODE or verwijzer.zorgverlener_code is not None:
        return
    if verwijzer.naam is None:
        soort = codelijst("COD327").toon(verwijzer.type)
        yield fout(
            product,
            "Verwijzer/Naam",
            gevonden=f"geen AGB-code en geen naam, bij {soort}",
            verwacht="een van beide",
        )
