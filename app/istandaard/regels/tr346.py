"""TR346: the amount is volume times price."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.waarden import Eenheid
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.declaraties import EURO, contractprijzen, is_credit, prijs_van_minuten
from app.istandaard.kennis import Tarievenlijst
from app.istandaard.regels.regel import Fout, fout, regel


@regel("TR346", retourcode="9346", melding="Het bedrag van een prestatie is het volume maal het tarief.")
def tr346(prestatie: Prestatie, header: Header, tarievenlijst: Tarievenlijst) -> Iterator[Fout]:
    """IngediendBedrag is GeleverdVolume times ProductTarief, in cents; for the euro CS339 holds.

    Minutes under a contract per hour count with the price of the hour (IV081), unless it has a price per
    minute as well. A credit follows its debit (TR323).
    """
    tarief = prestatie.product_tarief
    if tarief is None or prestatie.eenheid == EURO or is_credit(prestatie):
        return
    verwacht = prestatie.geleverd_volume * tarief
    if prestatie.eenheid == Eenheid.MINUUT:
        prijzen = contractprijzen(prestatie, header, tarievenlijst)
        if Eenheid.MINUUT not in prijzen and Eenheid.UUR in prijzen:
            verwacht = prijs_van_minuten(prijzen[Eenheid.UUR], prestatie.geleverd_volume)
    if prestatie.ingediend_bedrag.bedrag != verwacht:
        yield fout(
            prestatie,
            "IngediendBedrag/Bedrag",
            gevonden=f"{int(prestatie.ingediend_bedrag.bedrag)} cent",
            verwacht=f"{verwacht} cent",
        )
