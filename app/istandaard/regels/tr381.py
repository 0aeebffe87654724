"""TR381: a product code belongs to its category."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.berichten.wmo305 import StartProduct
from app.istandaard.berichten.wmo307 import StopProduct
from app.istandaard.berichten.wmo323 import Prestatie
from app.istandaard.codelijsten import codelijst
from app.istandaard.declaraties import is_credit
from app.istandaard.kennis import Productlijst
from app.istandaard.leveringen import VERWIJDEREN
from app.istandaard.regels.inzet import Productinzet
from app.istandaard.regels.regel import Fout, fout, regel

MELDING = "Een productcode hoort bij de productcategorie."
DOE = "Kies een productcode die volgens de afgesproken lijst bij de categorie hoort."


@regel("TR381", retourcode="S329", melding=MELDING, doe=DOE)
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
        yield _hoort_niet(inzet, "Product/Code", product.categorie, product.code)


@regel("TR381", retourcode="S329", melding=MELDING, doe=DOE)
def tr381_prestatie(prestatie: Prestatie, productlijst: Productlijst) -> Iterator[Fout]:
    """As above, for a declared line; not for a credit, which repeats what was declared before (IV091)."""
    categorie, code = prestatie.product_categorie, prestatie.product_code
    if not is_credit(prestatie) and not productlijst.bevat(categorie, code):
        yield _hoort_niet(prestatie, "ProductCode", categorie, code)


def _hoort_niet(klasse: Berichtklasse, veld: str, categorie: str, code: str) -> Fout:
    return fout(
        klasse,
        veld,
        gevonden=f"code {code} bij categorie {codelijst('WMO020').toon(categorie)}",
        verwacht="een code die volgens de productlijst bij die categorie hoort",
    )
