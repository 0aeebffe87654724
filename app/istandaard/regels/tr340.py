"""TR340: the product is the one allocated."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.declaraties import toewijzing_bij
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR340",
    retourcode="9340",
    melding="De productcode van een prestatie is die van de toewijzing.",
    doe="Declareer het product van de toewijzing.",
    volgt_uit=("TR339",),
)
def tr340(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """ProductCode is that of the allocation; without one there, it has to fit the category (OP302, TR381)."""
    toewijzing = toewijzing_bij(prestatie, header, dossier)
    if toewijzing is None or toewijzing.productcode is None:
        return
    if prestatie.product_code != toewijzing.productcode:
        yield fout(prestatie, "ProductCode", gevonden=prestatie.product_code, verwacht=toewijzing.productcode)
