"""CS335: deleting an allocation leaves it no day."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import ToegewezenProduct
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CS335",
    retourcode="0001",
    melding="Bij verwijderen (reden 13) is de einddatum gelijk aan de ingangsdatum.",
    doe="Maak de einddatum gelijk aan de ingangsdatum, of kies een andere reden dan 13.",
)
def cs335(product: ToegewezenProduct) -> Iterator[Fout]:
    """RedenWijziging 13 goes with an Einddatum equal to the Ingangsdatum.

    The reverse does not hold: one day with another reason, or none, is a normal allocation.
    """
    if product.reden_wijziging == "13" and product.einddatum != product.ingangsdatum:
        yield fout(
            product,
            "RedenWijziging",
            gevonden="13 (verwijderd) met een andere einddatum",
            verwacht=f"einddatum {product.ingangsdatum}, of een andere reden",
        )
