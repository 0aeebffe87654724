"""TR418: the price is that of the contract."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.waarden import Eenheid
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.codelijsten import codelijst
from app.istandaard.declaraties import EURO, contractprijzen, is_credit, prijs_van_minuten
from app.istandaard.kennis import Tarievenlijst
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.tonen import euro


@regel(
    "TR418",
    retourcode="0611",
    melding="Het tarief van een prestatie is dat van het contract.",
    doe="Declareer het tarief uit het contract, of overleg met de gemeente over het contract.",
)
def tr418(prestatie: Prestatie, header: Header, tarievenlijst: Tarievenlijst) -> Iterator[Fout]:
    """ProductTarief is the agreed price of the product in its unit, when the product period begins.

    Minutes under a contract per hour have the price of the hour divided by 60, rounded half up (IV081). The
    euro has no tariff (CD087), and a credit follows its debit (TR323).
    """
    if prestatie.eenheid == EURO or is_credit(prestatie):
        return
    prijzen = contractprijzen(prestatie, header, tarievenlijst)
    prijs = prijzen.get(prestatie.eenheid)
    if prijs is None and prestatie.eenheid == Eenheid.MINUUT and Eenheid.UUR in prijzen:
        prijs = prijs_van_minuten(prijzen[Eenheid.UUR], 1)
    if prijs is None:
        eenheid = codelijst("WJ756").toon(prestatie.eenheid)
        yield fout(
            prestatie,
            "ProductTarief",
            gevonden=f"geen prijs in het contract voor dit product per {eenheid}",
            verwacht="een product, eenheid en periode uit het contract",
        )
    elif prestatie.product_tarief != prijs:
        yield fout(
            prestatie,
            "ProductTarief",
            gevonden="geen tarief" if prestatie.product_tarief is None else euro(prestatie.product_tarief),
            verwacht=euro(prijs),
        )
