"""TR307: nothing is declared from before the allocation."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.declaraties import toewijzing_bij
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR307",
    retourcode="9307",
    melding="Een prestatie begint niet voor de ingangsdatum van de toewijzing.",
    doe="Begin de periode op of na de ingangsdatum, of vraag de gemeente om een eerdere toewijzing.",
)
def tr307(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """Begindatum of ProductPeriode is on or after the Ingangsdatum of the allocation (OP279)."""
    toewijzing = toewijzing_bij(prestatie, header, dossier)
    begin = prestatie.product_periode.begindatum
    if toewijzing is not None and begin.dag < toewijzing.ingangsdatum:
        yield fout(
            prestatie,
            "ProductPeriode/Begindatum",
            gevonden=str(begin),
            verwacht=f"{toewijzing.ingangsdatum.isoformat()} of later",
        )
