"""TR339: the category is the one allocated."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.codelijsten import codelijst
from app.istandaard.declaraties import toewijzing_bij
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR339",
    retourcode="9339",
    melding="De productcategorie van een prestatie is die van de toewijzing.",
    doe="Declareer in de categorie van de toewijzing.",
)
def tr339(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """ProductCategorie is that of the allocation; with a generic one, that has none, any will do (OP302)."""
    toewijzing = toewijzing_bij(prestatie, header, dossier)
    if toewijzing is None or toewijzing.categorie is None:
        return
    if prestatie.product_categorie != toewijzing.categorie:
        lijst = codelijst("WMO020")
        yield fout(
            prestatie,
            "ProductCategorie",
            gevonden=lijst.toon(prestatie.product_categorie),
            verwacht=lijst.toon(toewijzing.categorie),
        )
