"""TR381: a product code belongs to its category."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo305 import StartProduct
from app.istandaard.berichten.wmo307 import StopProduct
from app.istandaard.codelijsten import codelijst
from app.istandaard.leveringen import VERWIJDEREN
from app.istandaard.regels.bronnen import Productlijst
from app.istandaard.regels.inzet import Productinzet
from app.istandaard.regels.regel import Fout, fout, regel


@regel("TR381", retourcode="S329", melding="Een productcode hoort bij de productcategorie.")
def tr381(inzet: Productinzet | StartProduct | StopProduct, productlijst: Productlijst) -> Iterator[Fout]:
    """A Code is in the agreed product list under the given Categorie; without a Code nothing is tested.

    Nor is a deletion: what was delivered under an older list can still be deleted (TR063).
    """
    if isinstance(inzet, StartProduct | StopProduct) and inzet.status_aanlevering == VERWIJDEREN:
        return
    product = inzet.product
    if product is None or product.code is None:
        return
    if not productlijst.bevat(product.categorie, product.code):
        yield fout(
            inzet,
            "Product/Code",
            gevonden=f"code {product.code} bij categorie {codelijst('WMO020').toon(product.categorie)}",
            verwacht="een code die volgens de productlijst bij die categorie hoort",
        )
