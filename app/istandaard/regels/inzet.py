"""What is allocated and what is asked for alike: so much of a product, from a day until a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.stapeling import Inzetperiode, stapelingen
from app.istandaard.berichten.wmo301 import ToegewezenProduct
from app.istandaard.berichten.wmo315 import AangevraagdProduct
from app.istandaard.berichten.wmo317 import NieuwProduct, TeWijzigenProduct
from app.istandaard.waarden import Datum

Productinzet = ToegewezenProduct | AangevraagdProduct | NieuwProduct
"""The classes that say which product it is."""

Inzet = Productinzet | TeWijzigenProduct
"""The same, and the one that names the allocation that has to change instead of the product."""


def begin(inzet: Inzet) -> Datum:
    """The first day."""
    if isinstance(inzet, ToegewezenProduct):
        return inzet.ingangsdatum
    if isinstance(inzet, AangevraagdProduct):
        return inzet.toewijzing_ingangsdatum
    return inzet.gewenste_ingangsdatum


def einde(inzet: Inzet) -> tuple[str, Datum | None]:
    """The element that holds the last day, and that day; None when the end is open."""
    if isinstance(inzet, AangevraagdProduct):
        return "ToewijzingEinddatum", inzet.toewijzing_einddatum
    return "Einddatum", inzet.einddatum


def heeft_code(inzet: Productinzet) -> bool:
    """Whether it is one specific product, so that a product code is given."""
    return inzet.product is not None and inzet.product.code is not None


def inzetperiode(inzet: Productinzet) -> Inzetperiode:
    """The product and its period, to test on stacking."""
    product, (_, eind) = inzet.product, einde(inzet)
    return Inzetperiode(
        categorie=None if product is None else product.categorie,
        code=None if product is None else product.code,
        begin=begin(inzet).dag,
        eind=None if eind is None else eind.dag_of_grens,
    )


def gestapeld(inzetten: Sequence[Productinzet]) -> Iterator[tuple[int, int]]:
    """What of these stacks, as `stapelingen` says; on one alone no day has to be calculated with."""
    if len(inzetten) > 1:
        yield from stapelingen([inzetperiode(inzet) for inzet in inzetten])
