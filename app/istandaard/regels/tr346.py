"""TR346: the amount is volume times price."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from app.domain.waarden import MINUTEN_PER_UUR, Eenheid
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.declaraties import EURO, contractprijzen, is_credit, prijs_van_minuten
from app.istandaard.kennis import Tarievenlijst
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.tonen import euro


@regel(
    "TR346",
    retourcode="9346",
    melding="Het bedrag van een prestatie is het volume maal het tarief.",
    doe="Reken het bedrag opnieuw uit, in hele centen.",
)
def tr346(prestatie: Prestatie, header: Header, tarievenlijst: Tarievenlijst | None) -> Iterator[Fout]:
    """IngediendBedrag is GeleverdVolume times ProductTarief, in cents; for the euro CS339 holds.

    Minutes under a contract per hour count with the price of the hour (IV081), unless it has a price per
    minute as well; without the contract, with any hour price that gives this tariff. A credit follows its
    debit (TR323).
    """
    tarief, volume = prestatie.product_tarief, prestatie.geleverd_volume
    bedrag = prestatie.ingediend_bedrag.bedrag
    if tarief is None or prestatie.eenheid == EURO or is_credit(prestatie):
        return
    laagste = hoogste = volume * tarief
    klopt = bedrag == laagste
    if prestatie.eenheid == Eenheid.MINUUT and tarievenlijst is None:
        if not klopt:
            klopt, laagste, hoogste = _met_een_uurprijs(bedrag, tarief, volume)
    elif prestatie.eenheid == Eenheid.MINUUT and tarievenlijst is not None:
        prijzen = contractprijzen(prestatie, header, tarievenlijst)
        if Eenheid.MINUUT not in prijzen and Eenheid.UUR in prijzen:
            laagste = hoogste = prijs_van_minuten(prijzen[Eenheid.UUR], volume)
            klopt = bedrag == laagste
    if not klopt:
        yield fout(
            prestatie,
            "IngediendBedrag/Bedrag",
            gevonden=euro(bedrag),
            verwacht=euro(laagste) if laagste == hoogste else f"{euro(laagste)} tot {euro(hoogste)}",
        )


def _met_een_uurprijs(bedrag: int, minuutprijs: int, minuten: int) -> tuple[bool, int, int]:
    """Whether an hour price that rounds to this price of a minute gives the amount, and what they give."""
    begin = minuutprijs * MINUTEN_PER_UUR - MINUTEN_PER_UUR // 2
    uurprijzen = range(begin, begin + MINUTEN_PER_UUR)

    def prijs(uurprijs: int) -> int:
        return prijs_van_minuten(uurprijs, minuten)

    plek = bisect_left(uurprijzen, bedrag, key=prijs)
    klopt = plek < len(uurprijzen) and prijs(uurprijzen[plek]) == bedrag
    return klopt, prijs(uurprijzen[0]), prijs(uurprijzen[-1])
