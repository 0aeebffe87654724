"""CD066: a referrer with an AGB code is not named as well."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo315 import AangevraagdProduct
from app.istandaard.codelijsten import codelijst
from app.istandaard.regels.regel import Fout, fout, regel

MET_AGB_CODE = ("02", "03", "04", "05")
"""The kinds of referrer that can have an AGB code (COD327)."""


@regel(
    "CD066",
    retourcode="0001",
    melding="Bij een verwijzer met AGB-code staat geen naam.",
    doe="Haal de naam van de verwijzer weg; de AGB-code zegt wie het is.",
)
def cd066(product: AangevraagdProduct) -> Iterator[Fout]:
    """Verwijzer/Naam is absent when ZorgverlenerCode is present and Type is 02, 03, 04 or 05."""
    verwijzer = product.verwijzer
    if verwijzer.type not in MET_AGB_CODE or verwijzer.zorgverlener_code is None:
        return
    if verwijzer.naam is not None:
        soort = codelijst("COD327").toon(verwijzer.type)
        yield fout(
            product,
            "Verwijzer/Naam",
            gevonden=f"een naam naast een AGB-code, bij {soort}",
            verwacht="geen naam",
        )
