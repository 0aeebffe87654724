"""CD080: only a specific product has an extent."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import ToegewezenProduct
from app.istandaard.regels.overgang import loopt_na_2020
from app.istandaard.regels.regel import Fout, fout, regel


@regel("CD080", retourcode="0001", melding="Zonder productcode staat er geen omvang.")
def cd080(toewijzing: ToegewezenProduct) -> Iterator[Fout]:
    """Omvang is absent when Product/Code is, unless the Einddatum lies before 2021."""
    product = toewijzing.product
    zonder_code = product is None or product.code is None
    if zonder_code and toewijzing.omvang is not None and loopt_na_2020(toewijzing.einddatum):
        yield fout(toewijzing, "Omvang", gevonden="een omvang zonder productcode", verwacht="geen omvang")
