"""TR308: nothing is declared from after the allocation."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.declaraties import toewijzing_bij
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR308",
    retourcode="9308",
    melding="Een prestatie eindigt niet na de einddatum van de toewijzing.",
    doe="Eindig de periode op of voor de einddatum, of vraag de gemeente om verlenging.",
)
def tr308(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """Einddatum of ProductPeriode is on or before the Einddatum of the allocation, if it has one (OP279)."""
    toewijzing = toewijzing_bij(prestatie, header, dossier)
    if toewijzing is None or toewijzing.einddatum is None:
        return
    eind = prestatie.product_periode.einddatum
    if eind.dag > toewijzing.einddatum:
        yield fout(
            prestatie,
            "ProductPeriode/Einddatum",
            gevonden=str(eind),
            verwacht=f"{toewijzing.einddatum.isoformat()} of eerder",
        )
