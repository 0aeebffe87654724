"""CD087: every unit but the euro has a tariff."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo323 import Prestatie
from app.istandaard.codelijsten import codelijst
from app.istandaard.declaraties import EURO
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD087",
    retourcode="0001",
    melding="Een tarief staat er precies als de eenheid geen euro is.",
    doe="Haal het tarief weg bij de eenheid euro, en vul het in bij elke andere eenheid.",
)
def cd087(prestatie: Prestatie) -> Iterator[Fout]:
    """ProductTarief is absent with Eenheid 83 and present with every other one."""
    gevonden = "geen tarief" if prestatie.product_tarief is None else "een tarief"
    verwacht = "geen tarief" if prestatie.eenheid == EURO else "een tarief"
    if gevonden != verwacht:
        eenheid = codelijst("WJ756").toon(prestatie.eenheid)
        yield fout(
            prestatie, "ProductTarief", gevonden=f"{gevonden} bij eenheid {eenheid}", verwacht=verwacht
        )
