"""The municipality announces a decision; from then on it works (Awb 3:40, 3:41; W07)."""

from uuid import UUID

from app.domain import besluitstappen
from app.domain.besluit import Bekendmaking, Besluit
from app.domain.eisen import vervult
from app.domain.partijen import Rol
from app.processen.besluitdocument import bewaar_besluitdocument
from app.processen.verzoek import Verzoek, voor


@vervult("W07")
@voor(Rol.BESLUIT, Rol.ADMINISTRATIE)
def maak_bekend(verzoek: Verzoek, besluit_id: UUID, revisie: int, bekendmaking: Bekendmaking) -> Besluit:
    """Record when and how the client received the decision, and keep the document as it was received."""
    besluit = verzoek.opslag.besluiten.haal(besluit_id, revisie)
    bekend = verzoek.opslag.besluiten.bewaar(
        besluitstappen.maak_bekend(
            besluit, bekendmaking, verzoek.beller.medewerker, verzoek.nu, verzoek.vandaag
        )
    )
    bewaar_besluitdocument(verzoek, bekend)
    return bekend
