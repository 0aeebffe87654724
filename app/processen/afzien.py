"""The municipality's choice not to ask for a plan, and the trail that shows the alignment (M02 to M06)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from app.domain.eisen import vervult
from app.domain.fouten import VerkeerdeStatus
from app.domain.partijen import Rol
from app.domain.plan import afziening as afzieningstappen
from app.domain.plan.afziening import AfstemmingAanbieder, AfstemmingClient, Afziening, BeschikbareInformatie
from app.domain.plan.plan_van_aanpak import vereis_laatste
from app.domain.plan.stappen import OPEN
from app.domain.rapportage import Rapportage
from app.domain.waarden import AgbCode
from app.opslag.bladzijde import Bladzijde
from app.processen.eindigen import haal_lopende
from app.processen.handeling import GEMEENTE, Handeling, voor


@dataclass(frozen=True, slots=True)
class Afzieningsgegevens:
    """What a caller gives for a waiver."""

    plan_van_aanpak_id: UUID
    aanbieder: AgbCode
    reden: str
    reden_client_of_groep: str
    individuele_beoordeling: str
    informatie: tuple[BeschikbareInformatie, ...]
    client: AfstemmingClient | None = None
    afstemming: AfstemmingAanbieder | None = None


@dataclass(frozen=True, slots=True)
class Spoor:
    """A waiver with everything that shows how klantmanager, client and provider were aligned (M05)."""

    afziening: Afziening
    rapportages: tuple[Rapportage, ...]


@vervult("M06")
@voor(Rol.TOEGANG)
def zie_af(handeling: Handeling, gegevens: Afzieningsgegevens) -> Afziening:
    """Waive the plan of one provider; not while one is being asked for."""
    plan_van_aanpak = handeling.opslag.plannen_van_aanpak.haal(gegevens.plan_van_aanpak_id)
    haal_lopende(handeling, plan_van_aanpak.melding_id)
    vereis_laatste(
        plan_van_aanpak, handeling.opslag.plannen_van_aanpak.laatste_versie(plan_van_aanpak.melding_id)
    )
    plannen = handeling.opslag.ondersteuningsplannen.van_melding(plan_van_aanpak.melding_id)
    if any(p.aanbieder == gegevens.aanbieder and p.status in OPEN for p in plannen):
        raise VerkeerdeStatus("Bij deze aanbieder loopt al een uitvraag. Trek die eerst in.")
    handeling.opslag.aanbieders.haal(gegevens.aanbieder)
    afziening = Afziening(
        id=uuid4(),
        gemeente=plan_van_aanpak.gemeente,
        client_id=plan_van_aanpak.client_id,
        melding_id=plan_van_aanpak.melding_id,
        plan_van_aanpak_id=plan_van_aanpak.id,
        aanbieder=gegevens.aanbieder,
        reden=gegevens.reden,
        reden_client_of_groep=gegevens.reden_client_of_groep,
        individuele_beoordeling=gegevens.individuele_beoordeling,
        informatie=gegevens.informatie,
        client=gegevens.client,
        afstemming=gegevens.afstemming,
        door=handeling.beller.medewerker,
        op=handeling.nu,
    )
    profiel = handeling.profielen.voor(plan_van_aanpak.gemeente, handeling.vandaag)
    return handeling.opslag.afzieningen.bewaar(afzieningstappen.zie_af(afziening, profiel))


@voor(*GEMEENTE)
def lijst(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    *,
    melding_id: UUID | None = None,
    sinds: datetime | None = None,
) -> Bladzijde[Afziening]:
    """Waivers, the oldest first."""
    return handeling.opslag.afzieningen.bladzijde(limiet, cursor, melding_id=melding_id, sinds=sinds)


@vervult("M05")
@voor(*GEMEENTE)
def lees_spoor(handeling: Handeling, afziening_id: UUID) -> Spoor:
    """The waiver with the notes of the rapportage that belong to it."""
    afziening = handeling.opslag.afzieningen.haal(afziening_id)
    notities = handeling.opslag.rapportages.van_melding(afziening.melding_id)
    return Spoor(afziening, tuple(n for n in notities if n.afziening_id in (None, afziening.id)))
