"""TR350: what stays unchanged is current."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo317 import Wmo317
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.regels.wijziging import actuele_toewijzingen


@regel(
    "TR350",
    retourcode="9350",
    melding="Een ongewijzigd product verwijst naar een actuele toewijzing.",
    doe="Noem alleen toewijzingen die nu lopen of nog beginnen.",
)
def tr350(bericht: Wmo317, dossier: Dossier) -> Iterator[Fout]:
    """ToewijzingNummer of an OngewijzigdProduct is that of a current allocation (TR349 to TR352)."""
    actueel = actuele_toewijzingen(bericht, dossier)
    for product in bericht.client.verzoek.ongewijzigde_producten:
        if product.toewijzing_nummer not in actueel:
            yield fout(
                product,
                "ToewijzingNummer",
                gevonden=f"{product.toewijzing_nummer}, geen actuele toewijzing",
                verwacht="het nummer van een actuele toewijzing van deze cliënt aan deze aanbieder",
            )
