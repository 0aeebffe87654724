"""TR347: a reference is used once."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten import wmo315, wmo317
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR347",
    retourcode="9347",
    melding="Een aanbieder gebruikt een referentie één keer voor een verzoek.",
    doe="Geef het verzoek een nieuwe referentie.",
)
def tr347(
    verzoek: wmo315.AangevraagdProduct | wmo317.Verzoek,
    header: wmo315.Header | wmo317.Header,
    dossier: Dossier,
) -> Iterator[Fout]:
    """No earlier request of this provider, wmo315 or wmo317, carries the same ReferentieAanbieder (OP361).

    A municipality sees only what was asked of itself.
    """
    if dossier.verzoek(header.ontvanger, header.afzender, verzoek.referentie_aanbieder) is not None:
        yield fout(
            verzoek,
            "ReferentieAanbieder",
            gevonden="een referentie die al eerder is gebruikt",
            verwacht="een referentie die nog niet is gebruikt",
        )
