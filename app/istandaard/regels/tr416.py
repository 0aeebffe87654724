"""TR416: a product has one line per period."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo323 import Client, Prestatie
from app.istandaard.declaraties import is_credit
from app.istandaard.regels.regel import Fout, Telling, fout, regel


@regel(
    "TR416",
    retourcode="0001",
    melding="Per cliënt, toewijzing, product en productperiode is er in een bericht één debetregel.",
    doe="Maak er een regel van, met het hele volume en bedrag.",
    volgt_uit=("TR101",),
)
def tr416(prestatie: Prestatie, client: Client, telling: Telling) -> Iterator[Fout]:
    """No two debit lines of a client share allocation, category, code and product period: IV089 sums them.

    Lines of two clients on one allocation break TR304, which refuses a line and not the whole message.
    """
    if is_credit(prestatie):
        return
    periode, nummer = prestatie.product_periode, int(prestatie.toewijzing_nummer)
    product = prestatie.product_categorie, prestatie.product_code
    if telling.tel((client.bsn, nummer, *product, periode.begindatum, periode.einddatum)) > 1:
        yield fout(
            prestatie,
            "ToewijzingNummer",
            gevonden=f"een tweede debetregel voor toewijzing {nummer} met dit product en deze periode",
            verwacht="één regel met alles bij elkaar",
        )
