"""CD080: only a specific product has an extent."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import ToegewezenProduct
from app.istandaard.regels.inzet import Productinzet, einde, heeft_code
from app.istandaard.regels.overgang import loopt_na_2020
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD080",
    retourcode="0001",
    melding="Zonder productcode staat er geen omvang.",
    doe="Vul de productcode in, of haal de omvang weg.",
    volgt_uit=("CD079",),
)
def cd080(toewijzing: ToegewezenProduct) -> Iterator[Fout]:
    """Omvang is absent when Product/Code is, unless the Einddatum lies before 2021."""
    yield from omvang_zonder_code(toewijzing)


def omvang_zonder_code(inzet: Productinzet) -> Iterator[Fout]:
    """The test of CD080, for the rules that ask the same of other messages (CD095, CD096)."""
    _, einddatum = einde(inzet)
    if inzet.omvang is not None and not heeft_code(inzet) and loopt_na_2020(einddatum):
        yield fout(inzet, "Omvang", gevonden="een omvang zonder productcode", verwacht="geen omvang")
