"""TR357: a change that does not lie ahead covers the whole run."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo317 import Wmo317
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.regels.wijziging import te_wijzigen
from app.istandaard.waarden import Datum


@regel(
    "TR357",
    retourcode="9357",
    melding="Een wijziging die niet na de dagtekening begint, begint op de ingangsdatum van de toewijzing.",
    doe="Kies een dag na de dagtekening, of precies de ingangsdatum van de toewijzing.",
)
def tr357(bericht: Wmo317, dossier: Dossier) -> Iterator[Fout]:
    """A GewensteIngangsdatum on or before the Dagtekening is the Ingangsdatum of the current allocation."""
    dagtekening = bericht.header.bericht_identificatie.dagtekening
    for product, toewijzing in te_wijzigen(bericht, dossier):
        gewenst, ingangsdatum = product.gewenste_ingangsdatum, Datum.van(toewijzing.ingangsdatum)
        if gewenst <= dagtekening and gewenst != ingangsdatum:
            yield fout(
                product,
                "GewensteIngangsdatum",
                gevonden=str(gewenst),
                verwacht=f"{ingangsdatum} (de ingangsdatum van de toewijzing), of een datum na {dagtekening}",
            )
