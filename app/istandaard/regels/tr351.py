"""TR351: what has to change is current."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo317 import Wmo317
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.regels.wijziging import actuele_toewijzingen


@regel(
    "TR351",
    retourcode="9351",
    melding="Een te wijzigen product verwijst naar een actuele toewijzing.",
    doe="Wijzig alleen een toewijzing die nu loopt of nog begint; vraag anders een nieuw product.",
)
def tr351(bericht: Wmo317, dossier: Dossier) -> Iterator[Fout]:
    """ToewijzingNummer of a TeWijzigenProduct is that of a current allocation (TR349 to TR352)."""
    actueel = actuele_toewijzingen(bericht, dossier)
    for product in bericht.client.verzoek.te_wijzigen_producten:
        if product.toewijzing_nummer not in actueel:
            yield fout(
                product,
                "ToewijzingNummer",
                gevonden=f"{product.toewijzing_nummer}, geen actuele toewijzing",
                verwacht="het nummer van een actuele toewijzing van deze cliënt aan deze aanbieder",
            )
