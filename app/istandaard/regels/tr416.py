"""TR416: a product has one line per period."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo323 import Prestatie
from app.istandaard.declaraties import is_credit
from app.istandaard.regels.regel import Fout, Telling, fout, regel


@regel(
    "TR416",
    retourcode="0001",
    melding="Per toewijzing, product en productperiode is er in een bericht één debetregel.",
)
def tr416(prestatie: Prestatie, telling: Telling) -> Iterator[Fout]:
    """No two debit lines share allocation, category, code and product period: they are summed up (IV089)."""
    if is_credit(prestatie):
        return
    periode, nummer = prestatie.product_periode, int(prestatie.toewijzing_nummer)
    product = prestatie.product_categorie, prestatie.product_code
    if telling.tel((nummer, *product, periode.begindatum, periode.einddatum)) > 1:
        yield fout(
            prestatie,
            "ToewijzingNummer",
            gevonden=f"een tweede debetregel voor toewijzing {nummer} met dit product en deze periode",
            verwacht="één regel met alles bij elkaar",
        )
