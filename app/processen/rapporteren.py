"""The municipal report: discussion, contact and agreements are here, not on the plan (M19, M20)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from app.domain.eisen import vervult
from app.domain.fouten import OngeldigeInvoer, Veldfout
from app.domain.partijen import Rol
from app.domain.rapportage import Rapportage, Rapportagesoort
from app.opslag.bladzijde import Bladzijde
from app.processen.handeling import GEMEENTE, Handeling, voor


@dataclass(frozen=True, slots=True)
class Rapportagegegevens:
    """What a caller gives for a note."""

    melding_id: UUID
    soort: Rapportagesoort
    op: date
    met: str
    tekst: str
    plan_id: UUID | None = None
    afziening_id: UUID | None = None


@vervult("M20")
@voor(Rol.TOEGANG, Rol.BESLUIT)
def rapporteer(handeling: Handeling, gegevens: Rapportagegegevens) -> Rapportage:
    """Add a note to the report of one case; it is never changed afterwards."""
    handeling.vereis_gebeurd({"datum": gegevens.op})
    melding = handeling.opslag.meldingen.haal(gegevens.melding_id)
    _vereis_zelfde_zaak(handeling, gegevens)
    return handeling.opslag.rapportages.bewaar(
        Rapportage(
            id=uuid4(),
            gemeente=melding.gemeente,
            client_id=melding.client_id,
            melding_id=melding.id,
            soort=gegevens.soort,
            op=gegevens.op,
            met=gegevens.met,
            tekst=gegevens.tekst,
            vastgelegd_door=handeling.beller.medewerker,
            vastgelegd_op=handeling.nu,
            plan_id=gegevens.plan_id,
            afziening_id=gegevens.afziening_id,
        )
    )


def _vereis_zelfde_zaak(handeling: Handeling, gegevens: Rapportagegegevens) -> None:
    """A note on a plan or a waiver belongs to the case of that plan or waiver."""
    meldingen: dict[str, UUID] = {}
    if gegevens.plan_id is not None:
        meldingen["planId"] = handeling.opslag.ondersteuningsplannen.haal(gegevens.plan_id).melding_id
    if gegevens.afziening_id is not None:
        meldingen["afzieningId"] = handeling.opslag.afzieningen.haal(gegevens.afziening_id).melding_id
    fouten = [
        Veldfout(veld, "Dit hoort bij een andere melding.")
        for veld, melding_id in meldingen.items()
        if melding_id != gegevens.melding_id
    ]
    if fouten:
        raise OngeldigeInvoer("De notitie noemt iets van een andere zaak.", *fouten)


@voor(*GEMEENTE)
def lijst(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    *,
    melding_id: UUID | None = None,
    plan_id: UUID | None = None,
    sinds: datetime | None = None,
) -> Bladzijde[Rapportage]:
    """Notes, the oldest first."""
    return handeling.opslag.rapportages.bladzijde(
        limiet, cursor, melding_id=melding_id, plan_id=plan_id, sinds=sinds
    )


@voor(*GEMEENTE)
def haal_rapportage(handeling: Handeling, rapportage_id: UUID) -> Rapportage:
    """One note."""
    return handeling.opslag.rapportages.haal(rapportage_id)
