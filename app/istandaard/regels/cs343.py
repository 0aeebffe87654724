"""CS343: some units are not asked per day."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo315 import AangevraagdProduct
from app.istandaard.regels.cs338 import per_dag
from app.istandaard.regels.regel import Fout, regel


@regel(
    "CS343",
    retourcode="0001",
    melding="Etmalen, dagdelen, euro's en stuks (inspanning) worden niet per dag aangevraagd.",
    doe="Kies een frequentie per week, per maand of voor de hele periode.",
)
def cs343(product: AangevraagdProduct) -> Iterator[Fout]:
    """With Eenheid 14, 16, 83 or 84 Frequentie is 2, 4 or 6, unless the end lies before 2021 (as CS338)."""
    yield from per_dag(product)
