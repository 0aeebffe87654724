"""All that is held about one person, in one piece (AVG art. 15 and 20; W06)."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.besluit.aanvraag import Aanvraag
from app.domain.besluit.besluit import Besluit
from app.domain.bewaren import Bewaarreden, Vernietigingsverzoek
from app.domain.bezwaar.bezwaar import Bezwaar
from app.domain.document import Document
from app.domain.eisen import vervult
from app.domain.feit import Feit
from app.domain.melding import Melding
from app.domain.omzetting import Clientomzetting
from app.domain.onderzoek import Onderzoek
from app.domain.partijen import Client, Partij, Rol
from app.domain.plan import delen
from app.domain.plan.afziening import Afziening
from app.domain.plan.delen import Deling
from app.domain.plan.ondersteuningsplan import Beoordeling, Ondersteuningsplan, Planversie
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.rapportage import Rapportage
from app.domain.toewijzing.toewijzing import Toewijzing, Toewijzingsbericht
from app.domain.waarden import AgbCode
from app.opslag import Verwerking
from app.processen.handeling import Handeling, voor

GROOTSTE_LIJST = 10_000
"""Lines of the access record in an export; the rest is read page by page. Nothing else is as long."""


@dataclass(frozen=True, slots=True)
class Export:
    """One person's file: every aggregate, what was shared, and who did what with it."""

    client: Client
    meldingen: tuple[Melding, ...]
    onderzoeken: tuple[Onderzoek, ...]
    plannen_van_aanpak: tuple[PlanVanAanpak, ...]
    ondersteuningsplannen: tuple[Ondersteuningsplan, ...]
    planversies: tuple[Planversie, ...]
    beoordelingen: tuple[Beoordeling, ...]
    afzieningen: tuple[Afziening, ...]
    aanvragen: tuple[Aanvraag, ...]
    besluiten: tuple[Besluit, ...]
    bezwaren: tuple[Bezwaar, ...]
    feiten: tuple[Feit, ...]
    omzettingen: tuple[Clientomzetting, ...]
    toewijzingen: tuple[Toewijzing, ...]
    berichten: tuple[Toewijzingsbericht, ...]
    rapportages: tuple[Rapportage, ...]
    documenten: tuple[Document, ...]
    bewaarredenen: tuple[Bewaarreden, ...]
    vernietigingsverzoeken: tuple[Vernietigingsverzoek, ...]
    delingen: tuple[Deling, ...]
    verwerkingen: tuple[Verwerking, ...]
    vervolg_verwerkingen: str | None
    """Cursor of the rest of the access record, when it is longer than fits."""


@vervult("W06")
@voor(Rol.ADMINISTRATIE)
def exporteer_client(handeling: Handeling, client_id: UUID) -> Export:
    """Everything about one client; each thing in it is recorded as read."""
    opslag = handeling.opslag
    client = opslag.clienten.haal(client_id)
    spoor = opslag.verwerkingen.van_client(client_id, GROOTSTE_LIJST)
    plannen = opslag.ondersteuningsplannen.van_client(client_id)
    return Export(
        client=client,
        meldingen=opslag.meldingen.van_client(client_id),
        onderzoeken=opslag.onderzoeken.van_client(client_id),
        plannen_van_aanpak=opslag.plannen_van_aanpak.van_client(client_id),
        ondersteuningsplannen=plannen,
        planversies=opslag.planversies.van_client(client_id),
        beoordelingen=opslag.beoordelingen.van_client(client_id),
        afzieningen=opslag.afzieningen.van_client(client_id),
        aanvragen=opslag.aanvragen.van_client(client_id),
        besluiten=opslag.besluiten.van_client(client_id),
        bezwaren=opslag.bezwaren.van_client(client_id),
        feiten=opslag.feiten.van_client(client_id),
        omzettingen=opslag.clientomzettingen.van_client(client_id),
        toewijzingen=opslag.toewijzingen.van_client(client_id),
        berichten=opslag.berichten.van_client(client_id),
        rapportages=opslag.rapportages.van_client(client_id),
        documenten=opslag.documenten.van_client(client_id),
        bewaarredenen=opslag.bewaarredenen.van_client(client_id),
        vernietigingsverzoeken=opslag.vernietigingsverzoeken.van_client(client_id),
        delingen=tuple(deling for plan in plannen for deling in delen.delingen(plan)),
        verwerkingen=spoor.rijen,
        vervolg_verwerkingen=spoor.volgende,
    )


@voor(Rol.ADMINISTRATIE)
def namen_in(handeling: Handeling, inhoud: Export) -> dict[str, str]:
    """The names of the organisations in a file, by code: its municipality, and the providers."""
    aanbieders = {
        *(plan.aanbieder for plan in inhoud.ondersteuningsplannen),
        *(afziening.aanbieder for afziening in inhoud.afzieningen),
        *(regel.aanbieder for besluit in inhoud.besluiten for regel in besluit.regels if regel.aanbieder),
        *(toewijzing.aanbieder for toewijzing in inhoud.toewijzingen),
        *(AgbCode(v.code) for v in inhoud.verwerkingen if v.partij == Partij.AANBIEDER),
    }
    gemeente = handeling.gemeente
    profiel = handeling.profielen.voor(gemeente, handeling.vandaag)
    namen = {str(agb): naam for agb, naam in handeling.opslag.aanbieders.namen(aanbieders).items()}
    return namen | {str(gemeente): f"gemeente {profiel.gemeente(gemeente).naam}"}
