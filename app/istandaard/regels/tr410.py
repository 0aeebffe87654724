"""TR410: no stacking among the new products of a request for change."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo317 import Verzoek
from app.istandaard.regels.inzet import gestapeld
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR410",
    retourcode="0001",
    melding="De nieuwe producten in een verzoek om wijziging stapelen niet.",
    doe="Vraag het nieuwe product een keer aan, of laat de perioden elkaar niet overlappen.",
    volgt_uit=("TR101",),
)
def tr410(verzoek: Verzoek) -> Iterator[Fout]:
    """No two new products overlap in time with the same product (OP347).

    Aids and provisions (categories 11 to 14) may overlap. Overlap with what is allocated is for TR361.
    """
    producten = verzoek.nieuwe_producten
    for later, eerder in gestapeld(producten):
        yield fout(
            producten[later],
            "Product",
            gevonden=f"overlap met nieuw product {eerder + 1} in het bericht",
            verwacht="een ander product of een andere periode",
        )
