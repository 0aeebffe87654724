"""Municipality and client look whether what was granted still fits (Wmo 2.3.9, W08)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.besluit.besluit import Besluit, Besluitstatus, Evaluatie, Evaluatieuitkomst
from app.domain.besluit.evaluatie import evalueer, voorgesteld_vervolg
from app.domain.eisen import vervult
from app.domain.partijen import Rol
from app.processen.handeling import Handeling, voor


@dataclass(frozen=True, slots=True)
class Evaluatiegegevens:
    """What a caller says of a review."""

    op: date
    wijze: str
    uitkomst: Evaluatieuitkomst
    toelichting: str
    volgende: date | None = None
    """Left out where the support goes on: the day that was planned, or that the region has, if any."""


@vervult("W08")
@voor(Rol.TOEGANG, Rol.BESLUIT)
def leg_evaluatie_vast(
    handeling: Handeling, besluit_id: UUID, revisie: int, gegevens: Evaluatiegegevens
) -> Besluit:
    """Record that a review was held and what it came to: with that its task ends."""
    opslag, vandaag = handeling.opslag, handeling.vandaag
    besluit = opslag.besluiten.haal(besluit_id, revisie)
    opslag.clienten.vergrendel(besluit.client_id)
    volgende = gegevens.volgende
    if volgende is None and gegevens.uitkomst is Evaluatieuitkomst.VOORTZETTEN:
        profiel = handeling.profielen.voor(besluit.gemeente, vandaag)
        volgende = voorgesteld_vervolg(besluit, gegevens.op, profiel, handeling.kalender, vandaag)
    evaluatie = Evaluatie(
        op=gegevens.op,
        wijze=gegevens.wijze,
        uitkomst=gegevens.uitkomst,
        toelichting=gegevens.toelichting,
        door=handeling.beller.medewerker,
        vastgelegd_op=handeling.nu,
        volgende=volgende,
    )
    opvolger = _opvolger(handeling, besluit)
    return opslag.besluiten.bewaar(evalueer(besluit, evaluatie, opvolger, vandaag))


def _opvolger(handeling: Handeling, besluit: Besluit) -> Besluit | None:
    """The announced decision that changes this one, in whichever case."""
    alle = handeling.opslag.besluiten.van_client(besluit.client_id)
    bekend = (b for b in alle if b.status is Besluitstatus.BEKENDGEMAAKT)
    return next((b for b in bekend if b.wijzigt == besluit.id), None)
