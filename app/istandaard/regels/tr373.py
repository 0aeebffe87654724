"""TR373: an amount over the whole run changes over the whole run."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import BekendeToewijzing, Dossier
from app.domain.waarden import Frequentie
from app.istandaard.berichten.wmo317 import TeWijzigenProduct, Wmo317
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.regels.wijziging import te_wijzigen
from app.istandaard.waarden import Datum


@regel(
    "TR373",
    retourcode="9373",
    melding="Een wijziging van een budget of een totaalvolume begint op de ingangsdatum van de toewijzing.",
    doe="Kies de ingangsdatum van de toewijzing: een bedrag of totaal geldt voor de hele looptijd.",
)
def tr373(bericht: Wmo317, dossier: Dossier) -> Iterator[Fout]:
    """With a Budget or Frequentie 6, GewensteIngangsdatum is the Ingangsdatum of the current allocation.

    The sources speak of the allocation but list elements of the request; `_over_hele_looptijd` holds the
    choice: either of them, for neither an amount that stops nor one that begins can be split (IV092).
    """
    for product, toewijzing in te_wijzigen(bericht, dossier):
        ingangsdatum = Datum.van(toewijzing.ingangsdatum)
        if _over_hele_looptijd(product, toewijzing) and product.gewenste_ingangsdatum != ingangsdatum:
            yield fout(
                product,
                "GewensteIngangsdatum",
                gevonden=str(product.gewenste_ingangsdatum),
                verwacht=f"{ingangsdatum} (de ingangsdatum van de toewijzing)",
            )


def _over_hele_looptijd(product: TeWijzigenProduct, toewijzing: BekendeToewijzing) -> bool:
    if product.budget is not None or toewijzing.budget is not None:
        return True
    omvangen = (product.omvang, toewijzing.omvang)
    return any(omvang is not None and omvang.frequentie == Frequentie.TOTAAL for omvang in omvangen)
