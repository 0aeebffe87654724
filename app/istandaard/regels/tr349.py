"""TR349: a request for change is about all that is current."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo317 import Wmo317
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.regels.wijziging import actuele_toewijzingen


@regel(
    "TR349",
    retourcode="9349",
    melding="Een verzoek om wijziging noemt elke actuele toewijzing van de cliënt één keer.",
    doe="Noem elke toewijzing die nu loopt of nog begint, één keer.",
    volgt_uit=("TR350", "TR351"),
)
def tr349(bericht: Wmo317, dossier: Dossier) -> Iterator[Fout]:
    """Each current allocation is an OngewijzigdProduct or a TeWijzigenProduct, and not both (OP308)."""
    verzoek = bericht.client.verzoek
    ongewijzigd = {product.toewijzing_nummer for product in verzoek.ongewijzigde_producten}
    te_wijzigen = {product.toewijzing_nummer for product in verzoek.te_wijzigen_producten}
    for nummer in sorted(actuele_toewijzingen(bericht, dossier).keys() - ongewijzigd - te_wijzigen):
        yield fout(
            verzoek,
            "OngewijzigdeProducten",
            gevonden=f"niets over de toewijzing met nummer {nummer}",
            verwacht="deze toewijzing als ongewijzigd of als te wijzigen product",
        )
    for nummer in sorted(ongewijzigd & te_wijzigen):
        yield fout(
            verzoek,
            "OngewijzigdeProducten",
            gevonden=f"nummer {nummer}, als ongewijzigd en als te wijzigen product",
            verwacht="een van beide",
        )
