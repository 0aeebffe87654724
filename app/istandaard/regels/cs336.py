"""CS336: a lapsed reason is not sent."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import ToegewezenProduct
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CS336",
    retourcode="0001",
    melding="Reden wijziging 01 is vervallen.",
    doe="Kies 13 om de toewijzing te verwijderen, of 14 om een invoerfout te herstellen.",
)
def cs336(product: ToegewezenProduct) -> Iterator[Fout]:
    """RedenWijziging 01 may no longer be sent; 13 deletes and 14 repairs an input error (WMO002)."""
    if product.reden_wijziging == "01":
        yield fout(
            product, "RedenWijziging", gevonden="01", verwacht="13 om te verwijderen, 14 om te herstellen"
        )
