"""CD068: only a care provider has an AGB code."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo315 import AangevraagdProduct
from app.istandaard.codelijsten import codelijst
from app.istandaard.regels.cd066 import MET_AGB_CODE
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD068",
    retourcode="0001",
    melding="Alleen een verwijzer van type 02 tot en met 05 heeft een AGB-code.",
    doe="Haal de AGB-code weg, of kies het type van een verwijzer die er een heeft.",
)
def cd068(product: AangevraagdProduct) -> Iterator[Fout]:
    """Verwijzer/ZorgverlenerCode is absent when Type is anything but 02, 03, 04 or 05 (COD327)."""
    verwijzer = product.verwijzer
    if verwijzer.type not in MET_AGB_CODE and verwijzer.zorgverlener_code is not None:
        soort = codelijst("COD327").toon(verwijzer.type)
        yield fout(
            product,
            "Verwijzer/ZorgverlenerCode",
            gevonden=f"een AGB-code bij {soort}",
            verwacht="geen AGB-code",
        )
