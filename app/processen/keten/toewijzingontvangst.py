"""What a provider is allocated stands among its deliveries at once, before it keeps anything of it."""

from collections.abc import Iterable
from typing import Any

from app.domain.keten.historie import Gegeven, Toewijzingsversie
from app.domain.partijen import Partij
from app.istandaard.historie import bsns_in, partijen_van
from app.processen.handeling import Handeling


def zet_bij_leveringen(
    handeling: Handeling, eigenaar: str, bericht: Any, mutaties: Iterable[Gegeven]
) -> None:
    """Let what this message left in the history of a provider as allocated stand among its deliveries."""
    versies = {
        gegeven.toewijzing: gegeven.versie
        for gegeven in mutaties
        if isinstance(gegeven, Toewijzingsversie) and not gegeven.versie.verwijderd
    }
    if not versies or Partij.van_code(eigenaar) is Partij.GEMEENTE:
        return
    tussen = partijen_van(bericht)
    (client_id,) = handeling.opslag.ontvangsten.betrokkenen(tussen.gemeente, bsns_in(bericht))
    toegewezen = {toewijzing: (versie, client_id) for toewijzing, versie in versies.items()}
    handeling.opslag.keten(eigenaar, tussen).zet_bij_leveringen(toegewezen)
