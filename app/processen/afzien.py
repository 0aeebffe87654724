"""The municipality's choice not to ask for a plan, and the trail that shows the alignment (M02 to M06)."""

from dataclasses import dataclass
from uuid import UUID

from app.domain import afziening as afzieningstappen
from app.domain.afziening import Afziening
from app.domain.eisen import vervult
from app.domain.fouten import VerkeerdeStatus
from app.domain.partijen import Rol
from app.domain.planstappen import OPEN
from app.domain.rapportage import Rapportage
from app.processen.verzoek import GEMEENTE, Verzoek, voor


@dataclass(frozen=True, slots=True)
class Spoor:
    """A waiver with everything that shows how klantmanager, client and provider were aligned (M05)."""

    afziening: Afziening
    rapportages: tuple[Rapportage, ...]


@vervult("M06")
@voor(Rol.TOEGANG)
def zie_af(verzoek: Verzoek, afziening: Afziening) -> Afziening:
    """Waive the plan of one provider; not while one is being asked for."""
    plan_van_aanpak = verzoek.opslag.plannen_van_aanpak.haal(afziening.plan_van_aanpak_id)
    plannen = verzoek.opslag.ondersteuningsplannen.van_plan_van_aanpak(plan_van_aanpak.id)
    if any(p.aanbieder == afziening.aanbieder and p.status in OPEN for p in plannen):
        raise VerkeerdeStatus("Bij deze aanbieder loopt al een uitvraag. Trek die eerst in.")
    verzoek.opslag.aanbieders.haal(afziening.aanbieder)
    profiel = verzoek.profielen.voor(plan_van_aanpak.gemeente, verzoek.vandaag)
    return verzoek.opslag.afzieningen.bewaar(afzieningstappen.zie_af(afziening, profiel))


@vervult("M05")
@voor(*GEMEENTE)
def lees_spoor(verzoek: Verzoek, afziening_id: UUID) -> Spoor:
    """The waiver with the notes of the rapportage that belong to it."""
    afziening = verzoek.opslag.afzieningen.haal(afziening_id)
    notities = verzoek.opslag.rapportages.van_melding(afziening.melding_id)
    return Spoor(afziening, tuple(n for n in notities if n.afziening_id in (None, afziening.id)))
