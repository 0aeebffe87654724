"""CS337: a line is about one month."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo323 import Prestatie
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CS337",
    retourcode="0001",
    melding="Een productperiode ligt in één kalendermaand.",
    doe="Splits de regel in een regel voor elke kalendermaand.",
)
def cs337(prestatie: Prestatie) -> Iterator[Fout]:
    """Begindatum and Einddatum of ProductPeriode are in the same month of the same year (OP367)."""
    begin, eind = prestatie.product_periode.begindatum, prestatie.product_periode.einddatum
    if begin.maand != eind.maand:
        yield fout(
            prestatie,
            "ProductPeriode/Einddatum",
            gevonden=str(eind),
            verwacht=f"een dag in dezelfde maand als {begin}",
        )
