"""TR378: the municipality exists on the day it allocates from."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.codelijsten import Gemeentelijst
from app.istandaard.regels.regel import Fout, fout, regel


@regel("TR378", retourcode="S300", melding="De gemeentecode is geldig op de ingangsdatum van de toewijzing.")
def tr378(bericht: Wmo301, gemeenten: Gemeentelijst) -> Iterator[Fout]:
    """Afzender is a municipality of the CBS list on the Ingangsdatum of an allocation in the message.

    So after a merger the old code stays usable for allocations that began under it. With several allocations
    one of them is enough, for the sources name one date and the message has one Afzender.
    """
    code = bericht.header.afzender
    ingangsdatums = [product.ingangsdatum.dag for product in bericht.client.toegewezen_producten]
    if not any(gemeenten.geldig(code, dag) for dag in ingangsdatums):
        yield fout(
            bericht.header,
            "Afzender",
            gevonden=f"{code}, op {min(ingangsdatums).isoformat()} geen gemeente",
            verwacht="een gemeentecode van het CBS die op de ingangsdatum geldig is",
        )
