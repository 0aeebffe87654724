"""The municipal report: discussion, contact and agreements stand here, not on the plan (M19, M20)."""

from uuid import UUID

from app.domain.eisen import vervult
from app.domain.partijen import Rol
from app.domain.rapportage import Rapportage
from app.processen.verzoek import GEMEENTE, Verzoek, voor


@vervult("M20")
@voor(Rol.TOEGANG, Rol.BESLUIT)
def rapporteer(verzoek: Verzoek, rapportage: Rapportage) -> Rapportage:
    """Add a note to the report of one case; it is never changed afterwards."""
    verzoek.opslag.meldingen.haal(rapportage.melding_id)
    return verzoek.opslag.rapportages.bewaar(rapportage)


@voor(*GEMEENTE)
def haal_rapportage(verzoek: Verzoek, rapportage_id: UUID) -> Rapportage:
    """One note."""
    return verzoek.opslag.rapportages.haal(rapportage_id)
