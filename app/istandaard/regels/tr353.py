"""TR353: a request for change asks for something."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo317 import Verzoek
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR353",
    retourcode="0001",
    melding="Een verzoek om wijziging vraagt ten minste één wijziging of nieuw product.",
    doe="Voeg toe wat er moet veranderen; verandert er niets, stuur het verzoek dan niet.",
)
def tr353(verzoek: Verzoek) -> Iterator[Fout]:
    """At least one TeWijzigenProduct or NieuwProduct is present (OP308)."""
    if not verzoek.te_wijzigen_producten and not verzoek.nieuwe_producten:
        yield fout(
            verzoek,
            "TeWijzigenProducten",
            gevonden="geen te wijzigen en geen nieuw product",
            verwacht="een te wijzigen of een nieuw product",
        )
